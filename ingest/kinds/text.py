"""Files of text, told apart by what stands in them: web pages, mails, tables of comma-separated values, plain text."""

import csv
import re
from collections import Counter

from ingest.encoding import decode
from ingest.kinds import messages
from ingest.kinds.kind import Kind
from ingest.source import UnreadableFile

_SAMPLE = 65_536  # bytes that are looked at
_BEFORE_TAGS = re.compile(r"(?:\s|\ufeff|<\?xml[^>]*\?>|<!--.*?(?:-->|\Z))*", re.S)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.I)
_FRAGMENT = re.compile(
    r"<(?:meta|title|link|style|script|div|p|span|table|tbody|tr|h[1-6]|center|font|b|strong|a|ul|ol|br|hr|img|section|article|form)"
    r"(?:\s[^>]*)?/?>",
    re.I,
)
_CLOSING = re.compile(r"</[a-z][a-z0-9]*\s*>", re.I)
_HEADERS = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2,}")
_MAIL = re.compile(
    r"^(?:From|To|Subject|Date|Received|Return-Path|Message-ID|MIME-Version|Content-Type|X-Mailer|Reply-To|Sender|Delivered-To):",
    re.I | re.M,
)
_OFFICE_XML = (
    (re.compile(r'progid="Word\.Document"|<w:wordDocument'), "Word 2003 XML", "DOCX"),
    (re.compile(r'progid="Excel\.Sheet"|urn:schemas-microsoft-com:office:spreadsheet'), "Excel 2003 XML", "XLSX"),
    (re.compile(r"<pkg:package"), "Word XML", "DOCX"),
    (re.compile(r"<uof:UOF|<office:document"), "UOF/ODF XML", "DOCX"),
)
_DELIMITERS = ",\t;"
_ROWS = 50  # lines whose columns are counted
_EVEN = 0.9  # share of them that have the same number of columns
_ENDED = re.compile(r"[。！？；]”?\s*$")
_LONG_CELL = 40  # characters of a cell beyond which it is prose
_BLANK = "\ufeff\u200b\0 \t\r\n\v\f\u3000\xa0\x1a"
_BINARY = 0.05  # share of control characters from which a file is no text
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def text_kind(data: bytes, name: str) -> Kind:
    """The kind of a file without a signature. name: breaks ties. Raises UnreadableFile where it is no text or an empty
    one."""
    sample = data[:_SAMPLE]
    if len(data) <= _SAMPLE and _is_blank(data):
        raise UnreadableFile(messages.EMPTY)
    try:
        text = decode(sample)[0]
    except UnicodeError:
        text = sample.decode("latin-1")  # a page or a mail is told by its ASCII words, however damaged the rest
        if kind := _marked(text, ""):
            return kind
        if len(_CONTROL.findall(sample)) > _BINARY * len(sample):
            raise UnreadableFile(messages.UNKNOWN) from None
        return Kind.TEXT  # its reader says that it is in no known encoding
    ending = name.rpartition(".")[2].lower()
    return _marked(text, ending) or (Kind.CSV if _is_table(text, len(data) > _SAMPLE, ending) else Kind.TEXT)


def _is_blank(data: bytes) -> bool:
    """Whether it is white space in some encoding."""
    for encoding in ("utf-8", "gb18030", "utf-16"):
        try:
            if not data.decode(encoding).strip(_BLANK):
                return True
        except UnicodeDecodeError:
            continue
    return False


def _marked(text: str, ending: str) -> Kind | None:
    """The kind of a text with markup or headers."""
    start = _BEFORE_TAGS.match(text).end()
    if _PAGE.match(text, start):
        return Kind.HTML
    head = _HEADERS.match(text.lstrip("\ufeff \t\r\n"))
    if head and len({found.group().lower() for found in _MAIL.finditer(head.group())}) >= 2:
        return Kind.EML
    if text[:_SAMPLE].lstrip("\ufeff \t\r\n").startswith("<?xml"):
        for mark, name, better in _OFFICE_XML:
            if mark.search(text[:4096]):
                raise UnreadableFile(messages.other(name, better))
    if (page := _PAGE.search(text, 0, 4096)) and len(_CLOSING.findall(text, page.end())) >= 3:
        return Kind.HTML
    closed = len(_CLOSING.findall(text))
    if _FRAGMENT.match(text, start) and closed >= 2 and ending not in ("md", "markdown", "txt"):
        return Kind.HTML
    return Kind.HTML if ending in ("htm", "html") and closed >= 2 else None


def _is_table(text: str, cut: bool, ending: str) -> bool:
    """Whether lines have the same number of columns. ending: csv or tsv decides where few lines or none tell."""
    lines = [line for line in text.splitlines()[: -1 if cut else None] if line.strip()][:_ROWS]
    named = ending in ("csv", "tsv")
    prose = sum(bool(_ENDED.search(line)) for line in lines) > 0.3 * len(lines)
    for delimiter in _DELIMITERS:
        try:
            rows = list(csv.reader(lines, delimiter=delimiter))
        except csv.Error:
            continue
        width, often = Counter(len(row) for row in rows).most_common(1)[0] if rows else (1, 0)
        if width < 2 or often < _EVEN * len(rows):
            continue
        cells = [len(cell) for row in rows for cell in row]
        short = sum(size <= _LONG_CELL for size in cells) >= _EVEN * len(cells)
        if named or (len(rows) >= 3 and short and not prose):
            return True
    return named and not prose
