"""The order, what the supplier answers, what is delivered."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from steunpunt.contract.orders.choices import OrderState
from steunpunt.contract.orders.values import order_number


class Order(models.Model):
    """A call-off under one framework contract from one supplier (bestelling, nadere opdracht)."""

    purchase = models.ForeignKey("orders.Purchase", models.PROTECT, related_name="orders")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    """Whose order it is: the board that placed it, or in which that board went on when it merged."""
    placed_for = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    """The board for which it was placed, where that merged since."""
    framework = models.ForeignKey("frameworks.Framework", models.PROTECT, related_name="+")
    supplier = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    lot = models.PositiveSmallIntegerField(default=1)
    terms_number = models.PositiveSmallIntegerField()
    """Under which terms of the contract it was placed."""
    state = models.CharField(max_length=10, default=OrderState.PLACED.value)
    placed_on = models.DateField()
    placed_at = models.DateTimeField()
    placed_by_id = models.BigIntegerField(null=True)
    supplier_part = models.DecimalField(max_digits=14, decimal_places=2)
    support_part = models.DecimalField(max_digits=14, decimal_places=2)
    """What it commits to: recurring lines until the contract ends."""
    deliver_to = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True)
    """By when it is delivered, as the contract or the supplier says."""
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)
    """None when the supplier answered by its link."""
    answered_by_mail = models.CharField(max_length=254, blank=True)
    """To whose mailbox the link went by which was answered."""
    over_reason = models.TextField(blank=True)
    """Why it was refused or cancelled."""
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in OrderState]), name="order_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(supplier_part__gte=0) & Q(support_part__gte=0), name="order_costs_not_below_zero"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[OrderState.REFUSED.value, OrderState.CANCELLED.value]) | ~Q(over_reason=""),
                name="order_that_is_over_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=[OrderState.CONFIRMED.value, OrderState.DELIVERED.value, OrderState.REFUSED.value]
                )
                | Q(answered_at__isnull=False),
                name="order_answered_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-placed_at"], name="order_by_board"),
            models.Index(fields=["framework", "-placed_at"], name="order_by_framework"),
            models.Index(fields=["supplier", "-placed_at"], name="order_by_supplier"),
            models.Index(fields=["-placed_at"], name="order_by_day"),
            models.Index(fields=["state", "-placed_at"], name="order_by_state"),
            models.Index(fields=["id"], name="order_invented", condition=models.Q(is_invented=True)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def committed(self) -> Decimal:
        """Both parts together."""
        return self.supplier_part + self.support_part

    @property
    def number(self) -> str:
        """As people and suppliers know it."""
        return order_number(self.placed_on, self.pk)


class OrderLine(models.Model):
    """An item in an order, with its price of that day (bestellijn)."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()
    item = models.ForeignKey("frameworks.Item", models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()
    charge = models.CharField(max_length=8)
    slices = models.JSONField()
    """How the price was reached: units with both parts of their unit price, as [[90, "3.15", "0.40"], …]."""
    volume_before = models.BigIntegerField(default=0)
    """Units of all boards that counted already, where the tier is of joint volume."""
    supplier_part = models.DecimalField(max_digits=14, decimal_places=2)
    support_part = models.DecimalField(max_digits=14, decimal_places=2)
    """What is paid: once, or of a recurring line each time."""
    committed_supplier = models.DecimalField(max_digits=14, decimal_places=2)
    committed_support = models.DecimalField(max_digits=14, decimal_places=2)
    """What it commits to, as ordered: a recurring line until `committed_until`. What goes back or ends is not taken off here."""
    committed_until = models.DateField(null=True)
    """Of a recurring line: the last day of the contract, as its terms were on the day of the order."""
    standard_price = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    standard_source = models.CharField(max_length=200, blank=True)
    standard_on = models.DateField(null=True)
    starts_on = models.DateField(null=True)
    """Of a recurring line: from when it is wanted. It is paid from its delivery on."""
    is_agreed = models.BooleanField(default=False)
    """Whether its price was offered in a competition, for this order alone: no list price comes in its place."""
    delivered = models.PositiveIntegerField(default=0)
    returned = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "number"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="order_line_number_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="order_line_quantity_above_zero"),
            models.CheckConstraint(
                condition=Q(delivered__lte=F("quantity")), name="order_line_delivered_at_most_ordered"
            ),
            models.CheckConstraint(
                condition=Q(returned__lte=F("delivered")), name="order_line_returned_at_most_delivered"
            ),
            models.CheckConstraint(
                condition=Q(standard_price=None) | (~Q(standard_source="") & Q(standard_on__isnull=False)),
                name="order_line_standard_price_says_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["item", "order"], name="order_line_by_item")]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.item_id}"


class SupplierLink(models.Model):
    """A link by which a supplier answers one order from its mail, once (antwoordlink)."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="links")
    person_id = models.BigIntegerField()
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    """SHA-256 of what stands in the address."""
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    code_made_at = models.DateTimeField(null=True)
    """When a code was mailed to who got the link: who has the link alone cannot answer."""
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["order", "person_id"], name="supplier_link_once_each")]

    def __str__(self) -> str:
        return f"link to {self.order_id}"


class Proposal(models.Model):
    """What a supplier proposes instead: fewer, or later (voorstel)."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="proposals")
    text = models.TextField()
    quantities = models.JSONField(default=dict)
    """By line number, where it differs."""
    differs = models.JSONField(default=list)
    """Title, units ordered and units proposed of each such line, also of one that went when it was accepted."""
    due_on = models.DateField(null=True)
    proposed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)
    is_accepted = models.BooleanField(null=True)

    class Meta:
        ordering = ["order", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="proposal_says_why"),
            models.UniqueConstraint(fields=["order"], condition=Q(answered_at=None), name="proposal_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(answered_at=None, is_accepted=None)
                | Q(answered_at__isnull=False, is_accepted__isnull=False),
                name="proposal_answered_when_and_how_together",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Delivery(models.Model):
    """What came on a day (levering); the board accepts it, with remarks or without."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="deliveries")
    delivered_on = models.DateField()
    remarks = models.TextField(blank=True)
    is_accepted = models.BooleanField()
    """False: with remarks that have to be put right first."""
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["order", "delivered_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_accepted=True) | ~Q(remarks=""), name="delivery_not_accepted_says_why"
            )
        ]

    def __str__(self) -> str:
        return f"{self.delivered_on} of {self.order_id}"


class DeliveryLine(models.Model):
    """How many units of a line came (leveringslijn)."""

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="lines")
    line = models.ForeignKey(OrderLine, models.PROTECT, related_name="delivered_in")
    quantity = models.PositiveIntegerField()

    class Meta:
        ordering = ["delivery", "line"]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "line"], name="delivery_line_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="delivery_line_quantity_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.line_id}"


class ServiceEnd(models.Model):
    """That so many units of a recurring line were given notice (opzegging)."""

    line = models.ForeignKey(OrderLine, models.PROTECT, related_name="ends")
    quantity = models.PositiveIntegerField()
    last_day = models.DateField()
    reason = models.TextField(blank=True)
    asked_on = models.DateField()
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["line", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="service_end_quantity_above_zero"),
            models.CheckConstraint(condition=Q(last_day__gte=F("asked_on")), name="service_end_lies_ahead"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.line_id} until {self.last_day}"


class Returned(models.Model):
    """What went back (teruggave)."""

    line = models.ForeignKey(OrderLine, models.PROTECT, related_name="returns")
    quantity = models.PositiveIntegerField()
    reason = models.TextField()
    on = models.DateField()
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["line", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=1), name="returned_quantity_above_zero"),
            models.CheckConstraint(condition=~Q(reason=""), name="returned_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.line_id}"
