"""What Prometheus reads: requests by view, work by state.

The web server runs in several processes that share their counts through files (see `processes.py`); what stands in
the database is asked when it is read.
"""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Count, Min, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob, ProcrastinateWorker
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from steunpunt.foundation.jobs.choices import OPEN
from steunpunt.foundation.jobs.models import Job
from steunpunt.foundation.operations import health

REQUESTS = Counter(
    "steunpunt_requests_total", "Requests answered, by view, method and status.", ["view", "method", "status"]
)
SECONDS = Histogram(
    "steunpunt_request_seconds",
    "Seconds from request to answer, by view.",
    ["view"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10),
)


class Work(Collector):
    """Gauges of the queue and of what people follow, read from the database at the moment of asking."""

    def collect(self) -> Iterator[Metric]:
        now = timezone.now()
        yield _family("steunpunt_queue", "Work in the queue, by queue and state.", ["queue", "state"], _queue())
        yield _family(
            "steunpunt_queue_oldest_seconds", "How long the oldest waiting work is due.", ["queue"], _oldest(now)
        )
        yield _family(
            "steunpunt_jobs", "Work that people follow and that is not finished, by state.", ["state"], _jobs()
        )
        last = health.heartbeat()
        if last is not None:
            silence = (now - last).total_seconds()
            meaning = "Seconds since a worker was last heard of."
            yield _family("steunpunt_worker_silence_seconds", meaning, [], [([], silence)])
        yield _family(
            "steunpunt_workers", "Workers that are registered.", [], [([], float(ProcrastinateWorker.objects.count()))]
        )

    def describe(self) -> Iterable[Metric]:
        """Nothing: a registry that asks beforehand would ask the database at import."""
        return []


def _family(name: str, meaning: str, labels: list[str], values: Iterable[tuple[list[str], float]]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, meaning, labels=labels)
    for where, value in values:
        family.add_metric(where, value)
    return family


def _queue() -> Iterator[tuple[list[str], float]]:
    rows = (
        ProcrastinateJob.objects.filter(status__in=["todo", "doing", "failed"])
        .values_list("queue_name", "status")
        .annotate(count=Count("id"))
        .order_by("queue_name", "status")
    )
    for queue, status, count in rows:
        yield [queue, status], float(count)


def _oldest(now: datetime) -> Iterator[tuple[list[str], float]]:
    """Work that is due: its moment has come, or it had none and waits since it was deferred."""
    due = Q(job__scheduled_at=None) | Q(job__scheduled_at__lte=now)
    rows = (
        ProcrastinateEvent.objects.filter(due, type="deferred", job__status="todo")
        .values_list("job__queue_name")
        .annotate(since=Min(Coalesce("job__scheduled_at", "at")))
        .order_by("job__queue_name")
    )
    for queue, since in rows:
        yield [queue], (now - since).total_seconds()


def _jobs() -> Iterator[tuple[list[str], float]]:
    rows = Job.objects.filter(state__in=OPEN).values_list("state").annotate(count=Count("id")).order_by("state")
    for state, count in rows:
        yield [state], float(count)


def exposition() -> bytes:
    """All figures in Prometheus' text format, of all processes of this host's web server."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry = CollectorRegistry()
        for measure in (REQUESTS, SECONDS):
            registry.register(measure)
    registry.register(Work())
    return generate_latest(registry)
