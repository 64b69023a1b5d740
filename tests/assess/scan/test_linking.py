"""Links to read a result: what they open, for how long, for whom, and what of it is on record."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from steunpunt.assess.scan import actions
from steunpunt.assess.scan.models import Answer, DomainView, ResultLink, Scan
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from tests.factories.organisations import OrganisationFactory, an_actor
from tests.factories.scan import a_compared_round, a_secretary, an_adviser

pytestmark = pytest.mark.django_db
SECRET = "geheime uitleg"


@pytest.fixture
def scan():
    cache.clear()
    found, _round = a_compared_round()
    Answer.objects.filter(scan=found).update(explanation=SECRET)
    DomainView.objects.filter(scan=found).update(note=SECRET)
    return found


def make(scan, *, now=None, days=30, by=None):
    by = by or a_secretary(scan.organisation)
    return actions.make_link(scan_id=scan.pk, for_whom="Schepen", days=days, now=now or timezone.now(), by=by)


def page(token):
    return Client().get(reverse("scan:read", args=[token]))


def test_a_stranger_with_the_link_reads_the_result_and_nothing_of_others_or_from_inside(scan):
    answer = page(make(scan).token)
    text = answer.content.decode()
    others = Scan.objects.exclude(pk=scan.pk).values_list("organisation__name", flat=True)
    assert answer.status_code == 200
    assert "Keerbergen" in text
    assert SECRET not in text
    assert [name for name in others if f"{name}<" in text or f">{name}" in text] == []
    assert "/scan/" not in text.replace("/static/scan/", ""), "a link to a page that asks to log in"


def test_the_page_for_the_mayor_comes_along(scan):
    answer = Client().get(reverse("scan:read_mayor_page", args=[make(scan).token]))
    assert answer.content[:5] == b"%PDF-"
    assert answer["Cache-Control"] == "private, no-store"


def test_no_cache_keeps_it_no_search_engine_finds_it_no_other_site_hears_of_it(scan):
    for token in (make(scan).token, "wrong"):
        answer = page(token)
        assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert {"private", "no-store"} <= {part.strip() for part in answer["Cache-Control"].split(",")}
        assert 'name="robots" content="noindex' in answer.content.decode()


def test_only_a_hash_of_the_token_is_kept(scan):
    made = make(scan)
    kept = str(ResultLink.objects.filter(pk=made.link.pk).values().get()) + str(list(Entry.objects.values_list("data")))
    assert made.token not in kept
    assert len(made.token) >= 43


def test_it_ends_by_itself_and_at_once_when_it_is_taken_back(scan):
    old = make(scan, now=timezone.now() - timedelta(days=8), days=7)
    new = make(scan)
    assert page(old.token).status_code == 404
    assert page(new.token).status_code == 200
    actions.revoke_link(link_id=new.link.pk, now=timezone.now(), by=a_secretary(scan.organisation))
    assert page(new.token).status_code == 404


def test_it_opens_nothing_while_the_board_took_its_scan_back(scan):
    token = make(scan).token
    Scan.objects.filter(pk=scan.pk).update(state="started", submitted_at=None, submitted_by_id=None)
    assert page(token).status_code == 404


def test_each_opening_is_counted_and_on_record_for_the_board(scan):
    made = make(scan)
    for _time in range(2):
        page(made.token)
    link = ResultLink.objects.get(pk=made.link.pk)
    told = Entry.objects.filter(subject=f"scan:{scan.pk}", fact__startswith="scan.link").order_by("pk")
    assert (link.openings, link.last_opened_at is not None) == (2, True)
    assert [(entry.fact, entry.organisation_id) for entry in told] == [
        (f"scan.link_{word}", scan.organisation_id) for word in ("made", "opened", "opened")
    ]


def test_wrong_tokens_are_limited_per_address_and_write_nothing(scan):
    token, told = make(scan).token, Entry.objects.count()
    assert {page(f"wrong{number}").status_code for number in range(19)} == {404}
    assert page("wrong").status_code == 429
    assert page(token).status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.9").get(reverse("scan:read", args=[token])).status_code == 200
    assert Entry.objects.count() == told + 1


@pytest.mark.parametrize(
    ("days", "for_whom", "code"), [(0, "x", "days"), (91, "x", "days"), (9, " ", "for_whom_missing")]
)
def test_a_link_needs_a_name_and_a_day_within_ninety(scan, days, for_whom, code):
    with pytest.raises(Refused) as refused:
        actions.make_link(
            scan_id=scan.pk, for_whom=for_whom, days=days, now=timezone.now(), by=a_secretary(scan.organisation)
        )
    assert refused.value.codes == {code}
    assert not ResultLink.objects.exists()


def test_only_who_decides_about_the_result_makes_one(scan):
    for role in ("ict_manager", "policy_maker", "secretary"):
        make(scan, by=an_actor(scan.organisation, role))
    with pytest.raises(Denied):
        make(scan, by=an_actor(scan.organisation, "security_adviser"))
    with pytest.raises(Denied):
        make(scan, by=an_adviser())
    with pytest.raises(Scan.DoesNotExist):
        make(scan, by=a_secretary(OrganisationFactory()))
    assert ResultLink.objects.count() == 3


def test_the_link_is_shown_once_on_the_page_where_it_is_made_and_taken_back(scan, as_somebody):
    client = as_somebody(scan.organisation, "secretary")
    url = reverse("scan:links", args=[scan.pk])
    made = client.post(url, {"for_whom": "Schepen", "days": "14"}).content.decode()
    link = ResultLink.objects.get()
    address = made.partition('<code class="secret">')[2].partition("</code>")[0]
    assert Client().get(address).status_code == 200
    assert address not in client.get(url).content.decode()
    client.post(reverse("scan:link_revoke", args=[link.pk]))
    assert Client().get(address).status_code == 404


def test_what_was_typed_stays_when_the_days_are_wrong(scan, as_somebody):
    client = as_somebody(scan.organisation, "secretary")
    answer = client.post(reverse("scan:links", args=[scan.pk]), {"for_whom": "Schepen", "days": "400"})
    assert answer.status_code == 422
    assert 'value="Schepen"' in answer.content.decode()


def test_the_support_point_and_a_neighbour_see_no_links(scan, as_somebody):
    link = make(scan).link
    for client in (
        as_somebody(OrganisationFactory(support_point=True), "adviser"),
        as_somebody(OrganisationFactory(), "secretary", mandates=["submit_scan"]),
    ):
        assert client.get(reverse("scan:links", args=[scan.pk])).status_code == 404
        assert client.post(reverse("scan:link_revoke", args=[link.pk])).status_code == 404
    assert ResultLink.objects.get().revoked_at is None


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_links_takes_as_many_queries_for_three(scan, as_somebody, number, django_assert_num_queries):
    for _time in range(number):
        make(scan)
    client = as_somebody(scan.organisation, "secretary")
    client.get(reverse("scan:links", args=[scan.pk]))
    with django_assert_num_queries(8):
        client.get(reverse("scan:links", args=[scan.pk]))
