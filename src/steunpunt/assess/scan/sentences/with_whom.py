"""With whom a domain is best tackled, in words: what was computed, and apart from it what the board itself wishes."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from steunpunt.assess.scan.choices import BoardType, Scope, Verdict
from steunpunt.assess.scan.sentences import WISHES, listed
from steunpunt.assess.scan.values import Opportunity, Standing, Suggestion
from steunpunt.foundation.ui.templatetags.ui import mark

VERDICTS = {
    Verdict.WITH_OWN_MUNICIPALITY: gettext_lazy("with its own municipality"),
    Verdict.WITH_OWN_WELFARE_CENTRE: gettext_lazy("with its own social welfare centre"),
    Verdict.AMONG_WELFARE_CENTRES: gettext_lazy("among social welfare centres"),
    Verdict.AMONG_MUNICIPALITIES: gettext_lazy("among municipalities"),
    Verdict.EITHER: gettext_lazy("both possible"),
    Verdict.NO_NEED: gettext_lazy("no need"),
    Verdict.ALREADY_SHARED: gettext_lazy("already shared"),
}
"""In the order in which they are counted."""
SHORT = VERDICTS | {
    Verdict.WITH_OWN_MUNICIPALITY: gettext_lazy("own municipality"),
    Verdict.WITH_OWN_WELFARE_CENTRE: gettext_lazy("own welfare centre"),
    Verdict.AMONG_WELFARE_CENTRES: gettext_lazy("welfare centres"),
    Verdict.AMONG_MUNICIPALITIES: gettext_lazy("municipalities"),
}
"""In a square of a table."""
TONES = {
    Verdict.WITH_OWN_MUNICIPALITY: "own",
    Verdict.WITH_OWN_WELFARE_CENTRE: "own",
    Verdict.AMONG_WELFARE_CENTRES: "among",
    Verdict.AMONG_MUNICIPALITIES: "among",
    Verdict.EITHER: "either",
    Verdict.NO_NEED: "none",
    Verdict.ALREADY_SHARED: "none",
}
WITH = {
    Scope.OWN_AUTHORITY: gettext_lazy("within the own local authority"),
    Scope.MUNICIPALITIES: gettext_lazy("with municipalities"),
    Scope.WELFARE_CENTRES: gettext_lazy("with social welfare centres"),
    Scope.POLICE_ZONE: gettext_lazy("with the police zone"),
}
ASKED = {
    Scope.MUNICIPALITIES: BoardType.MUNICIPALITY,
    Scope.WELFARE_CENTRES: BoardType.WELFARE_CENTRE,
    Scope.OWN_AUTHORITY: BoardType.WELFARE_CENTRE,
}
"""Whose verdicts stand beside an opportunity: those of the kind of board that seeks company in it."""


def wish(standing: Standing) -> str:
    """What a board answered itself: whether it wants to work together here, and with whom."""
    return wished(standing.want, standing.with_whom)


def wished(want: int | None, with_whom: Collection[str]) -> str:
    if want is None:
        return ""
    ways = [str(word) for scope, word in WITH.items() if scope in with_whom]
    said = str(WISHES[want])
    return f"{said} ({listed(ways)})" if ways and want else said


def beside(found: Opportunity, suggestions: Iterable[Suggestion], names: Mapping[int, str]) -> str:
    """Which way is best for whom, in one sentence; nothing when no board has a verdict."""
    here = [one for one in suggestions if one.domain == found.domain and one.standing.type is ASKED.get(found.scope)]
    by_verdict = {
        verdict: [names[one.standing.board] for one in here if one.channel.suggestion is verdict]
        for verdict in VERDICTS
    }
    said = [
        _("%(verdict)s for %(names)s") % {"verdict": VERDICTS[verdict], "names": _few(boards)}
        for verdict, boards in by_verdict.items()
        if boards
    ]
    text = f"{mark(';')} ".join(said)
    return f"{text[:1].upper()}{text[1:]}." if said else ""


def _few(names: Sequence[str], most: int = 6) -> str:
    rest = len(names) - most
    return listed([*names[:most], ngettext("%(n)s other", "%(n)s others", rest) % {"n": rest}] if rest > 0 else names)


def rule() -> str:
    """The rule in words, for page and paper."""
    return _(
        "How well the domain lends itself to that way, times what two boards gain: a need in common, or one that can help the other. Both under 15 out of 100: no need. Less than 10 apart, or another outcome as soon as it is judged half a point more or less suitable: both possible. Without answers of both halves of the local authority there is no verdict."  # noqa: E501 - one text
    )


def alone(found: Suggestion) -> str:
    """That there was nobody of its kind to reckon with, which makes that way nought."""
    return "" if found.others else _("There is no other board of its kind here to reckon with.")
