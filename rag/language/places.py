"""Places: what a name is without its kind, and the provinces and cities that there are."""

import re
from functools import cache
from importlib.resources import files

KINDS = "省市区县旗州"
_SUFFIX = re.compile(f"(?:自治)?[{KINDS}]$")


def bare(place: str) -> str:
    """A place without its kind: 岱山 of 岱山县; a name of two characters stays whole."""
    short = _SUFFIX.sub("", place)
    return short if len(short) >= 2 else place


def has_kind(place: str) -> bool:
    """Whether a name ends with the kind of place that it is."""
    return _SUFFIX.search(place) is not None


@cache
def gazetteer() -> frozenset[str]:
    """Provinces and cities, without their kind."""
    return frozenset((files("rag.language") / "places.txt").read_text("utf-8").split())
