"""The loop, told once over the actions."""
