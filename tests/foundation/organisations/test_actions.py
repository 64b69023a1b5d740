"""Keeping the list of organisations: what is written, told and refused."""

from datetime import date

import pytest

from steunpunt.foundation.acting import STRANGER, Denied, Refused
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.organisations import actions, queries
from steunpunt.foundation.organisations.choices import Kind, RelationKind
from steunpunt.foundation.organisations.models import Address, Organisation, Relation
from steunpunt.foundation.organisations.values import Listed, Period, Place
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor, an_administrator

pytestmark = pytest.mark.django_db
Y2019, Y2025 = date(2019, 1, 1), date(2025, 1, 1)


def told():
    return list(Entry.objects.order_by("pk").values_list("fact", flat=True))


def keerbergen(**changed):
    values = {
        "key": "",
        "kind": Kind.MUNICIPALITY,
        "name": "Keerbergen",
        "nis_code": "24048",
        "enterprise_number": "0207520117",
    }
    return Listed(**{**values, **changed})


def test_an_organisation_is_registered_with_its_names_and_seat():
    seat = Place(street="Gemeenteplein 10", postal_code="3140", locality="Keerbergen")
    made = actions.register_organisation(details=keerbergen(name_fr="Keerberghe", seat=seat), by=an_administrator())
    assert sorted(made.names.values_list("language", "name")) == [("fr", "Keerberghe"), ("nl", "Keerbergen")]
    assert [str(address) for address in made.addresses.all()] == ["Gemeenteplein 10, 3140 Keerbergen"]
    assert told() == ["organisations.registered"]


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"enterprise_number": "0207520118"}, {"enterprise_number_check"}),
        ({"nis_code": "1"}, {"nis_code_form"}),
        ({"name": ""}, {"name_missing"}),
        ({"kind": Kind.SUPPLIER}, {"nis_code_only_of_municipality"}),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_kept(changed, codes):
    with pytest.raises(Refused) as refused:
        actions.register_organisation(details=keerbergen(**changed), by=PLATFORM)
    assert refused.value.codes == codes
    assert not Organisation.objects.exists()
    assert not Entry.objects.exists()


def test_a_code_that_somebody_else_has_is_refused_by_name():
    actions.register_organisation(details=keerbergen(), by=PLATFORM)
    with pytest.raises(Refused, match="Keerbergen") as refused:
        actions.register_organisation(details=keerbergen(name="Andere"), by=PLATFORM)
    assert refused.value.codes == {"nis_code_taken", "enterprise_number_taken"}


def test_an_enterprise_number_can_go_on_under_another_nis_code():
    actions.register_organisation(details=keerbergen(period=Period(None, Y2025)), by=PLATFORM)
    actions.register_organisation(details=keerbergen(nis_code="24999", period=Period(Y2025)), by=PLATFORM)
    assert Organisation.objects.filter(enterprise_number="0207520117").count() == 2


@pytest.mark.parametrize("role", ["adviser", "buyer", "helpdesk_agent", "consultant", "finance"])
def test_other_roles_of_the_support_point_change_nothing(role):
    support_point = OrganisationFactory(support_point=True)
    with pytest.raises(Denied):
        actions.register_organisation(details=keerbergen(), by=an_actor(support_point, role))
    assert Organisation.objects.count() == 1


def test_boards_suppliers_strangers_and_who_looks_in_change_nothing():
    board, supplier = OrganisationFactory(), OrganisationFactory(supplier=True)
    support_point, zone = OrganisationFactory(support_point=True), OrganisationFactory(police_zone=True)
    tie = Relation.objects.create(source=OrganisationFactory(), target=zone, kind=RelationKind.MEMBER_OF)
    for actor in (
        an_actor(board, "administrator", "local_administrator"),
        an_actor(supplier, "administrator"),
        an_actor(support_point, "administrator", looking_in_id=1),
        STRANGER,
    ):
        for act in (
            lambda by: actions.rename_organisation(organisation_id=board.pk, name="Ander", on=Y2025, by=by),
            lambda by: actions.change_organisation(organisation_id=board.pk, changes={"province": "X"}, by=by),
            lambda by: actions.end_organisation(organisation_id=board.pk, on=Y2025, by=by),
            lambda by: actions.relate_organisations(
                source_id=board.pk, target_id=zone.pk, kind=RelationKind.MEMBER_OF, on=Y2025, by=by
            ),
            lambda by: actions.end_relation(relation_id=tie.pk, on=Y2025, by=by),
            lambda by: actions.merge_organisations(
                predecessor_ids=[board.pk], successor_id=supplier.pk, on=Y2025, by=by
            ),
            lambda by: actions.load_organisations(listed=[], source="x", today=Y2025, by=by),
            lambda by: actions.load_boundaries(boundaries={}, source="x", on=Y2025, by=by),
        ):
            with pytest.raises(Denied):
                act(actor)
    assert told() == []


def test_a_new_name_counts_from_its_day_and_the_old_one_stays():
    made = actions.register_organisation(details=keerbergen(), by=PLATFORM)
    actions.rename_organisation(organisation_id=made.pk, name="Keerbergen aan de Dijle", on=Y2025, by=PLATFORM)
    made.refresh_from_db()
    assert made.name == "Keerbergen aan de Dijle"
    assert list(made.names.order_by("pk").values_list("name", "valid_from", "valid_to")) == [
        ("Keerbergen", None, Y2025),
        ("Keerbergen aan de Dijle", Y2025, None),
    ]
    assert told() == ["organisations.registered", "organisations.renamed"]


def test_renaming_twice_on_one_day_keeps_the_last_name_only():
    made = actions.register_organisation(details=keerbergen(), by=PLATFORM)
    for name in ("Vergissing", "Juist"):
        actions.rename_organisation(organisation_id=made.pk, name=name, on=Y2025, by=PLATFORM)
    assert sorted(made.names.values_list("name", flat=True)) == ["Juist", "Keerbergen"]


def test_the_same_name_and_the_name_of_what_is_gone_are_refused():
    made = actions.register_organisation(details=keerbergen(), by=PLATFORM)
    with pytest.raises(Refused) as same:
        actions.rename_organisation(organisation_id=made.pk, name="Keerbergen", on=Y2025, by=PLATFORM)
    assert same.value.codes == {"name_same"}
    actions.end_organisation(organisation_id=made.pk, on=Y2019, by=PLATFORM)
    with pytest.raises(Refused) as gone:
        actions.rename_organisation(organisation_id=made.pk, name="Nieuw", on=Y2025, by=PLATFORM)
    assert gone.value.codes == {"ended_already"}


def test_changing_codes_tells_what_they_were():
    made = actions.register_organisation(details=keerbergen(ovo_code="OVO1"), by=PLATFORM)
    actions.change_organisation(organisation_id=made.pk, changes={"ovo_code": "OVO002121", "province": ""}, by=PLATFORM)
    made.refresh_from_db()
    assert made.ovo_code == "OVO002121"
    entry = Entry.objects.get(fact="organisations.changed")
    assert (entry.data["changed"], entry.data["before"]) == (["ovo_code"], ["OVO1"])


def test_a_move_ends_the_old_address():
    made = OrganisationFactory()
    for street, on in (("Oud 1", Y2019), ("Nieuw 2", Y2025)):
        seat = Place(street=street, postal_code="3140", locality="Keerbergen")
        actions.move_organisation(organisation_id=made.pk, seat=seat, on=on, by=PLATFORM)
    assert list(Address.objects.order_by("pk").values_list("street", "valid_from", "valid_to")) == [
        ("Oud 1", Y2019, Y2025),
        ("Nieuw 2", Y2025, None),
    ]


def test_a_relation_begins_and_ends():
    municipality, welfare_centre = OrganisationFactory(), OrganisationFactory(welfare_centre=True)
    tie = actions.relate_organisations(
        source_id=welfare_centre.pk,
        target_id=municipality.pk,
        kind=RelationKind.WELFARE_CENTRE_OF,
        on=None,
        by=PLATFORM,
    )
    assert queries.welfare_centre_of(municipality.pk, Y2019) == welfare_centre.pk
    actions.end_relation(relation_id=tie.pk, on=Y2025, by=PLATFORM)
    assert queries.welfare_centre_of(municipality.pk, Y2025) is None
    assert told() == ["organisations.related", "organisations.relation_ended"]


def test_a_municipality_has_one_welfare_centre_at_a_time():
    municipality = OrganisationFactory()
    first, second = OrganisationFactory(welfare_centre=True), OrganisationFactory(welfare_centre=True)
    tie = {"target_id": municipality.pk, "kind": RelationKind.WELFARE_CENTRE_OF, "on": None, "by": PLATFORM}
    actions.relate_organisations(source_id=first.pk, **tie)
    with pytest.raises(Refused) as refused:
        actions.relate_organisations(source_id=second.pk, **tie)
    assert refused.value.codes == {"municipality_has_welfare_centre"}
    assert Relation.objects.count() == 1


def a_membership(**tie):
    municipality, zone = OrganisationFactory(), OrganisationFactory(police_zone=True)
    values = {"source_id": municipality.pk, "target_id": zone.pk, "kind": RelationKind.MEMBER_OF, "on": Y2019}
    return actions.relate_organisations(**{**values, **tie}, by=PLATFORM)


def test_a_tie_that_is_made_says_who_with_whom_and_since_when():
    tie = a_membership()
    entry = Entry.objects.get(fact="organisations.related")
    assert (tie.valid_from, tie.valid_to) == (Y2019, None)
    assert (entry.organisation_id, entry.data["target_id"], entry.data["on"]) == (
        tie.source_id,
        tie.target_id,
        "2019-01-01",
    )


def test_a_tie_with_what_does_not_exist_on_its_first_day_is_refused():
    gone = OrganisationFactory(valid_to=Y2019)
    for on, code in ((Y2025, "ended_already"), (None, "ended_already"), (date(2018, 1, 1), None)):
        if code is None:
            assert a_membership(source_id=gone.pk, on=on).valid_from == on
        else:
            with pytest.raises(Refused) as refused:
                a_membership(source_id=gone.pk, on=on)
            assert refused.value.codes == {code}
    assert told() == ["organisations.related"]


@pytest.mark.parametrize(
    ("ended_on", "again_on", "code"),
    [(None, date(2018, 1, 1), "relation_end_before_start"), (Y2025, Y2025, "relation_ended_already")],
)
def test_a_tie_does_not_end_before_it_began_or_twice(ended_on, again_on, code):
    tie = a_membership()
    if ended_on:
        actions.end_relation(relation_id=tie.pk, on=ended_on, by=PLATFORM)
    before = told()
    with pytest.raises(Refused) as refused:
        actions.end_relation(relation_id=tie.pk, on=again_on, by=PLATFORM)
    tie.refresh_from_db()
    assert refused.value.codes == {code}
    assert (tie.valid_to, told()) == (ended_on, before)


def test_a_merger_is_not_undone_by_ending_its_tie():
    old, new = OrganisationFactory(), OrganisationFactory()
    actions.merge_organisations(predecessor_ids=[old.pk], successor_id=new.pk, on=Y2019, by=PLATFORM)
    with pytest.raises(Refused) as refused:
        actions.end_relation(relation_id=Relation.objects.get().pk, on=Y2025, by=PLATFORM)
    assert refused.value.codes == {"merger_stays"}


def test_a_merger_ends_the_predecessors_and_carries_their_zones_over():
    three = [OrganisationFactory(name=name) for name in ("Galmaarden", "Gooik", "Herne")]
    pajottegem = OrganisationFactory(name="Pajottegem", valid_from=Y2025)
    zone, welfare_centre = OrganisationFactory(police_zone=True), OrganisationFactory(welfare_centre=True)
    for one in three:
        Relation.objects.create(source=one, target=zone, kind=RelationKind.MEMBER_OF)
    Relation.objects.create(source=welfare_centre, target=three[0], kind=RelationKind.WELFARE_CENTRE_OF)

    actions.merge_organisations(
        predecessor_ids=[one.pk for one in three], successor_id=pajottegem.pk, on=Y2025, by=PLATFORM
    )

    assert queries.members_of(zone.pk, date(2024, 12, 31)) == [one.pk for one in three]
    assert queries.members_of(zone.pk, Y2025) == [pajottegem.pk]
    assert queries.successors([three[0].pk, zone.pk]) == {three[0].pk: pajottegem.pk}
    assert queries.predecessors(pajottegem.pk) == [one.pk for one in three]
    assert set(Organisation.objects.filter(valid_to=Y2025)) == set(three)
    assert queries.municipality_of(welfare_centre.pk, Y2025) is None
    entry = Entry.objects.get(fact="organisations.merged")
    assert entry.organisation_id == pajottegem.pk
    assert entry.data["predecessor_ids"] == [one.pk for one in three]


def test_a_municipality_can_take_another_in_and_go_on():
    antwerpen, borsbeek = OrganisationFactory(name="Antwerpen"), OrganisationFactory(name="Borsbeek")
    actions.merge_organisations(predecessor_ids=[borsbeek.pk], successor_id=antwerpen.pk, on=Y2025, by=PLATFORM)
    antwerpen.refresh_from_db()
    assert antwerpen.valid_to is None
    assert queries.successors([borsbeek.pk]) == {borsbeek.pk: antwerpen.pk}


def test_a_refused_merger_leaves_nothing_behind():
    municipality, zone = OrganisationFactory(), OrganisationFactory(police_zone=True)
    with pytest.raises(Refused) as refused:
        actions.merge_organisations(predecessor_ids=[municipality.pk], successor_id=zone.pk, on=Y2025, by=PLATFORM)
    assert refused.value.codes == {"merger_across_kinds"}
    assert not Relation.objects.exists()
    assert told() == []
