"""publiccode.yml says what catalogues of public code ask, in the form that they read."""

from datetime import date
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
SAID = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
ASKED = {
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
}


def test_what_the_standard_asks_is_there():
    assert ASKED - SAID.keys() == set()
    assert SAID["legal"]["license"] == "EUPL-1.2"
    assert SAID["maintenance"]["contacts"]
    assert date.fromisoformat(SAID["releaseDate"])
    assert SAID["localisation"] == {"localisationReady": True, "availableLanguages": ["nl", "en", "fr"]}


def test_descriptions_have_the_lengths_of_the_standard_and_say_the_same():
    for said in SAID["description"].values():
        assert 0 < len(said["shortDescription"]) <= 150
        assert 150 <= len(said["longDescription"]) <= 10_000
        assert all(len(feature) <= 100 for feature in said["features"])
    assert len({len(said["features"]) for said in SAID["description"].values()}) == 1
