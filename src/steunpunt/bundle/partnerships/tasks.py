"""What partnerships do in the background: searching for partners."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from steunpunt.bundle.partnerships import actions
from steunpunt.foundation.jobs.public import Progress, Result, job


@job("partnerships.search")
def search_for_partners(progress: Progress, *, search_id: int) -> Result:
    """Weigh every group and find the best divisions."""
    row = actions.find_partners(
        search_id=search_id,
        now=timezone.now(),
        step=lambda done, total: progress.step(
            done, total, _("The groups are weighed.") if 2 * done <= total else _("The best division is sought.")
        ),
    )
    feasible = row.found["feasible"] if row.found else 0
    return Result(
        url=reverse("partnerships:search", args=[row.pk]), text=_("%(n)s groups were weighed.") % {"n": feasible}
    )
