"""Who may see and do what with rounds and scans. Pages, API, exports, papers and mails all ask here."""

from collections.abc import Collection, Mapping

from django.db.models import QuerySet

from steunpunt.assess.scan.models import (
    ActionPoint,
    Consent,
    HelpRequest,
    Presence,
    QuestionnaireDraft,
    QuestionnaireVersion,
    ResultLink,
    Review,
    Round,
    Scan,
)
from steunpunt.foundation.acting import Actor

READERS = ("ict_manager", "policy_maker", "secretary", "security_adviser")
"""Roles at a board that see its scan."""

WRITERS = ("ict_manager", "secretary", "security_adviser")
"""Roles at a board that fill it in."""

SUBMIT = "submit_scan"


def visible_scans(actor: Actor) -> QuerySet[Scan]:
    """A board's own scans for those who need them; all scans for advisers of the support point; nothing for others."""
    if not actor.is_known or actor.organisation_id is None or not _has_scope(actor, "scan:read"):
        return Scan.objects.none()
    if actor.is_of_support_point:
        return Scan.objects.all() if actor.has_role("adviser") else Scan.objects.none()
    if _reads_scans(actor):
        return Scan.objects.filter(organisation_id=actor.organisation_id)
    return Scan.objects.none()


def with_visible_documents(actor: Actor) -> QuerySet[Scan]:
    """Scans whose documents this actor sees: those of one's own board. They stay inside it, also when somebody looks in."""
    if actor.is_of_support_point or actor.looking_in_id is not None:
        return Scan.objects.none()
    return visible_scans(actor)


def may_add_documents(actor: Actor, scan: Scan) -> bool:
    """Whoever reads the scan at the board itself."""
    return _is_own(actor, scan) and _may_write(actor)


def names_within(actor: Actor, group_id: int | None, members: Collection[int]) -> set[int]:
    """Which of these boards this actor sees by name in a partnership, or in a local authority (no group).

    An adviser of the support point sees all of them; somebody of a board sees it and those that consented, as long as
    that board consents itself.
    """
    return names_within_each(actor, {group_id: members})


def names_within_each(
    actor: Actor, groups: Mapping[int | None, Collection[int]] | Mapping[int, Collection[int]]
) -> set[int]:
    """The same over several groups at once: one query."""
    everybody = {board for members in groups.values() for board in members}
    if may_follow_rounds(actor):
        return everybody
    own = actor.organisation_id
    if own is None or own not in everybody or not _reads_scans(actor):
        return set()
    return shown_to(own, groups)


def shown_to(own: int, groups: Mapping[int | None, Collection[int]] | Mapping[int, Collection[int]]) -> set[int]:
    """Whom a board itself sees by name in its groups, itself included: what stands on its papers, whoever prints them."""
    everybody = {board for members in groups.values() for board in members}
    consents = set(
        Consent.objects.filter(organisation_id__in=everybody, withdrawn_at=None).values_list(
            "group_id", "organisation_id"
        )
    )
    shown = {
        board
        for group, members in groups.items()
        if own in members and (group, own) in consents
        for board in members
        if (group, board) in consents
    }
    return shown | {own}


def may_consent(actor: Actor) -> bool:
    """To show results by name is a decision of the board: whoever may submit its scan."""
    return not actor.is_of_support_point and SUBMIT in actor.mandates and _may_write(actor)


def sees_consents(actor: Actor) -> bool:
    return not actor.is_of_support_point and _reads_scans(actor)


def may_be_seen(actor: Actor, scan: Scan) -> bool:
    """Whose place in the scan colleagues see: people of the board itself, at the keyboard."""
    return may_read_remarks(actor, scan) and actor.scopes is None


def visible_presences(actor: Actor) -> QuerySet[Presence]:
    """Who is where in a scan: for those of the board itself who see it. Names stay inside the board."""
    return Presence.objects.filter(scan__in=with_visible_documents(actor))


def visible_action_points(actor: Actor) -> QuerySet[ActionPoint]:
    """Whoever sees the scan sees what came of it."""
    return ActionPoint.objects.filter(scan__in=visible_scans(actor))


def may_plan(actor: Actor) -> bool:
    """Whoever reads the scan at a board may plan what to do about it."""
    return not actor.is_of_support_point and _reads_scans(actor) and _may_write(actor)


def visible_rounds(actor: Actor) -> QuerySet[Round]:
    """Rounds as a whole, with how far every board is: for advisers only."""
    return Round.objects.all() if may_follow_rounds(actor) else Round.objects.none()


def rounds_taken_part_in(actor: Actor) -> QuerySet[Round]:
    """Rounds whose groups this actor may look into: all for advisers, those of its own scans for a board."""
    if may_follow_rounds(actor):
        return Round.objects.all()
    return Round.objects.filter(pk__in=visible_scans(actor).values("round_id"))


def sees_scans(actor: Actor) -> bool:
    """Whether the scan stands in this actor's menu."""
    if actor.is_of_support_point:
        return actor.has_role("adviser")
    return actor.organisation_kind in _BOARDS and _reads_scans(actor)


def may_follow_rounds(actor: Actor) -> bool:
    return actor.is_of_support_point and actor.has_role("adviser") and _has_scope(actor, "scan:read")


def may_start_rounds(actor: Actor) -> bool:
    return may_follow_rounds(actor) and _may_write(actor)


AUTHORS = ("adviser", "editor")
"""Roles at the support point that write questionnaires."""


def may_author(actor: Actor) -> bool:
    """Whoever writes questionnaires at the support point. Publishing one takes an adviser: `may_publish`."""
    return sees_drafts(actor) and _may_write(actor)


def may_publish(actor: Actor) -> bool:
    return may_start_rounds(actor)


def sees_drafts(actor: Actor) -> bool:
    return actor.is_known and actor.is_of_support_point and actor.has_role(*AUTHORS) and _has_scope(actor, "scan:read")


def visible_drafts(actor: Actor) -> QuerySet[QuestionnaireDraft]:
    """Drafts, for whoever writes at the support point; nobody else sees a question before it is published."""
    return QuestionnaireDraft.objects.all() if sees_drafts(actor) else QuestionnaireDraft.objects.none()


def visible_versions(actor: Actor) -> QuerySet[QuestionnaireVersion]:
    """Published versions, for writers and for the people of boards who fill one in."""
    is_reader = sees_scans(actor) and _has_scope(actor, "scan:read")
    return (
        QuestionnaireVersion.objects.all() if is_reader or sees_drafts(actor) else QuestionnaireVersion.objects.none()
    )


def may_fill_in(actor: Actor, scan: Scan) -> bool:
    return _is_own(actor, scan) and actor.has_role(*WRITERS) and _may_write(actor)


def may_choose_comparison(actor: Actor, scan: Scan) -> bool:
    """Whoever reads the scan at the board itself: each group that is shown counts for the whole board."""
    return _is_own(actor, scan) and _may_write(actor)


SHARERS = ("ict_manager", "policy_maker", "secretary")
"""Roles at a board that may let a colleague without account read the result; whoever may submit may as well."""


def may_share_result(actor: Actor, scan: Scan) -> bool:
    """To let somebody outside the circle of accounts read the result: people of the board itself."""
    is_sharer = actor.has_role(*SHARERS) or SUBMIT in actor.mandates
    return _is_own(actor, scan) and is_sharer and _may_write(actor)


def visible_links(actor: Actor) -> QuerySet[ResultLink]:
    """Who got a link to a result: for whoever reads that scan at the board itself. The support point sees none."""
    return ResultLink.objects.filter(scan__in=with_visible_documents(actor))


def may_hear_of_submissions(actor: Actor) -> bool:
    """Whose programs are told that a scan was submitted: of those who fill in at a board, and of advisers."""
    if actor.is_of_support_point:
        return may_follow_rounds(actor)
    return actor.organisation_kind in _BOARDS and actor.has_role(*WRITERS) and _has_scope(actor, "scan:read")


def may_submit(actor: Actor, scan: Scan) -> bool:
    """Only somebody whom the board mandated: never the support point."""
    return _is_own(actor, scan) and SUBMIT in actor.mandates and _may_write(actor)


def may_read_remarks(actor: Actor, scan: Scan) -> bool:
    """Remarks and explanations stay inside the board, also while somebody looks in."""
    return _is_own(actor, scan) and actor.looking_in_id is None


def visible_help_requests(actor: Actor) -> QuerySet[HelpRequest]:
    """What colleagues were asked and answered: for whoever reads the scan at the board itself. It stays inside it."""
    return HelpRequest.objects.filter(scan__in=with_visible_documents(actor))


def answerable_help_requests(actor: Actor) -> QuerySet[HelpRequest]:
    """What was asked of this actor, for this board, and not withdrawn. It opens these questions and nothing else."""
    if not actor.is_known or actor.looking_in_id is not None or not _has_scope(actor, "scan:read"):
        return HelpRequest.objects.none()
    return HelpRequest.objects.filter(
        colleague_id=actor.person_id or 0, scan__organisation_id=actor.organisation_id or 0, withdrawn_at=None
    )


def may_contribute(actor: Actor, request: HelpRequest) -> bool:
    """Only who was asked answers, until it is done: a role is not needed, a scan of the same board is."""
    return (
        actor.is_known
        and actor.person_id == request.colleague_id
        and actor.organisation_id == request.scan.organisation_id
        and request.is_open
        and _may_write(actor)
    )


def visible_reviews(actor: Actor) -> QuerySet[Review]:
    """Whoever sees the scan sees that it was reviewed, and the levels."""
    return Review.objects.filter(scan__in=visible_scans(actor))


def may_review(actor: Actor) -> bool:
    """Only an adviser of the support point reviews: never the board itself, nor another role of the support point."""
    return may_follow_rounds(actor) and _may_write(actor)


def may_read_review(actor: Actor, scan: Scan) -> bool:
    """Motivations, reactions and the summary: for advisers and for the board itself, not while somebody looks in."""
    return may_follow_rounds(actor) or may_read_remarks(actor, scan)


def may_react(actor: Actor, scan: Scan) -> bool:
    """Whoever reads the scan at the board itself."""
    return _is_own(actor, scan) and _may_write(actor)


_BOARDS = frozenset({"municipality", "welfare_centre", "police_zone"})


def _is_own(actor: Actor, scan: Scan) -> bool:
    return (
        actor.is_known
        and not actor.is_of_support_point
        and actor.organisation_id == scan.organisation_id
        and _reads_scans(actor)
    )


def _reads_scans(actor: Actor) -> bool:
    return actor.has_role(*READERS) or SUBMIT in actor.mandates


def _may_write(actor: Actor) -> bool:
    return actor.looking_in_id is None and _has_scope(actor, "scan:write")


def _has_scope(actor: Actor, scope: str) -> bool:
    return actor.scopes is None or scope in actor.scopes
