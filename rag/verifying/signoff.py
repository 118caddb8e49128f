"""Sign-offs: who put their name to a verdict, kept beside the library, one JSON object a line, only ever added to.

A claim is signed off again by a line with the same id; the last one holds. Each keeps what it rests on, so that it can be told
later whether the documents still are what they were.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from rag import journal
from rag.library import Library
from rag.schema import Citation
from rag.statements.pieces import normal
from rag.verifying.official import cite
from rag.verifying.verdict import Label, Passage, Verdict

FILE = "signoffs.jsonl"
LONGEST_NAME = 50
LONGEST_NOTE = 500


class Standing(StrEnum):
    """Whether what a sign-off rests on is still as it was; the later the worse."""

    HOLDS = "holds"
    LIBRARY = "library"  # nothing was found, and the library holds other documents now
    CHANGED = "changed"  # a cited document has changed, its quotation stands in it as before
    REWORDED = "reworded"  # a cited document has changed and no longer holds the quotation
    GONE = "gone"  # a cited document is no longer there


class Outdated(ValueError):
    """A verdict whose documents have changed since it was given."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that a verdict rests on, as it was. sha256: of its bytes; label: what it says to the claim; text: the citation
    in the form of official writing."""

    title: str
    sha256: str
    label: Label
    citation: Citation
    text: str


@dataclass(frozen=True, slots=True)
class SignOff:
    """A verdict that somebody put their name to. time: UTC, ISO 8601; library: the library's digest (Library.digest)."""

    id: str
    time: str
    who: str
    note: str
    claim: str
    label: Label
    library: str
    cited: tuple[Cited, ...] = ()


_SIGN_OFF = TypeAdapter(SignOff)


def identify(claim: str) -> str:
    """The same for the same claim, however it is written."""
    return hashlib.sha256(normal(claim).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def sign_off(library: Library, verdict: Verdict, who: str, note: str = "") -> SignOff:
    """Put a name to a verdict and keep it in the library's folder. Raises ValueError without a name, Outdated where a
    cited document no longer reads as it was cited, and OSError."""
    who, note = who.strip()[:LONGEST_NAME], note.strip()[:LONGEST_NOTE]
    if not who:
        raise ValueError("a sign-off needs a name")
    cited = tuple(_cited(library, each) for each in verdict.passages)
    signed = SignOff(
        identify(verdict.claim.text), datetime.now(UTC).isoformat(timespec="seconds"), who, note,
        verdict.claim.text, verdict.label, library.digest, cited,
    )  # fmt: skip
    journal.append(library.folder / FILE, _SIGN_OFF.dump_json(signed))
    return signed


def _cited(library: Library, passage: Passage) -> Cited:
    citation = passage.citation
    try:
        document = library.document(citation.source)
    except KeyError:
        raise Outdated(f"{citation.source} is no longer in the library") from None
    if document.text[citation.start : citation.end] != citation.quote:
        raise Outdated(f"{citation.source} has changed since it was cited")
    return Cited(passage.title, document.sha256, passage.label, citation, cite(passage, document))


def read_signoffs(folder: Path) -> dict[str, SignOff]:
    """The sign-offs that hold, by id, in the order in which they were last given; half a line is passed over. Raises OSError."""
    found: dict[str, SignOff] = {}
    for line in journal.lines(folder / FILE):
        try:
            signed = _SIGN_OFF.validate_json(line)
        except ValidationError:
            continue
        found.pop(signed.id, None)
        found[signed.id] = signed
    return found


def signed_for(verdict: Verdict, signed: Mapping[str, SignOff]) -> SignOff | None:
    """The sign-off of a verdict, out of those that hold; None where the claim was signed off with another verdict."""
    found = signed.get(identify(verdict.claim.text))
    return found if found and found.label is verdict.label else None


def standing(signed: SignOff, library: Library) -> Standing:
    """Whether a sign-off is to be looked at again: the worst that happened to any document that it rests on."""
    if not signed.cited:
        return Standing.HOLDS if signed.library == library.digest else Standing.LIBRARY
    order = list(Standing)
    return max((_of(cited, library) for cited in signed.cited), key=order.index)


def _of(cited: Cited, library: Library) -> Standing:
    try:
        document = library.document(cited.citation.source)
    except KeyError:
        return Standing.GONE
    if document.sha256 == cited.sha256:
        return Standing.HOLDS
    return Standing.CHANGED if cited.citation.quote in document.text else Standing.REWORDED
