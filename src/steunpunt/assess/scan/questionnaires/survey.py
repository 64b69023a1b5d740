"""The sheet `survey`: groups become domains, select-one questions become scored questions."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from steunpunt.assess.scan.choices import BoardType, InputKind, Scope, SpecialAnswer
from steunpunt.assess.scan.questionnaires.asked import Objection, in_words
from steunpunt.assess.scan.questionnaires.changes import TAGS, is_code
from steunpunt.assess.scan.questionnaires.choice_lists import ChoiceLists, label
from steunpunt.assess.scan.questionnaires.content import (
    CODE_LENGTH,
    LANGUAGES,
    MAX_WEIGHT,
    DomainContent,
    FactContent,
    PromptContent,
    QuestionContent,
    Texts,
    is_blank,
)
from steunpunt.assess.scan.questionnaires.opening import Row, Table
from steunpunt.assess.scan.questionnaires.remarks import PROMPTS
from steunpunt.assess.scan.questionnaires.sheets import BEFOREHAND, DOMAIN, PROFILE, SURVEY_COLUMNS, Fault

ALONE = "algemeen"
"""The domain of questions that stand in no group."""
_FACT_KINDS = {"text": InputKind.TEXT, "integer": InputKind.INTEGER, "decimal": InputKind.DECIMAL}
_SILENT = {
    "start",
    "end",
    "today",
    "deviceid",
    "username",
    "phonenumber",
    "email",
    "uri:deviceid",
    "simserial",
    "subscriberid",
    "audit",
}
"""Types that a form tool fills in by itself."""
_LEFT_OUT = frozenset(
    (
        *(
            "note",
            "calculate",
            "hidden",
            "date",
            "time",
            "datetime",
            "geopoint",
            "geotrace",
            "geoshape",
            "start-geopoint",
        ),
        *("image", "audio", "video", "file", "barcode", "range", "rank", "acknowledge", "trigger", "password"),
        *("xml-external", "csv-external", "select_one_from_file", "select_multiple_from_file", "select_one_external"),
    )
)
"""Types that a form tool knows and a score does not."""
_KNOWN = {name.partition("::")[0] for name in SURVEY_COLUMNS}
_FOR_TYPE = re.compile(r"\$\{p_type\}\s*(!?=)\s*['\"](\w+)['\"]")
_YES = {"yes", "true", "true()", "ja", "oui", "1", "x", "y"}
_NO = {"no", "false", "false()", "nee", "non", "0", "n", ""}
_ALL = tuple(kind.value for kind in BoardType)


@dataclass(slots=True)
class _Group:
    name: str
    row: Row
    who: tuple[str, ...]
    domain: DomainContent | None = None


@dataclass(slots=True)
class Survey:
    """What the rows of the sheet say, in their order."""

    table: Table
    lists: ChoiceLists
    faults: list[Fault] = field(default_factory=list)
    facts: list[FactContent] = field(default_factory=list)
    prompts: dict[str, PromptContent] = field(default_factory=dict)
    _domains: list[DomainContent] = field(default_factory=list)
    _stack: list[_Group] = field(default_factory=list)
    rows: dict[str, Row] = field(default_factory=dict)
    """Where each fact, and each prompt the first time, stands."""
    _names: dict[str, int] = field(default_factory=dict)
    _pending: list[tuple[str, str, Row, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for heading, letter in self.table.columns.items():
            if heading.partition("::")[0] not in _KNOWN:
                text = _("This column is not used.")
                self.faults.append(Fault("column_unused", text, self.table.name, 1, letter, heading, is_error=False))
        for row in self.table.rows:
            self._read(row)
        for group in self._stack:
            text = _("The group “%(name)s” is never closed: a row “end_group” is missing.")
            self._fault("group_open", text % {"name": group.name}, group.row, "type")
        self._read_prompts()
        if not any(domain["questions"] for domain in self._domains) and not any(each.is_error for each in self.faults):
            text = _("There is no question with ready-made answers (select_one) in this form.")
            self.faults.append(Fault("no_questions", text, self.table.name))

    def domains(self, title: Texts) -> list[DomainContent]:
        """The domains with questions; the one without a group is called after the form."""
        kept = [domain for domain in self._domains if domain["questions"] or domain["code"] != ALONE]
        for domain in kept:
            if domain["code"] == ALONE and not any(domain["text"].values()):
                domain["text"] = title
        own = [group for group in kept if group["questions"]]
        return own or kept

    # ── rows ─────────────────────────────────────────────────────────────────
    def _read(self, row: Row) -> None:
        written = " ".join(row.text("type").split())
        if not written:
            if row.text("name") or row.text("label::nl"):
                self._fault("type_missing", _("This row has no type."), row, "type")
            return
        kind, _space, rest = _normal(written).partition(" ")
        if kind in {"begin_group", "begin_repeat"}:
            if kind == "begin_repeat":
                self._fault("repeat", _("A questionnaire cannot repeat a group."), row, "type")
            self._begin(row, is_named=kind == "begin_group")
        elif kind in {"end_group", "end_repeat"}:
            self._end(row)
        elif kind not in _SILENT:
            self._asked(kind, rest, written, row)

    def _asked(self, kind: str, rest: str, written: str, row: Row) -> None:
        if kind in {"select_one", "select_multiple"}:
            self._select(kind, rest, row)
        elif kind in _FACT_KINDS:
            self._plain(_FACT_KINDS[kind], row)
        elif kind in _LEFT_OUT:
            if not (kind == "note" and self._is_in(BEFOREHAND)):
                self._left_out(written, row)
        else:
            text = _("“%(type)s” is not a type of question. Use select_one with the name of a list.")
            self._fault("type_unknown", text % {"type": written[:40]}, row, "type")

    def _begin(self, row: Row, *, is_named: bool = True) -> None:
        name = row.text("name")
        if is_named and not name:
            self._fault("name_missing", _("This group has no name."), row, "name")
        who = self._who_of_relevant(row)
        group = _Group(name, row, tuple(kind for kind in who if not self._stack or kind in self._stack[-1].who))
        if self._stack:
            group.domain = self._stack[0].domain
        elif name not in {PROFILE, BEFOREHAND}:
            code = name.removeprefix(DOMAIN) or name
            if name and self._is_fine(code, row) and self._is_first(f"group {code}", code, row):
                group.domain = DomainContent(code=code, text=label(row), questions=[])
                self._domains.append(group.domain)
        self._stack.append(group)

    def _end(self, row: Row) -> None:
        if not self._stack:
            self._fault("group_not_begun", _("This closes a group that was never opened."), row, "type")
            return
        self._stack.pop()

    def _select(self, kind: str, rest: str, row: Row) -> None:
        name = row.text("name")
        list_name, _space, more = rest.partition(" ")
        if not list_name:
            self._fault(
                "list_missing",
                _("The name of a list of answers is missing after “%(type)s”.") % {"type": kind},
                row,
                "type",
            )
            return
        if not self.lists.has(list_name):
            text = _("The list “%(name)s” does not stand on the sheet choices.")
            self._fault("list_unknown", text % {"name": list_name[:CODE_LENGTH]}, row, "type")
            return
        if more == "or_other":
            text = _("“or_other” is not taken over: a scored question has only its ready-made answers.")
            self._fault("or_other", text, row, "type", is_error=False)
        prompt = self._prompt_code(name)
        if prompt:
            if self._is_first(name, name, row):
                self._pending.append((prompt, name.partition("_")[2], row, kind, list_name))
        elif self._is_in(PROFILE):
            self._fact(InputKind.CHOICE if kind == "select_one" else InputKind.CHOICES, list_name, row)
        elif kind == "select_one":
            self._question(list_name, row)
        else:
            self._left_out(f"{kind} {list_name}", row)

    def _plain(self, kind: InputKind, row: Row) -> None:
        name = row.text("name")
        if self._is_in(PROFILE):
            self._fact(kind, "", row)
        elif kind is InputKind.TEXT and self._prompt_code(name):
            if self._is_first(name, name, row):
                self._pending.append(("note", name.partition("_")[2], row, "text", ""))
        else:
            self._left_out(kind.value, row)

    def _left_out(self, what: str, row: Row) -> None:
        text = _("“%(type)s” cannot be scored and is not taken over.")
        self._fault("left_out", text % {"type": what[:60]}, row, "type", is_error=False)

    def _prompt_code(self, name: str) -> str:
        code, _low, domain = name.partition("_")
        return code if code in PROMPTS and domain and (self._is_in(BEFOREHAND) or self._is_own(domain)) else ""

    def _is_own(self, domain: str) -> bool:
        return bool(self._stack and self._stack[0].domain and self._stack[0].domain["code"] == domain)

    def _is_in(self, group: str) -> bool:
        return bool(self._stack) and self._stack[0].name == group

    def wrong(self, name: str, objection: Objection) -> None:
        """Say what is wrong with the fact or the prompt of this name, at its row."""
        heading = "required" if objection[0] == "fact_needed" else "type"
        self._fault(objection[0], in_words(objection), self.rows[name], heading)

    # ── what a row becomes ───────────────────────────────────────────────────
    def _fact(self, kind: InputKind, list_name: str, row: Row) -> None:
        name = row.text("name")
        if self._is_fine(name, row) and self._is_first(name, name, row):
            self.rows[name] = row
            required = self._yes_or_no(row, "required")
            self.facts.append(
                FactContent(id=name, kind=kind.value, list=list_name, required=bool(required), text=label(row))
            )

    def _question(self, list_name: str, row: Row) -> None:
        name = row.text("name")
        if not (self._is_fine(name, row) and self._is_first(name, name, row)):
            return
        text = label(row)
        if is_blank(text):
            self._fault("label_missing", _("This question has no text."), row, "name", is_error=False)
        said = self._yes_or_no(row, "not_applicable")
        question = QuestionContent(
            id=name,
            weight=self._number(row, "weight", range(1, MAX_WEIGHT + 1), 1),
            who=self._who(row),
            not_applicable=self.lists.has_special(list_name, SpecialAnswer.NOT_APPLICABLE) if said is None else said,
            tags={scope.value: self._number(row, f"tag_{scope.value}", TAGS, 0) for scope in Scope},
            comparable_with=row.text("comparable_with"),
            text=text,
            hint=label(row, "hint"),
            options=self.lists.options(list_name),
        )
        self._home(row)["questions"].append(question)

    def _home(self, row: Row) -> DomainContent:
        if self._stack and self._stack[0].domain:
            return self._stack[0].domain
        for domain in self._domains:
            if domain["code"] == ALONE:
                return domain
        if not self._stack:
            text = _("This question stands in no group: such questions become one domain.")
            self._fault("no_group", text, row, "type", is_error=False)
        domain = DomainContent(code=ALONE, text=Texts(nl="", en="", fr=""), questions=[])
        self._domains.append(domain)
        return domain

    def _who(self, row: Row) -> list[str]:
        """The kinds of board that see this question: as the column says, else as `relevant` says, else all."""
        written = re.split(r"[\s,;]+", row.text("who").lower().strip()) if row.text("who") else []
        around = self._stack[-1].who if self._stack else _ALL
        if not written:
            return [kind for kind in self._who_of_relevant(row) if kind in around]
        strange = [kind for kind in written if kind not in _ALL]
        if strange:
            text = _("“%(name)s” is not a kind of board. Use: %(kinds)s.")
            self._fault("who_unknown", text % {"name": strange[0][:40], "kinds": ", ".join(_ALL)}, row, "who")
        return [kind for kind in _ALL if kind in written]

    def _who_of_relevant(self, row: Row) -> tuple[str, ...]:
        written = row.text("relevant")
        if not written:
            return _ALL
        found = _FOR_TYPE.findall(written)
        rest = re.sub(r"\b(or|and)\b|[()\s]", "", _FOR_TYPE.sub("", written))
        if not found or rest:
            if not row.text("who"):
                text = _("This condition is not taken over: everybody gets the question.")
                self._fault("relevant_unused", text, row, "relevant", is_error=False)
            return _ALL
        asked = {kind for sign, kind in found if sign == "="}
        spared = {kind for sign, kind in found if sign == "!="}
        return tuple(kind for kind in _ALL if (kind in asked or not asked) and kind not in spared)

    def _read_prompts(self) -> None:
        """The estimate and the wish stand once for every domain in the form; we keep one text with {domain} in it."""
        names = {domain["code"]: domain["text"] for domain in self._domains}
        for code, domain, row, kind, list_name in self._pending:
            if domain not in names:
                text = _("This asks about the domain “%(name)s”, which has no group.")
                self._fault("domain_unknown", text % {"name": domain[:CODE_LENGTH]}, row, "name")
            elif code not in self.prompts:
                self.rows[code] = row
                kinds = {"select_one": InputKind.CHOICE, "select_multiple": InputKind.CHOICES, "text": InputKind.TEXT}
                self.prompts[code] = PromptContent(
                    code=code, kind=kinds[kind].value, list=list_name, text=_template(label(row), names[domain])
                )

    # ── cells ────────────────────────────────────────────────────────────────
    def _is_fine(self, name: str, row: Row) -> bool:
        if not name:
            self._fault("name_missing", _("This question has no name."), row, "name")
            return False
        if not is_code(name):
            text = _("“%(name)s” cannot be a name: letters, figures, - and _, a letter first, at most %(most)s signs.")
            self._fault("name_wrong", text % {"name": name[:CODE_LENGTH], "most": CODE_LENGTH}, row, "name")
            return False
        return True

    def _is_first(self, key: str, name: str, row: Row) -> bool:
        if key in self._names:
            text = _("“%(name)s” stands there twice, also in row %(row)s.")
            self._fault("name_twice", text % {"name": name, "row": self._names[key]}, row, "name")
            return False
        self._names[key] = row.number
        return True

    def _number(self, row: Row, heading: str, allowed: range, default: int) -> int:
        written = row.text(heading)
        if not written:
            return default
        if not written.isdecimal() or len(written) > 2 or int(written) not in allowed:
            text = _("“%(value)s” should be a whole number from %(low)s to %(high)s.")
            values = {"value": written[:20], "low": allowed[0], "high": allowed[-1]}
            self._fault("number_wrong", text % values, row, heading)
            return default
        return int(written)

    def _yes_or_no(self, row: Row, heading: str) -> bool | None:
        written = row.text(heading).lower()
        if written in _YES:
            return True
        if written in _NO:
            return None if not written else False
        if heading != "required":  # elsewhere a condition may stand there, which asks nothing of us
            text = _("“%(value)s” should be yes or no.") % {"value": written[:20]}
            self._fault("yes_or_no", text, row, heading)
        return None

    def _fault(self, code: str, text: str, row: Row, heading: str, *, is_error: bool = True) -> None:
        cell = row.cells.get(heading)
        letter = cell.column if cell else self.table.columns.get(heading, "")
        self.faults.append(Fault(code, text, self.table.name, row.number, letter, heading, is_error=is_error))


def _normal(written: str) -> str:
    """A type as XLSForm's own tools read it: `begin group` is `begin_group`, `select1 x` is `select_one x`."""
    for old, new in (
        ("begin group", "begin_group"),
        ("end group", "end_group"),
        ("begin repeat", "begin_repeat"),
        ("end repeat", "end_repeat"),
        ("select one from ", "select_one "),
        ("select one ", "select_one "),
        ("select1 ", "select_one "),
        ("select_multiple ", "select_multiple "),
        ("select multiple ", "select_multiple "),
        ("select all that apply from ", "select_multiple "),
        ("select all that apply ", "select_multiple "),
    ):
        if written.lower() == old.strip() or written.lower().startswith(old if old.endswith(" ") else f"{old} "):
            return new.strip() + (f" {rest}" if (rest := written[len(old) :].strip()) else "")
    first, _space, rest = written.partition(" ")
    kind = {"int": "integer", "string": "text"}.get(first.lower(), first.lower())
    return f"{kind} {rest}".strip()


def _template(said: Texts, domain: Texts) -> Texts:
    """The text of a prompt with the name of its domain replaced by {domain}, per language."""
    found = {}
    for language in LANGUAGES:
        text, name = said[language], domain[language]  # type: ignore[literal-required]
        for written in (name, name.lower()):
            if name and written in text:
                text = text.replace(written, "{domain}")
                break
        found[language] = text
    return Texts(nl=found["nl"], en=found["en"], fr=found["fr"])
