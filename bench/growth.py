"""Pages on a round of 100,000 boards beside the same pages on 100: does anything grow?"""

import argparse
import os
import statistics
import time
from collections.abc import Callable

from bench.report import machine, write_section
from bench.scratch import scratch, setup

FEW = 100
TIMES = 1_000
ASKED = 7

GROW = """
INSERT INTO organisations_organisation (kind, name, name_fr, ovo_code, uri, province, arrondissement, website, is_demo)
SELECT kind, name || ' kopie ' || copy, '', '', '', province, '', '', true
FROM organisations_organisation, generate_series(2, {times}) AS copy WHERE name LIKE 'Bestuur %';
CREATE TEMP TABLE twin AS
SELECT old.id AS old_id, new.id AS new_id FROM organisations_organisation new JOIN organisations_organisation old
ON old.name = split_part(new.name, ' kopie ', 1) WHERE new.name LIKE '% kopie %';
INSERT INTO scan_scan (round_id, organisation_id, board_type, state, invited_at, started_at, submitted_at, submitted_by_id,
answered, asked) SELECT round_id, new_id, board_type, state, invited_at, started_at, submitted_at, submitted_by_id, answered, asked
FROM scan_scan JOIN twin ON old_id = organisation_id;
CREATE TEMP TABLE scan_twin AS
SELECT old.id AS old_id, new.id AS new_id FROM scan_scan old JOIN twin ON twin.old_id = old.organisation_id
JOIN scan_scan new ON new.organisation_id = twin.new_id;
INSERT INTO scan_boardfact (scan_id, fact, text, number, answered_at, answered_by_id)
SELECT new_id, fact, text, CASE WHEN fact IN ('p_inhabitants', 'p_users')
THEN round(number * (0.7 + 0.6 * random())::numeric) ELSE number END,
answered_at, answered_by_id FROM scan_boardfact JOIN scan_twin ON old_id = scan_id;
INSERT INTO scan_domainview (scan_id, domain, self_level, has_issue, want, with_whom, note)
SELECT new_id, domain, self_level, has_issue, want, with_whom, note FROM scan_domainview JOIN scan_twin ON old_id = scan_id;
INSERT INTO scan_domainoutcome (scan_id, domain, score, coverage, lower, upper, dont_know, answered, applicable)
SELECT new_id, domain, score, coverage, lower, upper, dont_know, answered, applicable
FROM scan_domainoutcome JOIN scan_twin ON old_id = scan_id;
"""


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--times", type=int, default=TIMES, help="how many times a hundred boards")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    with scratch() as url:
        os.environ["DATABASE_URL"] = url
        setup()
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["*"]
        round_id, pages = _world()
        few, few_work = _measured(pages), _work(round_id)
        _grow(arguments.times)
        many, many_work = _measured(pages), _work(round_id)
    text = _report(FEW * arguments.times, few, many, few_work, many_work)
    write_section("growth", text)
    print(text)


def _world() -> tuple[int, dict[str, Callable[[], object]]]:
    """A round of a hundred boards, of which six are a partnership; and the requests to measure."""
    from django.test import Client
    from django.urls import reverse

    from bench import world
    from steunpunt.assess.scan.models import Consent, Scan
    from steunpunt.foundation.access.models import Membership, RoleGrant
    from steunpunt.foundation.organisations.models import Organisation, Relation
    from steunpunt.foundation.people.models import Person

    round_id = world.make(FEW)
    scans = list(Scan.objects.filter(round_id=round_id).order_by("pk"))
    group = Organisation.objects.create(kind="partnership", name="Samen", is_demo=True)
    for scan in scans[:6]:
        Relation.objects.create(source_id=scan.organisation_id, target=group, kind="member_of")
        Consent.objects.create(organisation_id=scan.organisation_id, group=group, given_at=world.NOW)

    def client(organisation_id: int, role: str) -> Client:
        person = Person.objects.create(email=f"{role}{organisation_id}@x.example", name=role)
        membership = Membership.objects.create(person=person, organisation_id=organisation_id, valid_from=world.TODAY)
        RoleGrant.objects.create(membership=membership, role=role, valid_from=world.TODAY)
        found = Client()
        found.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return found

    own = client(scans[0].organisation_id, "ict_manager")
    support = Organisation.objects.create(kind="support_point", name="Steunpunt", is_demo=True)
    adviser = client(support.pk, "adviser")

    def ask(who: Client, name: str, *args: object) -> Callable[[], object]:
        path = reverse(f"scan:{name}", args=args)

        def get() -> object:
            answer = who.get(path)
            if answer.status_code != 200:
                raise SystemExit(f"{path} answers {answer.status_code}.")
            return answer.content

        return get

    pk = scans[0].pk
    return round_id, {
        "result of a board": ask(own, "result", pk),
        "one domain, opened": ask(own, "domain_result", pk, "BEL"),
        "compare, with the form": ask(own, "comparing", pk),
        "opportunities of a board": ask(own, "chances", pk),
        "opportunities of a partnership": ask(own, "partnership", round_id, group.pk),
        "opportunities of the whole round": ask(adviser, "together", round_id),
        "report of a partnership (PDF)": ask(own, "partnership_pdf", round_id, group.pk),
    }


def _measured(pages: dict[str, Callable[[], object]]) -> dict[str, float]:
    found = {}
    for name, get in pages.items():
        get()
        took = []
        for _time in range(ASKED):
            start = time.perf_counter()
            get()
            took.append((time.perf_counter() - start) * 1_000)
        found[name] = statistics.median(took)
    return found


def _work(round_id: int) -> dict[str, float]:
    """What follows on a submission: the board's own comparison, and the counts of the round."""
    from bench.world import NOW
    from steunpunt.assess.scan import actions, queries
    from steunpunt.assess.scan.actions.comparing import release_for
    from steunpunt.assess.scan.models import Scan

    scan = queries.with_round(Scan.objects.filter(round_id=round_id)).order_by("pk")[0]
    found = {}
    for name, work in (
        ("comparison of a board that submits", lambda: release_for(scan, now=NOW)),
        ("counts of the round, afterwards", lambda: actions.count_round(round_id=round_id)),
    ):
        start = time.perf_counter()
        work()
        found[name] = (time.perf_counter() - start) * 1_000
    return found


def _grow(times: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(GROW.replace("{times}", str(times)))
        cursor.execute("ANALYZE")


TEXT = """## A round of {many:,} boards

The same board, in a round of {few} and in one of {many:,} (generated, copied by the database with other sizes; answers of the
first {few} only, as no page reads those of others). Server time of a request in one process, median of {asked}.

| | {few} boards | {many:,} boards | ratio |
| --- | ---: | ---: | ---: |
{rows}

Machine: {machine}.
"""


def _report(boards: int, *found: dict[str, float]) -> str:
    few, many, few_work, many_work = found
    rows = [
        f"| {name} | {before[name]:,.0f} ms | {after[name]:,.0f} ms | {after[name] / before[name]:.1f} |"
        for before, after in ((few, many), (few_work, many_work))
        for name in before
    ]
    return TEXT.format(few=FEW, many=boards, asked=ASKED, rows="\n".join(rows), machine=machine())
