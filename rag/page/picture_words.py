"""What the page says of a document's pages, in Chinese and in English."""

from dataclasses import dataclass

from rag import where
from rag.page import words as page


@dataclass(frozen=True, slots=True)
class PictureWords:
    """The words in one language; `{}` stands for a value. where: how a place in a file is told."""

    where: where.WhereWords
    view: str
    picture: str
    text: str
    earlier: str
    later: str
    number: str
    alt: str
    cited: str
    goes_on: str
    larger: str


_CHINESE = PictureWords(
    where=where.CHINESE,
    view="原件或文字",
    picture="原件",
    text="文字",
    earlier="上一页",
    later="下一页",
    number="第 {} / {} 页",
    alt="《{}》第 {} 页的图像",
    cited="{}，已标出引文：{}",
    goes_on="引文接第 {} 页",
    larger="放大",
)
_ENGLISH = PictureWords(
    where=where.ENGLISH,
    view="Original or text",
    picture="Original",
    text="Text",
    earlier="Previous page",
    later="Next page",
    number="Page {} of {}",
    alt="Picture of {}, page {}",
    cited="{}; the quoted words are marked: {}",
    goes_on="The quotation goes on to page {}",
    larger="Larger",
)


def picture_words(words: page.Words) -> PictureWords:
    """The words in the page's language."""
    return _CHINESE if words is page.CHINESE else _ENGLISH
