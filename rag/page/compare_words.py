"""The words of the view that compares two documents, in Chinese and in English."""

from dataclasses import dataclass

from rag.comparing import words as compared
from rag.comparing.words import CompareWords
from rag.page.words import Words


@dataclass(frozen=True, slots=True)
class ViewWords:
    """The view's words in one language; `{}` stands for a value. before, after: signs of what only one side has.

    compared: the words of a comparison itself.
    """

    tab: str
    first: str
    second: str
    compare: str
    invitation: str
    choose: str
    same: str
    gone: str
    failed: str
    before: str
    after: str
    absent_first: str
    absent_second: str
    to_source: str
    spreadsheet: str
    document: str
    file: str
    compared: CompareWords


_CHINESE = ViewWords(
    tab="对照",
    first="甲：原来的文件",
    second="乙：后来的文件",
    compare="比较",
    invitation="选两份文件：同一单位的两年、两个地区的，或修订前后的。先列变了的数字，两边都能点回原文。",
    choose="请先选好两份文件。",
    same="选的是同一份文件，请换一份。",
    gone="选的文件资料库里已经没有了，请重新选。",
    failed="这次没有比成，请重试；若仍不行，请管理员查看运行记录。",
    before="旧",
    after="新",
    absent_first="甲文没有",
    absent_second="乙文没有",
    to_source="查看原文：{}",
    spreadsheet="导出 Excel",
    document="导出 Word",
    file="对照",
    compared=compared.CHINESE,
)
_ENGLISH = ViewWords(
    tab="Compare",
    first="A: the earlier document",
    second="B: the later document",
    compare="Compare",
    invitation=(
        "Choose two documents: two years of one office, two districts, or before and after an amendment. "
        "Changed figures come first, and both sides lead back to the source."
    ),
    choose="Choose both documents first.",
    same="That is one and the same document; choose another.",
    gone="The library no longer holds one of them; choose again.",
    failed="The documents could not be compared. Please retry; if it fails again, the log says why.",
    before="old",
    after="new",
    absent_first="Not in A",
    absent_second="Not in B",
    to_source="Open the source: {}",
    spreadsheet="Excel file",
    document="Word file",
    file="comparison",
    compared=compared.ENGLISH,
)


def view_words(words: Words) -> ViewWords:
    """The view's words in the language of the page's."""
    return _ENGLISH if words.lang == "en" else _CHINESE
