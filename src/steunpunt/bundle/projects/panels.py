"""What projects contribute to the shell: what waits for somebody, and where an opportunity of the scan leads on to."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from steunpunt.assess.inventory.public import contracts_ending_together
from steunpunt.assess.scan.public import Found
from steunpunt.bundle.projects import access, queries
from steunpunt.bundle.projects.choices import Outcome, Standing, words
from steunpunt.bundle.projects.models import Need
from steunpunt.bundle.projects.registry import Offer
from steunpunt.foundation.acting import Actor, ActorRequest
from steunpunt.foundation.ui.registry import Link, Waiting

CONTRACTS = "contracts"
MOST_BOARDS = 150
MOST_PROJECTS = 8


class SharedNeeds:
    """A need that several boards reported opens into a draft project."""

    label = gettext_lazy("A need that several boards have")

    def offers(self, actor: Actor, today: date) -> Iterator[Offer]:
        """Open needs that the most boards have."""
        rows = queries.needs_with_counts(access.visible_needs(actor, today).filter(closed_at=None))
        for row in rows[:10]:
            yield self._offer(row)

    def offer(self, actor: Actor, ref: str, today: date) -> Offer | None:
        number = int(ref) if ref.isascii() and ref.isdecimal() and len(ref) < 18 else 0
        row = queries.needs_with_counts(access.visible_needs(actor, today)).filter(pk=number).first()
        return self._offer(row) if row else None

    @staticmethod
    def _offer(row: Need) -> Offer:
        url = reverse("projects:need", args=[row.pk])
        return Offer(ref=str(row.pk), title=row.title, why=row.why, boards=tuple(row.board_ids), url=url)  # type: ignore[attr-defined]  # annotated


class ContractsEndingTogether:
    """Contracts of several boards that end in the same half year open into a draft project."""

    label = gettext_lazy("Contracts that end together")

    def offers(self, actor: Actor, today: date) -> Iterator[Offer]:
        for found in contracts_ending_together(actor, today):
            yield Offer(ref=found.ref, title=found.title, why=found.why, boards=found.boards, url=found.url)

    def offer(self, actor: Actor, ref: str, today: date) -> Offer | None:
        return next((one for one in self.offers(actor, today) if one.ref == ref), None)

    def link(self, actor: Actor, ref: str) -> Link | None:
        """From the page of contracts itself."""
        if not access.may_propose(actor):
            return None
        return _to_propose({"bron": CONTRACTS, "wat": ref})


class DraftProject:
    """An opportunity of the scan opens into a draft project."""

    def link(self, actor: Actor, found: Found) -> Link | None:
        if not access.may_propose(actor):
            return None
        asked: dict[str, str | int | list[int]] = {
            "ronde": found.round_id,
            "domein": found.domain,
            "wijze": found.scope,
            "titel": found.title,
            "bestuur": list(found.organisation_ids)[:MOST_BOARDS],
        }
        if found.group_id:
            asked["verband"] = found.group_id
        return _to_propose(asked)


def _to_propose(asked: Mapping[str, str | int | list[int]]) -> Link:
    return Link(_("Make it a project"), reverse("projects:propose") + "?" + urlencode(asked, doseq=True))


def waiting(actor: Actor) -> Iterator[Waiting]:
    """For a board: calls that wait for its decision, signatures, interest that is asked; for advisers: proposals."""
    if access.is_adviser(actor):
        for project in queries.proposals(actor):
            url = reverse("projects:detail", args=[project.pk])
            yield Waiting(title=project.title, url=url, icon="bulb", detail=_("A proposal: take it up or not"))
        return
    for row in queries.awaited(actor, timezone.localdate()):
        pk, title = row.project_id, row.project.title
        deadline_on = row.deadline_on  # type: ignore[attr-defined]  # annotated
        if row.standing == Standing.JOINING and row.outcome == Outcome.GO:  # type: ignore[attr-defined]  # annotated
            detail = _("Your board said yes and can sign")
            if access.may_sign(actor):
                yield Waiting(title=title, url=reverse("projects:sign", args=[pk]), icon="signature", detail=detail)
        elif deadline_on is not None:
            yield Waiting(
                title=title,
                url=reverse("projects:decide", args=[pk]),
                icon="gavel",
                detail=_("The decision of your board is asked"),
                due=deadline_on,
            )
        else:
            detail = _("Is your board interested? It binds to nothing")
            yield Waiting(
                title=title, url=reverse("projects:interest", args=[pk]), icon="message-question", detail=detail
            )


class PartnershipPanel:
    """The projects within a partnership that the actor sees, with what waits."""

    key = "projects"
    order = 10

    def render(self, request: ActorRequest, subject_id: int | None) -> str:
        rows = list(
            queries.with_counts(access.visible_projects(request.actor))
            .filter(partnership_id=subject_id or 0)
            .order_by("-pk")[:MOST_PROJECTS]
        )
        if not rows:
            return ""
        lines = [(row, words.STATES[row.state], words.PHASES[row.phase]) for row in rows]
        return render_to_string("projects/panel_partnership.html", {"lines": lines, "group_id": subject_id}, request)
