"""What is asked and offered in the tenders of the demonstration; everything is invented."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from steunpunt.contract.tenders.public import (
    Asked,
    Buying,
    Criterion,
    EnvelopeKind,
    FrameworkTerms,
    Item,
    ItemKind,
    Lot,
    Method,
    PriceFormula,
    Procedure,
    Requirement,
    Scale,
    ScaleStep,
    Specification,
    Subject,
)
from steunpunt.contract.tenders.public import NeedLevel as Level

INVENTED = "Verzonnen voor de demonstratie."
SCALE = Scale(
    code="S1",
    title="Van uitmuntend tot ontbrekend",
    steps=tuple(
        ScaleStep(mark=Decimal(mark), meaning=meaning)
        for mark, meaning in (
            (10, "Uitmuntend: meer dan gevraagd, en aangetoond met een voorbeeld"),
            (8, "Goed: alles wat gevraagd is, en aangetoond"),
            (6, "Voldoende: alles wat gevraagd is, maar niet overal aangetoond"),
            (2, "Zwak: een deel van wat gevraagd is ontbreekt"),
            (0, "Niet ingevuld of niet te beoordelen"),
        )
    ),
)


def _criteria(*rows: tuple[str, str, int, str]) -> tuple[Criterion, ...]:
    return tuple(
        Criterion(code=code, title=title, points=Decimal(points), scale="S1", minimum=Decimal(2), meaning=meaning)
        for code, title, points, meaning in rows
    )


MAIL = Specification(
    title="Hosted Mail",
    purpose="Mail als dienst voor alle besturen die meedoen: postbussen, agenda's, spamfilter, back-ups en toezicht, als opvolger van "
    "AgendaWeb. Elk bestuur bestelt voor zichzelf.",
    subject=Subject.SERVICES,
    procedure=Procedure.OPEN,
    buying=Buying.CENTRAL,
    reasons="Een openbare procedure: er zijn meer dan drie aanbieders. Eén perceel: postbussen, back-up en overgang hangen aan hetzelfde "
    "platform. Prijs en kwaliteit wegen bijna even zwaar. De opties BlackBerry en archivering tellen mee in de vergelijking, omdat de "
    "besturen zeiden hoeveel ze er nodig hebben; geen van hen is verplicht ze te bestellen.",
    cpv=("64216120", "72415000"),
    estimate=Decimal(1_500_000),
    months=48,
    lots=(Lot(number=1, title="Hosted Mail"),),
    items=(
        Item(
            code="P1",
            lot=1,
            title="Postbus",
            unit="postbussen",
            kind=ItemKind.MONTHLY,
            quantity=Decimal(4_200),
            most=Decimal(6_500),
        ),
        Item(
            code="P2",
            lot=1,
            title="BlackBerry",
            unit="toestellen",
            kind=ItemKind.MONTHLY,
            quantity=Decimal(180),
            most=Decimal(400),
            is_option=True,
        ),
        Item(
            code="P3",
            lot=1,
            title="Migratie van een bestuur",
            unit="besturen",
            kind=ItemKind.ONE_OFF,
            quantity=Decimal(20),
            most=Decimal(40),
        ),
        Item(
            code="P4",
            lot=1,
            title="Archivering",
            unit="postbussen",
            kind=ItemKind.YEARLY,
            quantity=Decimal(1_500),
            most=Decimal(4_200),
            is_option=True,
        ),
    ),
    requirements=(
        Requirement(code="E1", level=Level.MUST, text="Beschikbaarheid van 99,9 % per maand, gemeten van buiten"),
        Requirement(code="E2", level=Level.MUST, text="Back-up elke nacht, terug te zetten per postbus"),
        Requirement(code="E3", level=Level.MUST, text="Gegevens blijven in de Europese Unie"),
        Requirement(code="E4", level=Level.SHOULD, text="Smartphones zonder meerkost"),
        Requirement(code="E5", level=Level.WISH, text="Eerste lijn bij het steunpunt, met zicht op de meldingen"),
    ),
    scales=(SCALE,),
    criteria=_criteria(
        ("K1", "Platform en beschikbaarheid", 20, "Hoe het platform is opgebouwd en hoe 99,9 % gehaald wordt."),
        (
            "K2",
            "Beveiliging, spamfilter en back-up",
            15,
            "Wat er gebeurt met ongewenste post, en hoe een postbus teruggezet wordt.",
        ),
        ("K3", "Migratie", 10, "Hoe een bestuur in een weekend overgaat zonder berichten te verliezen."),
        ("K4", "Dienstverlening", 10, "Tweede lijn, oplostijden, rapporten."),
    ),
    asked=(
        Asked(code="D1", envelope=EnvelopeKind.ADMINISTRATIVE, title="Verklaring op erewoord"),
        Asked(code="D2", envelope=EnvelopeKind.QUALITY, title="Technische nota", criterion="K1"),
    ),
    method=Method(
        formula=PriceFormula.ABSOLUTE_RANGE,
        price_points=Decimal(45),
        floor=Decimal(500_000),
        ceiling=Decimal(1_200_000),
    ),
    framework=FrameworkTerms(suppliers=1, months=48, most_amount=Decimal(1_500_000)),
    selection="Uitgesloten is wie valt onder art. 67 tot 70 van de wet van 17 juni 2016, of sociale of fiscale schulden heeft; "
    "de verklaring op erewoord volstaat bij het indienen, daarna wordt het nagekeken. Geselecteerd is wie twee referenties van de "
    "laatste drie jaar toont van een vergelijkbare opdracht voor een openbaar bestuur.",
    conditions="De hoeveelheden zijn wat de besturen samen verwachten; ze binden geen bestuur. Besteld kan worden tot het hoogste bedrag "
    "bereikt is: de prijs van een offerte bij de vermoede hoeveelheden is dus niet de waarde van het contract.",
)

MAIL_OFFERS: Mapping[str, tuple[tuple[str, str, str, str], tuple[int, int, int, int]]] = {
    # Unit prices of the four items; marks on the four criteria on which the working group ended.
    "COLT": (("3.10", "4.50", "450", "6"), (10, 8, 8, 8)),
    "Voorbeeld Telecom": (("4.05", "5.00", "600", "8"), (10, 8, 8, 8)),
    "Postbode Cloud": (("3.60", "6.00", "350", "5"), (6, 8, 6, 6)),
    "Kabel en Kantoor": (("3.95", "4.00", "800", "9"), (8, 6, 8, 6)),
    "Serverhuis": (("2.95", "7.50", "900", "12"), (6, 2, 6, 2)),
}


FIREWALL = replace(
    MAIL,
    title="Firewall en linkbalancer",
    purpose="Een firewall die ook over twee lijnen verdeelt, met beheer, voor besturen die twee aansluitingen hebben of nemen.",
    subject=Subject.SUPPLIES,
    cpv=("32420000", "50312300"),
    reasons="Een openbare procedure in twee percelen: wie toestellen levert, beheert ze niet altijd. Prijs en kwaliteit wegen even zwaar.",
    estimate=Decimal(480_000),
    lots=(Lot(number=1, title="Toestellen"), Lot(number=2, title="Beheer en toezicht")),
    items=(
        Item(
            code="P1",
            lot=1,
            title="Toestel tot 100 gebruikers",
            unit="toestellen",
            kind=ItemKind.ONE_OFF,
            quantity=Decimal(25),
            most=Decimal(45),
        ),
        Item(
            code="P2",
            lot=1,
            title="Toestel tot 400 gebruikers",
            unit="toestellen",
            kind=ItemKind.ONE_OFF,
            quantity=Decimal(8),
            most=Decimal(15),
        ),
        Item(
            code="P3",
            lot=2,
            title="Beheer van een toestel",
            unit="toestellen",
            kind=ItemKind.MONTHLY,
            quantity=Decimal(33),
            most=Decimal(60),
        ),
    ),
    requirements=(
        Requirement(code="E1", level=Level.MUST, text="Overname binnen een minuut als een lijn uitvalt"),
        Requirement(code="E2", level=Level.MUST, text="Het extranet blijft op de lijn van het steunpunt", lot=1),
        Requirement(code="E3", level=Level.SHOULD, text="Rapport over het gebruik van internet per maand"),
    ),
    criteria=_criteria(
        ("K1", "Werking", 30, "Verdelen over twee lijnen, overname, regels."),
        ("K2", "Dienstverlening", 20, "Herstel, vervangtoestel, beheer op afstand."),
    ),
    method=Method(formula=PriceFormula.RULE_OF_THREE, price_points=Decimal(50)),
    framework=FrameworkTerms(suppliers=1, months=48, most_amount=Decimal(480_000)),
    variants_allowed=True,
)


MAPS = replace(
    MAIL,
    title="GIS-uitbreiding",
    purpose="Kaarten en plannen voor de zes gemeenten van Samenwerking Noord: een gedeelde uitbreiding die geen van hen "
    "alleen kon betalen.",
    cpv=("38221000",),
    reasons="Een openbare procedure, in één perceel: licenties en inrichting horen samen. Prijs en kwaliteit wegen even zwaar.",
    estimate=Decimal(260_000),
    lots=(Lot(number=1, title="GIS-uitbreiding"),),
    items=(
        Item(
            code="P1",
            lot=1,
            title="Licentie",
            unit="gebruikers",
            kind=ItemKind.YEARLY,
            quantity=Decimal(90),
            most=Decimal(140),
        ),
        Item(
            code="P2",
            lot=1,
            title="Inrichting",
            unit="besturen",
            kind=ItemKind.ONE_OFF,
            quantity=Decimal(6),
            most=Decimal(6),
        ),
    ),
    requirements=(Requirement(code="E1", level=Level.MUST, text="Leest de kaarten die de gemeenten vandaag hebben"),),
    criteria=_criteria(
        ("K1", "Gebruik aan het loket", 30, "Wat een loketbediende in drie klikken kan."),
        ("K2", "Kaarten delen", 20, "Hoe gemeenten lagen met elkaar delen."),
    ),
    method=Method(
        formula=PriceFormula.ABSOLUTE_RANGE, price_points=Decimal(50), floor=Decimal(80_000), ceiling=Decimal(240_000)
    ),
    framework=FrameworkTerms(suppliers=1, months=48, most_amount=Decimal(260_000)),
)
MAP_OFFERS: Mapping[str, tuple[str, str]] = {
    "Kaartwerk": ("310", "4200"),
    "Serverhuis": ("265", "9800"),
    "Leverancier Voorbeeld": ("340", "3900"),
}

Counted = Mapping[str, tuple[tuple[int, ...], tuple[int, ...]]]
"""By item what each board counts on, and the most that it could come to order: together what the specification presumes and
states as the most.
"""
MAIL_NEEDS: Counted = {
    "P1": ((420, 480, 540, 600, 660, 720, 780), (650, 740, 840, 930, 1020, 1110, 1210)),
    "P2": ((18, 20, 24, 26, 28, 30, 34), (40, 45, 53, 58, 62, 66, 76)),
    "P3": ((3, 3, 3, 3, 3, 3, 2), (6, 6, 6, 6, 6, 5, 5)),
    "P4": ((120, 160, 200, 220, 240, 260, 300), (420, 480, 540, 600, 660, 720, 780)),
}
FIREWALL_NEEDS: Counted = {
    "P1": ((4, 4, 4, 4, 4, 5), (7, 7, 7, 8, 8, 8)),
    "P2": ((1, 1, 1, 1, 2, 2), (2, 2, 2, 3, 3, 3)),
    "P3": ((5, 5, 5, 5, 6, 7), (9, 9, 9, 11, 11, 11)),
}
MAPS_NEEDS: Counted = {
    "P1": ((10, 12, 14, 16, 18, 20), (16, 19, 22, 25, 28, 30)),
    "P2": ((1, 1, 1, 1, 1, 1), (1, 1, 1, 1, 1, 1)),
}
