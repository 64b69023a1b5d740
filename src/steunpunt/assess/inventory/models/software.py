"""The landscape: what is installed, by which product it is known, what a board uses, and until when it is supported."""

from django.db import models
from django.db.models import Q

from steunpunt.assess.inventory.choices import Hosting, ServiceKind


class Product(models.Model):
    """A programme under one name, whatever devices call it (product). Kept by the support point."""

    name = models.CharField(max_length=120)
    publisher = models.CharField(max_length=120, blank=True)
    task = models.CharField(max_length=12, choices=ServiceKind, blank=True)
    """For what boards use it."""
    is_kept = models.BooleanField(default=False)
    """Somebody of the support point looked at it; otherwise the name follows from what devices say."""
    is_system = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="product_has_a_name")]
        indexes = [models.Index(fields=["task", "name"], name="product_by_task")]

    def __str__(self) -> str:
        return self.name


class ProductName(models.Model):
    """A name by which devices mean a product, in one way of writing (productnaam): what was learnt from corrections."""

    key = models.CharField(max_length=300, unique=True)
    product = models.ForeignKey(Product, models.PROTECT, related_name="names")
    is_learnt = models.BooleanField(default=False)
    """Somebody said so; otherwise it follows from the name."""
    told_at = models.DateTimeField()
    told_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["product", "key"]

    def __str__(self) -> str:
        return self.key


class SupportEnd(models.Model):
    """Until when a version of a product is supported (einde ondersteuning). The newest of a version counts."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="support_ends")
    version = models.CharField(max_length=40, blank=True)
    """How the version begins: `10` is of 10 and 10.0.1, not of 100; empty is of all."""
    ends_on = models.DateField()
    source = models.CharField(max_length=300)
    told_at = models.DateTimeField()
    told_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["product", "version", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="support_end_says_by_whom")]
        indexes = [models.Index(fields=["ends_on"], name="support_end_by_day")]

    def __str__(self) -> str:
        return f"{self.product_id} {self.version}"


class SoftwareTitle(models.Model):
    """A programme with its version as devices name it (titel), kept once for all."""

    name = models.CharField(max_length=200)
    publisher = models.CharField(max_length=120, blank=True)
    version = models.CharField(max_length=80, blank=True)
    product = models.ForeignKey(Product, models.PROTECT, related_name="titles")

    class Meta:
        ordering = ["name", "version", "id"]
        constraints = [
            models.UniqueConstraint(fields=["name", "publisher", "version"], name="title_once"),
        ]
        indexes = [models.Index(fields=["product", "version"], name="title_by_product")]

    def __str__(self) -> str:
        return f"{self.name} {self.version}".strip()


class Installation(models.Model):
    """That a title is on a device (installatie); ended, not removed, when its agent tells of it no more."""

    asset = models.ForeignKey("inventory.Asset", models.CASCADE, related_name="installations")
    title = models.ForeignKey(SoftwareTitle, models.PROTECT, related_name="installations")
    installed_on = models.DateField(null=True)
    since_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asset", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["asset", "title"], condition=Q(gone_at=None), name="installation_once_on_a_device"
            ),
        ]
        indexes = [
            models.Index(fields=["title", "asset"], condition=Q(gone_at=None), name="installation_by_title"),
        ]

    def __str__(self) -> str:
        return f"{self.title_id} on {self.asset_id}"


class Application(models.Model):
    """What a board uses for a task, wherever it runs (toepassing)."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, related_name="applications")
    version = models.CharField(max_length=80, blank=True)
    hosting = models.CharField(max_length=8, choices=Hosting)
    user_group = models.CharField(max_length=80, blank=True)
    users = models.PositiveIntegerField(null=True)
    contract = models.ForeignKey("inventory.Contract", models.PROTECT, null=True, related_name="applications")
    note = models.TextField(blank=True)
    since_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    """The first day without."""
    told_at = models.DateTimeField()
    told_by_id = models.BigIntegerField(null=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["organisation", "product", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(hosting__in=Hosting.values), name="application_hosting_is_known"),
            models.UniqueConstraint(
                fields=["organisation", "product"], condition=Q(until_on=None), name="application_once_at_a_board"
            ),
        ]
        indexes = [models.Index(fields=["product", "organisation"], name="application_by_product")]

    def __str__(self) -> str:
        return f"{self.product} · {self.organisation_id}"


class ApplicationLink(models.Model):
    """That one application of a board hands something to another (koppeling)."""

    source = models.ForeignKey(Application, models.CASCADE, related_name="links_out")
    target = models.ForeignKey(Application, models.CASCADE, related_name="links_in")
    what = models.CharField(max_length=200)

    class Meta:
        ordering = ["source", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=models.F("target")), name="link_goes_to_another"),
            models.UniqueConstraint(fields=["source", "target", "what"], name="link_once"),
        ]

    def __str__(self) -> str:
        return self.what


class ProductUse(models.Model):
    """On how many devices of a board a product is, counted after each reading and every night (gebruik)."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, related_name="uses")
    devices = models.PositiveIntegerField()

    class Meta:
        ordering = ["organisation", "product"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "product"], name="product_use_once_at_a_board"),
        ]
        indexes = [models.Index(fields=["product", "organisation"], name="product_use_by_product")]

    def __str__(self) -> str:
        return f"{self.product_id} at {self.organisation_id}"
