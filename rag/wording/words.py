"""What an answer says about its wording, in Chinese and English."""

from rag.wording.failure import Failure
from rag.words import is_english

_WORDED = (
    "以上句子由语言模型转述，数字、名称和限定语已与所引原文逐句核对。",
    "These sentences were worded by a language model and checked against the source that each of them cites.",
)
_REPLACED = (
    "语言模型有{count}句与原文不符，已换成原文。",
    "{count} of the language model's sentences did not agree with the source and gave way to it.",
)
_NOT_TRANSLATED = (
    "外文转述无法与原文逐句核对，这里直接引用原文。",
    "Wording in English could not be checked against the Chinese source, so the source is quoted.",
)
_QUOTED = ("这里直接引用原文。", "The source is quoted instead.")
_FAILURES: dict[Failure, tuple[str, str]] = {
    Failure.KEY: (
        "语言模型不接受密钥（请核对 YOUJU_LLM_API_KEY）。",
        "The language model did not accept the key (check YOUJU_LLM_API_KEY).",
    ),
    Failure.ADDRESS: (
        "那台服务器上没有这个语言模型（请核对 YOUJU_LLM_MODEL 和 YOUJU_LLM_BASE_URL）。",
        "The server has no such language model (check YOUJU_LLM_MODEL and YOUJU_LLM_BASE_URL).",
    ),
    Failure.BUSY: (
        "语言模型正忙，或额度已用完。",
        "The language model is busy, or its quota is used up.",
    ),
    Failure.SERVER: ("语言模型的服务器出错了。", "The language model's server failed."),
    Failure.UNREACHABLE: (
        "连不上语言模型的服务器（请核对 YOUJU_LLM_BASE_URL）。",
        "The language model's server cannot be reached (check YOUJU_LLM_BASE_URL).",
    ),
    Failure.SLOW: ("语言模型太慢，没有等到它说完。", "The language model was too slow and was not waited for."),
    Failure.LONG: (
        "问题和条款超出了语言模型能容纳的长度（见 YOUJU_LLM_CONTEXT）。",
        "Question and clauses are longer than the language model takes (see YOUJU_LLM_CONTEXT).",
    ),
    Failure.BROKEN_OFF: ("语言模型没有说完。", "The language model broke off."),
    Failure.UNUSABLE: ("语言模型没有给出可用的回答。", "The language model gave no usable answer."),
    Failure.UNFOUNDED: (
        "语言模型的说法与原文不符，没有采用。",
        "What the language model said did not agree with the source and was not used.",
    ),
    Failure.DECLINED: (
        "语言模型认为这里的条款没有回答这个问题，请自行判断。",
        "The language model holds that these clauses do not answer the question; judge for yourself.",
    ),
}


class Remarks:
    """The remarks in the language of a question."""

    def __init__(self, question: str) -> None:
        self._index = int(is_english(question))

    @property
    def worded(self) -> str:
        return _WORDED[self._index]

    @property
    def not_translated(self) -> str:
        return _NOT_TRANSLATED[self._index]

    def replaced(self, count: int) -> str:
        return _REPLACED[self._index].format(count=count)

    def failed(self, failure: Failure) -> str:
        return " ".join((_FAILURES[failure][self._index], _QUOTED[self._index]))
