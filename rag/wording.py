"""Freer wording by a language model, under the promises of the quoting answer: same citations, same refusals.

The model sees the few sentences that were read, under handles that live for one request. What it says is kept sentence by
sentence: a sentence stays if it names a known handle and its figures and words of duty stand in the quotations behind it;
else the quotation takes its place. Where the model fails or finds no answer, the quoting answer stands.
"""

import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage

from rag.numerals import figures
from rag.schema import Answer, Citation
from rag.settings import Settings
from rag.text import fold
from rag.tokens import count_tokens
from rag.words import Words

_PROMPT = Path(__file__).resolve().parent.parent / "prompts" / "answer.md"
_SENTINEL = "NO_ANSWER"
_HANDLE = re.compile(r"[\[【]\s*(c\d+(?:\s*[,，、]\s*c\d+)*)\s*[\]】]", re.I)
_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+|\n|$)(?:\s*[\[【]\s*c[^\]】]*[\]】])*")
# Words that change what a sentence obliges to; each must stand in the quotation too.
_DUTY = re.compile("不得|不准|严禁|禁止|必须|应当|可以|至少|不少于|不超过|以上|以下|左右|没有|未|不(?!断|仅|同|再)")

_BUDGET = 1500  # tokens of quotations that go to the model

_log = logging.getLogger(__name__)


def chat_model(settings: Settings) -> BaseChatModel | None:
    """The language model of the settings, or None where none is set."""
    if not (settings.llm_base_url and settings.llm_model):
        return None
    from langchain_openai import ChatOpenAI

    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else "none"
    return ChatOpenAI(
        model=settings.llm_model,
        base_url=settings.llm_base_url,
        api_key=key,
        timeout=settings.llm_timeout,
        max_retries=0,
        temperature=0,
    )


def _within_budget(citations: Sequence[Citation]) -> list[Citation]:
    """The first citations that fit a small model's context; at least one."""
    kept: list[Citation] = []
    tokens = 0
    for citation in citations:
        tokens += count_tokens(citation.quote)
        if kept and tokens > _BUDGET:
            break
        kept.append(citation)
    return kept


def _clauses(citations: Sequence[Citation], names: dict[str, str]) -> str:
    return "\n".join(
        f"c{number}{names.get(citation.source, citation.source)}{' '.join(citation.section[-1:])}：“{citation.quote}”"
        for number, citation in enumerate(citations, 1)
    )


def _handles(sentence: str, count: int) -> list[int]:
    """The known handles that a sentence names, as numbers from 1."""
    found = [int(number) for group in _HANDLE.findall(sentence) for number in re.findall(r"\d+", group)]
    return [number for number in dict.fromkeys(found) if 1 <= number <= count]


def borne_out(sentence: str, quotes: Sequence[str]) -> bool:
    """Whether the figures and words of duty of a sentence stand in the quotations behind it."""
    said = fold(_HANDLE.sub("", sentence))
    behind = fold("".join(quotes))
    return figures(said) <= figures(behind) and all(word in behind for word in _DUTY.findall(said))


def _checked(reply: str, citations: Sequence[Citation]) -> str:
    """The sentences of a reply that hold, with [n] for their handles; a quotation for each that does not. "" if none named a clause."""
    lines: list[str] = []
    kept = 0
    for match in _SENTENCE.finditer(reply):
        sentence = match.group().strip()
        if not sentence:
            continue
        numbers = _handles(sentence, len(citations))
        if not numbers:
            continue
        marks = "".join(f"[{number}]" for number in numbers)
        if borne_out(sentence, [citations[number - 1].quote for number in numbers]):
            lines.append(_HANDLE.sub("", sentence).strip() + marks)
            kept += 1
        else:
            lines.append(f"“{citations[numbers[0] - 1].quote}”[{numbers[0]}]")
    return "\n".join(dict.fromkeys(lines)) if kept else ""


def reword(answer: Answer, question: str, names: dict[str, str], model: BaseChatModel) -> Answer:
    """The answer in the model's words, or the answer as it is with a note that the model did not help. names: of sources."""
    if answer.refused or not answer.citations:
        return answer
    system = _PROMPT.read_text("utf-8").replace("{sentinel}", _SENTINEL)
    messages = [
        SystemMessage(system),
        HumanMessage(f"问题：{question}\n{_clauses(_within_budget(answer.citations), names)}\n回答："),
    ]
    note = " ".join(filter(None, (answer.note, Words(question).model_failed)))
    try:
        reply = str(model.invoke(messages).text)
    except Exception as error:  # whatever a server or its client may throw must not cost the user the answer
        _log.warning("language model failed: %s", error)
        return replace(answer, note=note)
    text = "" if _SENTINEL in reply else _checked(reply, answer.citations)
    return replace(answer, text=text) if text else replace(answer, note=note)
