"""Numbers of pages that share sites leave at the head of a page's first line: "2、养实现新突破" after a line that breaks off.

They look like headings and cut a sentence in two. What gives them away is that they run through the whole text and that the
lines before them end in mid-phrase.
"""

import re

from ingest.clean.traced import Traced

_LABEL = re.compile(r"(\d{1,3})、")
_ENDED = re.compile("[。！？!?；;：:…”〞）)]$")
_FEWEST = 2  # such labels from which they can be told


def join_pages(traced: Traced) -> Traced:
    """The text with such numbers left out and the sentences that they cut joined."""
    shown = [span for span in traced.lines() if span[1] > span[0]]
    wanted = 2
    labels: list[
        tuple[int, int, bool]
    ] = []  # place among the shown lines, length of the label, whether it cut a sentence
    for place, (start, end) in enumerate(shown):
        match = _LABEL.match(traced.text, start, end)
        if place and match and int(match.group(1)) == wanted:
            before = traced.text[slice(*shown[place - 1])]
            labels.append((place, match.end() - start, len(before) > 12 and not _ENDED.search(before)))
            wanted += 1
    cutting = [label for label in labels if label[2]]
    if len(cutting) < _FEWEST or len(cutting) * 5 < len(labels) * 3:
        return traced
    # The number goes, and with it the line break before it where it stood inside a sentence.
    return traced.without(
        (shown[place - 1][1] if cut else shown[place][0], shown[place][0] + length) for place, length, cut in labels
    )
