"""What a mail or a web page saved as MHT holds: its own text as a file, and its attachments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path, PurePosixPath

from lxml import etree, html

from ingest.containers import messages
from ingest.containers.headers import date, decoded, file_name, parse_mail, words
from ingest.containers.member import Member, Refused
from ingest.read import load
from ingest.source import UnreadableFile
from rag.text import has_han

LETTER, PAGE, UNNAMED = "邮件正文", "网页", "附件"
_HEADS = (("标题", "Subject"), ("作者", "From"), ("发布日期", "Date"))  # as a portal names them: data, no text
_PICTURE = 60 * 1024  # bytes from which a picture in the text may be a photographed page and no sender's logo
_RICHER = 0.9  # share of the plain text's characters under which the HTML beside it has left something out
_FRAME = 50  # characters of a saved page's frame that may be text of the document
_CID = re.compile(r"cid:([^\s\"'>)]+)", re.I)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")
_PASSED_ON = re.compile(r"(?:(?:Fwd?|Re|转发|回复|答复)\s*[:：]\s*)+", re.I)
_QUOTED = re.compile(r"^>(?:[> \t]*[> \t]|$)", re.M)  # before the lines of a mail that another quotes (RFC 3676, 4.5)
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
_ENCRYPTED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"})
_PAGE_PARTS = re.compile(r"text/(?:css|xml|javascript)|application/(?:x-)?javascript|font/|image/svg")
_ENDINGS = {
    "text/html": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
}


@dataclass(frozen=True, slots=True)
class _Text:
    """A piece of a mail's own text. place: where a saved page had it from."""

    text: str
    is_html: bool
    place: str = ""

    @property
    def shown(self) -> str:
        """What a reader sees of it, without white space."""
        return "".join((_tree(self.text).text_content() if self.is_html else self.text).split())


def mail_members(content: Path | bytes) -> Iterator[Member | Refused]:
    """The text of a mail, then its attachments in order. Raises UnreadableFile where there is neither, or where too
    much lies within each other."""
    data = content if isinstance(content, bytes) else load(content)
    try:
        yield from _members(parse_mail(data.lstrip(b"\xef\xbb\xbf\r\n\t ")))
    except RecursionError:
        raise UnreadableFile(messages.NESTED_MAIL) from None


def _members(mail: Message) -> Iterator[Member | Refused]:
    pieces = list(_pieces(mail))
    texts = [piece for piece in pieces if isinstance(piece, _Text) and piece.shown]
    attached = [piece for piece in pieces if not isinstance(piece, _Text)]
    if not texts and not attached:
        raise UnreadableFile(messages.EMPTY_MAIL)
    if texts and _is_saved_page(mail):
        yield from _saved_page(words(mail.get("Subject", "")), texts)
    elif texts:
        yield _letter(mail, texts)
    placed = {cid for piece in pieces if isinstance(piece, _Text) for cid in _CID.findall(piece.text)}
    for part in attached:
        if member := _attachment(part, placed):
            yield member


def _is_saved_page(mail: Message) -> bool:
    """Whether this is a page saved by a browser or by Word: its parts have addresses, and nobody received it."""
    placed = any("Content-Location" in part or "Snapshot-Content-Location" in part for part in mail.walk())
    return placed and not mail.get("To") and not mail.get("Received")


def _pieces(part: Message) -> Iterator[_Text | Message]:
    """The texts and attachments of a mail in order; of texts that say the same, the richer."""
    kind = part.get_content_type()
    if kind == "multipart/alternative":
        found = [piece for child in part.get_payload() for piece in _pieces(child)]
        texts = [piece for piece in found if isinstance(piece, _Text)]
        yield from [text for text in [_richer(texts)] if text]
        yield from (piece for piece in found if not isinstance(piece, _Text))
    elif kind != "message/rfc822" and part.is_multipart():
        for child in part.get_payload():
            yield from _pieces(child)
    elif kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment" and not file_name(part):
        text = decoded(part.get_payload(decode=True) or b"", part.get_content_charset() or "")
        is_html = kind == "text/html"
        yield _Text(text if is_html else _QUOTED.sub("", text), is_html, part.get("Content-Location", ""))
    else:
        yield part


def _richer(texts: list[_Text]) -> _Text | None:
    """HTML keeps paragraphs, lists and tables; but some mails hold only a notice there that they are to be read
    elsewhere."""
    plain = max((len(text.shown) for text in texts if not text.is_html), default=0)
    rich = [text for text in texts if text.is_html and len(text.shown) >= _RICHER * plain]
    return rich[-1] if rich else next((text for text in texts if not text.is_html), None)


def _tree(text: str) -> html.HtmlElement:
    """HTML as a tree; its own word on its encoding counts for nothing, for it is text already."""
    try:
        tree = html.document_fromstring(
            _CONTROL.sub("", text).encode("utf-8", "ignore"), parser=html.HTMLParser(encoding="utf-8")
        )
    except etree.ParserError:  # nothing in it
        return html.document_fromstring("<p></p>")
    etree.strip_elements(tree, "script", "style", with_tail=False)
    return tree


def _written(tree: html.HtmlElement) -> bytes:
    for meta in tree.xpath("//meta[@charset or translate(@http-equiv,'CONTEYP','conteyp')='content-type']"):
        meta.tag = "script"
    etree.strip_elements(tree, "script", with_tail=False)
    return b"\xef\xbb\xbf" + etree.tostring(tree, encoding="utf-8", method="html")


def _letter(mail: Message, texts: list[_Text]) -> Member:
    """The text of a mail, with what it is about, whose it is and when it was sent at its head."""
    heads = [
        f"{label}：{_HEAD_WORDS.get(header, words)(value)}" for label, header in _HEADS if (value := mail.get(header))
    ]
    first = next((text for text in texts if text.is_html), None)
    if first is None:
        return Member(f"{LETTER}.txt", "\n\n".join(["\n".join(heads), *(text.text for text in texts)]).encode())
    tree = _tree(first.text)
    body = tree.find("body") if tree.find("body") is not None else tree
    before = True
    for text in texts:
        if text is first:
            before = False
            continue
        lines = (_tree(text.text).text_content() if text.is_html else text.text).splitlines()
        for line in lines:
            (heads.append(line) if before else _add(body, line, len(body)))
    for index, line in enumerate(heads):
        _add(body, line, index)
    return Member(f"{LETTER}.html", _written(tree))


def _subject(value: str) -> str:
    """What a mail is about, without what mail programs put before it when it is answered or passed on."""
    said = words(value)
    return _PASSED_ON.sub("", said) or said


_HEAD_WORDS = {"Subject": _subject, "Date": date}


def _add(body: html.HtmlElement, line: str, index: int) -> None:
    paragraph = html.Element("p")
    paragraph.text = _CONTROL.sub("", line)
    if index == 0:  # text that stands bare in the body stays behind it
        paragraph.tail, body.text = body.text, None
    body.insert(index, paragraph)


def _saved_page(title: str, texts: list[_Text]) -> Iterator[Member]:
    """The page, then those of its frames that have text."""
    for index, text in enumerate(texts):
        name = _safe(title) if index == 0 else _safe(PurePosixPath(text.place.split("?")[0]).name)
        if index and not (len(text.shown) >= _FRAME and has_han(text.shown)):
            continue
        name = re.sub(r"\.(?:html?|txt)$", "", name) or PAGE
        yield Member(
            name + (".html" if text.is_html else ".txt"),
            _written(_tree(text.text)) if text.is_html else text.text.encode(),
        )


def _attachment(part: Message, placed: set[str]) -> Member | Refused | None:
    """An attachment; None for what no reader would look for: a sender's logo, a style sheet, a signature. placed: the
    content ids of pictures that stand in the text."""
    kind = part.get_content_type()
    if kind == "message/rfc822":
        return _forwarded(part)
    name = _safe(file_name(part)) or UNNAMED + _ENDINGS.get(kind, "")
    if kind == "application/ms-tnef" or name.lower() == "winmail.dat":
        return Refused(name, messages.WINMAIL)
    if kind in _ENCRYPTED:
        return Refused(name, messages.ENCRYPTED_MAIL)
    if kind in _SIGNATURES or (_PAGE_PARTS.match(kind) and part.get("Content-Location")):
        return None
    data = part.get_payload(decode=True) or b""
    if part.get_content_maintype() == "image" and (
        part.get("Content-ID", "").strip("<> ") in placed
        or part.get("Content-Location")
        or part.get_content_disposition() == "inline"
    ):
        return Member(name, data) if len(data) >= _PICTURE else None
    return Member(name, data) if data.strip() else Refused(name, messages.NO_CONTENT)


def _forwarded(part: Message) -> Member | Refused:
    """A mail attached to a mail, as a file of its own."""
    inner = part.get_payload(0) if part.is_multipart() else None
    name = _safe(file_name(part) or words(inner.get("Subject", "") if inner else "")) or UNNAMED
    name = name if name.lower().endswith(".eml") else f"{name}.eml"
    data = inner.as_bytes() if inner else b""
    return Member(name, data) if data.strip() else Refused(name, messages.NO_CONTENT)


def _safe(name: str) -> str:
    """A file's name and nothing but that: its last part, without what no system takes in a name."""
    return _UNSAFE.sub("_", re.split(r"[/\\]", name)[-1]).strip(" .")
