"""Places that a question names: as the documents write them, in pinyin, by sound where the typing slipped, or where
no document is of."""

import re
from collections.abc import Collection, Sequence
from functools import cache
from itertools import islice, product

import rjieba
from pypinyin import Style, lazy_pinyin, pinyin

from rag.language.places import KINDS, bare, gazetteer
from rag.text import has_han

_MOST_READINGS = 8  # ways to say one place
_GENERIC = re.compile(
    "^(?:[全我本各该两某每这那哪几此其个新老城郊山社校园学地辖片]|有的|哪些|哪个|那个|这个|几个|我们|强|市辖|教育强|示范|先进|合格)?[省市区县旗州]$"
)
# A county at the head of a question, whatever words a segmenter makes of its name: 青石县 is no 青石 and 县.
_COUNTY = re.compile(
    "^(?:请问|(?:19|20)\\d\\d年|今年|去年)?((?!.?(?:全|各|哪|几|每|某|下到|试点|示范|先进|达标|合格|重点|贫困|普惠|均衡|强|我们|你们|他们|所有|一个|本))[一-龥]{1,2}(?![区市省各全强])[一-龥]县)(?!级|域|城|直|属|长|乡|镇|委|里|内)"
)
_ENGLISH_PLACE = re.compile(r"\b([A-Z][a-z]+)(?:'s)?\s+(County|District|City|Province|Prefecture|Municipality)\b")


def spoken(place: str) -> tuple[str, ...]:
    """The ways to say a place's stem in toneless pinyin: daishan of 岱山县; nanchang and nanzhang of 南长区."""
    readings = pinyin(bare(place), style=Style.NORMAL, heteronym=True)
    return tuple(islice(map("".join, product(*readings)), _MOST_READINGS))


class Places:
    """The places that documents are of. known: folded, with and without their kind (岱山县, 岱山)."""

    def __init__(self, known: Collection[str]) -> None:
        self.known = frozenset(known)
        # Toneless pinyin of a place's stem to the stem: for questions in English and for slips of the keyboard.
        self._spoken = {sound: place for place in known if place == bare(place) for sound in spoken(place)}

    def named(self, question: str, plain: str) -> tuple[set[str], list[str]]:
        """Known places that a question names, and places that no document is of. plain: the question folded."""
        known = {place for place in self.known if place in plain} | self._in_pinyin(question)
        words = list(rjieba.tag(plain, True))
        if not known:
            known |= self._by_sound(rjieba.cut(plain, False))
        unknown = [name for name, _ in _ENGLISH_PLACE.findall(question) if name.lower() not in self._spoken]
        unknown += [
            word
            for word in re.findall(r"\b[A-Z][a-z]{3,}\b", question)
            if word.lower() in _spoken_cities() - self._spoken.keys()
        ]
        for word, tag in words:
            placed = (tag.startswith("ns") and len(word) >= 2) or (
                len(word) >= 3 and word[-1] in KINDS and tag.startswith("n")
            )
            if not placed or _GENERIC.match(word) or any(place in word or word in place for place in self.known):
                continue
            if tag.startswith("ns") and (word[-1] in KINDS or word in gazetteer()):
                unknown.append(word)
        county = _COUNTY.match(plain)
        if county and not known and not any(place in county[1] or county[1] in place for place in self.known):
            unknown.append(county[1])
        return known, list(dict.fromkeys(unknown))

    def _in_pinyin(self, question: str) -> set[str]:
        return {
            place
            for sound, place in self._spoken.items()
            if len(sound) > 3 and re.search(rf"\b{sound}\b", question.lower())
        }

    def _by_sound(self, words: Sequence[str]) -> set[str]:
        """Places that a question writes with other characters of the same sound: at its start or before 区, 县 … and in
        characters that make no word."""
        found = set()
        for start in range(len(words)):
            for end in range(start + 1, min(start + 4, len(words)) + 1):
                run = "".join(words[start:end])
                said = run[:-1] if len(run) > 2 and run[-1] in KINDS else run
                followed = end < len(words) and words[end][0] in KINDS
                # What is a word of its own is meant as it stands: 动力 is not 东丽.
                if len(said) in (2, 3) and has_han(said) and (start == 0 or said != run or followed):
                    slip = end - start > 1 or said != run
                    found |= {self._spoken[sound] for sound in spoken(said) if slip and sound in self._spoken}
        return found


@cache
def _spoken_cities() -> frozenset[str]:
    return frozenset("".join(lazy_pinyin(place)) for place in gazetteer())
