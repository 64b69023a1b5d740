"""Two boards in a partnership, one beside it, a supplier and the support point, with people."""

from datetime import timedelta

from django.utils import timezone

from steunpunt.bundle.partnerships.public import adopt_partnership
from steunpunt.exchange.knowledge import actions
from steunpunt.exchange.knowledge.actions import Ask, Said, Statement
from steunpunt.exchange.knowledge.choices import Audience, ShownTo
from steunpunt.exchange.knowledge.models import Topic
from steunpunt.foundation.organisations import public as organisations
from tests.bundle.partnerships.conftest import a_person
from tests.factories.organisations import PLATFORM, OrganisationFactory

WHO = ("haacht", "keerbergen", "neighbour", "adviser", "helpdesk", "supplier")


class Region:
    def __init__(self):
        self.today, self.now = timezone.localdate(), timezone.now()
        self.group = OrganisationFactory(name="Samenwerking Noord", kind="partnership")
        adopt_partnership(organisation_id=self.group.pk, state="active", since=self.today, now=self.now, by=PLATFORM)
        self.boards = [OrganisationFactory(name=name) for name in ("Haacht", "Keerbergen", "Buurdorp")]
        for board in self.boards[:2]:
            self.join(board)
        self.haacht, self.keerbergen, self.neighbour = (a_person(board, "ict_manager") for board in self.boards)
        self.support = OrganisationFactory(support_point=True)
        self.adviser, self.helpdesk = a_person(self.support, "adviser"), a_person(self.support, "helpdesk_agent")
        self.supplier = a_person(OrganisationFactory(supplier=True), "contact", "bidder")
        self.network = Topic.objects.get(name="Netwerk en connectiviteit")
        self.gis = Topic.objects.get(name="GIS")

    def join(self, board):
        organisations.relate_organisations(
            source_id=board.pk,
            target_id=self.group.pk,
            kind=organisations.RelationKind.MEMBER_OF,
            on=self.today - timedelta(days=30),
            by=PLATFORM,
        )

    def leave(self, board):
        organisations.leave_group(member_id=board.pk, group_id=self.group.pk, on=self.today, by=PLATFORM)

    def those(self, sees):
        """Which of everybody are as asked."""
        return {name for name in WHO if sees(getattr(self, name))}

    @property
    def when(self):
        return {"now": self.now, "today": self.today}

    def say(self, by, *, of="me", shown_to=ShownTo.PARTNERSHIPS, skills=None, **changed):
        said = skills if skills is not None else [Said(topic_id=self.network.pk, knows=4, wishes=1, helps=True)]
        statement = Statement(skills=said, shown_to=shown_to, **changed)
        return actions.keep_profile(of=of, statement=statement, **self.when, by=by)

    def ask(self, by=None, *, audience=Audience.PARTNERSHIP, **changed):
        values = {
            "title": "Welke wifi in een oud gebouw?",
            "text": "Onze muren zijn dik. Wie heeft ervaring met toegangspunten?",
            "audience": audience,
            "partnership_id": self.group.pk if audience == Audience.PARTNERSHIP else None,
            "topics": [self.network.pk],
        }
        return actions.ask(what=Ask(**(values | changed)), **self.when, by=by or self.haacht)

    def answer(self, thread, by=None, text="Kabels naar elk lokaal, en dan één punt per lokaal."):
        return actions.answer(thread_id=thread.pk, text=text, **self.when, by=by or self.keerbergen)
