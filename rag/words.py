"""What an answer says besides its quotations, in Chinese and English."""

from collections.abc import Sequence

from rag.answering.overview import Asked
from rag.question.greeting import Greeting
from rag.reading.reasons import Reason
from rag.text import has_han

_REASONS = {
    Reason.PLACE: ("资料库里没有{names}的文件。", "The library holds no document of {names}."),
    Reason.YEAR: ("资料库里没有{names}年的这类文件。", "The library holds no such document of {names}."),
    Reason.TITLE: ("资料库里没有{names}。", "{names} is not in the library."),
    Reason.ARTICLE: ("{names}里没有这一条。", "{names} has no such article."),
    Reason.PART: ("{names}没有这一款或者这一项。", "{names} has no such paragraph or item."),
    Reason.WHICH: (
        "有几份文件都有这一条，请说明是哪一份：{names}。",
        "Several documents have that article; say which one: {names}.",
    ),
    Reason.FIELD: ("文件没有写明这一项。", "The document does not state this."),
    Reason.FIGURE: (
        "文件谈到相近的事，但没有写出所问的。",
        "The documents speak of something near but do not give what is asked.",
    ),
    Reason.NEAR: (
        "文件谈到相近的事，但没有回答这个问题。",
        "The documents speak of something near but do not answer this.",
    ),
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
_OVER = (
    "{name}已不再有效：文中写明“{why}”。",
    "{name} is no longer in force: it says “{why}”.",
)
_REPLACED = ("{name}已由{names}取代。", "{name} has been replaced by {names}.")
_OPENING = ("开头", "opening")
_FIELDS = {
    "number": ("文号", "Document number"),
    "agency": ("发布机构", "Issuing agency"),
    "issued": ("日期", "Date"),
    "year": ("年份", "Year"),
    "title": ("标题", "Title"),
    "copied_to": ("抄送", "Copied to"),
    "addressee": ("主送", "Addressed to"),
    "signer": ("签发人", "Signed off by"),
    "attachments": ("附件", "Attachments"),
}
_DIFFER = ("各文件说法不同，分别如下：", "The documents differ:")
_YEAR_READ = (
    "这里的“{word}”按文件的年份理解为{year}年。",
    "“{word}” is read as {year}, by the year the document speaks of.",
)
_SILENT = ("没有写到", "says nothing of it")
_COLUMNS = {
    "document": ("文件", "Document"),
    "figure": ("文件所写", "As written"),
    "quotation": ("原文", "Quotation"),
}
_NO_MORE = (
    "文件里关于这个问题的内容，前面已经都引出来了。",
    "What the documents say of this has all been quoted above.",
)
_REST = ("（共{count}项，其余见原文。）", "({count} in all; see the source for the rest.)")
_PART_OF = ("（这一条共{count}句，其余见原文。）", "({count} sentences in all; see the source for the rest.)")
_UNSUMMED = (
    "表里没有合计，各行所写如下：",
    "The table gives no sum; its rows say:",
)
_NO_PART = ("{names}里没有这一部分。", "{names} has no such part.")
_WHICH = (
    "请说明是哪一份文件，例如：{names}。",
    "Please say which document you mean, for example: {names}.",
)
_UNFINISHED = ("请把问题说完整：问的是什么事、哪个地方。", "Please ask in full: about what, and where.")
_HOLDS = ("资料库里有{count}份文件：", "The library holds {count} documents:")
_FOUND = ("有{count}份：", "{count} found:")
_NOT_SHOWN = {
    Asked.YEARS: ("没有写明年份", "no year shown"),
    Asked.PLACES: ("没有写明地方", "no place shown"),
    Asked.DOCUMENTS: ("", ""),
}
_OF_YEAR = ("{name}年", "{name}")
_GREETINGS = {
    Greeting.HELLO: (
        "你好，我是有据。你问政策文件里的事，我逐字引用原文来回答；文件没有说的，我会直说没有。",
        "Hello, this is Youju. Ask what the policy documents say: answers quote them word for word, and what they do not say is said to be missing.",
    ),
    Greeting.THANKS: ("不客气。还想查什么，接着问就行。", "You are welcome. Ask on if there is more to look up."),
    Greeting.WHO: (
        "我是有据，专门查资料库里的政策文件：查数字、日期、规定、名单，比较几份文件，列出一份文件的目录。答案都是原文，点 [1] 可以看到出处。",
        "This is Youju. It looks things up in the library's policy documents: figures, dates, rules, lists, comparisons, outlines. Answers are the documents' own words; click [1] to see where they stand.",
    ),
    Greeting.BYE: ("再见。", "Goodbye."),
}
_TRY = ("可以这样问：", "You can ask, for example:")
_NOT_QUOTED = (
    "问话里的数字 {figures} 在引文里没有，请核对原文。",
    "The quotation does not hold the figure {figures} of your text; check the source.",
)
_UNDERSTOOD = ("按“{question}”查找", "Searched for “{question}”")


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

    def year_read(self, word: str, year: str) -> str:
        return _YEAR_READ[self._index].format(word=word, year=year)

    def silence(self, reason: Reason | None) -> str:
        """What the row of a document that does not answer says."""
        if reason in (Reason.FIGURE, Reason.MASKED, Reason.CUT_OFF):
            return _REASONS[reason][self._index].rstrip("。.")
        return _SILENT[self._index]

    def column(self, name: str) -> str:
        return _COLUMNS[name][self._index]

    def rest(self, count: int) -> str:
        return _REST[self._index].format(count=count)

    def part_of(self, count: int) -> str:
        return _PART_OF[self._index].format(count=count)

    @property
    def unsummed(self) -> str:
        return _UNSUMMED[self._index]

    def no_part(self, names: str) -> str:
        return _REFUSAL[self._index] + _NO_PART[self._index].format(names=names)

    def which(self, names: Sequence[str]) -> str:
        return _WHICH[self._index].format(names="；".join(names))

    def holds(self, count: int, narrowed: bool) -> str:
        return (_FOUND if narrowed else _HOLDS)[self._index].format(count=count)

    def group(self, asked: Asked, name: str) -> str:
        """The head of the documents of a year or a place; "" for those that are not grouped."""
        if not name:
            return _NOT_SHOWN[asked][self._index]
        return _OF_YEAR[self._index].format(name=name) if asked is Asked.YEARS else name

    def greeting(self, greeting: Greeting) -> str:
        return _GREETINGS[greeting][self._index]

    @property
    def try_asking(self) -> str:
        return _TRY[self._index]

    @property
    def unfinished(self) -> str:
        return _UNFINISHED[self._index]

    @property
    def no_more(self) -> str:
        return _NO_MORE[self._index]

    def not_quoted(self, figures: str) -> str:
        return _NOT_QUOTED[self._index].format(figures=figures)

    def understood(self, question: str) -> str:
        return _UNDERSTOOD[self._index].format(question=question) if question else ""

    @property
    def altered(self) -> str:
        return _ALTERED[self._index]

    def over(self, name: str, why: str) -> str:
        return _OVER[self._index].format(name=name, why=why)

    def replaced(self, name: str, names: Sequence[str]) -> str:
        return _REPLACED[self._index].format(name=name, names="、".join(names))

    @property
    def opening(self) -> str:
        return _OPENING[self._index]

    @property
    def differ(self) -> str:
        return _DIFFER[self._index]
