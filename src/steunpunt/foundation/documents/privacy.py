"""What is kept of who added a document; the document belongs to the organisation."""

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.privacy import Kept

KEPT = {
    "documents.Document": Kept(
        title=_("Documents that you added"),
        internal="organisation subject part name content_type size sha256 place replaces",
        personal="added_at added_by_id",
        about={"added_by_id": "pk"},
    ),
    "documents.Removal": Kept(
        title=_("Documents that you took away"),
        internal="document",
        personal="removed_at removed_by_id",
        about={"removed_by_id": "pk"},
    ),
}
