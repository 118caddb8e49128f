"""Where a text stands between brackets or quotation marks: a stop or a comma there cuts nothing."""

_CLOSES = {
    "》": "《", "”": "“", "’": "‘", "）": "（(", ")": "(（", "」": "「", "』": "『", "】": "【", "〉": "〈", "〕": "〔", "〞": "“〝",
}  # fmt: skip
_OPENS = frozenset("《“‘（(「『【〈〔〝")
_FARTHEST = 400  # characters that one pair may hold


def nested(text: str, start: int, end: int) -> list[bool]:
    """For each character of text[start:end] whether it stands within a pair, its marks included but the closing one."""
    inside = [0] * (end - start + 1)
    opened: list[int] = []
    for at in range(start, end):
        char = text[at]
        if char in _OPENS:
            opened.append(at)
        elif opens := _CLOSES.get(char):
            found = next((place for place in reversed(opened[-8:]) if text[place] in opens), None)
            if found is not None:
                del opened[opened.index(found) :]
                if at - found <= _FARTHEST:
                    inside[found - start] += 1
                    inside[at - start] -= 1
    depth = 0
    within: list[bool] = []
    for change in inside[:-1]:
        depth += change
        within.append(depth > 0)
    return within
