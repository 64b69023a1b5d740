"""Pages of framework contracts."""
