"""What Samenwerking Noord does: a wish for maps, a joint inventory, firewalls."""

from datetime import timedelta
from decimal import Decimal

from steunpunt.bundle.projects import public as projects
from steunpunt.bundle.projects.public import (
    Act,
    Cost,
    Part,
    Phase,
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


def gis(scene: Scene, cards: Cards, noord: int) -> None:
    """An open call that waits for Keerbergen: the wish of 2011 that none of the six could afford alone."""
    six = {name: cards["municipality", name] for name in NOORD_MEMBERS}
    need = a_need(scene, "GIS-uitbreiding", "Kaarten van ons grondgebied die wij alleen niet kunnen betalen.", 90)
    project = a_project(
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
    phases(scene, project, 70, (30, 30, 50, 120, 180), Phase.CHOICE)
    units(scene, project, {card.id: 3 + place % 3 * 2 for place, card in enumerate(six.values())})
    costs(
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
    alone(
        scene,
        project,
        ("Eigen server en inrichting", Part.SUPPLIER, Timing.ONCE, (9_000, 11_000, 14_000)),
        ("Eigen licenties en onderhoud", Part.SUPPLIER, Timing.YEARLY, (2_800, 3_400, 4_200)),
        ("Hulp van een consulent", Part.SUPPORT, Timing.YEARLY, (600, 900, 1_500)),
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
        on_paper(scene, project, six[name], stand, 3)
    risks(
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


def inventory(scene: Scene, cards: Cards, noord: int) -> None:
    """Interest is asked: nothing binds yet."""
    boards = [cards[kind, name] for kind in ("municipality", "welfare_centre") for name in NOORD_MEMBERS]
    need = a_need(scene, "Gezamenlijke inventaris", "Niemand weet wat wij samen hebben aan hardware en software.", 40)
    project = a_project(
        scene,
        [card.id for card in boards],
        25,
        title="Gezamenlijke inventaris Samenwerking Noord",
        purpose="Hardware, software, lijnen en contracten op dezelfde manier oplijsten, om contracten te objectiveren en samen aan te "
        f"kopen. {INVENTED}",
        template=projects.Template.INVENTORY,
        unit="toestellen",
        partnership_id=noord,
        source=projects.NEEDS,
        ref=need,
    )
    phases(scene, project, 25, (20, 60, 40, 90, 180), Phase.ANALYSIS)
    units(scene, project, {card.id: 60 + 15 * (place % 5) for place, card in enumerate(boards)})
    costs(
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


def firewall(scene: Scene, cards: Cards, noord: int) -> None:
    """Solutions are compared; nobody was called to decide yet."""
    six = [cards["municipality", name] for name in NOORD_MEMBERS]
    need = a_need(scene, "Twee netwerken, één bestuur", "Valt een lijn uit, dan ligt het gemeentehuis stil.", 60)
    project = a_project(
        scene,
        [card.id for card in six],
        48,
        title="Firewall en linkbalancer",
        purpose="Een bestuur op twee netwerken blijft bereikbaar als er één uitvalt: met een firewall en een linkbalancer, samen gekozen "
        f"en opgezet. {INVENTED}",
        template=projects.Template.FIREWALL,
        unit="toestellen",
        partnership_id=noord,
        source=projects.NEEDS,
        ref=need,
    )
    phases(scene, project, 48, (30, 45, 60, 90, 365), Phase.ANALYSIS)
    units(scene, project, {card.id: 1 + place % 2 for place, card in enumerate(six)})
    costs(
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
