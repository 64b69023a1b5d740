"""By which name a programme is known, whatever a device calls it: without versions, languages and word sizes."""

import re

_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_VERSION = re.compile(r"(?<![\w.])v?\d+(?:[.\-_]\d+)+(?:[\w.\-+~]*)?", re.IGNORECASE)
_WORD_SIZE = re.compile(r"(?i)\b(x86_64|x64|x86|amd64|arm64|aarch64|noarch|i[3-6]86|(?:32|64)[- ]?bits?)\b")
_LANGUAGE = re.compile(r"(?i)(?:[-_ ]+)(?:nl|fr|en|de|nl-be|fr-be|nl-nl|fr-fr|en-us|en-gb|multi|mui)$")
_PACKAGE = re.compile(r"(?i)\.(?:el|fc|deb|ubuntu)\d*$")
_TRADE = re.compile(r"[®™©]|\((?:r|tm|c)\)", re.IGNORECASE)
_ENDS = " -_,.:;"
_COMPANY = re.compile(
    r"(?i)[,.\s]+(inc|incorporated|corp|corporation|ltd|limited|llc|gmbh|ag|nv|n\.v|bv|b\.v|bvba|srl|sa|s\.a|ab|plc|co)\.?$"
)


def plain_name(name: str, version: str = "") -> str:
    """The name for people: “Mozilla Firefox (x64 nl)” is Mozilla Firefox, “7-Zip 23.01 (x64)” is 7-Zip."""
    text = _TRADE.sub("", name)
    if version and version in text:
        text = text.replace(version, " ")
    text = _WORD_SIZE.sub(" ", _BRACKETS.sub(" ", text))
    text = _PACKAGE.sub("", _VERSION.sub(" ", text))
    text = _LANGUAGE.sub("", " ".join(text.split()).strip(_ENDS))
    return text.strip(_ENDS) or " ".join(name.split())


def plain_publisher(publisher: str) -> str:
    """The maker without the form of its company: “Microsoft Corporation” is Microsoft."""
    text = " ".join(_TRADE.sub("", publisher).split())
    for _again in range(2):
        text = _COMPANY.sub("", text).strip(_ENDS)
    return text


def name_key(name: str, publisher: str = "", version: str = "") -> str:
    """Under which a name is learnt: small letters, with its maker, since a name alone can be of several."""
    return f"{plain_name(name, version).lower()}|{plain_publisher(publisher).lower()}"[:300]


def is_of_version(version: str, beginning: str) -> bool:
    """Whether a version begins so, by whole parts: 10.0.1 is of 10, 100 is not; everything is of none."""
    if not beginning:
        return True
    parts, wanted = re.split(r"[.\-_ ]", version.lower()), re.split(r"[.\-_ ]", beginning.lower())
    return parts[: len(wanted)] == wanted
