"""Offers under seal: keys in parts, envelopes, streams. No database. How it works stands in README.md."""
