"""With whom, in the report of a group: computed and wished apart, in numbers on paper and board by board in the workbook."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from steunpunt.assess.scan import rules, sentences
from steunpunt.assess.scan.choices import BoardType, Scope, Verdict
from steunpunt.assess.scan.queries.opportunities import Group
from steunpunt.assess.scan.sentences import with_whom as with_whom_words
from steunpunt.foundation.figures.rounding import half_up

Table = tuple[str, list[str], list[list[Any]]]
"""A title, what the columns are called, the rows."""

_BOTH = (Verdict.EITHER, Verdict.NO_NEED, Verdict.ALREADY_SHARED)
_WAYS = (
    (
        BoardType.WELFARE_CENTRE,
        (Verdict.WITH_OWN_MUNICIPALITY, Verdict.AMONG_WELFARE_CENTRES, *_BOTH),
        (Scope.OWN_AUTHORITY, Scope.WELFARE_CENTRES),
    ),
    (
        BoardType.MUNICIPALITY,
        (Verdict.WITH_OWN_WELFARE_CENTRE, Verdict.AMONG_MUNICIPALITIES, *_BOTH),
        (Scope.OWN_AUTHORITY, Scope.MUNICIPALITIES),
    ),
)
"""Per kind of board with two ways the verdicts and the wishes about them."""


def counts(group: Group, names: Mapping[str, str]) -> list[Table]:
    """Per domain for how many boards of a kind which way is best, and how many wish it."""
    found = []
    for kind, ways, scopes in _WAYS:
        here = [one for one in group.suggestions if one.standing.type is kind]
        if not here:
            continue
        columns = [_("Domain"), *(str(with_whom_words.VERDICTS[verdict]) for verdict in ways)]
        columns += [_("wished: %(way)s") % {"way": with_whom_words.WITH[scope]} for scope in scopes]
        rows = []
        for code, name in names.items():
            said = [one.channel.suggestion for one in here if one.domain == code]
            there = [one for one in group.standings.get(code, ()) if one.type is kind]
            wishes = [sum(rules.wishes(one, scope) for one in there) for scope in scopes]
            rows.append([name, *(str(said.count(verdict)) for verdict in ways), *map(str, wishes)])
        title = _("With whom, in numbers of boards: %(kind)s") % {"kind": sentences.KINDS[kind]}
        found.append((title, columns, rows))
    return found


def verdicts(group: Group, names: Mapping[str, str]) -> tuple[list[str], list[list[Any]]]:
    """Every verdict with its two potentials, and what the board itself wishes."""
    columns = [_("Domain"), _("Board"), _("Within the own local authority"), _("Among its own kind"), _("Computed")]
    rows = [
        [
            names[one.domain],
            group.names[one.standing.board],
            float(half_up(one.channel.own, 2)),
            float(half_up(one.channel.among, 2)),
            str(with_whom_words.VERDICTS[one.channel.suggestion]),
            with_whom_words.wish(one.standing),
        ]
        for one in group.suggestions
    ]
    return [*columns, _("Wished")], rows
