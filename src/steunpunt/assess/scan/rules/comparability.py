"""Which questions of two versions may be compared: said by whoever wrote the newer one, never guessed."""

from collections.abc import Mapping

from steunpunt.assess.scan.values import Questionnaire


def comparable_questions(
    newer: Questionnaire, older: Questionnaire, versions: Mapping[str, Questionnaire]
) -> dict[str, str]:
    """From question ids of the newer version to those of the older one with which their answers may be compared.

    Follows the versions in between (`versions` by number): a question is comparable only when every step says so. The
    same version is comparable with itself; versions of which neither was made from the other have nothing in common.
    """
    found = {identifier: identifier for identifier in newer.questions}
    at, seen = newer, {newer.version}
    while at.version != older.version:
        if at.based_on not in versions or at.based_on in seen:
            return {}
        found = {
            identifier: before for identifier, now in found.items() if (before := at.questions[now].comparable_with)
        }
        at = versions[at.based_on]
        seen.add(at.version)
        found = {identifier: now for identifier, now in found.items() if now in at.questions}
    return found
