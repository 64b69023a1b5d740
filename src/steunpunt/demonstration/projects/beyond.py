"""What reaches beyond one partnership: mail for seven boards, and a social house online."""

from datetime import timedelta
from decimal import Decimal

from steunpunt.bundle.projects import public as projects
from steunpunt.bundle.projects.public import (
    Act,
    Cost,
    Part,
    Phase,
    RolloutState,
    Stand,
    Timing,
    Verdict,
)
from steunpunt.demonstration.partnerships import NOORD_MEMBERS
from steunpunt.demonstration.projects.scene import (
    BY_USE,
    HALF_HALF,
    INVENTED,
    Cards,
    Scene,
    a_need,
    a_project,
    alone,
    costs,
    on_paper,
    phases,
    risks,
    units,
)

MAIL_GROUP = ("Haacht", "Kampenhout", "Keerbergen", "Landen", "Roosdaal", "Rotselaar", "Tremelo")


def mail(scene: Scene, cards: Cards) -> None:
    """Rolled out to seven boards; one is held up."""
    seven = [cards["municipality", name] for name in MAIL_GROUP]
    need = a_need(scene, "Opvolger van AgendaWeb", "De mail moet betrouwbaar zijn, ook op smartphones.", 280)
    project = a_project(
        scene,
        [card.id for card in seven],
        260,
        title="Hosted Mail",
        purpose="Opvolger van AgendaWeb: mailboxen als dienst, met spamfilter, back-ups, smartphones en 99,9 % beschikbaarheid. Het "
        "steunpunt doet de eerstelijnshulp en de facturatie. De werkgroep telt zeven besturen; welke, is hier gekozen voor de "
        f"demonstratie. {INVENTED}",
        template=projects.Template.MAIL,
        unit="postbussen",
        source=projects.NEEDS,
        ref=need,
    )
    phases(scene, project, 260, (30, 60, 110, 150, 365), Phase.ROLLOUT)
    units(scene, project, {card.id: 70 + 18 * place for place, card in enumerate(seven)})
    costs(
        scene,
        project,
        Cost(label="Overzetten", timing=Timing.ONCE, supplier_tiers=((1, Decimal(9)),), supplier_rule=BY_USE),
        Cost(
            label="Postbussen",
            timing=Timing.YEARLY,
            supplier_tiers=((1, Decimal(48)), (500, Decimal(42)), (1_000, Decimal(36))),
            supplier_rule=BY_USE,
            support_fixed=Decimal(3_500),
            support_unit=Decimal(4),
            support_rule=HALF_HALF,
        ),
    )
    alone(
        scene,
        project,
        ("Eigen mailserver, licenties en onderhoud", Part.SUPPLIER, Timing.YEARLY, (5_500, 6_800, 8_500)),
        ("Eerstelijnshulp", Part.SUPPORT, Timing.YEARLY, (800, 1_200, 1_800)),
    )
    at, on = scene.ago(140)
    question = projects.Question(
        text="De werkgroep stelt voor om Hosted Mail in gebruik te nemen bij de leverancier die op prijs duidelijk beter scoorde en op "
        "techniek gelijk stond met de beste.",
        deadline_on=on + timedelta(days=45),
        min_boards=5,
    )
    projects.open_call(project_id=project, question=question, now=at, today=on, by=scene.adviser)
    yes = Stand(act=Act.DECISION, verdict=Verdict.YES, decided_on=scene.today - timedelta(days=110))
    for card in seven:
        on_paper(scene, project, card, yes, 105)
    at, on = scene.ago(90)
    projects.close_call(
        project_id=project,
        outcome=projects.Outcome.GO,
        taken_by=projects.TakenBy.STEERING_GROUP,
        taken_on=on,
        note="Alle zeven besturen zeggen ja.",
        now=at,
        today=on,
        by=scene.adviser,
    )
    states = (
        (RolloutState.LIVE, -40, ""),
        (RolloutState.UNDER_WAY, 6, ""),
        (RolloutState.PREPARING, 25, "Lijst van postbussen nagekeken."),
        (RolloutState.LIVE, -30, ""),
        (RolloutState.BLOCKED, -5, "Wacht op een tweede lijn."),
        (RolloutState.LIVE, -12, ""),
        (RolloutState.PLANNED, 50, ""),
    )
    risks(
        scene,
        project,
        projects.Appraisal(
            title="Een bestuur krijgt zijn tweede lijn te laat",
            likelihood=4,
            impact=4,
            measure="Wekelijks overleg met de netwerkaanbieder.",
            who="Steunpunt",
        ),
        projects.Appraisal(
            title="Oude berichten gaan verloren bij het overzetten",
            likelihood=2,
            impact=4,
            measure="Kopie van de postbus voor het overzetten, drie maanden bewaard.",
            who="Leverancier",
        ),
        projects.Appraisal(
            title="Gebruikers vinden hun weg niet in het nieuwe programma", likelihood=3, impact=2, who="Elk bestuur"
        ),
        projects.Appraisal(
            title="BlackBerrytoestellen kosten extra",
            likelihood=5,
            impact=1,
            measure="Bekend en aanvaard: de meerkost staat in het voorstel.",
            state=projects.RiskState.ACCEPTED,
        ),
    )
    ids = projects.participation_ids(project)
    for card, (state, days, note) in zip(seven, states, strict=True):
        signed = Stand(act=Act.SIGNATURE, decided_on=scene.today - timedelta(days=80))
        on_paper(scene, project, card, signed, 78)
        projects.tell_rollout(
            project_id=project,
            participation_id=ids[card.id],
            state=state,
            planned_on=scene.today + timedelta(days=days),
            note=note,
            now=scene.now - timedelta(days=-days if state is RolloutState.LIVE else 2),
            by=scene.adviser,
        )
    analysts = [card.id for card in seven if card.name not in {"Landen", "Roosdaal"}]
    projects.place_boards(project_id=project, wanted={Phase.ANALYSIS: analysts}, now=scene.now, by=scene.adviser)


def social_house(scene: Scene, cards: Cards) -> None:
    """Digitaal Sociaal Huis: the need was written down, boards are asked whether they are interested."""
    boards = [cards["welfare_centre", name] for name in (*NOORD_MEMBERS, "Bertem", "Herent", "Kortenberg")]
    project = a_project(
        scene,
        [card.id for card in boards],
        9,
        title="Digitaal Sociaal Huis",
        purpose="Sociale producten één keer beschrijven en samen bijhouden, en op de website van elk bestuur tonen. In maart 2011 deden "
        "44 van de 65 gemeenten mee; welke besturen hier gevraagd worden, is gekozen voor de demonstratie.",
        template=projects.Template.SOCIAL_CATALOGUE,
        unit="websites",
        origin=projects.Origin.IDEA,
    )
    phases(scene, project, 9, (40, 40, 30, 60, 365), Phase.NEED)
