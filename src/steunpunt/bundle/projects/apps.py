from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "steunpunt.bundle.projects"
    label = "projects"

    def ready(self) -> None:
        from steunpunt.assess.inventory.public import onward as contracts_onward
        from steunpunt.assess.scan.public import onward
        from steunpunt.bundle.partnerships.public import partnership_panels
        from steunpunt.bundle.projects import access, finders, panels, subjects
        from steunpunt.bundle.projects.registry import NEEDS, project_origins
        from steunpunt.foundation.documents.public import keepers, sharers
        from steunpunt.foundation.notices.public import Mail, NoticeKind, kinds
        from steunpunt.foundation.ui.finding import Finder
        from steunpunt.foundation.ui.finding import finders as registered
        from steunpunt.foundation.ui.registry import MenuItem, menu, waiting

        menu.register(
            "projects",
            MenuItem(
                key="projects",
                section="bundle",
                label=_("Projects"),
                url_name="projects:list",
                order=30,
                visible=access.sees_projects,
            ),
        )
        for key, label, mail in (
            ("projects.asked", _("Interest in a project is asked"), Mail.DIGEST),
            ("projects.call", _("A decision about a project is asked"), Mail.NOW),
            ("projects.reminded", _("Reminders of decisions about projects"), Mail.NOW),
            ("projects.over", _("A project is not taken up, stopped or ended"), Mail.DIGEST),
            ("projects.outcome", _("Whether a project goes on"), Mail.DIGEST),
            ("projects.places", _("In which phases of a project your board takes part"), Mail.DIGEST),
            ("projects.decided", _("A board decided about a project"), Mail.DIGEST),
            ("projects.costs", _("The costs of a project in which your board takes part were changed"), Mail.DIGEST),
            ("projects.recorded", _("A decision of your board was written down from its paper"), Mail.NOW),
        ):
            kinds.register(key, NoticeKind(key=key, label=label, mail=mail))
        shared, with_decision = subjects.ProjectDocuments(), subjects.ParticipationDocuments()
        keepers.register("project", shared)
        keepers.register("participation", with_decision)
        keepers.register("board_file", subjects.BoardFiles())
        sharers.register("project", shared.shared_with)
        sharers.register("participation", with_decision.shared_with)
        waiting.register("projects", panels.waiting)
        onward.register("projects", panels.DraftProject())
        partnership_panels.register("projects", panels.PartnershipPanel())
        project_origins.register(NEEDS, panels.SharedNeeds())
        project_origins.register(panels.CONTRACTS, panels.ContractsEndingTogether())
        contracts_onward.register("projects", panels.ContractsEndingTogether())
        registered.register(
            "projects",
            Finder(key="projects", label=_("Projects"), icon="topology-star-3", order=25, find=finders.projects),
        )
