"""A wrong environment says which variable is wrong, in one line."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from steunpunt.settings.env import read


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("STEUNPUNT_DEMO", "perhaps"),
        ("STEUNPUNT_LOG_LEVEL", "LOUD"),
        ("STEUNPUNT_WORKER_CONCURRENCY", "0"),
        ("STEUNPUNT_TRUSTED_PROXIES", "two"),
    ],
)
def test_a_wrong_variable_is_named_without_its_value(monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    with pytest.raises(ImproperlyConfigured, match=variable) as wrong:
        read()
    assert f"'{value}'" not in str(wrong.value)


def test_every_wrong_variable_is_named_at_once(monkeypatch):
    monkeypatch.setenv("STEUNPUNT_DEMO", "perhaps")
    monkeypatch.setenv("STEUNPUNT_LOG_FORMAT", "xml")
    with pytest.raises(ImproperlyConfigured, match=r"STEUNPUNT_DEMO.*STEUNPUNT_LOG_FORMAT|LOG_FORMAT.*DEMO"):
        read()
