"""What boards use, among boards alone; names of products are the support point's, and learnt."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from steunpunt.assess.inventory import access, actions, queries
from steunpunt.assess.inventory.actions.landscape import Used
from steunpunt.assess.inventory.choices import Door, Hosting, Reach, ServiceKind
from steunpunt.assess.inventory.models import Application, Product, ProductUse
from steunpunt.assess.inventory.rules import glpi
from steunpunt.assess.inventory.rules.software import is_of_version, name_key, plain_name, plain_publisher
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.organisations.models import Relation
from tests.factories.estate import an_inventory
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import logged_in
from tests.factories.projects import an_adviser_of, somebody
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def boards():
    return [OrganisationFactory(name=name) for name in ("Keerbergen", "Haacht", "Tremelo")]


@pytest.fixture
def keepers(boards):
    return [somebody(board, "ict_manager") for board in boards]


@pytest.fixture
def adviser():
    return an_adviser_of(OrganisationFactory(support_point=True))


def uses(keeper, name="Kaartenmaker", **changed):
    used = Used(**({"name": name, "publisher": "Kaart NV", "hosting": Hosting.SUPPLIER, "version": "4.2"} | changed))
    return actions.keep_application(used=used, now=NOW, by=keeper)


def shows(keeper, reach=Reach.BOARDS):
    actions.choose(reach=reach, unseen_weeks=8, now=NOW, by=keeper)


def on_devices(keeper, *numbers):
    rows = [glpi.read(an_inventory(number)) for number in numbers]
    actions.take_in(organisation_id=keeper.organisation_id, rows=rows, door=Door.AGENT, now=NOW, by=keeper)
    actions.count_use(organisation_id=keeper.organisation_id)


# ── names ────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("name", "version", "plain"),
    [
        ("Mozilla Firefox (x64 nl)", "", "Mozilla Firefox"),
        ("7-Zip 23.01 (x64)", "23.01", "7-Zip"),
        ("Microsoft® Office 365 - nl-be", "", "Microsoft Office 365"),
        ("libreoffice-core-7.3.7.2", "7.3.7.2", "libreoffice-core"),
        ("Adobe Acrobat Reader DC", "", "Adobe Acrobat Reader DC"),
        ("2012", "", "2012"),
        ("1.2.3", "1.2.3", "1.2.3"),
    ],
)
def test_a_name_without_version_language_and_word_size(name, version, plain):
    assert plain_name(name, version) == plain


def test_makers_and_versions():
    assert plain_publisher("Microsoft Corporation") == "Microsoft"
    assert plain_publisher("Voorbeeld Software N.V.") == "Voorbeeld Software"
    assert name_key("Word (x64)", "Microsoft Corporation") == name_key("word", "Microsoft Corp.")
    assert [is_of_version(version, "10") for version in ("10", "10.0.1", "100", "1")] == [True, True, False, False]
    assert is_of_version("anything", "")


# ── who uses what ────────────────────────────────────────────────────────────
def test_who_shows_sees_and_who_hides_sees_only_its_own(keepers, boards):
    for keeper in keepers:
        uses(keeper)
    product = Product.objects.get()
    assert queries.who_uses(keepers[0], product, TODAY) == []
    shows(keepers[1])
    assert queries.who_uses(keepers[0], product, TODAY) == [], "who hides sees nobody"
    shows(keepers[0])
    assert [one.board for one in queries.who_uses(keepers[0], product, TODAY)] == ["Haacht"]
    shows(keepers[1], Reach.NOBODY)
    assert queries.who_uses(keepers[0], product, TODAY) == [], "taken back, it is gone at once"


def test_who_shows_its_partners_alone_is_seen_by_them_alone(keepers, boards):
    group = OrganisationFactory(kind="partnership")
    for board in boards[:2]:
        Relation.objects.create(source=board, target=group, kind="member_of", valid_from=TODAY)
    for keeper in keepers:
        uses(keeper)
        shows(keeper, Reach.PARTNERS)
    product = Product.objects.get()
    assert [one.board for one in queries.who_uses(keepers[0], product, TODAY)] == ["Haacht"]
    assert queries.who_uses(keepers[2], product, TODAY) == []


def test_a_supplier_and_the_support_point_see_nobodys_landscape(keepers, adviser):
    for keeper in keepers:
        uses(keeper)
        shows(keeper)
    product = Product.objects.get()
    supplier = OrganisationFactory(kind="supplier")
    assert queries.who_uses(adviser, product, TODAY) == []
    assert not access.visible_applications(adviser, TODAY).exists()
    client = logged_in(supplier, "contact", "bidder")
    for name, args in (("software", []), ("landscape", []), ("product", [product.pk]), ("products", [])):
        assert client.get(reverse(f"inventory:{name}", args=args)).status_code == 404
    helper = logged_in(OrganisationFactory(support_point=True), "adviser")
    assert helper.get(reverse("inventory:landscape")).status_code == 404
    assert helper.get(reverse("inventory:product", args=[product.pk])).status_code == 404


def test_a_product_that_nobody_shows_is_no_page(keepers):
    uses(keepers[1])
    page = reverse("inventory:product", args=[Product.objects.get().pk])
    assert logged_in(OrganisationFactory(), "ict_manager").get(page).status_code == 404


def test_devices_and_applications_meet_in_one_product(keepers, boards):
    on_devices(keepers[0], 1, 2)
    uses(keepers[0])
    assert Product.objects.filter(name="Kaartenmaker").count() == 1
    page = logged_in(boards[0], "policy_maker").get(reverse("inventory:software"))
    rows = {row[0].value: row for row in page.context["list"].rows}
    assert rows["Kaartenmaker"][-1].value == 2
    assert "Kaartenmaker" in page.text


def test_what_boards_like_us_use(keepers, boards):
    for keeper in keepers:
        uses(keeper)
        shows(keeper)
    Product.objects.update(task=ServiceKind.GIS)
    client = logged_in(boards[0], "ict_manager")
    page = client.get(reverse("inventory:landscape"), {"taak": "gis"})
    assert page.context["list"].count == 3
    assert client.get(reverse("inventory:landscape"), {"taak": "mail"}).context["list"].count == 0
    assert client.get(reverse("inventory:landscape"), {"wie": "schaal"}).context["list"].count == 0, (
        "no inhabitants known"
    )


@pytest.mark.parametrize("count", [1, 3])
def test_who_else_asks_as_much_for_many_as_for_few(keepers, boards, count, django_assert_num_queries):
    for keeper in keepers:
        shows(keeper)
    uses(keepers[0])
    for keeper in keepers[1 : count + 1]:
        uses(keeper)
        on_devices(keeper, 1)
    client = logged_in(boards[0], "ict_manager")
    page = reverse("inventory:product", args=[Product.objects.get(name="Kaartenmaker").pk])
    client.get(page)
    with django_assert_num_queries(15):
        client.get(page)


# ── applications ─────────────────────────────────────────────────────────────
def test_an_application_is_written_down_once_changed_linked_and_ended(keepers, boards):
    client = logged_in(boards[0], "ict_manager")
    typed = {"name": "Kaartenmaker", "publisher": "Kaart NV", "hosting": "cloud", "users": "12"}
    made = client.post(reverse("inventory:application_new"), typed)
    assert client.post(reverse("inventory:application_new"), typed).status_code == 422
    row = Application.objects.get()
    other = uses(keepers[0], "Bevolking", publisher="Burger")
    change = reverse("inventory:application_change", args=[row.pk])
    client.post(change, {"hosting": "own", "version": "5", "users": "15"})
    client.post(reverse("inventory:application_link", args=[row.pk]), {"target": other.pk, "what": "adressen"})
    text = client.get(made["Location"]).text
    for said in ("Op onze eigen servers", "adressen", "Bevolking"):
        assert said in text
    client.post(reverse("inventory:application_end", args=[row.pk]), {"on": TODAY.isoformat()})
    row.refresh_from_db()
    assert (row.version, row.users, row.until_on) == ("5", 15, TODAY)
    neighbour = logged_in(boards[1], "ict_manager")
    assert neighbour.get(change).status_code == 404


def test_nobody_links_to_an_application_of_another_board(keepers):
    own, other = uses(keepers[0]), uses(keepers[1])
    with pytest.raises(Denied):
        actions.link_applications(source_id=own.pk, target_id=other.pk, what="alles", by=keepers[0])


# ── products ─────────────────────────────────────────────────────────────────
def test_a_correction_is_learnt_for_what_comes_later(keepers, adviser):
    on_devices(keepers[0], 1)
    uses(keepers[1], "Kaartenmaker Pro", publisher="Kaart")
    gone, kept = Product.objects.get(name="Kaartenmaker"), Product.objects.get(name="Kaartenmaker Pro")
    actions.join_products(product_id=gone.pk, into_id=kept.pk, now=NOW, by=adviser)
    on_devices(keepers[2], 7)
    assert list(ProductUse.objects.filter(product=kept).order_by("pk").values_list("organisation_id", flat=True)) == [
        keepers[0].organisation_id,
        keepers[2].organisation_id,
    ]
    with pytest.raises(Refused):
        actions.join_products(product_id=gone.pk, into_id=kept.pk, now=NOW, by=adviser)
    with pytest.raises(Denied):
        actions.join_products(product_id=kept.pk, into_id=gone.pk, now=NOW, by=keepers[0])


def test_the_end_of_support_is_told_where_it_is_about(keepers, adviser, boards):
    on_devices(keepers[0], 1, 2)
    system = Product.objects.get(is_system=True)
    for version, days in (("", 400), ("11", -5), ("12", 3)):
        actions.tell_support_end(
            product_id=system.pk,
            version=version,
            ends_on=TODAY + timedelta(days=days),
            source="Voorbeeld",
            now=NOW,
            by=adviser,
        )
    (one,) = queries.ending(keepers[0], TODAY)
    assert (one.version, one.ends_on, one.devices) == ("11.0.2", TODAY - timedelta(days=5), 2)
    assert queries.ending(keepers[1], TODAY) == []
    with pytest.raises(Refused):
        actions.tell_support_end(
            product_id=system.pk, version="", ends_on=date(2030, 1, 1), source=" ", now=NOW, by=adviser
        )


def test_the_support_point_keeps_names_on_a_page_without_seeing_who_has_what(keepers, boards):
    on_devices(keepers[0], 1)
    product = Product.objects.get(name="Kaartenmaker")
    client = logged_in(OrganisationFactory(support_point=True), "adviser")
    assert client.get(reverse("inventory:software"))["Location"] == reverse("inventory:products")
    page = reverse("inventory:product_keep", args=[product.pk])
    text = client.get(page).text
    assert "Keerbergen" not in text
    client.post(page, {"what": "name", "name": "Kaartenmaker Pro", "publisher": "Kaart", "task": "gis"})
    assert client.post(page, {"what": "join", "into": "Bestaat niet"}).status_code == 422
    assert client.post(page, {"what": "end", "version": "4", "ends_on": "9999-12-31", "source": "x"}).status_code == 422
    product.refresh_from_db()
    assert (product.name, product.task, product.is_kept) == ("Kaartenmaker Pro", "gis", True)
    assert logged_in(boards[0], "ict_manager").get(page).status_code == 404
