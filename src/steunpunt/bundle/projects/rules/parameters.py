"""Every number of the sums about money, in one place."""

EXACT_SHARES = 20
"""Up to so many boards the Shapley value is exact, by the cost of every group: 2^20 of them."""
EXACT_GROUPS = 12
"""Up to so many boards every group is asked whether it would be better off by itself, and the nucleolus is found."""
SAMPLED_ORDERS = 20_000
"""Above that, so many orders of joining are drawn, with a fixed seed, and the standard error is given."""
SEED = 20_110_401

CENT_SLACK = 0.005
"""Paying half a cent more than alone is rounding."""
