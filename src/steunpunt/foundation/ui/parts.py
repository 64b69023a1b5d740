"""What the page of interface parts shows: every part with something in it, in every state. Made up, and without a database.

The sample texts are Dutch, as help is: the page is for whoever builds and looks after the Dutch screens.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator

from steunpunt.foundation.figures.values import Figure, Source
from steunpunt.foundation.ui import maps
from steunpunt.foundation.ui.charts import BLUE, Chart, Table
from steunpunt.foundation.ui.lists import Cell, Column, ListPage, ListSpec, ShownFilter
from steunpunt.foundation.ui.registry import Waiting

TONES = ("info", "success", "warning", "error")
BADGES = (
    ("neutral", "in voorbereiding"),
    ("blue", "op peil"),
    ("good", "sterk"),
    ("warm", "verbeterpunt"),
    ("bad", "vervallen"),
    ("unknown", "te weinig ingevuld"),
)
CHOICES = [("a", "Eerste keuze"), ("b", "Tweede keuze"), ("c", "Een derde keuze met een lange naam")]


class EveryField(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="Naam", max_length=20, help_text="Zoals op de gevel.")
    email = forms.EmailField(label="E-mailadres")
    count = forms.IntegerField(label="Aantal toestellen", min_value=0)
    amount = forms.DecimalField(label="Bedrag in euro", decimal_places=2, required=False)
    day = forms.DateField(label="Dag", widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(label="Soort", choices=CHOICES)
    one = forms.ChoiceField(label="Eén ervan", choices=CHOICES, widget=forms.RadioSelect)
    several = forms.MultipleChoiceField(
        label="Meer mag",
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Kies er geen, één of meer.",
    )
    agreed = forms.BooleanField(label="Het bestuur is akkoord", help_text="Wie dit aankruist, heeft het mandaat.")
    remark = forms.CharField(label="Opmerking", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    file = forms.FileField(label="Bestand", required=False, help_text="Hoogstens 20 MB.")
    secret = forms.CharField(label="Wachtwoord", widget=forms.PasswordInput(attrs={"autocomplete": "off"}))


def empty_form() -> EveryField:
    return EveryField(prefix="leeg")


def wrong_form() -> EveryField:
    """Sent with a mistake in every field that can have one; what was typed stays."""
    typed = {
        "name": "Een naam die veel langer is dan twintig tekens",
        "email": "geen adres",
        "count": "-3",
        "kind": "z",
    }
    form = EveryField({f"fout-{name}": value for name, value in typed.items()}, prefix="fout")
    form.add_error(None, "De uiterste dag is voorbij.")
    return form


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    state: str
    inhabitants: int | None
    price: Decimal
    share: float
    is_member: bool
    on: date
    at: datetime


ROWS = (
    Row(
        "Voorbeelddorp",
        "lopend",
        12_954,
        Decimal("1250.50"),
        62.5,
        True,
        date(2011, 4, 1),
        datetime(2011, 4, 1, 10, tzinfo=UTC),
    ),
    Row(
        "Staalgem",
        "gestopt",
        None,
        Decimal("0.00"),
        0.0,
        False,
        date(2011, 12, 31),
        datetime(2011, 6, 30, 8, tzinfo=UTC),
    ),
    Row(
        "Ter Proeve",
        "lopend",
        8_020,
        Decimal("980.00"),
        41.0,
        True,
        date(2010, 1, 1),
        datetime(2010, 1, 1, 11, tzinfo=UTC),
    ),
)


def _nowhere(row: Row) -> str:
    return "#lijsten"


def _columns() -> list[Column[Any]]:
    return [
        Column(key="name", label="Naam", value=lambda row: row.name, order_by=("name",), link=_nowhere),
        Column(key="state", label="Toestand", value=lambda row: row.state, order_by=("state",)),
        Column(key="people", label="Inwoners", value=lambda row: row.inhabitants, is_number=True, has_total=True),
        Column(key="price", label="Prijs", value=lambda row: row.price, is_number=True, has_total=True),
        Column(key="share", label="Aandeel", value=lambda row: row.share, is_number=True),
        Column(key="member", label="Lid", value=lambda row: row.is_member),
        Column(key="on", label="Dag", value=lambda row: row.on),
        Column(key="at", label="Ogenblik", value=lambda row: row.at),
    ]


def _list(
    key: str, title: str, rows: tuple[Row, ...], *, search: str = "", chosen: str = "", per_page: int = 50
) -> ListPage:
    columns = _columns()
    spec: ListSpec[Any] = ListSpec(
        key=key,
        title=title,
        columns=columns,
        search=lambda found, _text: found,
        order="name",
        empty="Er staat nog niets in deze lijst. Voeg een eerste rij toe of lees een rekenblad in.",
    )
    page = Paginator(rows, per_page).get_page(1)
    shown = [
        [Cell(column, column.value(row), column.link(row) if column.link else "") for column in columns] for row in page
    ]
    totals = [
        sum(cell.value for cell in cells if cell.value is not None) if column.has_total else None
        for column, cells in zip(columns, zip(*shown, strict=True), strict=False)
    ]
    states = [("lopend", "lopend"), ("gestopt", "gestopt")]
    filters = [ShownFilter("state", "Toestand", states, chosen)]
    return ListPage(
        spec=spec, page=page, columns=columns, filters=filters, search=search, order="name", rows=shown, totals=totals
    )


def lists() -> list[tuple[str, ListPage]]:
    """A list with a page after it, one of which nothing is left, and one in which there never was anything."""
    return [
        ("Met rijen, totalen en een volgende bladzijde", _list("lijst-vol", "Voorbeeldlijst", ROWS, per_page=2)),
        (
            "Gefilterd tot er niets overblijft",
            _list("lijst-smal", "Gefilterde lijst", (), search="xyz", chosen="lopend"),
        ),
        ("Nog leeg", _list("lijst-leeg", "Lege lijst", ())),
    ]


def figures() -> list[tuple[str, Figure, str]]:
    answers = [Source("Hebt u een plan?", "niveau 3 × 2", "#cijfers"), Source("Wie volgt het op?", "niveau 4 × 1")]
    some = (
        "100 × de som van niveau × gewicht over wat beantwoord is (10), gedeeld door 5 × de som van de gewichten (3)."
    )
    none = "Cijfers van anderen ziet u vanaf vijf besturen van dezelfde schaal."
    return [
        ("Score", Figure(value=66.7, unit="op 100", rule="part.score", sentence=some, sources=answers), "niveau 3,3"),
        ("Dekking", Figure(value=0.75, is_share=True, rule="part.share", sentence="Drie van de vier vragen."), ""),
        ("Mediaan", Figure(value=None, unit="op 100", rule="part.none", sentence=none), "te weinig besturen"),
    ]


def chart() -> Chart:
    rows = [{"name": row.name, "value": row.share} for row in ROWS]
    return Chart(
        key="onderdelen",
        title="Voorbeelddorp staat het verst",
        subtitle="Verzonnen cijfers, van 0 tot 100.",
        alt="Staafdiagram: Voorbeelddorp 62,5, Ter Proeve 41, Staalgem 0.",
        spec={
            "data": {"values": rows},
            "width": "container",
            "height": {"step": 26},
            "mark": {"type": "bar", "color": BLUE},
            "encoding": {
                "y": {"field": "name", "type": "nominal", "sort": "-x", "axis": {"title": None}},
                "x": {"field": "value", "type": "quantitative", "axis": {"title": None}},
            },
        },
        table=Table(header=["Naam", "Waarde"], rows=[[row.name, row.share] for row in ROWS]),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of history, as the journal gives them."""

    sentence: str
    at: datetime
    person_id: int | None
    on_behalf_of_id: int | None
    via: str = "web"


def history() -> dict[str, Any]:
    return {
        "lines": [
            Line("De scan werd ingediend.", datetime(2011, 4, 20, 9, tzinfo=UTC), 1, 1),
            Line("Een antwoord werd gewijzigd.", datetime(2011, 4, 18, 14, tzinfo=UTC), 1, 1, "api"),
            Line("De ronde begon.", datetime(2011, 4, 1, 8, tzinfo=UTC), None, None),
        ],
        "people": {1: "ICT-verantwoordelijke"},
        "bodies": {1: "Voorbeelddorp"},
    }


def waiting() -> list[Waiting]:
    return [
        Waiting(
            title="Samenwerkingsscan",
            url="#wachtlijst",
            icon="clipboard-check",
            detail="48 van 95 vragen beantwoord",
            due=date(2011, 4, 30),
        ),
        Waiting(title="Zonder meer", url="#wachtlijst"),
    ]


def sample_map() -> maps.Map | None:
    """Three squares of land, coloured, one of them a link."""
    squares = [(1, "Noord", 4.6, 51.0), (2, "Zuid", 4.6, 50.9), (3, "Oost", 4.75, 51.0)]
    features = [
        {"id": key, "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [_square(x, y)]}}
        for key, name, x, y in squares
    ]
    return maps.draw(
        {"features": features},
        label="Kaart van drie vierkanten",
        tones={1: ("blue", "ingediend"), 2: ("pale", "onderweg"), 3: ("warm", "verlengd")},
        hrefs={1: "#kaart"},
        legend=[("blue", "ingediend"), ("pale", "onderweg"), ("warm", "verlengd")],
    )


def _square(x: float, y: float) -> list[tuple[float, float]]:
    return [(x, y), (x + 0.14, y), (x + 0.14, y + 0.09), (x, y + 0.09), (x, y)]
