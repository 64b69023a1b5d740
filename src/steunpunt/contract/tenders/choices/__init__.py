"""Kinds and states of tenders."""
