"""The doors: from a fresh machine with git and Python alone to a running platform, or to all checks and tests.

Runs on a bare Python 3.11 before anything is installed, so it imports the standard library only.
"""
