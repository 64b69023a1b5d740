"""Who acts for which organisation, since when, as what (toegang)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.access.choices import MandateKind, Role


def _period() -> Func:
    """The days on which a dated row holds: from `valid_from` up to, not including, `valid_to`."""
    return Func(F("valid_from"), F("valid_to"), function="daterange", output_field=DateRangeField())


class Dated(models.Model):
    """Holds from a day up to, not including, another; open-ended while `valid_to` is empty."""

    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True


class Membership(Dated):
    """A person works for an organisation (lidmaatschap). One person can have several."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    job_title = models.CharField(_("job title"), max_length=120, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="membership_ends_after_start"
            ),
            ExclusionConstraint(
                name="membership_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    (_period(), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["organisation", "valid_to"], name="membership_by_organisation")]

    def __str__(self) -> str:
        return f"membership {self.pk}: person {self.person_id} at organisation {self.organisation_id}"


class RoleGrant(Dated):
    """A role that a member has for a time (roltoekenning)."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="roles")
    role = models.CharField(_("role"), max_length=30, choices=Role)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_grant_of_known_role"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="role_grant_ends_after_start"
            ),
            ExclusionConstraint(
                name="role_grant_once_at_a_time",
                expressions=[
                    ("membership", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (_period(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} since {self.valid_from}"


class Mandate(Dated):
    """What a person of a board may decide for it (mandaat), and on which decision of the board that rests."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="mandates")
    kind = models.CharField(_("mandate"), max_length=30, choices=MandateKind)
    basis = models.CharField(_("decision it rests on"), max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MandateKind.values), name="mandate_of_known_kind"),
            models.CheckConstraint(condition=~Q(basis=""), name="mandate_rests_on_a_decision"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="mandate_ends_after_start"
            ),
            ExclusionConstraint(
                name="mandate_once_at_a_time",
                expressions=[
                    ("membership", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (_period(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} since {self.valid_from}"


class Invitation(models.Model):
    """Somebody was asked to join an organisation with some roles (uitnodiging). The link itself is not kept, only its hash."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120)
    roles = models.JSONField(default=list)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_by=None, accepted_at=None)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="invitation_accepted_by_and_at_together",
            ),
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_open_once_per_address",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk} for organisation {self.organisation_id}"


class Registration(models.Model):
    """A supplier registers itself (inschrijving van een leverancier); where it is known already, somebody asks to join it.

    Asked, then confirmed by the link that was mailed. From then on it names the organisation: a new one, with the person
    who keeps it, or one that was here already, which has to answer.
    """

    enterprise_number = models.CharField(_("enterprise number (KBO)"), max_length=16)
    """Of another country: its two letters and the number that it gave, see `abroad`."""
    organisation_name = models.CharField(_("name of the enterprise"), max_length=160)
    street = models.CharField(_("street and number"), max_length=160)
    postal_code = models.CharField(_("postal code"), max_length=10)
    locality = models.CharField(_("locality"), max_length=80)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=2)
    came_from = models.CharField(max_length=200, blank=True)
    """The page of ours where it began, to go on there."""
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    """Who was let in with the new organisation; nobody when the organisation was here already."""
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    is_welcome = models.BooleanField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["email", "enterprise_number"],
                condition=Q(confirmed_at=None),
                name="registration_asked_once_per_address_and_number",
            ),
            models.UniqueConstraint(
                fields=["email", "organisation"],
                condition=Q(confirmed_at__isnull=False, person=None, answered_at=None),
                name="registration_asks_once_to_join",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, organisation=None)
                | Q(confirmed_at__isnull=False, organisation__isnull=False),
                name="registration_confirmed_names_its_organisation",
            ),
            models.CheckConstraint(
                condition=Q(person=None) | Q(organisation__isnull=False, answered_at=None),
                name="registration_lets_in_or_asks_to_join",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, is_welcome=None)
                | Q(
                    confirmed_at__isnull=False,
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                    is_welcome__isnull=False,
                ),
                name="registration_answered_what_by_and_at_together",
            ),
        ]

    def __str__(self) -> str:
        return f"registration {self.pk}"


class LookIn(models.Model):
    """Somebody of the support point looks in as somebody else, for a while, with a reason (meekijken). Read only."""

    looker = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)
    started_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="look_in_has_a_reason"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("started_at")), name="look_in_ends_after_start"),
            models.CheckConstraint(condition=~Q(looker=F("person")), name="look_in_at_somebody_else"),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="look_in_by_organisation")]

    def __str__(self) -> str:
        return f"look-in {self.pk}"


class ApiToken(models.Model):
    """A key with which a program acts as a person for one organisation (API-sleutel). Only its hash is kept."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(max_length=12)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_on = models.DateField(_("end date"))
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="api_token_has_a_name")]
        indexes = [models.Index(fields=["person", "-id"], name="api_token_by_person")]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
