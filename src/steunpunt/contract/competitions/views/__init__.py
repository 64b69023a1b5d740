"""Pages of mini-competitions."""
