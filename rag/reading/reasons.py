"""Why there is no answer."""

from enum import StrEnum


class Reason(StrEnum):
    """Why there is no answer."""

    PLACE = "place"
    YEAR = "year"
    TITLE = "title"
    ARTICLE = "article"
    PART = "part"
    WHICH = "which"
    FIELD = "field"
    FIGURE = "figure"
    MASKED = "masked"
    CUT_OFF = "cut_off"
    NEAR = "near"
    NOTHING = "nothing"
    EMPTY = "empty"
    NO_LIBRARY = "no_library"
