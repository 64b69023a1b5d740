"""Finding partners: pure functions, without Django and without anything but their arguments.

`search` is the whole; `division` and what imports it wait for an optimiser, so they are imported where they are used.
"""
