"""What projects keep about people: who proposed, runs, decided and wrote down."""

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.privacy import Kept

KEPT = {
    "projects.Project": Kept(
        title=_("Projects that you proposed or run"),
        internal="title purpose template partnership state over_reason over_on phase origin round_id domain origin_way origin_boards "
        "origin_source origin_ref unit years discount notice_months is_invented proposed_for owner_for",
        personal="proposed_by_id proposed_at owner_id",
        about={"proposed_by_id": "pk", "owner_id": "pk"},
    ),
    "projects.PhasePlan": Kept(internal="project phase starts_on ends_on"),
    "projects.PhasePlace": Kept(
        title=_("What you said about boards and phases of projects"),
        internal="participation phase takes_part",
        personal="told_at told_by_id",
        about={"told_by_id": "pk"},
    ),
    "projects.Todo": Kept(
        title=_("Action points of projects that you made or finished"),
        internal="project title who due_on",
        personal="made_at made_by_id done_at done_by_id",
        about={"made_by_id": "pk", "done_by_id": "pk"},
    ),
    "projects.RolloutStep": Kept(
        title=_("What you told about the roll-out of projects"),
        internal="participation state planned_on note",
        personal="told_at told_by_id",
        about={"told_by_id": "pk"},
    ),
    "projects.Risk": Kept(internal="project number"),
    "projects.RiskAppraisal": Kept(
        title=_("How you weighed risks of projects"),
        internal="risk title likelihood impact measure who state since_on",
        personal="told_at told_by_id",
        about={"told_by_id": "pk"},
    ),
    "projects.Need": Kept(
        title=_("Needs that you wrote down for your board"),
        internal="title why is_shared raised_for is_invented",
        personal="raised_by_id raised_at closed_at closed_by_id",
        about={"raised_by_id": "pk", "closed_by_id": "pk"},
    ),
    "projects.NeedVoice": Kept(
        title=_("That your board has a need too"),
        internal="need organisation has_it",
        personal="given_at given_by_id",
        about={"given_by_id": "pk"},
    ),
    "projects.Participation": Kept(
        internal="project organisation standing estimate invited_at interest_reminders signature_reminders leaves_on"
    ),
    "projects.Interest": Kept(
        title=_("Interest in projects that you gave for your board"),
        internal="participation is_interested units wishes",
        personal="given_at given_by_id",
        about={"given_by_id": "pk"},
    ),
    "projects.Call": Kept(
        title=_("Calls of projects that you opened or closed"),
        internal="project number text costs deadline_on min_boards min_share reminders outcome taken_by taken_on "
        "outcome_note",
        personal="opened_at opened_by_id closed_at closed_by_id",
        about={"opened_by_id": "pk", "closed_by_id": "pk"},
    ),
    "projects.BoardAct": Kept(
        title=_("Decisions of boards that you wrote down"),
        internal="participation call organisation act verdict condition reason readers decided_on leaves_on exit_supplier "
        "exit_support document is_from_paper recorded_for",
        personal="recorded_at recorded_by_id",
        about={"recorded_by_id": "pk"},
    ),
    "projects.CostLine": Kept(
        internal="project label timing supplier_fixed supplier_tiers supplier_rule support_fixed support_unit "
        "support_rule is_dropped"
    ),
    "projects.SavingClaim": Kept(internal="act lines years discount"),
    "projects.BusinessLine": Kept(internal="participation label way part timing low likely high is_dropped"),
}
