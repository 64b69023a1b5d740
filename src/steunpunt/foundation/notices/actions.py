"""The verbs of notices: tell people, mail them, read, choose."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import localdate

from steunpunt.foundation.access import public as access_of
from steunpunt.foundation.acting import Actor, Text, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import access, queries
from steunpunt.foundation.notices.choices import Mail
from steunpunt.foundation.notices.facts import NoticesRead, PeopleNotified, PreferenceChosen
from steunpunt.foundation.notices.models import Notice, Preference
from steunpunt.foundation.notices.registry import kind_of
from steunpunt.foundation.people.values import PersonValue


@transaction.atomic
def notify(
    *,
    kind: str,
    organisation_id: int,
    to: Collection[PersonValue],
    title: Text,
    params: Mapping[str, object],
    detail: Text = "",
    url: str,
    instead_of: Collection[str] = (),
    now: datetime,
    by: Actor,
) -> int:
    """Tell people something, each in their own language, as they chose; answers how many were told.

    `title` and `detail` are translatable texts with `%(name)s` for `params`. Whoever left, or does not work for the
    organisation any more, is left out here and once more when the mail goes out. `instead_of` names the addresses of
    notices of this kind that are told once more in this one: those of today that wait to be read become this one.
    """
    known = kind_of(kind)
    current = access_of.working_for(organisation_id, [person.id for person in to])
    people = [person for person in to if person.id in current]
    wishes = queries.wishes(known, [person.id for person in people])
    former = _waiting(kind, organisation_id, current, instead_of, now) if instead_of else {}
    notices = []
    for person in people:
        is_shown, mail = wishes[person.id]
        notice = former.get(person.id) or Notice(person_id=person.id, organisation_id=organisation_id, kind=kind)
        with translation.override(person.language):
            notice.title = (str(title) % params)[:200]
            notice.detail = str(detail) % params if detail else ""
        notice.url, notice.created_at, notice.is_shown, notice.mail, notice.mailed_at = url, now, is_shown, mail, None
        notices.append(notice)
    Notice.objects.bulk_create([notice for notice in notices if notice.person_id not in former])
    Notice.objects.bulk_update(former.values(), _TOLD_ANEW)
    if notices:
        from steunpunt.foundation.notices.tasks import mail_notice  # tasks call this file's actions

        for notice in notices:
            if notice.mail == Mail.NOW:
                mail_notice.defer(notice_id=notice.pk)
        record(PeopleNotified(organisation_id=organisation_id, kind=kind, count=len(notices)), by=by)
    return len(notices)


_TOLD_ANEW = ["title", "detail", "url", "created_at", "is_shown", "mail", "mailed_at"]


def _waiting(
    kind: str, organisation_id: int, person_ids: Iterable[int], urls: Collection[str], now: datetime
) -> dict[int, Notice]:
    """Per person the notice of today to one of these addresses that was not read, nor went out in a digest."""
    rows = Notice.objects.select_for_update().filter(
        Q(mailed_at=None) | Q(mail=Mail.NOW),
        kind=kind,
        organisation_id=organisation_id,
        person_id__in=set(person_ids),
        url__in=urls,
        read_at=None,
        created_at__date=localdate(now),
    )
    return {row.person_id: row for row in rows.order_by("id")}


@transaction.atomic
def mail_now(*, notice_id: int, now: datetime) -> bool:
    """Mail one notice, once. The row is locked and marked first, so that two workers never send the same."""
    notice = Notice.objects.select_for_update(of=("self",)).select_related("person", "organisation").get(pk=notice_id)
    if notice.mailed_at or not access_of.working_for(notice.organisation_id, [notice.person_id]):
        return False
    notice.mailed_at = now
    notice.save(update_fields=["mailed_at"])
    _send(notice.person.email, notice.person.language, [notice])
    return True


@transaction.atomic
def mail_digest(*, person_id: int, now: datetime) -> int:
    """Mail what waited for the daily digest of one person, together; answers how many notices went out."""
    rows = list(
        Notice.objects.select_for_update(of=("self",))
        .select_related("person", "organisation")
        .filter(person_id=person_id, mail=Mail.DIGEST, mailed_at=None, read_at=None)
        .order_by("id")
    )
    current = [row for row in rows if access_of.working_for(row.organisation_id, [row.person_id])]
    Notice.objects.filter(pk__in=[row.pk for row in current]).update(mailed_at=now)
    if current:
        _send(current[0].person.email, current[0].person.language, current)
    return len(current)


def _send(address: str, language: str, notices: list[Notice]) -> None:
    with translation.override(language):
        subject = notices[0].title if len(notices) == 1 else translation.gettext("%(n)s notices") % {"n": len(notices)}
        context = {"notices": notices, "base_url": settings.BASE_URL, "language": language, "subject": subject}
        mail = EmailMultiAlternatives(subject, render_to_string("notices/mail.txt", context), to=[address])
        mail.attach_alternative(render_to_string("notices/mail.html", context), "text/html")
        mail.send()


@transaction.atomic
def mark_read(*, notice_ids: Iterable[int] | None, now: datetime, by: Actor) -> int:
    """Mark one's own notices as read: those named, or all when none are named."""
    require(access.may_choose(by))
    rows = access.visible_notices(by).filter(read_at=None)
    if notice_ids is not None:
        rows = rows.filter(pk__in=list(notice_ids))
    count = rows.update(read_at=now)
    if count:
        record(NoticesRead(organisation_id=by.organisation_id, count=count), by=by)
    return count


@transaction.atomic
def choose(*, kind: str, is_shown: bool, mail: Mail, by: Actor) -> None:
    """Choose how one wants a kind of notice."""
    require(access.may_choose(by))
    known = kind_of(kind)
    Preference.objects.update_or_create(
        person_id=by.person_id or 0, kind=known.key, defaults={"is_shown": is_shown, "mail": mail}
    )
    record(PreferenceChosen(organisation_id=by.organisation_id, kind=kind, mail=mail.value), by=by)
