"""The fictional people of the demonstration: one log-in for each role, at example addresses."""

from dataclasses import dataclass

from steunpunt.foundation.access.public import MandateKind, Role

PASSWORD = "samen-sterker-in-ict"  # noqa: S105 - shown on the log-in page of the demonstration
"""The same for everybody; it opens nothing but the demonstration."""


@dataclass(frozen=True, slots=True)
class Seat:
    """What somebody is, where. `board` is the key of an organisation: kind and name."""

    board: tuple[str, str]
    roles: tuple[Role, ...]
    mandates: tuple[MandateKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Somebody:
    email: str
    name: str
    seats: tuple[Seat, ...]
    does: str
    """In a few Dutch words what can be seen with this log-in."""


SUPPORT = ("support_point", "Steunpunt Vlaams-Brabant")
SUPPLIER = ("supplier", "Leverancier Voorbeeld")
COMPETITORS = tuple(
    ("supplier", name)
    for name in ("COLT", "Voorbeeld Telecom", "Postbode Cloud", "Kabel en Kantoor", "Serverhuis", "Kaartwerk")
)
"""Suppliers of the tenders. Only COLT exists: its award of Hosted Mail is public; every offer is invented."""
KEERBERGEN = ("municipality", "Keerbergen")
OCMW_KEERBERGEN = ("welfare_centre", "Keerbergen")
HAACHT = ("municipality", "Haacht")

_DECIDES = (MandateKind.SUBMIT_SCAN, MandateKind.OPT_IN, MandateKind.SIGN, MandateKind.VOTE)

PEOPLE = (
    Somebody(
        "ict@keerbergen.example",
        "ICT-verantwoordelijke Keerbergen",
        (Seat(KEERBERGEN, (Role.ICT_MANAGER,)), Seat(OCMW_KEERBERGEN, (Role.ICT_MANAGER,))),
        "vult de scan in voor gemeente en OCMW Keerbergen",
    ),
    Somebody(
        "secretaris@keerbergen.example",
        "Secretaris Keerbergen",
        (
            Seat(
                KEERBERGEN,
                (Role.SECRETARY, Role.LOCAL_ADMINISTRATOR),
                (MandateKind.SUBMIT_SCAN, MandateKind.ORDER),
            ),
        ),
        "dient de scan in, keurt bestellingen goed en beheert de collega's",
    ),
    Somebody(
        "burgemeester@keerbergen.example",
        "Burgemeester Keerbergen",
        (Seat(KEERBERGEN, (Role.POLICY_MAKER,), _DECIDES),),
        "leest het blad voor de burgemeester en beslist",
    ),
    Somebody(
        "financien@keerbergen.example",
        "Financieel beheerder Keerbergen",
        (Seat(KEERBERGEN, (Role.FINANCE_OFFICER,), (MandateKind.ORDER,)),),
        "bestelt tot 5.000 euro, kijkt bestellingen en facturen na; ziet de scan niet",
    ),
    Somebody(
        "veiligheid@keerbergen.example",
        "Veiligheidsconsulent Keerbergen",
        (Seat(KEERBERGEN, (Role.SECURITY_ADVISER,)),),
        "geeft advies over veiligheid, vult mee in",
    ),
    Somebody(
        "onthaal@keerbergen.example",
        "Onthaalmedewerker Keerbergen",
        (Seat(KEERBERGEN, (Role.CLERK,)),),
        "houdt de sociale kaart bij; ziet de scan niet",
    ),
    Somebody(
        "secretaris@ocmwkeerbergen.example",
        "Secretaris OCMW Keerbergen",
        (Seat(OCMW_KEERBERGEN, (Role.SECRETARY, Role.LOCAL_ADMINISTRATOR), _DECIDES),),
        "dient in en tekent voor het OCMW",
    ),
    Somebody(
        "ict@haacht.example",
        "ICT-verantwoordelijke Haacht",
        (Seat(HAACHT, (Role.ICT_MANAGER, Role.LOCAL_ADMINISTRATOR), (MandateKind.SUBMIT_SCAN,)),),
        "een buur: ziet het eigen resultaat, niets van Keerbergen",
    ),
    Somebody(
        "ict@rotselaar.example",
        "ICT-verantwoordelijke Rotselaar",
        (Seat(("municipality", "Rotselaar"), (Role.ICT_MANAGER,)),),
        "coördineert Samenwerking Noord",
    ),
    Somebody(
        "adviseur@steunpunt.example",
        "Adviseur Steunpunt",
        (Seat(SUPPORT, (Role.ADVISER,)),),
        "bereidt rondes voor en volgt ze op",
    ),
    Somebody(
        "beheerder@steunpunt.example",
        "Beheerder Steunpunt",
        (Seat(SUPPORT, (Role.ADMINISTRATOR,)),),
        "beheert organisaties en eerste log-ins",
    ),
    Somebody(
        "redacteur@steunpunt.example",
        "Redacteur Steunpunt",
        (Seat(SUPPORT, (Role.EDITOR,)),),
        "houdt teksten en de lijst van organisaties bij",
    ),
    Somebody(
        "helpdesk@steunpunt.example",
        "Helpdeskmedewerker Steunpunt",
        (Seat(SUPPORT, (Role.HELPDESK_AGENT,)),),
        "beantwoordt vragen; ziet geen scans",
    ),
    Somebody(
        "aankoper@steunpunt.example",
        "Aankoper Steunpunt",
        (Seat(SUPPORT, (Role.BUYER,)),),
        "bereidt bestekken voor en opent offertes (zin van de sleutel: samen openen wij de omslagen)",
    ),
    Somebody(
        "netwerk@steunpunt.example",
        "Netwerkingenieur Steunpunt",
        (Seat(SUPPORT, (Role.NETWORK_ENGINEER,)),),
        "verzorgt verbindingen; ziet geen scans",
    ),
    Somebody(
        "consulent@steunpunt.example",
        "Projectconsulent Steunpunt",
        (Seat(SUPPORT, (Role.CONSULTANT,)),),
        "werkt aan een project bij een bestuur; ziet geen scans",
    ),
    Somebody(
        "boekhouding@steunpunt.example",
        "Boekhouding Steunpunt",
        (Seat(SUPPORT, (Role.FINANCE,)),),
        "maakt facturen; ziet geen scans",
    ),
    Somebody(
        "contact@leverancier.example",
        "Contactpersoon Leverancier",
        (Seat(SUPPLIER, (Role.CONTACT, Role.BIDDER, Role.LOCAL_ADMINISTRATOR)),),
        "een leverancier: dient offertes in, ziet niets van besturen",
    ),
)

NEIGHBOURS = ("Boortmeerbeek", "Rotselaar", "Tremelo")
JUDGES = ("Begijnendijk", "Herent")
"""With Keerbergen, Haacht and the neighbours seven boards judge the offers of Hosted Mail; which they were is not known."""
BIDDERS = tuple(
    Somebody(
        f"offertes@{name.lower().replace(' ', '')}.example",
        f"Offertes {name}",
        (Seat((kind, name), (Role.BIDDER, Role.CONTACT)),),
        "dient offertes in",
    )
    for kind, name in COMPETITORS
)
COLLEAGUES = tuple(
    Somebody(
        f"ict@{name.lower()}.example",
        f"ICT-verantwoordelijke {name}",
        (Seat(("municipality", name), (Role.ICT_MANAGER,)),),
        "een collega, met wie kennis gedeeld wordt",
    )
    for name in (*NEIGHBOURS, *JUDGES)
    if name != "Rotselaar"
)
"""Beside whom the others work: they can log in, and are not offered on the log-in page."""


def label(seat: Seat) -> str:
    """For whom somebody acts, as people say it."""
    kind, name = seat.board
    return f"OCMW {name}" if kind == "welfare_centre" else name
