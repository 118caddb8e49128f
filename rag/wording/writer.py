"""Words an answer that quotes: the model's sentences where they hold, quotations where they do not, and the quoting answer where it fails."""

import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from langchain_core.language_models import BaseChatModel

from rag.schema import Answer
from rag.settings import Settings
from rag.wording.draft import Draft
from rag.wording.failure import Failure, ReplyError
from rag.wording.model import chat_model
from rag.wording.prompt import SENTINEL, Prompt, prompt
from rag.wording.reply import read_reply, without_thoughts
from rag.wording.sentences import sentences
from rag.wording.words import Remarks
from rag.words import Words, is_english

_LONGEST = 3000  # characters after which a reply is taken to run on for ever
_REPEATS = 3  # times that a sentence may come
_SEVERAL = re.compile(r"1\. .*\n(?:.*\n)*2\. ")  # questions answered one by one
_LIST = 3  # quotations of one document that make a list of it
_SENTENCES = re.compile(r"。\s*[^\s”’」』）)\]】]")  # more than one sentence

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Writer:
    """A language model that words answers. seconds: what a reply may take; context: tokens that a request and its reply may have."""

    model: BaseChatModel
    seconds: float = 60.0
    context: int = 4096

    def stream(self, quoted: Answer, question: str, names: Mapping[str, str]) -> Iterator[Answer]:
        """The answer as it grows, the last one whole; each begins with the text of the one before.

        quoted: the answer that quotes, which stands where the model is of no help. names: of its sources.
        """
        remarks = Remarks(question)
        if not _wants_wording(quoted):
            yield quoted
        elif is_english(question):
            yield _with_note(quoted, remarks.not_translated)
        else:
            yield from self._worded(quoted, question, names, remarks)

    def _worded(self, quoted: Answer, question: str, names: Mapping[str, str], remarks: Remarks) -> Iterator[Answer]:
        request = prompt(quoted, question, names, self.context)
        draft = Draft(quoted, names, request.handles, request.clauses, Words(question).differ, remarks)
        try:
            for sentence in self._sentences(request):
                if draft.add(sentence):
                    yield draft.answer()
            if not draft.kept:
                raise ReplyError(Failure.UNFOUNDED if draft.replaced else Failure.UNUSABLE)
        except ReplyError as error:
            _log.warning("language model of no help: %s", error)
            failed = remarks.failed(error.failure)
            if not draft.kept:
                yield _with_note(quoted, failed)
                return
            # What has been shown was checked and stays; the quotations that it lacks make the answer whole.
            draft.quote(list(quoted.citations))
            yield draft.answer(remarks.worded, failed)
            return
        draft.quote(draft.left_out())
        yield draft.answer(remarks.worded)

    def _sentences(self, request: Prompt) -> Iterator[str]:
        """The sentences of the reply. Raises ReplyError where it has none to offer or does not end."""
        if not request.clauses:
            raise ReplyError(Failure.LONG, "no room for a clause")
        times: dict[str, int] = {}
        reply = without_thoughts(read_reply(self.model, request.messages, self.seconds))
        for sentence in sentences(_within(reply, _LONGEST)):
            if SENTINEL in sentence:
                raise ReplyError(Failure.DECLINED)
            times[sentence] = times.get(sentence, 0) + 1
            if times[sentence] >= _REPEATS:
                raise ReplyError(Failure.UNUSABLE, "runs on")
            yield sentence


def _within(pieces: Iterator[str], most: int) -> Iterator[str]:
    """The pieces, up to so many characters. Raises ReplyError on more."""
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > most:
            raise ReplyError(Failure.UNUSABLE, "runs on")
        yield piece


def open_writer(settings: Settings) -> Writer | None:
    """The writer of the settings, None where they name no language model."""
    model = chat_model(settings)
    return Writer(model, settings.llm_timeout, settings.llm_context) if model else None


def _wants_wording(quoted: Answer) -> bool:
    """Whether other words could serve an answer: a refusal stands, also that of one question among several; metadata, a table, a list or a
    whole article is said best as it is written."""
    if quoted.refused or not quoted.citations or "“" not in quoted.text or _SEVERAL.match(quoted.text):
        return False
    table = any(line.startswith("|") for line in quoted.text.splitlines())
    items = max(Counter(citation.source for citation in quoted.citations).values())
    announced = any(citation.quote.rstrip().endswith(("：", ":")) for citation in quoted.citations[:-1])
    article = any(_SENTENCES.search(citation.quote) for citation in quoted.citations)
    return not (table or items >= _LIST or announced or article)


def _with_note(answer: Answer, note: str) -> Answer:
    return replace(answer, note=" ".join(filter(None, (answer.note, note))))
