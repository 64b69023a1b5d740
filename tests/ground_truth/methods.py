"""Every method that worked cases exist for, by the part of the platform that computes it."""

LANDED = {
    "assess.inventory",
    "assess.scan",
    "bundle.partnerships",
    "bundle.projects",
    "contract.orders",
    "contract.tenders",
    "exchange.knowledge",
}
"""The parts whose methods must all have an adapter."""

PARTS = {
    "assess.scan": (
        "quantile",
        "percentile_rank",
        "scan_domain_score",
        "scan_status",
        "peer_group",
        "cooperation_channel",
        "benchmark_release",
        "scan_full",
        "cronbach_alpha",
        "goalpost_minmax_geometric",
        "composite_minmax_weighted_mean",
        "composite_sensitivity",
        "dea_ccr_input",
    ),
    "assess.inventory": (
        "price_index",
        "price_level_cpd",
        "loglog_regression",
        "contract_normalise",
        "price_revision",
        "modified_z",
        "wilson_interval",
        "satisfaction",
    ),
    "bundle.partnerships": (
        "skater",
        "connected_subsets",
        "partnership_partition",
        "partnership_feasible",
    ),
    "bundle.projects": ("cost_sharing", "largest_remainder"),
    "contract.tenders": (
        "award_score",
        "price_score",
        "award_on_value",
        "abnormal_low_price",
        "volume_discount_award",
        "smaa",
        "weight_stability",
        "icc",
        "standstill",
    ),
    "contract.orders": ("tier_price",),
    "deliver.network": (
        "series_availability",
        "downtime",
        "two_terminal_reliability",
        "k_of_n",
        "failover_availability",
        "split_availability",
        "site_provider_fixed_cost",
        "connection_choice",
    ),
    "deliver.helpdesk": ("service_credit", "availability_measure", "user_minutes_availability"),
    "exchange.knowledge": ("assignment", "specialisation"),
}

PART_OF = {method: part for part, methods in PARTS.items() for method in methods}


def is_still_to_come(method: str) -> bool:
    """Whether the platform will compute this, but does not yet."""
    return method in PART_OF and PART_OF[method] not in LANDED
