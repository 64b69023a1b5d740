"""The spring of 2011, as the six municipalities of Samenwerking Noord could have spent it here: scan, find each other, agree,
sign, and start a GIS project in which five take part and one does not. Each knows what it pays.

Read it from top to bottom: each step is an action that a person takes.
"""

from itertools import combinations

import pytest

from steunpunt.assess.scan import actions as scan
from steunpunt.bundle.partnerships import actions as partnerships
from steunpunt.bundle.partnerships import queries as partnership_queries
from steunpunt.bundle.partnerships.queries.agreements import frozen_hash
from steunpunt.bundle.partnerships.values import Wanted
from steunpunt.bundle.projects import actions as projects
from steunpunt.bundle.projects import queries as project_queries
from steunpunt.bundle.projects.actions.proposing import Proposal
from steunpunt.bundle.projects.choices import Origin, Standing, Verdict
from steunpunt.foundation.acting import Denied
from steunpunt.foundation.jobs import public as jobs
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.organisations.models import Border, PopulationCount
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.projects import PER_UNIT, a_call, a_stand, gone_on, of, signed, somebody
from tests.factories.scan import NOW, TODAY, a_round, filled

pytestmark = pytest.mark.django_db
MOMENT = {"now": NOW, "today": TODAY}
NAMES = ("Begijnendijk", "Boortmeerbeek", "Haacht", "Keerbergen", "Rotselaar", "Tremelo")
PROVINCE = "Vlaams-Brabant"


def test_six_municipalities_find_each_other_agree_sign_and_start_a_project(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    six = [OrganisationFactory(name=name, province=PROVINCE) for name in NAMES]
    city = OrganisationFactory(name="Leuven", province=PROVINCE)
    for one, other in combinations([*six, city], 2):
        Border.objects.create(first=one, second=other, shared_border_m=1_000)
    support = OrganisationFactory(support_point=True)
    adviser = somebody(support, "adviser")
    mayors = [somebody(board, "policy_maker", mandates=("opt_in", "sign")) for board in six]
    managers = [somebody(board, "ict_manager") for board in six]

    # Scan: all six fill it in, low in the same aspects, and show one another their levels.
    round_ = a_round(*six, is_synthetic=True)
    scans = [filled(board, level=1 + number % 2) for number, board in enumerate(six)]
    scan.load_generated_scans(round_id=round_.pk, scans=scans, person_id=1, now=NOW, by=PLATFORM)

    for number, board in enumerate(six):
        PopulationCount.objects.create(organisation=board, year=2010, inhabitants=10_000 + 1_000 * number)
    PopulationCount.objects.create(organisation=city, year=2010, inhabitants=95_000)

    # Find each other: Keerbergen asks who could work together. The six are one group; the city is of another scale.
    search = partnerships.seek_partners(
        kind="municipality", province=PROVINCE, wanted=Wanted(min_size=3, max_size=6), **MOMENT, by=managers[3]
    )
    jobs.run(search.job_id, connecting=jobs.same_connection)
    search.refresh_from_db()
    found = partnership_queries.found_of(search)
    assert found.is_proven
    assert city.pk not in {member for group in found.divisions[0].groups for member in group.members}
    best = {member for group in found.best_of[six[3].pk] for member in group.members}
    assert best <= {board.pk for board in six}

    # Explore: each board answers for itself; the support point cannot.
    noord = partnerships.start_partnership(
        name="Samenwerking Noord", purpose="Samen GIS", board_ids=[board.pk for board in six], **MOMENT, by=adviser
    )
    for mayor in mayors:
        own = noord.invitations.get(organisation_id=mayor.organisation_id)
        with pytest.raises(Denied):
            partnerships.answer_invitation(invitation_id=own.pk, answer="interested", now=NOW, by=adviser)
        partnerships.answer_invitation(invitation_id=own.pk, answer="interested", now=NOW, by=mayor)
    partnerships.move_partnership(
        partnership_id=noord.pk, state="intention", on=TODAY, reason="allen willen", **MOMENT, by=adviser
    )

    # Agree and sign: on 1 April the six mayors sign the same text, each by mandate; with the last one they are members.
    agreement = partnerships.begin_agreement(
        partnership_id=noord.pk, kind="agreement", title="Samenwerking Noord", enters_on=TODAY, **MOMENT, by=adviser
    )
    articles = [{"title": "Doel", "text": "De zes gemeenten werken samen aan ICT."}]
    partnerships.revise_agreement(agreement_id=agreement.pk, articles=articles, seen_version=1, **MOMENT, by=adviser)
    partnerships.put_up_for_signing(agreement_id=agreement.pk, **MOMENT, by=adviser)
    seal = {"seen": frozen_hash(agreement), "confirmed_at": NOW, "is_by_second_step": False}
    with pytest.raises(Denied):
        partnerships.sign_agreement(agreement_id=agreement.pk, **seal, **MOMENT, by=adviser)
    for mayor in mayors:
        assert organisations.members_of(noord.pk, TODAY) == []
        partnerships.sign_agreement(agreement_id=agreement.pk, **seal, **MOMENT, by=mayor)
    noord.refresh_from_db()
    assert noord.state == "active"
    assert set(organisations.members_of(noord.pk, TODAY)) == {board.pk for board in six}

    # A project: the GIS extension that none could afford alone, asked of all six, each with the licences it wants.
    project = projects.propose_project(
        proposal=Proposal(
            title="GIS-uitbreiding",
            purpose="Samen kaarten",
            unit="licenties",
            partnership_id=noord.pk,
            origin=Origin.NEED,
        ),
        **MOMENT,
        by=managers[3],
    )
    projects.start_project(project_id=project.pk, now=NOW, by=adviser)
    for number, manager in enumerate(managers):
        projects.say_interest(
            project_id=project.pk, is_interested=True, units=3 + number, wishes="", **MOMENT, by=manager
        )

    # Opt in: five say yes, Tremelo says no; each decides for itself, and the steering group says that it goes on.
    a_call(project, by=adviser, cost=PER_UNIT, min_boards=5)
    for mayor in mayors[:5]:
        projects.decide(project_id=project.pk, stand=a_stand(), paper=None, **MOMENT, by=mayor)
    projects.decide(project_id=project.pk, stand=a_stand(Verdict.NO), paper=None, **MOMENT, by=mayors[5])
    gone_on(project, by=adviser)
    for board in six[:5]:
        signed(project, board)
    standings = [of(project, board).standing for board in six]
    assert standings == [Standing.SIGNED] * 5 + [Standing.DECLINED]

    # Each knows what it pays: two parts, to the cent, and Tremelo nothing.
    project.refresh_from_db()
    lines = project_queries.board_lines(project, TODAY)
    taking_part = {board.pk for board in six[:5]}
    preview = project_queries.preview(project_queries.cost_lines(project), lines, taking_part, project.years)
    assert set(preview.charges) == taking_part
    yearly = [preview.charges[board].yearly for board in sorted(taking_part)]
    # 25 licences: 1,000 + 25 x 10.00 to the supplier by use; 100.01 to the support point in equal shares.
    assert sum(charge.supplier for charge in yearly) == 125_000
    assert [charge.supplier for charge in yearly] == [15_000, 20_000, 25_000, 30_000, 35_000]
    assert sum(charge.support for charge in yearly) == 10_001
    assert {charge.support for charge in yearly} == {2_000, 2_001}
    fair = project_queries.is_fair(project_queries.cost_lines(project), preview)
    assert fair is not None
    assert (fair.worse_off, fair.groups) == ([], [])
