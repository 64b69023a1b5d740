"""The estate of a board: its things, what was known of them before, what agents told, and files that were read in."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from steunpunt.assess.inventory.choices import AssetKind, AssetState, Door, ImportState


class Asset(models.Model):
    """A thing of a board: a device, a licence, a line, a domain, so many mailboxes (inventarisstuk)."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=AssetKind)
    name = models.CharField(max_length=255)
    tag = models.CharField(max_length=60, blank=True)
    """The number that the board itself gave it."""
    manufacturer = models.CharField(max_length=80, blank=True)
    model = models.CharField(max_length=120, blank=True)
    serial = models.CharField(max_length=80, blank=True)
    uuid = models.CharField(max_length=64, blank=True)
    serial_key = models.CharField(max_length=80, blank=True)
    """The serial number and UUID as `rules.identity` writes them: by these a device is known again."""
    uuid_key = models.CharField(max_length=64, blank=True)
    macs = ArrayField(models.CharField(max_length=12), default=list)
    device_id = models.CharField(max_length=160, blank=True)
    """By which its agent knows it."""
    place = models.CharField(max_length=120, blank=True)
    user_group = models.CharField(max_length=80, blank=True)
    """The service that uses it, never a person."""
    state = models.CharField(max_length=10, choices=AssetState, default=AssetState.IN_USE)
    count = models.PositiveIntegerField(null=True)
    """Of what is counted: mailboxes, seats of a licence."""
    cost = models.DecimalField(max_digits=11, decimal_places=2, null=True)
    """What was paid for it, in euros, with VAT."""
    bought_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    """The last day: of a licence, certificate, domain name, or of the support of a device."""
    supplier = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)
    contracts = models.ManyToManyField("inventory.Contract", related_name="assets", db_table="inventory_cover")
    """The contracts that cover it."""
    door = models.CharField(max_length=6, choices=Door)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    """When somebody, a file or its agent last told of it."""
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    """It was the same thing as another: that one goes on, until somebody undoes it."""
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["organisation", "name", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="asset_has_a_name"),
            models.CheckConstraint(condition=Q(kind__in=AssetKind.values), name="asset_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=AssetState.values), name="asset_state_is_known"),
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gte=0), name="asset_cost_not_below_zero"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("id")), name="asset_not_merged_into_itself"
            ),
            models.UniqueConstraint(
                fields=["organisation", "device_id"],
                condition=~Q(device_id="") & Q(merged_into=None),
                name="asset_once_for_each_agent",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "name", "id"], name="asset_by_board_and_name"),
            models.Index(fields=["organisation", "kind", "state"], name="asset_by_board_and_kind"),
            models.Index(fields=["organisation", "serial_key"], condition=~Q(serial_key=""), name="asset_by_serial"),
            models.Index(fields=["organisation", "uuid_key"], condition=~Q(uuid_key=""), name="asset_by_uuid"),
            models.Index(fields=["organisation", "tag"], condition=~Q(tag=""), name="asset_by_tag"),
            models.Index(fields=["organisation", "ends_on"], condition=Q(ends_on__isnull=False), name="asset_by_end"),
            models.Index(fields=["organisation", "seen_at"], name="asset_by_last_seen"),
            GinIndex(fields=["macs"], name="asset_by_mac"),
        ]

    def __str__(self) -> str:
        return self.name


class AssetChange(models.Model):
    """What was known of a thing until somebody, a file or its agent told otherwise (wijziging). Never changed."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="changes")
    before = models.JSONField()
    """The fields that changed, as they were."""
    door = models.CharField(max_length=6, choices=Door)
    told_at = models.DateTimeField()
    told_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["asset", "-id"]

    def __str__(self) -> str:
        return f"change of {self.asset_id}"


class AgentReport(models.Model):
    """The inventory of a device as its agent told it last, without people and secrets (agentgegevens)."""

    asset = models.OneToOneField(Asset, models.CASCADE, related_name="report", primary_key=True)
    content = models.JSONField()
    """Section by section, in the format of GLPI."""
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["asset"]

    def __str__(self) -> str:
        return f"report of {self.asset_id}"


class Merge(models.Model):
    """That two records were of one thing (samenvoeging): what it takes to undo that."""

    kept = models.ForeignKey(Asset, models.PROTECT, related_name="+")
    gone = models.ForeignKey(Asset, models.PROTECT, related_name="+")
    before = models.JSONField()
    """The fields of the one that goes on, that were filled from the other, as they were."""
    moved = models.JSONField()
    """Installations and contracts that came along, by their ids."""
    merged_at = models.DateTimeField()
    merged_by_id = models.BigIntegerField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at=None), name="merge_stands_once"),
            models.CheckConstraint(
                condition=Q(undone_by_id=None) | Q(undone_at__isnull=False), name="merge_undone_by_and_when_together"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} into {self.kept_id}"


class Import(models.Model):
    """A file that somebody brought in (inlezing): what it is, how its columns are meant, what became of each row."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    is_sheet = models.BooleanField()
    content = models.BinaryField(null=True)
    """As it was handed over; let go once it is read in."""
    headings = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    """Number of a column → field."""
    kind = models.CharField(max_length=12, blank=True, choices=AssetKind)
    """What rows are, where no column says it."""
    state = models.CharField(max_length=6, choices=ImportState, default=ImportState.GIVEN)
    counts = models.JSONField(default=dict)
    """How many rows were new, changed, the same, refused."""
    given_at = models.DateTimeField()
    given_by_id = models.BigIntegerField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["organisation", "-id"], name="import_by_board")]

    def __str__(self) -> str:
        return self.name


class ImportPart(models.Model):
    """What became of some rows of a file (deel van een inlezing): kept together with what those rows brought.

    What was interrupted goes on after the last part that stands here.
    """

    of = models.ForeignKey(Import, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    answers = models.JSONField()
    """`values.Answer.as_data` of each row."""

    class Meta:
        ordering = ["of", "number"]
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="import_part_once")]

    def __str__(self) -> str:
        return f"part {self.number} of {self.of_id}"


class ColumnMemory(models.Model):
    """How a board meant the columns of a spreadsheet, by its headings: next time it is asked no more (kolomgeheugen)."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    headings = models.JSONField()
    mapping = models.JSONField()
    kind = models.CharField(max_length=12, blank=True)
    told_at = models.DateTimeField()
    told_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["organisation", "-id"], name="column_memory_by_board")]

    def __str__(self) -> str:
        return f"columns of {self.organisation_id}"


class AgentKey(models.Model):
    """With which agents of one board report (agentsleutel): only a mark of it is kept, and it does nothing else."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    mark = models.CharField(max_length=64, unique=True)
    """The SHA-256 of the key."""
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    last_used_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_by_id=None) | Q(ended_at__isnull=False), name="agent_key_ended_by_and_when_together"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EstateChoice(models.Model):
    """What a board chose about its estate (keuze): who sees it, and after how long to ask about what is not seen.

    The newest counts, none is changed.
    """

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    reach = models.CharField(max_length=8)
    """Which boards see which applications this one uses, and its part of a joint inventory."""
    unseen_weeks = models.PositiveSmallIntegerField(default=8)
    told_at = models.DateTimeField()
    told_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["organisation", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unseen_weeks__gte=1, unseen_weeks__lte=104), name="estate_choice_weeks_from_1_to_104"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="estate_choice_by_board")]

    def __str__(self) -> str:
        return f"choice of {self.organisation_id}"
