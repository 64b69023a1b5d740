"""The address in an invitation opens nothing by itself: whoever gets it forwarded needs a place of their own."""

from django.test import Client

from steunpunt.bundle.partnerships.models import PartnerInvitation
from steunpunt.foundation.notices.models import Notice
from steunpunt.foundation.organisations.models import Organisation
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import browser_of, logged_in


def test_a_forwarded_invitation_opens_nothing(explored):
    told = Notice.objects.filter(organisation_id=explored.boards[0].pk, url__contains="verbanden").first()
    link = told.url if told else f"/samenwerken/verbanden/{explored.pk}/"
    answer = f"/samenwerken/verbanden/{explored.pk}/antwoord/"
    said = {"antwoord": "interested"}
    assert browser_of(explored.mayors[0].person_id).get(link).status_code == 200

    stranger = Client()
    assert "/account/login/" in stranger.get(link)["Location"]
    assert "/account/login/" in stranger.post(answer, said)["Location"]
    others = {
        "neighbour": logged_in(explored.neighbour, "policy_maker", "ict_manager", mandates=("sign", "vote")),
        "supplier": logged_in(OrganisationFactory(supplier=True), "contact", "bidder"),
        "helpdesk": logged_in(Organisation.objects.get(pk=explored.adviser.organisation_id), "helpdesk_agent"),
        "clerk of an invited board": logged_in(explored.boards[0], "clerk"),
    }
    for name, client in others.items():
        assert client.get(link).status_code == 404, name
        assert client.post(answer, said).status_code in {403, 404}, name
        assert client.post(f"/samenwerken/verbanden/{explored.pk}/toetreden/", {}).status_code in {403, 404}, name
    assert not PartnerInvitation.objects.exclude(answer="").exists()
    assert browser_of(explored.mayors[0].person_id).post(answer, said).status_code == 302
    assert PartnerInvitation.objects.exclude(answer="").get().organisation_id == explored.boards[0].pk


def test_an_ict_manager_of_an_invited_board_reads_and_does_not_answer(explored):
    client = logged_in(explored.boards[0], "ict_manager")
    assert client.get(f"/samenwerken/verbanden/{explored.pk}/").status_code == 200
    assert client.post(f"/samenwerken/verbanden/{explored.pk}/antwoord/", {"antwoord": "interested"}).status_code in {
        403,
        404,
    }
    assert not PartnerInvitation.objects.exclude(answer="").exists()
