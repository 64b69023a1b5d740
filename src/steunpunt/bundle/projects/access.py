"""Who may see and do what with projects. Pages, papers and tasks all ask here."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from steunpunt.bundle.projects.choices import BEFORE_START, Readers, Standing
from steunpunt.bundle.projects.models import BoardAct, Need, Participation, Project
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations import public as organisations

READERS = ("ict_manager", "policy_maker", "secretary", "finance_officer", "security_adviser")
"""Roles at a board that see its projects."""
PROPOSERS = ("ict_manager",)
WEIGHERS = ("ict_manager", "finance_officer", "secretary", "policy_maker")
"""Roles at a board that keep its business case."""
_BOARDS = frozenset({"municipality", "welfare_centre", "police_zone", "rescue_zone"})


def is_adviser(actor: Actor) -> bool:
    return actor.is_of_support_point and actor.has_role("adviser")


def sees_projects(actor: Actor) -> bool:
    """Whether projects stand in this actor's menu; a program needs a key that may read them."""
    if not actor.is_known or not _has_scope(actor, "projects:read"):
        return False
    return is_adviser(actor) or (actor.organisation_kind in _BOARDS and actor.has_role(*READERS))


def visible_projects(actor: Actor) -> QuerySet[Project]:
    """For a board what it is asked for or takes part in, and what it proposed itself; for advisers everything.

    A board that left reads on no more. What is only proposed is for whoever proposed it, and for the support point.
    """
    if not sees_projects(actor):
        return Project.objects.none()
    if is_adviser(actor):
        return Project.objects.all()
    asked = Participation.objects.filter(project=OuterRef("pk"), organisation_id=actor.organisation_id or 0).exclude(
        standing=Standing.LEFT
    )
    left = Participation.objects.filter(
        project=OuterRef("pk"), organisation_id=actor.organisation_id or 0, standing=Standing.LEFT
    )
    return Project.objects.filter(
        (Q(Exists(asked)) & ~Q(state__in=[state.value for state in BEFORE_START]))
        | (Q(proposed_for=actor.organisation_id) & ~Q(Exists(left)))
    )


def reachable(actor: Actor, today: date) -> set[int]:
    """Boards that somebody of a board can ask: its own, and those with which it is in a partnership."""
    own = actor.organisation_id or 0
    groups = organisations.partnerships_of(own, today)
    members = organisations.members_of_each([group.id for group in groups], today)
    return {own, *(board for some in members.values() for board in some)}


def visible_needs(actor: Actor, today: date) -> QuerySet[Need]:
    """For a board its own, and those that boards of its partnerships share; for advisers all."""
    if not sees_projects(actor):
        return Need.objects.none()
    if is_adviser(actor):
        return Need.objects.all()
    shared = Q(is_shared=True, raised_for__in=reachable(actor, today))
    return Need.objects.filter(Q(raised_for=actor.organisation_id) | shared)


def may_raise_need(actor: Actor) -> bool:
    """For one's own board: whoever may say that it is interested."""
    return may_say_interest(actor)


def may_join_need(actor: Actor) -> bool:
    return may_say_interest(actor)


def may_close_need(actor: Actor, need: Need) -> bool:
    is_own = need.raised_for_id == actor.organisation_id and may_say_interest(actor)
    return is_own or (_may_write(actor) and is_adviser(actor))


def own_participations(actor: Actor) -> QuerySet[Participation]:
    """How the actor's own board stands to the projects it sees."""
    if is_adviser(actor):
        return Participation.objects.none()
    return Participation.objects.filter(
        organisation_id=actor.organisation_id or 0, project__in=visible_projects(actor)
    ).exclude(project__state__in=[state.value for state in BEFORE_START])


def participations_to_record(actor: Actor) -> QuerySet[Participation]:
    """Boards whose decision on paper this actor can write down: advisers, never for a board of their own."""
    return Participation.objects.all() if _may_write(actor) and is_adviser(actor) else Participation.objects.none()


def _may_write(actor: Actor) -> bool:
    return sees_projects(actor) and actor.looking_in_id is None and _has_scope(actor, "projects:write")


def _has_scope(actor: Actor, scope: str) -> bool:
    return actor.scopes is None or scope in actor.scopes


def may_propose(actor: Actor) -> bool:
    return _may_write(actor) and (is_adviser(actor) or actor.has_role(*PROPOSERS))


def may_start(actor: Actor, project: Project) -> bool:
    """Take up what was proposed: an adviser."""
    return _may_write(actor) and is_adviser(actor) and project.state in BEFORE_START


def may_end(actor: Actor, project: Project) -> bool:
    """Not take a proposal up: an adviser. Stop or end a project: whoever runs it."""
    return may_start(actor, project) if project.state in BEFORE_START else may_run(actor, project)


def may_run(actor: Actor, project: Project) -> bool:
    """Phases, calls, costs, roll-out: any adviser, or the coordinator whose project it is."""
    is_owner = actor.person_id == project.owner_id and actor.organisation_id == project.owner_for_id
    return _may_write(actor) and (is_adviser(actor) or is_owner)


def may_say_interest(actor: Actor) -> bool:
    """It binds to nothing: an ICT manager, or who may decide."""
    return _may_write(actor) and _is_of_a_board(actor) and (actor.has_role("ict_manager") or _may(actor, "opt_in"))


def may_decide(actor: Actor) -> bool:
    """Whether this person may decide for its board: by a mandate, which nobody of the support point can hold.

    Never over a key, which carries no mandate: what binds a board is done by a person at the keyboard.
    """
    return _may_write(actor) and _is_of_a_board(actor) and _may(actor, "opt_in")


def may_sign(actor: Actor) -> bool:
    return _may_write(actor) and _is_of_a_board(actor) and _may(actor, "sign")


def acts_to_document(actor: Actor) -> QuerySet[BoardAct]:
    """Decisions and signatures of one's own board to which this actor can add the document that followed."""
    is_its_keeper = may_decide(actor) or may_sign(actor) or may_say_interest(actor)
    own = BoardAct.objects.filter(participation__in=own_participations(actor), is_from_paper=False)
    return own if is_its_keeper and _is_of_a_board(actor) and actor.scopes is None else own.none()


def may_weigh(actor: Actor) -> bool:
    return _may_write(actor) and _is_of_a_board(actor) and actor.has_role(*WEIGHERS)


def may_add_todo(actor: Actor, project: Project) -> bool:
    return may_run(actor, project) or (_may_write(actor) and actor.has_role("ict_manager"))


def may_raise_risk(actor: Actor, project: Project) -> bool:
    """Write down what could go wrong: as with action points, whoever runs it or an ICT manager of a board."""
    return may_add_todo(actor, project)


def may_weigh_risk(actor: Actor, project: Project) -> bool:
    """Weigh it again, accept it, close it: whoever runs the project."""
    return may_run(actor, project)


def _is_of_a_board(actor: Actor) -> bool:
    return actor.organisation_kind in _BOARDS


def _may(actor: Actor, mandate: str) -> bool:
    return actor.scopes is None and mandate in actor.mandates


def reads_reason(actor: Actor, act: BoardAct) -> bool:
    """Whether the reasons of a decision are for this actor, who sees the project: as the board chose."""
    if actor.organisation_id == act.organisation_id:
        return True
    if actor.is_of_support_point:
        return act.readers == Readers.SUPPORT_TOO or act.is_from_paper
    return act.readers != Readers.OWN


FEWEST_OTHERS = 3
"""With fewer other boards a sum less one's own would be what another pays."""


def reads_sum(actor: Actor, project: Project, boards: Collection[int]) -> bool:
    """What these boards pay together: for whoever runs the project, and for a board where enough others are in it."""
    others = set(boards) - {actor.organisation_id}
    return may_run(actor, project) or is_adviser(actor) or not others or len(others) >= FEWEST_OTHERS


def reads_wishes(actor: Actor, project: Project, organisation_id: int) -> bool:
    """What a board wishes is for itself and for whoever runs the project."""
    return actor.organisation_id == organisation_id or is_adviser(actor) or may_run(actor, project)


def reads_units(actor: Actor, project: Project, organisation_id: int) -> bool:
    """How many units a board wants: it could be reckoned back to what that board pays."""
    return actor.organisation_id == organisation_id or may_run(actor, project)
