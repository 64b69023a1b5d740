"""The open figures of rounds: a public page, and the files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from steunpunt.assess.scan import papers
from steunpunt.assess.scan.models import OpenFile
from steunpunt.assess.scan.queries import open_data, open_text, questionnaire_of_round
from steunpunt.assess.scan.rules.parameters import MIN_PUBLIC
from steunpunt.foundation.ui import spreadsheets


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """What was published, newest first, and what the columns mean. For everybody."""
    context = {
        "files": open_data.published(),
        "columns": open_text.meanings(),
        "licence": open_text.LICENCE,
        "fewest": MIN_PUBLIC,
    }
    return render(request, "scan/open_data.html", context)


@require_GET
def csv_file(request: HttpRequest, round_id: int) -> HttpResponse:
    file = get_object_or_404(OpenFile.objects.select_related("round").only("csv", "round__name"), round_id=round_id)
    return papers.open_file(file.csv, file, "csv", "text/csv; charset=utf-8")


@require_GET
def dictionary(request: HttpRequest, round_id: int) -> HttpResponse:
    """What the columns of a file and the codes in them mean, in Dutch, English and French."""
    rows = OpenFile.objects.select_related("round__version").defer("csv", "data", "groups", "round__version__source")
    file = get_object_or_404(rows, round_id=round_id)
    text = open_text.dictionary(questionnaire_of_round(file.round))
    return spreadsheets.download(text.encode("utf-8-sig"), f"woordenboek-{round_id}.csv", "text/csv; charset=utf-8")


@require_GET
def json_file(request: HttpRequest, round_id: int) -> HttpResponse:
    file = get_object_or_404(OpenFile.objects.select_related("round").only("data", "round__name"), round_id=round_id)
    return papers.open_file(file.data, file, "json", "application/json")
