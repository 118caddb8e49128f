"""What an answer says besides its quotations, in Chinese and English."""

from rag.read import Reason
from rag.text import has_han

_REASONS = {
    Reason.PLACE: ("资料库里没有{names}的文件。", "The library holds no document of {names}."),
    Reason.YEAR: ("资料库里没有{names}年的这类文件。", "The library holds no such document of {names}."),
    Reason.TITLE: ("资料库里没有{names}。", "{names} is not in the library."),
    Reason.ARTICLE: ("{names}里没有这一条。", "{names} has no such article."),
    Reason.FIELD: ("文件没有写明这一项。", "The document does not state this."),
    Reason.FIGURE: ("文件谈到这件事，但没有给出所问的数字。", "The documents speak of it but give no such figure."),
    Reason.MASKED: ("原文在这里把数字或名称隐去了（如“20XX”“XX”）。", "The source blots out the figure or name here."),
    Reason.CUT_OFF: ("原文说到这里就中断了，后面的内容缺失。", "The source breaks off at this point."),
    Reason.NOTHING: ("资料库里的文件没有说到这个问题。", "The documents in the library do not answer this."),
    Reason.NO_LIBRARY: (
        "资料库是空的，请先用 python -m ingest 导入文件。",
        "The library is empty; ingest documents first: python -m ingest FOLDER.",
    ),
    Reason.EMPTY: ("请输入一个问题。", "Please ask a question."),
}
_REFUSAL = ("没有找到答案：", "No answer found: ")
_NEARBY = ("相近的内容在：", "What comes near: ")
_ALTERED = (
    "该文件用词疑似被替换过，引文照原样给出。",
    "The wording of this document looks altered; quotations show it as it stands.",
)
_UNTITLED = ("无标题文件", "untitled document")
_OPENING = ("开头", "opening")
_FIELDS = {
    "number": ("文号", "Document number"),
    "agency": ("发布机构", "Issuing agency"),
    "issued": ("日期", "Date"),
    "year": ("年份", "Year"),
    "title": ("标题", "Title"),
}
_DIFFER = ("各文件说法不同，分别如下：", "The documents differ:")
_SEVERAL = ("有{count}份文件写到：", "{count} documents say so:")
_AS_WRITTEN = ("这里的“今年”指文件所说的{year}年。", "“This year” is read as {year}, the year the document speaks of.")
_NOT_QUOTED = (
    "问话里的数字 {figures} 在引文里没有，请核对原文。",
    "The quotation does not hold the figure {figures} of your text; check the source.",
)
_UNDERSTOOD = ("按“{question}”查找", "Searched for “{question}”")
_MODEL_FAILED = (
    "语言模型没有给出可用的回答，这里直接引用原文。",
    "The language model gave no usable answer; the source is quoted instead.",
)


def is_english(question: str) -> bool:
    """Whether a question is asked in English: it has letters and no Chinese character."""
    return not has_han(question) and any(char.isalpha() for char in question)


class Words:
    """The words in the language of a question."""

    def __init__(self, question: str) -> None:
        self._index = int(is_english(question))

    def refusal(self, reason: Reason, names: str = "") -> str:
        why = _REASONS[reason][self._index].format(names=names)
        return why if reason in (Reason.EMPTY, Reason.NO_LIBRARY) else _REFUSAL[self._index] + why

    def nearby(self, names: list[str]) -> str:
        return _NEARBY[self._index] + "；".join(names)

    def field(self, name: str) -> str:
        return _FIELDS[name][self._index] if name in _FIELDS else name

    def several(self, count: int) -> str:
        return _SEVERAL[self._index].format(count=count)

    def as_written(self, year: str) -> str:
        return _AS_WRITTEN[self._index].format(year=year)

    @property
    def model_failed(self) -> str:
        return _MODEL_FAILED[self._index]

    def not_quoted(self, figures: str) -> str:
        return _NOT_QUOTED[self._index].format(figures=figures)

    def understood(self, question: str) -> str:
        return _UNDERSTOOD[self._index].format(question=question) if question else ""

    @property
    def altered(self) -> str:
        return _ALTERED[self._index]

    @property
    def untitled(self) -> str:
        return _UNTITLED[self._index]

    @property
    def opening(self) -> str:
        return _OPENING[self._index]

    @property
    def differ(self) -> str:
        return _DIFFER[self._index]
