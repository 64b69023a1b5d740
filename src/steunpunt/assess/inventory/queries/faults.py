"""What could not be read, in words."""

from django.utils.translation import gettext_lazy as _

from steunpunt.assess.inventory.values import Fault
from steunpunt.foundation.acting import Text

WORDS: dict[str, Text] = {
    "archive_inside": _("An archive within an archive is not opened."),
    "bomb": _("It becomes far too large when it is opened, so we did not open it."),
    "damaged": _("This file is damaged and cannot be read."),
    "empty": _("This file is empty."),
    "encrypted": _("This file is locked with a password. Save it without one."),
    "entities": _("This XML says what its own signs mean: no agent does so, and it can do harm."),
    "garbled": _("Signs were lost here. Save the spreadsheet as UTF-8."),
    "macros": _("This workbook holds macros. Save it as .xlsx, without macros."),
    "missing": _("This is missing."),
    "no_headings": _("No row with headings was found."),
    "no_name": _("There is no name, number or serial number by which to know it again."),
    "no_sheet": _("This is not a spreadsheet."),
    "no_workbook": _("This is not a workbook. Choose a file that ends in .xlsx or .csv."),
    "not_a_day": _("This is not a day."),
    "not_a_list": _("This should be a list."),
    "not_a_number": _("This is not a whole number from zero on."),
    "not_an_address": _("This is not the network address of a device."),
    "not_an_amount": _("This is not an amount from zero on."),
    "not_an_inventory": _("This is not an inventory of an agent."),
    "not_an_object": _("This should hold fields."),
    "not_json": _("This is not JSON."),
    "not_text": _("This should be a text."),
    "not_xml": _("This is not XML."),
    "not_yes_or_no": _("This should be true or false."),
    "old_format": _("This is a workbook of before 2007 (.xls), or one with a password. Save it as .xlsx."),
    "opendocument": _("This is an OpenDocument file. Save it as .xlsx or .csv."),
    "path_trick": _("The name of this file leads out of the archive."),
    "rounded": _(
        "A spreadsheet rounded this number: its last signs are lost. Format the column as text and fill it again."
    ),
    "too_large": _("This file is too large."),
    "too_long": _("This is too long."),
    "too_many_rows": _("There are more than 100,000 rows. Cut the file in pieces."),
    "twice_in_file": _("It stands in this file more than once; the last one counts."),
    "unknown_kind": _("This kind of device is unknown."),
    "unknown_state": _("This state is unknown. Use: in use, in stock, in repair, out of use, lost."),
}


def words_of(fault: Fault) -> Text:
    return WORDS[fault.code]
