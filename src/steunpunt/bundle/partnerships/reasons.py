"""Why something about a partnership cannot be done, in sentences. Rules choose from these."""

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.acting import Reason, Text

_TEXTS: dict[str, tuple[str, Text]] = {
    "move": ("move", _("A partnership cannot go from this state to that one.")),
    "reason": ("reason", _("Say in one sentence why; everybody in the partnership reads it.")),
    "future": ("future", _("Choose today or a day before it: the future is not yet on record.")),
    "before": ("before", _("The state before began later than this day.")),
    "alone": ("alone", _("A partnership is active from two members on.")),
    "document": (
        "document",
        _("This is for the members to decide: attach their dated decision, such as minutes of the steering group."),
    ),
    "kind": ("kind", _("Only boards are members of a partnership.")),
    "member": ("member", _("This board is a member already.")),
    "uninvited": ("uninvited", _("Invite this board first.")),
    "state": ("state", _("In this state no board can come in.")),
    "no_member": ("no_member", _("This board is no member.")),
    "given": ("given", _("Notice was given already.")),
    "past": ("past", _("The day of leaving is today or later.")),
    "before_2": ("before", _("The board came in after that day.")),
    "seated": ("seated", _("This person sits there already.")),
    "role": ("role", _("In the steering group sit policy makers and secretaries of the members.")),
    "role_2": ("role", _("In the working group sit ICT managers and security advisers of the members.")),
    "empty": ("empty", _("An agreement has at least one article.")),
    "article": ("article", _("Article %(n)s needs a title and a text.")),
    "under_way": ("under_way", _("Another agreement is under way: finish or withdraw it first.")),
    "title": ("title", _("Give the agreement a title.")),
    "state_2": ("state", _("An agreement is written in the state “intention” or “agreement in the making”.")),
    "state_3": ("state", _("An amendment is for a partnership that is active.")),
    "state_4": ("state", _("Only a text that is being written can be put up for signing.")),
    "to_fill_in": ("to_fill_in", _("Fill in first: %(left)s.")),
    "alone_2": ("alone", _("An agreement is between at least two boards that are members or explore with the others.")),
    "state_5": ("state", _("This agreement is not put up for signing.")),
    "signed": ("signed", _("Your board signed already.")),
    "other_text": ("other_text", _("This is not the text that was put up for signing. Open it again and read it.")),
    "unconfirmed": ("unconfirmed", _("Confirm first who you are; after five minutes that is asked again.")),
    "not_draft": ("not_draft", _("This text is not being written any more.")),
    "newer": (
        "newer",
        _("Somebody made a newer version meanwhile. Look at that one first; what you typed is kept here."),
    ),
    "remark": ("remark", _("Write your remark.")),
    "no_article": ("article", _("This article does not exist.")),
    "over": ("over", _("This agreement is signed or withdrawn already.")),
    "not_put_up": ("state", _("This agreement is not put up for signing.")),
    "no_party": ("party", _("This board is not asked to sign.")),
    "signer": ("signer", _("Say who signed for the board.")),
    "paper_basis": ("basis", _("Say which decision of the board it is, with its date.")),
    "pdf_unreadable": (
        "pdf_unreadable",
        _("This file cannot be read as a PDF. Upload the PDF itself, without a password; a scan goes the other way."),
    ),
    "pdf_unsigned": (
        "pdf_unsigned",
        _("This PDF carries no electronic signature. Sign it first, or choose that it is a scan of the signed paper."),
    ),
    "pdf_altered": ("pdf_altered", _("This PDF was changed after it was signed; such a signature proves nothing.")),
    "pdf_other": (
        "pdf_other",
        _(
            "This is not the PDF that was put up for signing. Download that one from this page, sign it as it is, and "
            "upload it again."
        ),
    ),
    "scan_unreadable": (
        "scan_unreadable",
        _("This file cannot be read as a scan. Upload a PDF without a password, or a picture (JPG or PNG)."),
    ),
    "paper_day": ("paper_day", _("Say which day stands on the paper.")),
    "paper_other_day": (
        "paper_other_day",
        _("The paper was signed between the day on which the text was put up and today."),
    ),
    "paper_document": ("document", _("Attach the signed paper of the board, with its date.")),
}
"""By a name of its own: the code that programs and tests know, and the sentence for people."""


def because(key: str, *, field: str = "", **said: object) -> Reason:
    """A reason by its name; `said` fills in what stands in its sentence."""
    code, text = _TEXTS[key]
    return Reason(code, text % said if said else text, field)
