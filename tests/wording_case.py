"""An answer to be worded, and a writer for a chat server: what the tests of the wording share."""

from collections.abc import Iterator

from rag.schema import Answer, Citation
from rag.settings import Settings
from rag.wording.writer import Writer, open_writer
from tests.chat_server import ChatServer

QUOTE = "全区新建幼儿园12所，扩建3所，收费标准不得高于每月800元。"
OTHER = "全区新建幼儿园7所，收费标准由各园自定。"
NAMES = {"总结.txt": "《海云区教育总结》", "要点.txt": "《青禾区教育要点》"}
QUESTION = "新建了几所幼儿园？"
TEXT = f"《海云区教育总结》 一、学前：\n“{QUOTE}”[1]"


def cite(quote: str, source: str = "总结.txt") -> Citation:
    return Citation(source, ("一、学前",), quote, 0, len(quote))


ANSWER = Answer(TEXT, citations=(cite(QUOTE),), score=0.8)
TWO = Answer(
    f"{TEXT}\n《青禾区教育要点》 一、学前：\n“{OTHER}”[2]",
    citations=(cite(QUOTE), cite(OTHER, "要点.txt")),
    score=0.8,
)


def writer(server: ChatServer, **settings: object) -> Writer:
    given = {"llm_base_url": server.url, "llm_model": "test", "llm_timeout": 20, "_env_file": None} | settings
    opened = open_writer(Settings(**given))
    assert opened
    return opened


def stream(
    server: ChatServer, answer: Answer = ANSWER, question: str = QUESTION, **settings: object
) -> Iterator[Answer]:
    return writer(server, **settings).stream(answer, question, NAMES)


def ask(server: ChatServer, answer: Answer = ANSWER, question: str = QUESTION, **settings: object) -> Answer:
    *_, last = stream(server, answer, question, **settings)
    return last
