"""Lists of the inventory."""
