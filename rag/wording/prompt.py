"""What a language model is asked: the question and the few sentences that answer it, within what the model can take."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from rag.schema import Answer, Citation
from rag.tokens import count_tokens
from rag.wording.handles import Handles

SENTINEL = "NO_ANSWER"
REPLY = 600  # tokens left for the reply
_TEMPLATE = Path(__file__).resolve().parent.parent.parent / "prompts" / "answer.md"
# Brackets that a server's template may take for its own marks (<|im_start|>, </s>) are widened; to a reader they are the same.
_PINYIN = re.compile(r"(?<=[\u3400-\u9fff])[(（][a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]*[)）]")
_WIDE = str.maketrans({"<": "＜", ">": "＞", "`": "｀"})


@dataclass(frozen=True, slots=True)
class Prompt:
    """A request. clauses: how many of the answer's citations it holds, the first ones; 0 where not even one has room."""

    messages: tuple[BaseMessage, ...]
    handles: Handles
    clauses: int


def prompt(answer: Answer, question: str, names: Mapping[str, str], context: int) -> Prompt:
    """The request for an answer that quotes. names: of its sources; context: tokens that the model takes, the reply's among them."""
    entries = [
        f"{_plain(_place(citation, names))}：“{_plain(one_line(citation.quote))}”" for citation in answer.citations
    ]
    asked = _plain(one_line(question) + (f"（{answer.understood}）" if answer.understood else ""))
    handles = Handles.apart_from([asked, *entries])
    template = _TEMPLATE.read_text("utf-8")
    system = template.replace("{sentinel}", SENTINEL).replace("{c}", handles.letter).strip()
    room = context - REPLY - count_tokens(system) - count_tokens(asked)
    lines: list[str] = []
    for number, entry in enumerate(entries, 1):
        line = f"[{handles.name(number)}] {entry}"
        room -= count_tokens(line) + 1
        if room < 0:
            break
        lines.append(line)
    human = "\n".join([f"问题：{asked}", *lines, "回答："])
    return Prompt((SystemMessage(system), HumanMessage(human)), handles, len(lines))


def one_line(text: str) -> str:
    """Text of a source with its line breaks closed up, and without the pinyin that share sites put behind characters."""
    return _PINYIN.sub("", "".join(line.strip() for line in text.splitlines()))


def _place(citation: Citation, names: Mapping[str, str]) -> str:
    return " ".join([names.get(citation.source, citation.source), *citation.section[-1:]])


def _plain(text: str) -> str:
    return text.translate(_WIDE)
