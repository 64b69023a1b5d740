"""The sheet `choices`: lists of ready-made answers, with the level that each stands for."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from steunpunt.assess.scan.choices import SpecialAnswer
from steunpunt.assess.scan.questionnaires.asked import CHOICE_CODE, Objection, in_words
from steunpunt.assess.scan.questionnaires.content import (
    CODE_LENGTH,
    ChoiceContent,
    OptionContent,
    Texts,
    is_blank,
)
from steunpunt.assess.scan.questionnaires.opening import Row, Table
from steunpunt.assess.scan.questionnaires.sheets import CHOICES_COLUMNS, EXPLANATIONS, OWN_LISTS, Fault

_KNOWN = {name.partition("::")[0] for name in CHOICES_COLUMNS}


@dataclass(slots=True)
class Entry:
    """One ready-made answer, and where it stands. `level` is None when none is given."""

    code: str
    text: Texts
    explanation: Texts
    level: int | None
    row: Row


def label(row: Row, kind: str = "label") -> Texts:
    """The texts of a row in our three languages; the headings were brought to `label::nl` and so on."""
    return Texts(nl=row.text(f"{kind}::nl"), en=row.text(f"{kind}::en"), fr=row.text(f"{kind}::fr"))


@dataclass(slots=True)
class ChoiceLists:
    """The lists by name, in the order of the sheet."""

    table: Table
    allows_twins: bool = False
    """Whether the form says itself that names may come back in a list; the first one is kept."""
    faults: list[Fault] = field(default_factory=list)
    _lists: dict[str, list[Entry]] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)
    _broken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for heading, letter in self.table.columns.items():
            if heading.partition("::")[0] not in _KNOWN:
                text = _("This column is not used.")
                self.faults.append(Fault("column_unused", text, self.table.name, 1, letter, heading, is_error=False))
        for row in self.table.rows:
            self._read(row)

    @property
    def names(self) -> list[str]:
        return list(self._lists)

    def _read(self, row: Row) -> None:
        name, code = row.text("list_name"), row.text("name")
        if not name:
            self._fault("list_missing", _("This answer belongs to no list: the list name is empty."), row, "list_name")
            return
        entries = self._lists.setdefault(name, [])
        if not code:
            self._fault("name_missing", _("This answer has no name."), row, "name")
            return
        if not CHOICE_CODE.fullmatch(code):
            text = _("“%(name)s” cannot be a name: no spaces, commas or quotes, at most %(most)s signs.")
            self._fault("name_wrong", text % {"name": code[:CODE_LENGTH], "most": CODE_LENGTH}, row, "name")
            return
        twin = next((entry for entry in entries if entry.code == code), None)
        if twin:
            text = _("“%(name)s” stands twice in the list “%(list)s”, also in row %(row)s.")
            values = {"name": code, "list": name, "row": twin.row.number}
            self._fault("name_twice", text % values, row, "name", is_error=not self.allows_twins)
            return
        said = label(row)
        if is_blank(said):
            words = _("The answer “%(name)s” has no text.") % {"name": code}
            self._fault("label_missing", words, row, "name", is_error=False)
        explanation = Texts(nl=row.text(EXPLANATIONS[0]), en=row.text(EXPLANATIONS[1]), fr=row.text(EXPLANATIONS[2]))
        entries.append(Entry(code, said, explanation, self._level(row), row))

    def _level(self, row: Row) -> int | None:
        written = row.text("level")
        if not written:
            return None
        if not written.isdecimal() or len(written) > 1 or int(written) > 5:
            text = _("The level is “%(value)s”. A level is a whole number from 0 to 5.")
            self._fault("level_wrong", text % {"value": written[:20]}, row, "level")
            return None
        return int(written)

    def _fault(self, code: str, text: str, row: Row, heading: str, *, is_error: bool = True) -> None:
        cell = row.cells.get(heading)
        letter = cell.column if cell else self.table.columns.get(heading, "")
        if is_error:
            self._broken.add(row.text("list_name"))
        self.faults.append(Fault(code, text, self.table.name, row.number, letter, heading, is_error=is_error))

    def has(self, name: str) -> bool:
        self._used.add(name)
        return name in self._lists

    def entries(self, name: str) -> list[Entry]:
        self._used.add(name)
        return self._lists.get(name, [])

    def options(self, name: str) -> list[OptionContent]:
        """The ready-made answers of a scored question. An answer without a level is said, and stays without."""
        found = []
        for entry in self.entries(name):
            if entry.code in set(SpecialAnswer):
                continue
            if entry.level is None and not any(
                fault.row == entry.row.number and fault.code in {"level_wrong", "level_missing"}
                for fault in self.faults
            ):
                text = _("The answer “%(name)s” of “%(list)s” has no level yet: it is needed before publication.")
                self._fault(
                    "level_missing", text % {"name": entry.code, "list": name}, entry.row, "level", is_error=False
                )
            found.append(
                OptionContent(code=entry.code, level=entry.level, text=entry.text, explanation=entry.explanation)
            )
        return found

    def has_special(self, name: str, special: SpecialAnswer) -> bool:
        return any(entry.code == special for entry in self.entries(name))

    def special_texts(self) -> dict[str, Texts]:
        """How this form words "don't know" and "not applicable", from the first list that has them whole."""
        found: dict[str, Texts] = {}
        for entries in self._lists.values():
            for entry in entries:
                if entry.code in set(SpecialAnswer) and all(entry.text.values()):
                    found.setdefault(entry.code, entry.text)
        return found

    def as_choices(self, name: str) -> list[ChoiceContent]:
        return [ChoiceContent(code=entry.code, text=entry.text) for entry in self.entries(name)]

    def wrong(self, name: str, objection: Objection) -> None:
        """Say what is wrong with a list as a whole, at its first row; unless a row of it could not be read."""
        if name not in self._broken:
            self._fault(objection[0], in_words(objection), self._lists[name][0].row, "list_name")

    def unused(self) -> list[Fault]:
        """Lists that no question uses: said, because they are not kept."""
        text = _("No question uses the list “%(name)s”: it is not taken over.")
        return [
            Fault(
                "list_unused",
                text % {"name": name},
                self.table.name,
                entries[0].row.number if entries else None,
                self.table.columns.get("list_name", ""),
                "list_name",
                is_error=False,
            )
            for name, entries in self._lists.items()
            if name not in self._used and name not in OWN_LISTS
        ]
