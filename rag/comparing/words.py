"""What a comparison says besides the documents' own words, in Chinese and in English."""

from collections.abc import Mapping
from dataclasses import dataclass

from rag.comparing.change import Kind


@dataclass(frozen=True, slots=True)
class CompareWords:
    """The words in one language; `{}` stands for a value. kinds: heads of lists; tags: of a change that is of another kind too."""

    kinds: Mapping[Kind, str]
    tags: Mapping[Kind, str]
    related: str
    unchanged: str
    identical: str
    title: str
    header: tuple[str, str, str, str, str, str]
    opening: str
    nothing: str


CHINESE = CompareWords(
    kinds={
        Kind.FIGURE: "数字有变", Kind.DUTY: "要求有变", Kind.WORDING: "文字有变", Kind.ADDED: "新增", Kind.DROPPED: "删去",
        Kind.MOVED: "换了位置",
    },
    tags={Kind.DUTY: "要求也变了", Kind.MOVED: "位置也变了"},
    related="内容相近，写法不同",
    unchanged="没有变化的有 {} 句",
    identical="两份文件文字相同。",
    title="{} 与 {} 对照",
    header=("变化", "数字", "甲：{}", "甲的出处", "乙：{}", "乙的出处"),
    opening="开头",
    nothing="无",
)  # fmt: skip

ENGLISH = CompareWords(
    kinds={
        Kind.FIGURE: "Changed figures", Kind.DUTY: "Changed duties", Kind.WORDING: "Changed wording", Kind.ADDED: "Added",
        Kind.DROPPED: "Dropped", Kind.MOVED: "Moved",
    },
    tags={Kind.DUTY: "duty changed too", Kind.MOVED: "moved too"},
    related="close in content, in other words",
    unchanged="{} sentences unchanged",
    identical="Both documents read the same.",
    title="{} compared with {}",
    header=("Change", "Figures", "A: {}", "Place in A", "B: {}", "Place in B"),
    opening="opening",
    nothing="none",
)  # fmt: skip

NO_SUCH = (
    "资料库里没有名称含“{name}”的文件。请用文件名或标题里的一段，现有的文件见 python -m rag show。"
    "No document's name has “{name}” in it; use a part of a file name or title."
)
SEVERAL = (
    "名称含“{name}”的文件不止一份：{names}。请多写几个字，或写全文件名。"
    "Several documents are called that: {names}; say more of the name."
)
MORE = " 等 {} 份"
