"""Sums about money shared: pure functions, without Django and without anything but their arguments."""
