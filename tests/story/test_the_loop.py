"""The cooperation loop as far as it stands: a board is invited, fills in, submits, compares, and has something to show.

Read it from top to bottom: each step is an action that a person takes, and what the platform answers. Later stages of
the loop (bundle, contract, deliver, evaluate) go on where this story ends.
"""

import pytest
from django.utils import translation

from steunpunt.assess.scan import access, actions, papers, queries, sentences
from steunpunt.assess.scan.choices import ScanState
from steunpunt.assess.scan.models import Scan
from steunpunt.assess.scan.questionnaires import source_of
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.public import entries_of, lines
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor
from tests.factories.scan import DEADLINE, NOW, REQUIRED, TODAY, all_answers, filled

pytestmark = pytest.mark.django_db


def test_from_invitation_to_the_page_for_the_mayor():
    # Six municipalities that know one another, a support point, and the people who act for them.
    keerbergen = OrganisationFactory(name="Keerbergen", nis_code="24048")
    neighbours = [
        OrganisationFactory(name=name) for name in ("Begijnendijk", "Boortmeerbeek", "Haacht", "Rotselaar", "Tremelo")
    ]
    adviser = an_actor(OrganisationFactory(support_point=True), "adviser")
    ict_manager = an_actor(keerbergen, "ict_manager", person_id=11)
    secretary = an_actor(keerbergen, "secretary", person_id=12, mandates=frozenset({"submit_scan"}))
    mayor = an_actor(keerbergen, "policy_maker", person_id=13)
    neighbour = an_actor(neighbours[2], "ict_manager", person_id=14, mandates=frozenset({"submit_scan"}))
    now = {"now": NOW, "today": TODAY}

    # Invite: the support point publishes the questionnaire and starts a round.
    version = actions.publish_questionnaire(source=source_of(), now=NOW, by=PLATFORM)
    round_ = actions.start_round(
        name="Samenwerkingsscan 2011",
        version_id=version.pk,
        opens_on=TODAY,
        deadline_on=DEADLINE,
        message="Welkom",
        organisation_ids=[keerbergen.pk, *(board.pk for board in neighbours)],
        now=NOW,
        today=TODAY,
        by=adviser,
        is_synthetic=True,
    )
    scan = Scan.objects.get(round=round_, organisation=keerbergen)
    assert scan.state == ScanState.INVITED

    # Fill in: answer by answer, each kept at once. What was not known yesterday can be answered today.
    for question, answer in all_answers(level=3).items():
        saved = actions.save_answer(scan_id=scan.pk, question=question, answer=answer, by=ict_manager, **now)
    assert saved.answered == saved.asked
    with pytest.raises(Refused):  # the required facts are still open, and the refusal names them
        actions.submit_scan(scan_id=scan.pk, by=secretary, **now)
    for fact in REQUIRED.keys() - queries.GIVEN_BY_THE_PLATFORM:
        actions.save_board_fact(scan_id=scan.pk, fact=fact, typed=str(REQUIRED[fact]), by=ict_manager, **now)
    for section in queries.progress(scan, queries.sheet(scan))[2:]:
        actions.save_domain_view(
            scan_id=scan.pk, domain=section.code, self_level=3, has_issue=False, want=2, by=ict_manager, **now
        )
    assert queries.gaps(scan, queries.sheet(scan)) == []

    # The neighbours do the same; here in one stroke, each at a level of its own.
    actions.load_generated_scans(
        round_id=round_.pk,
        scans=[filled(board, level=1 + number % 4) for number, board in enumerate(neighbours)],
        person_id=1,
        now=NOW,
        by=PLATFORM,
    )

    # Submit: the board decides. Neither its ICT manager nor the support point can do it without a mandate.
    for unmandated in (ict_manager, mayor, adviser):
        with pytest.raises(Denied):
            actions.submit_scan(scan_id=scan.pk, by=unmandated, **now)
    scan = actions.submit_scan(scan_id=scan.pk, by=secretary, **now)
    assert scan.state == ScanState.SUBMITTED
    with pytest.raises(Refused):  # what was submitted stays as it is
        actions.save_answer(scan_id=scan.pk, question="NET01", answer="wn", by=ict_manager, **now)

    # Compare: with boards of the same scale, of which only figures of the group are shown, never those of one of them.
    result = queries.result(scan)
    assert result.group_size == len(neighbours)
    assert {found.comparison.peers for _domain, found in result.domains} == {len(neighbours)}
    assert list(access.visible_scans(neighbour).values_list("organisation__name", flat=True)) == ["Haacht"]

    # Report: one sentence that answers the question, and one page that the mayor can hold.
    read_by_mayor = queries.with_round(access.visible_scans(mayor)).get()
    with translation.override("nl"):
        headline = sentences.headline(queries.result(read_by_mayor), "Keerbergen")
        paper = papers.mayor_page(read_by_mayor, now=NOW)
    assert headline == "Keerbergen staat sterk in ‘beleid en governance’ en ‘infrastructuur’."
    assert paper.startswith(b"%PDF-")

    # And every step stands in the history of the board.
    told = [line.fact for line in reversed(lines(entries_of(keerbergen.pk)))]
    assert list(dict.fromkeys(told)) == [
        "scan.board_invited",
        "scan.answer_given",
        "scan.board_fact_given",
        "scan.domain_view_given",
        "scan.submitted",
    ]
