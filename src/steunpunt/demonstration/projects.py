"""Five projects in different phases. That they existed is published; amounts, quantities and decisions are made up.

Sources: what the support point of Flemish Brabant published in 2011 about Samenwerking Noord and Hosted Mail. Which seven
boards were in the working group of Hosted Mail is not known: those here were chosen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.files.base import ContentFile

from steunpunt.bundle.projects import public as projects
from steunpunt.bundle.projects.public import Act, Cost, Key, Phase, RolloutState, Sharing, Stand, Timing, Verdict
from steunpunt.demonstration.partnerships import NOORD, NOORD_MEMBERS
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations.values import OrganisationCard

Cards = Mapping[tuple[str, str], OrganisationCard]
MAIL_GROUP = ("Haacht", "Kampenhout", "Keerbergen", "Landen", "Roosdaal", "Rotselaar", "Tremelo")
INVENTED = "Bedragen en aantallen zijn verzonnen voor de demonstratie."
BY_USE = Sharing(keys=((Key.UNITS, 100),))
HALF_HALF = Sharing(keys=((Key.EQUAL, 50), (Key.INHABITANTS, 50)))


@dataclass(frozen=True, slots=True)
class Scene:
    """Who acts, and when it all happens."""

    adviser: Actor
    managers: Sequence[Actor]
    """ICT managers of two boards that work together."""
    now: datetime
    today: date

    def ago(self, days: int) -> tuple[datetime, date]:
        return self.now - timedelta(days=days), self.today - timedelta(days=days)


def load(
    cards: Cards,
    groups: Mapping[str, int],
    *,
    managers: Sequence[Actor],
    now: datetime,
    today: date,
    by: Actor,
) -> None:
    """`by` is an adviser: boards that decided did so on paper, each with its document."""
    scene = Scene(by, managers, now, today)
    _need(
        scene,
        "Contracten objectiveren",
        "Wij willen weten of wij voor lijnen, licenties en onderhoud betalen wat anderen betalen, voor wij verlengen.",
        20,
    )
    _gis(scene, cards, groups[NOORD.name])
    _inventory(scene, cards, groups[NOORD.name])
    _mail(scene, cards)
    _firewall(scene, cards, groups[NOORD.name])
    _social_house(scene, cards)


def _project(scene: Scene, boards: Iterable[int], days: int, **said: object) -> int:
    at, on = scene.ago(days)
    proposal = projects.Proposal(boards=tuple(boards), **said)  # type: ignore[arg-type]  # the words of the proposal
    made = projects.propose_project(proposal=proposal, now=at, today=on, by=scene.adviser, is_invented=True)
    projects.start_project(project_id=made.pk, now=at, by=scene.adviser)
    return made.pk


def _phases(scene: Scene, project: int, first: int, lengths: Iterable[int], now_in: Phase) -> None:
    """Phases one after another, the first so many days ago."""
    dates, day = {}, scene.today - timedelta(days=first)
    for phase, length in zip(Phase, lengths, strict=True):
        dates[phase] = (day, day + timedelta(days=length - 1))
        day += timedelta(days=length)
    projects.plan_phases(project_id=project, dates=dates, by=scene.adviser)
    projects.enter_phase(project_id=project, phase=now_in, by=scene.adviser)


def _costs(scene: Scene, project: int, *costs: Cost) -> None:
    for cost in costs:
        projects.keep_cost_line(project_id=project, line_id=None, cost=cost, by=scene.adviser)


def _units(scene: Scene, project: int, units: Mapping[int, int]) -> None:
    ids = projects.participation_ids(project)
    for board, count in units.items():
        projects.estimate_units(project_id=project, participation_id=ids[board], units=count, by=scene.adviser)


def _on_paper(scene: Scene, project: int, card: OrganisationCard, stand: Stand, days: int) -> None:
    at, on = scene.ago(days)
    text = f"Demonstratie. Uittreksel uit de notulen van {card.name}, zitting van {stand.decided_on:%d/%m/%Y}.\n"
    name = f"uittreksel {card.name} {stand.decided_on:%Y-%m-%d}.txt"
    projects.record_on_paper(
        participation_id=projects.participation_ids(project)[card.id],
        stand=stand,
        paper=projects.Paper(name=name, content=ContentFile(text.encode())),
        now=at,
        today=on,
        by=scene.adviser,
    )


def _need(scene: Scene, title: str, why: str, days: int) -> str:
    """One board writes it down, the other needs it too; answers its reference."""
    at, on = scene.ago(days)
    first, *others = scene.managers
    need = projects.raise_need(title=title, why=why, is_shared=True, now=at, by=first, is_invented=True)
    for other in others:
        projects.join_need(need_id=need.pk, has_it=True, now=at, today=on, by=other)
    return str(need.pk)


def _risks(scene: Scene, project: int, *said: projects.Appraisal) -> None:
    for appraisal in said:
        projects.raise_risk(project_id=project, appraisal=appraisal, now=scene.now, today=scene.today, by=scene.adviser)


def _gis(scene: Scene, cards: Cards, noord: int) -> None:
    """An open call that waits for Keerbergen: the wish of 2011 that none of the six could afford alone."""
    six = {name: cards["municipality", name] for name in NOORD_MEMBERS}
    need = _need(scene, "GIS-uitbreiding", "Kaarten van ons grondgebied die wij alleen niet kunnen betalen.", 90)
    project = _project(
        scene,
        [card.id for card in six.values()],
        70,
        title="GIS-uitbreiding Samenwerking Noord",
        purpose="Een uitbreiding van het GIS die geen van de zes gemeenten alleen kan betalen: één server, gedeelde licenties en "
        f"samen opleiding. {INVENTED}",
        template=projects.Template.GIS,
        unit="licenties",
        partnership_id=noord,
        source=projects.NEEDS,
        ref=need,
    )
    _phases(scene, project, 70, (30, 30, 50, 120, 180), Phase.CHOICE)
    _units(scene, project, {card.id: 3 + place % 3 * 2 for place, card in enumerate(six.values())})
    _costs(
        scene,
        project,
        Cost(
            label="Server en inrichting",
            timing=Timing.ONCE,
            supplier_fixed=Decimal(18_000),
            supplier_rule=HALF_HALF,
            support_fixed=Decimal(2_400),
        ),
        Cost(
            label="Licenties en onderhoud",
            timing=Timing.YEARLY,
            supplier_fixed=Decimal(3_600),
            supplier_tiers=((1, Decimal(420)), (15, Decimal(360)), (30, Decimal(310))),
            supplier_rule=BY_USE,
            support_fixed=Decimal(1_500),
            support_unit=Decimal(25),
            support_rule=HALF_HALF,
        ),
    )
    at, on = scene.ago(12)
    question = projects.Question(
        text="De zes gemeenten nemen samen een GIS-uitbreiding in gebruik: één server, gedeelde licenties en gezamenlijke opleiding. "
        "Het steunpunt coördineert en geeft eerste hulp. Elke gemeente beslist zelf of ze instapt.",
        deadline_on=scene.today + timedelta(days=18),
        min_boards=4,
        min_share=Decimal("0.6"),
    )
    projects.open_call(project_id=project, question=question, now=at, today=on, by=scene.adviser)
    for name in ("Begijnendijk", "Boortmeerbeek", "Haacht", "Rotselaar", "Tremelo"):
        is_no = name == "Tremelo"
        stand = Stand(
            act=Act.DECISION,
            verdict=Verdict.NO if is_no else Verdict.YES,
            reason="We wachten tot ons huidige contract afloopt." if is_no else "",
            readers=projects.Readers.SUPPORT_TOO,
            decided_on=scene.today - timedelta(days=4),
        )
        _on_paper(scene, project, six[name], stand, 3)
    _risks(
        scene,
        project,
        projects.Appraisal(
            title="Minder dan vier gemeenten stappen in",
            likelihood=2,
            impact=5,
            measure="Deadline opvolgen; een tweede instapmoment voorzien.",
            who="Steunpunt",
        ),
        projects.Appraisal(
            title="De kaarten van de gemeenten passen niet op elkaar",
            likelihood=4,
            impact=3,
            measure="Eerst twee gemeenten omzetten en bijsturen.",
            who="Werkgroep GIS",
        ),
    )


def _inventory(scene: Scene, cards: Cards, noord: int) -> None:
    """Interest is asked: nothing binds yet."""
    boards = [cards[kind, name] for kind in ("municipality", "welfare_centre") for name in NOORD_MEMBERS]
    project = _project(
        scene,
        [card.id for card in boards],
        25,
        title="Gezamenlijke inventaris Samenwerking Noord",
        purpose="Hardware, software, lijnen en contracten op dezelfde manier oplijsten, om contracten te objectiveren en samen aan te "
        f"kopen. {INVENTED}",
        template=projects.Template.INVENTORY,
        unit="toestellen",
        partnership_id=noord,
        origin=projects.Origin.NEED,
    )
    _phases(scene, project, 25, (20, 60, 40, 90, 180), Phase.ANALYSIS)
    _units(scene, project, {card.id: 60 + 15 * (place % 5) for place, card in enumerate(boards)})
    _costs(
        scene,
        project,
        Cost(
            label="Inventaristool",
            timing=Timing.YEARLY,
            supplier_fixed=Decimal(900),
            supplier_tiers=((1, Decimal("4.50")), (500, Decimal("3.20"))),
            supplier_rule=BY_USE,
            support_fixed=Decimal(1_200),
        ),
    )


def _mail(scene: Scene, cards: Cards) -> None:
    """Rolled out to seven boards; one is held up."""
    seven = [cards["municipality", name] for name in MAIL_GROUP]
    project = _project(
        scene,
        [card.id for card in seven],
        260,
        title="Hosted Mail",
        purpose="Opvolger van AgendaWeb: mailboxen als dienst, met spamfilter, back-ups, smartphones en 99,9 % beschikbaarheid. Het "
        "steunpunt doet de eerstelijnshulp en de facturatie. De werkgroep telt zeven besturen; welke, is hier gekozen voor de "
        f"demonstratie. {INVENTED}",
        template=projects.Template.MAIL,
        unit="postbussen",
        origin=projects.Origin.NEED,
    )
    _phases(scene, project, 260, (30, 60, 110, 150, 365), Phase.ROLLOUT)
    _units(scene, project, {card.id: 70 + 18 * place for place, card in enumerate(seven)})
    _costs(
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
        _on_paper(scene, project, card, yes, 105)
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
    _risks(
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
        _on_paper(scene, project, card, signed, 78)
        projects.tell_rollout(
            project_id=project,
            participation_id=ids[card.id],
            state=state,
            planned_on=scene.today + timedelta(days=days),
            note=note,
            now=scene.now - timedelta(days=2),
            by=scene.adviser,
        )
    analysts = [card.id for card in seven if card.name not in {"Landen", "Roosdaal"}]
    projects.place_boards(project_id=project, wanted={Phase.ANALYSIS: analysts}, now=scene.now, by=scene.adviser)


def _firewall(scene: Scene, cards: Cards, noord: int) -> None:
    """Solutions are compared; nobody was called to decide yet."""
    six = [cards["municipality", name] for name in NOORD_MEMBERS]
    project = _project(
        scene,
        [card.id for card in six],
        48,
        title="Firewall en linkbalancer",
        purpose="Een bestuur op twee netwerken blijft bereikbaar als er één uitvalt: met een firewall en een linkbalancer, samen gekozen "
        f"en opgezet. {INVENTED}",
        template=projects.Template.FIREWALL,
        unit="toestellen",
        partnership_id=noord,
        origin=projects.Origin.NEED,
    )
    _phases(scene, project, 48, (30, 45, 60, 90, 365), Phase.ANALYSIS)
    _units(scene, project, {card.id: 1 + place % 2 for place, card in enumerate(six)})
    _costs(
        scene,
        project,
        Cost(
            label="Toestellen en installatie",
            timing=Timing.ONCE,
            supplier_tiers=((1, Decimal(3_200)), (6, Decimal(2_750))),
            supplier_rule=BY_USE,
            support_fixed=Decimal(1_800),
        ),
    )


def _social_house(scene: Scene, cards: Cards) -> None:
    """Digitaal Sociaal Huis: the need was written down, boards are asked whether they are interested."""
    boards = [cards["welfare_centre", name] for name in (*NOORD_MEMBERS, "Bertem", "Herent", "Kortenberg")]
    project = _project(
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
    _phases(scene, project, 9, (40, 40, 30, 60, 365), Phase.NEED)
