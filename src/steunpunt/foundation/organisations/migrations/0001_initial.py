"""Organisations, their names, addresses and relations; land and people of municipalities."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.math
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("journal", "0001_extensions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("municipality", "Municipality"),
                            ("welfare_centre", "Social-welfare centre"),
                            ("police_zone", "Police zone"),
                            ("rescue_zone", "Rescue zone"),
                            ("supplier", "Supplier"),
                            ("support_point", "Support point"),
                            ("other", "Other organisation"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("name_fr", models.CharField(blank=True, max_length=160, verbose_name="French name")),
                ("nis_code", models.CharField(blank=True, max_length=5, null=True, verbose_name="NIS code")),
                ("zone_code", models.CharField(blank=True, max_length=4, null=True, verbose_name="zone number")),
                (
                    "enterprise_number",
                    models.CharField(blank=True, max_length=10, null=True, verbose_name="enterprise number (KBO)"),
                ),
                ("ovo_code", models.CharField(blank=True, max_length=12, verbose_name="OVO code")),
                ("uri", models.CharField(blank=True, max_length=200, verbose_name="web identifier")),
                ("province", models.CharField(blank=True, max_length=40, verbose_name="province")),
                ("arrondissement", models.CharField(blank=True, max_length=40, verbose_name="arrondissement")),
                ("website", models.URLField(blank=True, verbose_name="website")),
                ("is_demo", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["name", "id"],
                "indexes": [
                    models.Index(fields=["name", "id"], name="organisation_by_name"),
                    models.Index(fields=["kind", "name", "id"], name="organisation_by_kind"),
                    models.Index(fields=["province", "name", "id"], name="organisation_by_province"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "municipality",
                                    "welfare_centre",
                                    "police_zone",
                                    "rescue_zone",
                                    "supplier",
                                    "support_point",
                                    "other",
                                ],
                            )
                        ),
                        name="organisation_of_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="organisation_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="organisation_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nis_code", None),
                            models.Q(
                                ("kind__in", ["municipality", "welfare_centre"]), ("nis_code__regex", "^[1-9][0-9]{4}$")
                            ),
                            _connector="OR",
                        ),
                        name="organisation_nis_code_of_local_government",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("zone_code", None),
                            models.Q(("kind", "police_zone"), ("zone_code__regex", "^[0-9]{4}$")),
                            _connector="OR",
                        ),
                        name="organisation_zone_code_of_police_zone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("enterprise_number", None), ("enterprise_number__regex", "^[01][0-9]{9}$"), _connector="OR"
                        ),
                        name="organisation_enterprise_number_is_ten_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("enterprise_number", None),
                            models.Q(("enterprise_number__regex", "^[0-9]{10}$"), _negated=True),
                            django.db.models.lookups.Exact(
                                django.db.models.expressions.CombinedExpression(
                                    models.Value(97),
                                    "-",
                                    django.db.models.functions.math.Mod(
                                        django.db.models.functions.comparison.Cast(
                                            django.db.models.functions.text.Left("enterprise_number", 8),
                                            models.IntegerField(),
                                        ),
                                        97,
                                    ),
                                ),
                                django.db.models.functions.comparison.Cast(
                                    django.db.models.functions.text.Right("enterprise_number", 2), models.IntegerField()
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="organisation_enterprise_number_checks_out",
                    ),
                    models.UniqueConstraint(fields=("kind", "nis_code"), name="organisation_nis_code_once_per_kind"),
                    models.UniqueConstraint(fields=("zone_code",), name="organisation_zone_code_once"),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("enterprise_number", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="organisation_enterprise_number_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FigureOfOthers",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("households", "Households"),
                            ("software_investment", "Investment in licences and software, euro per inhabitant"),
                        ],
                        max_length=30,
                        verbose_name="figure",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("value", models.DecimalField(decimal_places=4, max_digits=14, verbose_name="value")),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures_of_others",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "figures of others",
                "ordering": ["organisation_id", "kind", "year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "kind", "year"), name="figure_of_others_once_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["households", "software_investment"])),
                        name="figure_of_others_of_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="figure_of_others_names_its_source"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Border",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="until")),
                ("shared_border_m", models.PositiveIntegerField(verbose_name="shared border in metres")),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["first_id", "second_id", "id"],
                "indexes": [models.Index(fields=["second"], name="border_by_second")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="border_is_kept_once"
                    ),
                    models.CheckConstraint(condition=models.Q(("shared_border_m__gt", 0)), name="border_has_a_length"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="border_ends_after_start",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("first", "="),
                            ("second", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="border_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Address",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "kind",
                    models.CharField(
                        choices=[("seat", "Seat"), ("post", "Postal address")],
                        default="seat",
                        max_length=10,
                        verbose_name="kind of address",
                    ),
                ),
                ("street", models.CharField(max_length=160, verbose_name="street and number")),
                ("postal_code", models.CharField(max_length=10, verbose_name="postal code")),
                ("locality", models.CharField(max_length=80, verbose_name="locality")),
                ("country", models.CharField(default="BE", max_length=2, verbose_name="country")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addresses",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation_id", "kind", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["seat", "post"])), name="address_of_known_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("street", ""), _negated=True), models.Q(("locality", ""), _negated=True)
                        ),
                        name="address_says_where",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("country", "BE"), _negated=True),
                            ("postal_code__regex", "^[1-9][0-9]{3}$"),
                            _connector="OR",
                        ),
                        name="address_belgian_postal_code_is_four_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="address_ends_after_start",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("organisation", "="),
                            ("kind", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="address_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "language",
                    models.CharField(
                        choices=[("nl", "Nederlands"), ("fr", "Français")], max_length=2, verbose_name="language"
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="names",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation_id", "language", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="organisation_name_is_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["nl", "fr"])), name="organisation_name_in_nl_or_fr"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="organisation_name_ends_after_start",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("organisation", "="),
                            ("language", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="organisation_name_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PopulationCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("inhabitants", models.PositiveIntegerField(verbose_name="inhabitants")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="population_counts",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation_id", "year"],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "year"), name="population_count_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 1830), ("year__lte", 2200)),
                        name="population_count_of_our_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Relation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("welfare_centre_of", "is the social-welfare centre of"),
                            ("member_of", "is a member of"),
                            ("merged_into", "merged into"),
                        ],
                        max_length=20,
                        verbose_name="relation",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations_from",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations_to",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "source_id", "id"],
                "indexes": [
                    models.Index(fields=["source", "kind"], name="relation_by_source"),
                    models.Index(fields=["target", "kind"], name="relation_by_target"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["welfare_centre_of", "member_of", "merged_into"])),
                        name="relation_of_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", models.F("target")), _negated=True), name="relation_between_two"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="relation_ends_after_start",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("kind", "="),
                            ("source", "="),
                            ("target", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="relation_once_at_a_time",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("kind", "welfare_centre_of")),
                        expressions=[
                            ("source", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="welfare_centre_of_one_municipality_at_a_time",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("kind", "welfare_centre_of")),
                        expressions=[
                            ("target", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="municipality_has_one_welfare_centre_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Territory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="until")),
                ("area_km2", models.DecimalField(decimal_places=2, max_digits=8, verbose_name="area in km²")),
                ("latitude", models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True)),
                ("longitude", models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True)),
                ("postal_codes", models.CharField(blank=True, max_length=160, verbose_name="postal codes")),
                ("boundary", models.JSONField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="territories",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "territories",
                "ordering": ["organisation_id", "id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("area_km2__gt", 0)), name="territory_has_an_area"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="territory_ends_after_start",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("organisation", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="territory_once_at_a_time",
                    ),
                ],
            },
        ),
    ]
