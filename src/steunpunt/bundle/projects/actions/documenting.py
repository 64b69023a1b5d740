"""The document of a decision that was given on the platform before its paper was there."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.projects import access
from steunpunt.bundle.projects.actions.deciding import Paper, subject_of
from steunpunt.bundle.projects.facts import DecisionDocumented
from steunpunt.bundle.projects.models import BoardAct
from steunpunt.foundation.acting import Actor, Denied, Reason, refuse_if
from steunpunt.foundation.documents import public as documents
from steunpunt.foundation.journal.public import record


@transaction.atomic
def add_decision_document(*, act_id: int, paper: Paper, now: datetime, by: Actor) -> BoardAct:
    """Add the document of a decision of one's own board, once: what is there stays."""
    row = (
        access.acts_to_document(by)
        .select_for_update(of=("self",))
        .select_related("participation", "organisation")
        .filter(pk=act_id)
        .first()
    )
    if row is None:
        raise Denied
    refuse_if([Reason("there", _("The document of this decision is there already."))] if row.document_id else [])
    row.document = documents.add_document(
        subject=subject_of(row.participation, row.readers, is_from_paper=False),
        name=paper.name,
        content=paper.content,
        now=now,
        by=by,
    )
    row.save(update_fields=["document"])
    fact = DecisionDocumented(
        organisation_id=row.organisation_id,
        project_id=row.participation.project_id,
        act_id=row.pk,
        board=str(row.organisation),
        decided_on=row.decided_on,
    )
    record(fact, by=by)
    return row
