"""Minimal, valid rows for tests, without chance in them."""
