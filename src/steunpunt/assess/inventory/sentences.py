"""Contracts in sentences: what happens if nobody does anything."""

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steunpunt.assess.inventory.choices import NoticeForm, NoticeUnit, Outlook, Renewal
from steunpunt.assess.inventory.models import Edition
from steunpunt.assess.inventory.rules.terms import DAY, Standing, end_after_notice


def day(value: date | None) -> str:
    return formats.date_format(value, "SHORT_DATE_FORMAT") if value else "–"


def _said(text: str, **days: date | None) -> str:
    return text % {name: day(value) for name, value in days.items()}


def if_nothing_is_done(edition: Edition, found: Standing, today: date, *, is_ended_by_step: bool) -> str:
    """The sentence with which the page starts."""
    if found.outlook is Outlook.ENDED:
        return _said(_("It ended on %(on)s."), on=found.ends_on)
    if is_ended_by_step:
        return _said(_("It ends on %(on)s, as was decided; nothing more needs to be done."), on=found.ends_on)
    if found.outlook is Outlook.RENEWS and found.ends_on and found.act_by:
        text = _("If nobody does anything, it is renewed on %(on)s until %(until)s. Notice can be given until %(by)s")
        form = str(NoticeForm(edition.notice_form).label)
        said = _said(text, on=found.ends_on + DAY, until=found.next_ends_on, by=found.act_by)
        return f"{said}, {form}."
    if found.outlook is Outlook.LAPSES:
        text = _(
            "If nobody does anything, it ends on %(on)s. It can be renewed until %(by)s, and then runs until %(until)s."
        )
        return _said(text, on=found.ends_on, by=found.act_by, until=found.next_ends_on)
    if found.outlook is Outlook.RUNS_ON:
        text = _("It runs until somebody gives notice. Given today, it ends on %(on)s.")
        return _said(text, on=end_after_notice(edition.terms, max(today, edition.starts_on)))
    return _said(_("It ends on %(on)s by itself; nobody needs to do anything for that."), on=found.ends_on)


def runs(edition: Edition) -> str:
    """How long it was agreed for."""
    if edition.initial_months is None:
        return _("for an indefinite time")
    said = months(edition.initial_months)
    if edition.renewal == Renewal.NONE:
        return said
    again = _("then each time %(months)s") % {"months": months(edition.renewal_months)}
    if edition.most_renewals is not None:
        text = ngettext("at most %(n)s time", "at most %(n)s times", edition.most_renewals)
        again += ", " + text % {"n": edition.most_renewals}
    return f"{said}, {again}"


def months(count: int) -> str:
    if count % 12 == 0:
        return ngettext("%(n)s year", "%(n)s years", count // 12) % {"n": count // 12}
    return ngettext("%(n)s month", "%(n)s months", count) % {"n": count}


def notice(edition: Edition) -> str:
    """How long before the end, and how."""
    form = str(NoticeForm(edition.notice_form).label)
    if not edition.notice:
        return _("until the last day, %(form)s") % {"form": form}
    if edition.notice_unit == NoticeUnit.DAYS:
        before = ngettext("%(n)s day", "%(n)s days", edition.notice) % {"n": edition.notice}
    else:
        before = months(edition.notice)
    return _("%(before)s before the end, %(form)s") % {"before": before, "form": form}


def left(due_on: date, today: date) -> str:
    """How many days there still are."""
    count = (due_on - today).days
    if count < 0:
        return _("over")
    if count == 0:
        return _("today")
    return ngettext("%(n)s more day", "%(n)s more days", count) % {"n": count}
