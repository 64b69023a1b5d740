"""Two questions to the boards of Samenwerking Noord, made up and named so: one that is over, one that waits for Keerbergen."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from steunpunt.bundle.questions import public as questions
from steunpunt.bundle.questions.public import Answer, Kind, Majority, Paper, Proposal, Shows
from steunpunt.demonstration.partnerships import NOORD, NOORD_MEMBERS
from steunpunt.foundation.acting import Actor, the_platform
from steunpunt.foundation.organisations.values import OrganisationCard

Cards = Mapping[tuple[str, str], OrganisationCard]


def load(cards: Cards, groups: Mapping[str, int], *, now: datetime, by: Actor) -> None:
    """`by` is an adviser: boards answered on paper, each with its document."""
    noord = groups[NOORD.name]
    before = now - timedelta(days=40)
    over = Proposal(
        kind=Kind.DECISION,
        title="Samen één veiligheidsconsulent zoeken? (demonstratie)",
        text="Elk bestuur heeft een veiligheidsconsulent nodig, voor enkele dagen per maand. Samen kan één persoon ons allemaal kennen.",
        options=("Ja, samen", "Nee, elk apart"),
        deadline_on=timezone.localdate(before) + timedelta(days=30),
        quorum=7,
        majority=Majority.TWO_THIRDS,
        shows=Shows.WHO,
    )
    made = questions.ask_question(
        partnership_id=noord, proposal=over, now=before, today=timezone.localdate(before), by=by
    )
    _on_paper(
        made.pk, cards, ("municipality", "welfare_centre"), {"Tremelo": 1}, now=before + timedelta(days=12), by=by
    )
    questions.close_due_questions(now=now - timedelta(days=9), today=timezone.localdate(now), by=the_platform())
    runs = Proposal(
        kind=Kind.DECISION,
        title="Wanneer komt de stuurgroep samen? (demonstratie)",
        text="De stuurgroep komt vier keer per jaar samen. Twee voorstellen lagen op tafel.",
        options=("Overdag, dinsdag om 14 uur", "'s Avonds, donderdag om 19 uur"),
        deadline_on=timezone.localdate(now) + timedelta(days=21),
        quorum=7,
        shows=Shows.ALL,
    )
    made = questions.ask_question(partnership_id=noord, proposal=runs, now=now, today=timezone.localdate(now), by=by)
    _on_paper(made.pk, cards, ("municipality",), {"Haacht": 1, "Keerbergen": None}, now=now, by=by)


def _on_paper(
    question: int,
    cards: Cards,
    kinds: tuple[str, ...],
    others: Mapping[str, int | None],
    *,
    now: datetime,
    by: Actor,
) -> None:
    """All members of these kinds choose the first answer, but those named; None: nothing yet."""
    voters, options = questions.voter_ids(question), questions.option_ids(question)
    on = timezone.localdate(now)
    for kind in kinds:
        for name in NOORD_MEMBERS:
            card, place = cards[kind, name], others.get(name, 0)
            if place is None:
                continue
            text = f"Demonstratie. Uittreksel uit de notulen van {card.name}, zitting van {on:%d/%m/%Y}.\n"
            questions.record_voice_from_paper(
                voter_id=voters[card.id],
                answer=Answer(option_id=options[place], decided_on=on),
                paper=Paper(name=f"uittreksel {card.name}.txt", content=ContentFile(text.encode())),
                now=now,
                today=on,
                by=by,
            )
