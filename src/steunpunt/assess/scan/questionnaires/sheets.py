"""The workbook of a questionnaire: an XLSForm with a few columns more. Sheets, columns, and what can be wrong where."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
LANGUAGE_NAMES = {"nl": "Nederlands (nl)", "en": "English (en)", "fr": "Français (fr)"}
"""How a language stands in a heading, after two colons: `label::Nederlands (nl)`."""
LANGUAGE_WORDS = {
    "nl": ("nl", "nederlands", "dutch", "nld", "dut"),
    "en": ("en", "english", "engels", "anglais", "eng"),
    "fr": ("fr", "français", "francais", "french", "frans", "fra", "fre"),
}
LABELS = tuple(f"label::{name}" for name in LANGUAGE_NAMES.values())
HINTS = tuple(f"hint::{name}" for name in LANGUAGE_NAMES.values())
EXPLANATIONS = ("explanation_nl", "explanation_en", "explanation_fr")
TAGS = ("tag_GG", "tag_GO", "tag_OO", "tag_PZ")
SURVEY_COLUMNS = (
    "type",
    "name",
    *LABELS,
    *HINTS,
    "required",
    "relevant",
    "constraint",
    "appearance",
    "weight",
    "who",
    "not_applicable",
    *TAGS,
    "comparable_with",
)
CHOICES_COLUMNS = ("list_name", "name", *LABELS, "level", *EXPLANATIONS)
SETTINGS_COLUMNS = ("form_title", "title_en", "title_fr", "form_id", "version", "default_language", "based_on")

PROFILE, BEFOREHAND, DOMAIN = "profiel", "vooraf", "dom_"
"""Names of groups: facts about the board, the estimate beforehand, and what stands before the code of a domain."""
OWN_LISTS = {"x_levels": "levels", "x_special": "special_answers", "x_scopes": "scopes", "x_tag_scale": "tag_scale"}
"""Lists that hold the words of the questionnaire itself, and what they hold."""

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 80 * 1024 * 1024
MAX_PARTS = 500
MAX_ROWS = 5_000
MAX_COLUMNS = 120


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong (`is_error`) or worth knowing in a workbook, and where. `row` counts from 1, as on the screen."""

    code: str
    text: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    """The letter of the column, such as "E"."""
    heading: str = ""
    is_error: bool = True

    @property
    def place(self) -> str:
        """Where to look, in words: "sheet choices, row 12, column E (level)"."""
        parts = []
        if self.sheet:
            parts.append(_("sheet %(name)s") % {"name": self.sheet})
        if self.row is not None:
            parts.append(_("row %(number)s") % {"number": self.row})
        if self.column:
            name = f"{self.column} ({self.heading})" if self.heading else self.column
            parts.append(_("column %(name)s") % {"name": name})
        return ", ".join(parts)

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text
