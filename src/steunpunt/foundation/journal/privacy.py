"""What the journal keeps about people: who did what; names apart, so that they can be shredded."""

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.privacy import Kept

KEPT = {
    "journal.Entry": Kept(
        title=_("What you did, and what happened about you"),
        internal="organisation_id subject on_behalf_of_id looking_in_id data",
        personal="at fact person_id via",
        about={"person_id": "pk", "data__person_id": "pk"},
    ),
    "journal.PersonalPart": Kept(
        title=_("What was told about you"),
        internal="entry",
        personal="data",
        about={"entry__data__person_id": "pk"},
    ),
    "journal.Delivery": Kept(internal="entry listener at"),
}
