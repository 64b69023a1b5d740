"""My data: everything personal that is kept of me, to take along."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from steunpunt.foundation.access import access
from steunpunt.foundation.acting import ActorRequest, require
from steunpunt.foundation.people.models import Person
from steunpunt.foundation.privacy import rows_about
from steunpunt.foundation.ui.spreadsheets import XLSX, download, workbook_bytes


@login_required
@never_cache
@require_GET
def my_data(request: ActorRequest) -> HttpResponse:
    """As a workbook with a sheet for each table, or as JSON. Only for oneself: not while looking in, not with a key."""
    require(access.may_write(request.actor))
    person = Person.objects.get(pk=request.actor.person_id or 0)
    tables = [(str(kept.title), names, rows) for kept, names, rows in rows_about(person)]
    word = _("my-data")
    name = f"{word}-{timezone.localdate():%Y-%m-%d}"
    if request.GET.get("as") == "json":
        told = {
            "made_at": timezone.now(),
            "tables": [
                {"table": title, "rows": [dict(zip(names, row, strict=True)) for row in rows]}
                for title, names, rows in tables
            ],
        }
        answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
        answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
        return answer
    sheets = {f"{number} {title}": (names, rows) for number, (title, names, rows) in enumerate(tables, start=1)}
    return download(workbook_bytes(dict(sheets)), f"{name}.xlsx", XLSX)
