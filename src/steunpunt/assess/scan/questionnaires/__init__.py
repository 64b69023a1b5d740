"""The published versions of the samenwerkingsscan, one YAML file each."""

from functools import cache
from importlib.resources import files

from steunpunt.assess.scan.questionnaires.reader import read_questionnaire
from steunpunt.assess.scan.values import Questionnaire

VERSIONS = ("0.1",)
"""Every version ever published, oldest first. A version that boards answered stays readable for good."""

LATEST = VERSIONS[-1]


def published(version: str = LATEST) -> Questionnaire:
    """The published questionnaire of this version; a KeyError when it was never published."""
    if version not in VERSIONS:
        raise KeyError(version)
    return _read(version)


def source_of(version: str = LATEST) -> str:
    """The text of a published version, as it is kept in the database when it is published there."""
    return (files(__package__) / f"samenwerkingsscan-{version}.yaml").read_text(encoding="utf-8")


@cache
def _read(version: str) -> Questionnaire:
    return read_questionnaire(source_of(version))
