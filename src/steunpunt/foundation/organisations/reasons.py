"""Why something about an organisation cannot be done, in sentences. Rules and readers of files choose from these."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.acting import Reason


def enterprise_number_length() -> Reason:
    return Reason(
        "enterprise_number_length",
        _("An enterprise number (KBO) has ten digits and starts with 0 or 1, such as 0207.515.464."),
        "enterprise_number",
    )


def enterprise_number_check() -> Reason:
    return Reason(
        "enterprise_number_check",
        _("The last two digits of this enterprise number (KBO) do not match the others. Is there a typing error?"),
        "enterprise_number",
    )


def enterprise_number_taken(name: str) -> Reason:
    return Reason(
        "enterprise_number_taken",
        _("%(name)s has this enterprise number already.") % {"name": name},
        "enterprise_number",
    )


def nis_code_form() -> Reason:
    return Reason(
        "nis_code_form", _("A NIS code of a municipality has five digits, such as 24048 for Keerbergen."), "nis_code"
    )


def nis_code_taken(name: str) -> Reason:
    return Reason("nis_code_taken", _("%(name)s has this NIS code already.") % {"name": name}, "nis_code")


def nis_code_only_of_municipality() -> Reason:
    return Reason(
        "nis_code_only_of_municipality",
        _("Only a municipality or a social-welfare centre has a NIS code."),
        "nis_code",
    )


def zone_code_form() -> Reason:
    return Reason("zone_code_form", _("The number of a police zone has four digits, such as 5395."), "zone_code")


def zone_code_taken(name: str) -> Reason:
    return Reason("zone_code_taken", _("%(name)s has this zone number already.") % {"name": name}, "zone_code")


def name_missing() -> Reason:
    return Reason("name_missing", _("An organisation needs a name."), "name")


def name_same() -> Reason:
    return Reason("name_same", _("That is the name it has already."), "name")


def end_before_start() -> Reason:
    return Reason("end_before_start", _("The end lies before the beginning."), "valid_to")


def ended_already(name: str, on: date) -> Reason:
    return Reason(
        "ended_already",
        _("%(name)s does not exist any more since %(day)s.") % {"name": name, "day": f"{on:%d/%m/%Y}"},
    )


def not_there_yet(name: str) -> Reason:
    return Reason("not_there_yet", _("%(name)s does not exist yet on that day.") % {"name": name})


def merger_of_one() -> Reason:
    return Reason("merger_of_one", _("Choose at least one organisation that merges into the successor."))


def merger_into_itself(name: str) -> Reason:
    return Reason("merger_into_itself", _("%(name)s cannot merge into itself.") % {"name": name})


def merger_across_kinds(name: str) -> Reason:
    return Reason(
        "merger_across_kinds",
        _("%(name)s is of another kind than the successor: only organisations of one kind merge.") % {"name": name},
    )


def relation_of_other_kinds() -> Reason:
    return Reason("relation_of_other_kinds", _("Organisations of these kinds cannot have this relation."))


def relation_exists() -> Reason:
    return Reason("relation_exists", _("These two organisations have this relation already at that time."))


def relation_with_itself() -> Reason:
    return Reason("relation_with_itself", _("An organisation has no relation with itself."))


def merger_stays() -> Reason:
    return Reason("merger_stays", _("A merger is not undone by ending its tie."))


def relation_ended_already(on: date) -> Reason:
    return Reason(
        "relation_ended_already", _("This tie does not hold any more since %(day)s.") % {"day": f"{on:%d/%m/%Y}"}, "on"
    )


def relation_end_before_start(start: date) -> Reason:
    return Reason(
        "relation_end_before_start",
        _("This tie holds from %(day)s on; it cannot end before.") % {"day": f"{start:%d/%m/%Y}"},
        "on",
    )


def municipality_has_welfare_centre(name: str) -> Reason:
    return Reason(
        "municipality_has_welfare_centre", _("%(name)s has a social-welfare centre already.") % {"name": name}
    )


def clash(code: str, first: str, second: str) -> Reason:
    """`code` is the field of which two organisations have the same value at one time."""
    return Reason(
        "same_number_twice",
        _("%(first)s and %(second)s have the same enterprise number (KBO) at the same time.")
        % {"first": first, "second": second},
        code,
    )


def unknown_key(key: str, name: str) -> Reason:
    return Reason("unknown_key", _("%(name)s refers to %(key)s, which is nowhere.") % {"name": name, "key": key})


# ── tables that people send ──────────────────────────────────────────────────


def columns_missing(headings: str) -> Reason:
    return Reason(
        "columns_missing", _("The first row must name the columns. Missing: %(headings)s.") % {"headings": headings}
    )


def table_empty() -> Reason:
    return Reason("table_empty", _("There are no rows below the first one."))


def too_many_rows(limit: int) -> Reason:
    return Reason("too_many_rows", _("At most %(limit)s rows fit in one file. Split it up.") % {"limit": limit})


def cell_is_formula() -> Reason:
    return Reason("cell_is_formula", _("This cell holds a formula. Copy the column and paste it as values."))


def cell_too_long(limit: int) -> Reason:
    return Reason("cell_too_long", _("At most %(limit)s signs fit here.") % {"limit": limit})


def kind_unknown(word: str) -> Reason:
    return Reason("kind_unknown", _("“%(word)s” is not a kind of organisation that we know.") % {"word": word}, "kind")


def day_unreadable(word: str) -> Reason:
    return Reason("day_unreadable", _("“%(word)s” is not a date such as 31/12/2024.") % {"word": word})


def address_incomplete() -> Reason:
    return Reason(
        "address_incomplete", _("An address needs street, postal code (four digits) and locality together."), "street"
    )


def website_form() -> Reason:
    return Reason("website_form", _("A website starts with https:// or http://."), "website")


def row_twice(row: int) -> Reason:
    return Reason("row_twice", _("This organisation stands in row %(row)s already.") % {"row": row})


def file_too_large(megabytes: int) -> Reason:
    return Reason("file_too_large", _("The file is larger than %(limit)s MB.") % {"limit": megabytes}, "file")


def file_unreadable() -> Reason:
    return Reason("file_unreadable", _("This is not a workbook (.xlsx) or a CSV file that we can read."), "file")


def file_encoding(row: int) -> Reason:
    return Reason(
        "file_encoding",
        _("Row %(row)s holds signs that are not UTF-8. In Excel choose “Save as” and then “CSV UTF-8” or .xlsx.")
        % {"row": row},
        "file",
    )


def boundary_wrong(nis_code: str, objection: str) -> Reason:
    return Reason(
        "boundary_wrong",
        _("The boundary of %(nis)s cannot be used: %(objection)s.") % {"nis": nis_code, "objection": objection},
    )


def membership_is_decided() -> Reason:
    return Reason(
        "membership_is_decided",
        _(
            "A board enters and leaves a partnership by its own decision: that is recorded on the page of the partnership."
        ),
    )
