"""RTF, by whatever program: Chinese in any of its encodings, tables, lists' numbers as drawn, notes, text boxes,
revisions."""

import re
from collections.abc import Callable
from dataclasses import replace

from ingest.kinds import Kind
from ingest.readers import legacy_messages as messages
from ingest.readers.rtf.fonts import Fonts
from ingest.readers.rtf.state import Goes, Shape, State, Story
from ingest.readers.rtf.styles import Styles
from ingest.readers.rtf.tokens import Is, Token, tokens
from ingest.readers.word.story import StoryWriter
from ingest.source import Reading, UnreadableFile
from rag.office.fields import Fields, is_page
from rag.office.symbols import symbol

_SIGNS = {"~": "\xa0", "_": "-", "{": "{", "}": "}", "\\": "\\", "\t": "\t"}
_TEXTS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "page": "\n", "column": "\n", "emdash": "—", "endash": "–", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005",
}  # fmt: skip
_RUNNING = {f"{name}{pages}" for name in ("header", "footer") for pages in ("", "l", "r", "f")}
_BOXES = {"shptxt", "dptxbxtext"}
_NOTES = {"footnote", "annotation"}
_UNREAD = frozenset(
    "colortbl info pict nonshppict shprslt sp filetbl revtbl rsidtbl listtable listoverridetable pnseclvl pgptbl themedata "
    "datastore latentstyles xmlnstbl generator bkmkstart bkmkend tc xe txe rxe private template nonesttables falt panose atnid "
    "atnauthor atndate atnref ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn fldtype mmathPr ctrlPr objclass objname objdata "
    "ffdeftext ffname ffhelptext ffstattext ffl formfield datafield userprops docvar background listpicture keywords".split()
)
# Destinations that programs may pass over, and this one reads.
_STARRED = frozenset("annotation footnote shpinst do ud nesttableprops fldinst moMath moMathPara".split())
_TOC = re.compile(r"\s*TOC\b", re.I)
_DEEPEST = 10_000  # groups in groups


def read_rtf(data: bytes) -> Reading:
    """The text of an RTF file. Raises UnreadableFile where it is damaged or holds no text."""
    reader = _Reader()
    for token in tokens(data):
        reader.take(token)
        if len(reader.groups) > _DEEPEST:
            raise UnreadableFile(messages.BROKEN)
    reading = reader.reading()
    if not reading.text.strip():
        raise UnreadableFile(messages.NO_TEXT)
    return reading


class _Reader:
    """Takes tokens. groups: what held before each open group, and what is to be done at its end."""

    def __init__(self) -> None:
        self.state = State()
        self.groups: list[tuple[State, Callable[[], None] | None]] = []
        self.stories = [Story()]
        self.running = Story()
        self.comments = Story()
        self.fonts = Fonts()
        self.default = 0
        self.styles = Styles()
        self.fields: list[str] = []
        self.bytes = b""
        self.skipping = 0
        self.starred = False

    @property
    def story(self) -> Story:
        """The one that is being written."""
        return self.stories[-1]

    @property
    def shape(self) -> Shape:
        """Of the row whose shape is being told."""
        return self.story.shapes[self.state.nested]

    def reading(self) -> Reading:
        """What has been read."""
        while self.groups:
            self.take(Token(Is.CLOSES))
        self.flush()
        self.end_paragraph()
        writer = StoryWriter(Kind.RTF)
        writer.story(self.stories[0].paragraphs)
        return writer.reading(self.running.paragraphs, self.comments.paragraphs)

    def take(self, token: Token) -> None:
        """Read a token."""
        if token.kind is Is.BYTES:
            self.take_bytes(token)
            return
        if token.kind is not Is.WORD or token.word != "u":
            self.flush()
        self.skipping = 0
        if token.kind is Is.OPENS:
            self.groups.append((self.state, None))
            self.state = replace(self.state)
        elif token.kind is Is.CLOSES:
            self.close()
        elif token.kind is Is.SIGN:
            self.sign(token.word)
        elif self.starred and token.word not in _STARRED:
            self.state.goes = Goes.NOWHERE
        else:
            self.word(token.word, token.value)
        self.starred = token.kind is Is.SIGN and token.word == "*"

    def take_bytes(self, token: Token) -> None:
        passed = min(self.skipping, len(token.data))
        self.skipping -= passed
        self.bytes += token.data[passed:]

    def close(self) -> None:
        """End a group."""
        if not self.groups:
            return
        before, ending = self.groups.pop()
        if ending:
            ending()
        self.state = before

    def at_end(self, ending: Callable[[], None]) -> None:
        """Do something at the end of the group that is open."""
        if self.groups:
            self.groups[-1] = self.groups[-1][0], ending

    def flush(self) -> None:
        """Write the bytes that have come together."""
        if not self.bytes:
            return
        data, self.bytes = self.bytes, b""
        if self.fonts.is_symbol(self.state.font) and self.state.goes in (Goes.BODY, Goes.LABEL):
            name = self.fonts.names.get(self.state.font, "")
            self.add("".join(symbol(name, f"{code:x}") for code in data))
        else:
            self.add(self.fonts.decoded(data, self.state.font))

    def add(self, text: str) -> None:
        """Add text where it belongs."""
        state = self.state
        if state.goes in (Goes.BODY, Goes.LABEL):
            self.story.add(text, state)
        elif state.goes is Goes.CODE and self.fields:
            self.fields[-1] += text
        elif state.goes is Goes.FONTS:
            name = self.fonts.names.get(state.font, "")
            self.fonts.names[state.font] = name + text.rstrip(";")
        elif state.goes is Goes.STYLES:
            self.styles.name(state.style, text)

    def sign(self, sign: str) -> None:
        if sign in "\r\n":
            self.word("par", None)
        elif sign in _SIGNS:
            self.add(_SIGNS[sign])

    def word(self, word: str, value: int | None) -> None:
        """Read a control word."""
        state = self.state
        if word == "u":
            self.flush()
            self.add_unicode((value or 0) & 0xFFFF)
            self.skipping = state.skip
        elif word in _UNREAD and not (word == "falt" and state.goes is not Goes.FONTS):
            state.goes = Goes.NOWHERE
        elif word == "ud":
            state.goes = Goes.BODY
        elif state.goes is Goes.NOWHERE:
            if word == "uc":
                state.skip = max(0, value or 0)
        elif word in _TEXTS:
            self.add(_TEXTS[word])
        elif word in _WORDS:
            _WORDS[word](self, value)
        elif word in _RUNNING:
            self.into(self.running)
        elif word in _BOXES or word in _NOTES:
            self.hang(word)

    def add_unicode(self, code: int) -> None:
        if 0xF000 <= code <= 0xF0FF and self.state.goes in (Goes.BODY, Goes.LABEL):
            self.add(symbol(self.fonts.names.get(self.state.font, ""), f"{code:x}"))
        else:
            self.add(chr(code))

    def into(self, story: Story) -> None:
        """Write into a story until the group ends."""
        self.stories.append(story)
        self.state.new_paragraph()
        self.state.hidden = self.state.deleted = self.state.contents = False

        def ending() -> None:
            if story.open.text or story.open.label:
                self.end_paragraph()
            self.stories.pop()

        self.at_end(ending)

    def hang(self, word: str) -> None:
        """Write into a note, a comment or a text box, which hangs on the paragraph that is open."""
        if word == "annotation":
            self.into(self.comments)
            return
        holder = self.story.open
        own = Story()
        (holder.notes if word == "footnote" else holder.boxes).append(own.paragraphs)
        self.into(own)

    def begin_field(self) -> None:
        depth = len(self.fields)
        self.fields.append("")
        before = len(self.story.open.text)

        def ending() -> None:
            code = self.fields[depth] if depth < len(self.fields) else ""
            del self.fields[depth:]
            if not self.story.open.text[before:].strip() and self.state.goes is Goes.BODY:
                field = Fields()
                field.mark("begin")
                field.add_code(code)
                self.add(field.mark("end"))

        self.at_end(ending)

    def begin_result(self) -> None:
        code = self.fields[-1] if self.fields else ""
        if is_page(code):
            self.state.goes = Goes.NOWHERE
        elif _TOC.match(code):
            self.state.contents = True

    def end_paragraph(self) -> None:
        """End the paragraph that is open."""
        state = self.state
        level = self.styles.level(state.style, state.outline)
        self.story.end(state, level, self.styles.is_contents(state.style))

    def end_cell(self, depth: int) -> None:
        self.end_paragraph()
        self.story.end_cell(depth)

    def set_outline(self, value: int | None) -> None:
        if self.state.goes is Goes.STYLES:
            self.styles.outline(self.state.style, value or 0)
        else:
            self.state.outline = value

    def set(self, name: str, value: object) -> None:
        setattr(self.state, name, value)

    def merge(self, down: int = 0, across: int = 0) -> None:
        """Say that the next cell of the row is merged."""
        cell = self.shape.cell
        cell.down, cell.across = down or cell.down, across or cell.across

    def plain(self) -> None:
        self.state.hidden = self.state.deleted = False
        self.state.font = self.default


_WORDS: dict[str, Callable[[_Reader, int | None], None]] = {
    "par": lambda reader, _: reader.end_paragraph(),
    "sect": lambda reader, _: reader.end_paragraph(),
    "pard": lambda reader, _: reader.state.new_paragraph(),
    "plain": lambda reader, _: reader.plain(),
    "ansicpg": lambda reader, value: setattr(reader.fonts, "page", value or 1252),
    "deff": lambda reader, value: setattr(reader, "default", value or 0),
    "f": lambda reader, value: reader.set("font", value or 0),
    "fcharset": lambda reader, value: reader.fonts.sets.__setitem__(reader.state.font, value or 0),
    "uc": lambda reader, value: reader.set("skip", max(0, 1 if value is None else value)),
    "v": lambda reader, value: reader.set("hidden", value != 0),
    "deleted": lambda reader, value: reader.set("deleted", value != 0),
    "s": lambda reader, value: reader.set("style", value or 0),
    "outlinelevel": lambda reader, value: reader.set_outline(value),
    "intbl": lambda reader, _: reader.set("in_table", True),
    "itap": lambda reader, value: reader.set("depth", max(1, value or 1)),
    "trowd": lambda reader, _: reader.story.begin_row(reader.state.nested),
    "trleft": lambda reader, value: setattr(reader.shape, "left", value or 0),
    "trhdr": lambda reader, _: setattr(reader.shape.row, "head", True),
    "clvmgf": lambda reader, _: reader.merge(down=3),
    "clvmrg": lambda reader, _: reader.merge(down=1),
    "clmgf": lambda reader, _: reader.merge(across=1),
    "clmrg": lambda reader, _: reader.merge(across=2),
    "cellx": lambda reader, value: reader.shape.edge(value or 0),
    "cell": lambda reader, _: reader.end_cell(1),
    "nestcell": lambda reader, _: reader.end_cell(max(2, reader.state.depth)),
    "row": lambda reader, _: reader.story.end_row(1),
    "nesttableprops": lambda reader, _: reader.set("nested", True),
    "nestrow": lambda reader, _: reader.story.end_row(max(2, reader.state.depth)),
    "fonttbl": lambda reader, _: reader.set("goes", Goes.FONTS),
    "stylesheet": lambda reader, _: reader.set("goes", Goes.STYLES),
    "listtext": lambda reader, _: reader.set("goes", Goes.LABEL),
    "pntext": lambda reader, _: reader.set("goes", Goes.LABEL),
    "upr": lambda reader, _: reader.set("goes", Goes.NOWHERE),
    "field": lambda reader, _: reader.begin_field(),
    "fldinst": lambda reader, _: reader.set("goes", Goes.CODE),
    "fldrslt": lambda reader, _: reader.begin_result(),
}
