"""What happens when somebody judges an answer: the verdict is kept beside the library, and what is wrong may be
said."""

import hashlib
import json
import logging
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import gradio as gr

from rag.feedback import Complaint, Verdict, as_gold, keep_verdict, read_verdicts
from rag.library import Library
from rag.page.answered import Answered
from rag.page.excerpt import clause_at
from rag.page.history import Shown, plain, shown_answer, turns
from rag.page.reference import Reference
from rag.page.words import Words, words_for
from rag.schema import Citation

log = logging.getLogger(__name__)
LONGEST_NOTE = 500
_GIVEN = {True: "up", False: "down"}
# As gradio names them.
_THUMBS = {True: "Like", False: "Dislike"}
Messages = Sequence[Mapping[str, Any]]
Thumbs = dict[str, str | None]


class Judging:
    """The listeners for a thumb, a complaint chosen and a note written. The browser holds the conversation and the
    verdict."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._answered = Answered()
        self._exports = tempfile.TemporaryDirectory(prefix="youju-feedback-")

    def gave(self, messages: Messages, session: str) -> None:
        """The last of the messages was given to a page as an answer."""
        self._answered.add(_identify(session, [plain(message["content"]) for message in messages]))

    def judge(
        self, messages: Messages | None, given: Thumbs, event: gr.LikeData, request: gr.Request
    ) -> tuple[Verdict | None, Thumbs, Any, Any, Any, Any]:
        """A thumb up, down or taken back: the verdict, the thumbs given, how they show, and what asks for the reason
        of a thumb down."""
        words = words_for(request)
        shown, session = list(messages or []), request.session_hash or ""
        verdict = self._verdict(shown, event, session)
        if verdict is None:
            return None, given, gr.skip(), *_asking(False, words)
        if verdict.id not in self._answered:
            return None, given, gr.skip(), *_telling(words.not_given)
        if not self._keep(verdict):
            return None, given, gr.skip(), *_telling(words.not_kept)
        given = given | {verdict.id: _THUMBS.get(event.liked)}
        chat = gr.Chatbot(feedback_value=thumbs(shown, given, session))
        return verdict, given, chat, *_asking(verdict.verdict == "down", words)

    def complain(self, verdict: Verdict | None, chosen: int | None, note: str) -> Verdict | None:
        """A complaint chosen, with what has been written so far."""
        return self._say(verdict, chosen, note) or verdict

    def explain(
        self, verdict: Verdict | None, chosen: int | None, note: str, request: gr.Request
    ) -> tuple[Verdict | None, Any, Any, Any]:
        """A note sent: nothing more is asked."""
        words = words_for(request)
        said = self._say(verdict, chosen, note)
        return said or verdict, *_telling(words.thanks if said else words.not_kept)

    def export(self, words: Words) -> gr.DownloadButton:
        """The button that downloads the verdicts as a gold file; not there while there are none."""
        try:
            rows = [as_gold(verdict) for verdict in read_verdicts(self.library.folder)]
        except OSError:
            log.exception("The verdicts could not be read")
            rows = []
        if not rows:
            return gr.DownloadButton(visible=False)
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        # gradio serves a copy. A name for each state, since several people may ask at once.
        path = Path(self._exports.name) / f"feedback-{hashlib.sha256(text.encode()).hexdigest()[:8]}.jsonl"
        path.write_text(text, "utf-8")
        return gr.DownloadButton(words.export.format(len(rows)), value=str(path), visible=True)

    def _say(self, verdict: Verdict | None, chosen: int | None, note: str) -> Verdict | None:
        """The verdict with what is wrong; None where it could not be kept."""
        if verdict is None:
            return None
        complaint = list(Complaint)[chosen] if isinstance(chosen, int) and 0 <= chosen < len(Complaint) else None
        said = replace(verdict, time=_now(), complaint=complaint, note=str(note).strip()[:LONGEST_NOTE])
        return said if self._keep(said) else None

    def _keep(self, verdict: Verdict) -> bool:
        if not self._answered.judge(verdict.id):
            log.warning("An answer was judged too often")
            return False
        try:
            keep_verdict(self.library.folder, verdict)
        except OSError:
            log.exception("A verdict was not kept")
            return False
        return True

    def _verdict(self, messages: Messages, event: gr.LikeData, session: str) -> Verdict | None:
        """The verdict on a message; None where it shows no answer to a question."""
        index = event.index if isinstance(event.index, int) else event.index[0]
        found = _judged(messages, index)
        if found is None:
            return None
        question, shown = found
        texts = [plain(message.get("content")) for message in messages[: index + 1]]
        return Verdict(
            id=_identify(session, texts), time=_now(), verdict=_GIVEN.get(event.liked, "none"),
            question=question, history=tuple(turns(messages[: index - 1])), answer=shown.text, refused=shown.refused,
            citations=self._citations(shown), library=self.library.digest,
        )  # fmt: skip

    def _citations(self, shown: Shown) -> tuple[Citation, ...]:
        """The citations that still stand in the library as they were cited."""
        found = (self._citation(wanted) for wanted in shown.references.values())
        return tuple(citation for citation in found if citation)

    def _citation(self, wanted: Reference) -> Citation | None:
        try:
            document = self.library.document(wanted.source)
        except KeyError:
            return None
        if not wanted.holds_in(document):
            return None
        clause = clause_at(document, wanted.start, wanted.end)
        path = document.clauses[clause].path if clause is not None else ()
        return document.cite(wanted.start, wanted.end, path)


def thumbs(messages: Messages, given: Thumbs, session: str) -> list[str | None]:
    """The thumb of each message of the assistant, in order, None for none."""
    found: list[str | None] = []
    texts = [plain(message.get("content")) for message in messages] if given else []
    for index, message in enumerate(messages):
        if message.get("role") == "assistant":
            judged = _judged(messages, index) if given else None
            found.append(given.get(_identify(session, texts[: index + 1])) if judged else None)
    return found


def _judged(messages: Messages, index: int) -> tuple[str, Shown] | None:
    """The question before a message and the answer that it shows; None where it shows none."""
    if not 0 < index < len(messages) or messages[index - 1].get("role") != "user":
        return None
    question, shown = plain(messages[index - 1].get("content")), shown_answer(messages[index].get("content"))
    return (question, shown) if question and shown else None


def _asking(shown: bool, words: Words) -> tuple[Any, Any, Any]:
    """What asks for the reason, empty."""
    choices = [(label, number) for number, label in enumerate(words.complaints)]
    return (
        gr.Column(visible=shown),
        gr.Radio(choices=choices, value=None, label=words.why),
        gr.Textbox(value="", placeholder=words.why_more, label=words.why_more, visible=True),
    )


def _telling(text: str) -> tuple[Any, Any, Any]:
    """What is said in the place of what was asked."""
    return gr.Column(visible=True), gr.Radio(choices=[], value=None, label=text), gr.Textbox(visible=False)


def _identify(session: str, texts: Sequence[str]) -> str:
    """The same for the same answer after the same conversation in the same open page, so that a change of mind replaces a
    verdict; says nothing of who it was. texts: of the messages, the answer's last."""
    return hashlib.sha256(json.dumps([session, *texts]).encode()).hexdigest()[:16]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
