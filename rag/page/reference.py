"""What a citation button carries: the place in a document, as one opaque word that needs no memory on the server."""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass

from rag.schema import Citation, Document


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in the library. end is 0 for a document as a whole; digest: of the quoted text; whole: show all of the document;
    page: the page to show the picture of, 0 for that of the place; cleaned: show what cleaning took out of the document."""

    source: str
    start: int = 0
    end: int = 0
    digest: str = ""
    whole: bool = False
    page: int = 0
    cleaned: bool = False

    def encode(self) -> str:
        """The reference as letters, digits, hyphens and underscores."""
        row = [self.source, self.start, self.end, self.digest, int(self.whole), self.page, int(self.cleaned)]
        return base64.urlsafe_b64encode(json.dumps(row).encode()).decode().rstrip("=")

    def holds_in(self, document: Document) -> bool:
        """Whether the document still reads at this place as it did when it was cited."""
        quote = document.text[self.start : self.end]
        return bool(quote) and digest(quote) == self.digest


def digest(quote: str) -> str:
    """A short fingerprint of a quotation."""
    return hashlib.sha256(quote.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def cited(citation: Citation) -> Reference:
    """The reference for a citation."""
    return Reference(citation.source, citation.start, citation.end, digest(citation.quote))


def decode(word: object) -> Reference | None:
    """The reference that word stands for; None where it stands for none (it comes from the browser)."""
    try:
        raw = base64.urlsafe_b64decode(str(word) + "=" * (-len(str(word)) % 4))
        source, start, end, mark, whole, page, cleaned = json.loads(raw)
        reference = Reference(str(source), int(start), int(end), str(mark), bool(whole), int(page), bool(cleaned))
    except (binascii.Error, ValueError, TypeError, OverflowError, RecursionError):
        return None
    return reference if 0 <= reference.start <= reference.end else None
