"""What the page makes of answers and documents: text stays text, markers lead to citations, quoted words are marked."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from rag.page import reference
from rag.page.answer import render_answer, render_failure, render_question, render_waiting
from rag.page.chat import stopped
from rag.page.history import shown_answer, turns
from rag.page.markup import escape, tag
from rag.page.queue import render_queue, waiting
from rag.page.source import render_source
from rag.page.words import CHINESE, ENGLISH, in_language, words_for
from rag.schema import Answer, Citation, Clause, Document, Heading, Metadata, Proven, Turn

HOSTILE = '<script>window.__pwned=1</script><img src=x onerror="window.__pwned=1"> **粗** $$x$$ _a_ `b` [1](javascript:alert(1))'
TEXT = (
    "柳溪县托育服务实施方案\r\n上传：某网友 浏览：12\r\n"
    "第一章 目标\n第一条 每千人口托位数达到四个半。新建小区同步配建托育用房。\n第二条 公办托位占六成。\n"
    "第二章 经费\n第三条 县级财政每个托位补助八千元。一、加强审计；二、按季公开。\n"
)


class Elements(HTMLParser):
    """The elements of a piece of HTML and the text in it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.marked = ""
        self._in_mark = False
        self.feed(html)
        self.close()

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((name, dict(attrs)))
        self._in_mark = self._in_mark or name == "mark"

    def handle_endtag(self, name: str) -> None:
        self._in_mark = self._in_mark and name != "mark"

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._in_mark:
            self.marked += data

    def named(self, name: str, kind: str = "") -> list[dict[str, str | None]]:
        return [
            attrs for found, attrs in self.found if found == name and kind in ["", *(attrs.get("class") or "").split()]
        ]


def proven(value: str) -> Proven:
    start = TEXT.index(value)
    return Proven(value, start, start + len(value))


def heading(level: int, label: str, title: str, words: str) -> Heading:
    start = TEXT.index(words)
    return Heading(level, label, title, start, start + len(words))


def clause(path: tuple[str, ...], first: str, last: str) -> Clause:
    return Clause(path, TEXT.index(first), TEXT.index(last) + len(last), ())


@pytest.fixture
def document() -> Document:
    furniture = TEXT.index("上传")
    return Document(
        source="柳溪.txt",
        sha256="",
        text=TEXT,
        metadata=Metadata(title=proven("柳溪县托育服务实施方案"), place=proven("柳溪县")),
        outline=(
            heading(1, "第一章", "目标", "第一章 目标"),
            heading(2, "第一条", "", "第一条"),
            heading(2, "第二条", "", "第二条"),
            heading(1, "第二章", "经费", "第二章 经费"),
            heading(2, "第三条", "", "第三条"),
            heading(3, "一、", "加强审计", "一、加强审计"),
        ),
        clauses=(
            clause(("第一章 目标", "第一条"), "第一条", "托育用房。"),
            clause(("第一章 目标", "第二条"), "第二条", "占六成。"),
            clause(("第二章 经费", "第三条"), "第三条", "按季公开。"),
        ),
        removed=((furniture, TEXT.index("第一章")),),
        warnings=("原文在末尾中断。The text is cut off at its end.",),
    )


def citation(quote: str, text: str = TEXT) -> Citation:
    start = text.index(quote)
    return Citation("柳溪.txt", ("第二章 经费", "第三条"), quote, start, start + len(quote))


@pytest.mark.parametrize(
    "text", [HOSTILE, "a & b", "</div></mark>", "\"'", "&lt;b&gt;", '__i18n__{"key":"x"}', "一\n二"]
)
def test_escaped_text_reads_back_as_itself_and_makes_no_element(text: str) -> None:
    elements = Elements(escape(text))
    assert elements.text == text
    assert elements.found == []


def test_escaped_text_holds_nothing_that_markdown_acts_on() -> None:
    assert not set(re.sub(r"&#\d+;", "", escape(HOSTILE))) & set("<>&*_`$[]\"'\\|~!")


def test_an_attribute_cannot_be_left() -> None:
    [(name, attrs)] = Elements(tag("p", title='"><img src=x onerror=alert(1)>\nb')).found
    assert (name, attrs) == ("p", {"title": '"><img src=x onerror=alert(1)>\nb'})


def test_an_answer_is_one_line_of_our_own_elements() -> None:
    quote = citation("县级财政每个托位补助八千元。")
    answer = Answer(f"{HOSTILE}\n\n“{quote.quote}”[1]", citations=(quote,), note=HOSTILE, understood=HOSTILE)
    html = render_answer(answer, {"柳溪.txt": HOSTILE}, CHINESE)
    assert "\n" not in html
    elements = Elements(html)
    assert {name for name, _ in elements.found} <= {"div", "p", "button", "ol", "li", "span"}
    assert elements.text.count("<script>window.__pwned=1</script>") == 4


def test_a_marker_is_a_button_only_where_a_citation_stands_behind_it() -> None:
    quotes = (citation("公办托位占六成。"), citation("县级财政每个托位补助八千元。"))
    elements = Elements(render_answer(Answer("甲[1]乙[2]丙[3]丁[0]戊[12]己[一]", citations=quotes), {}, CHINESE))
    markers = [reference.decode(attrs["value"]) for attrs in elements.named("button", "y-cite")]
    assert markers == [reference.cited(quote) for quote in quotes]
    assert elements.text.startswith("甲[1]乙[2]丙[3]丁[0]戊[12]己[一]")


def test_sources_of_one_name_are_told_apart_by_their_files() -> None:
    first = citation("公办托位占六成。")
    second = replace(first, source="柳溪（修改稿）.txt")
    names = {first.source: "柳溪方案", second.source: "柳溪方案"}
    both = Elements(render_answer(Answer("六成[1]七成[2]", citations=(first, second)), names, CHINESE))
    assert first.source in both.text and second.source in both.text
    assert first.source not in Elements(render_answer(Answer("六成[1]", citations=(first,)), names, CHINESE)).text


def test_sources_come_with_the_finished_answer_only() -> None:
    quote = citation("公办托位占六成。")
    answer = Answer("六成[1]", citations=(quote,))
    finished = Elements(render_answer(answer, {"柳溪.txt": "柳溪方案"}, ENGLISH))
    growing = Elements(render_answer(answer, {"柳溪.txt": "柳溪方案"}, ENGLISH, finished=False))
    assert "Sources[1]柳溪方案第二章 经费 › 第三条Copy" in finished.text
    assert len(finished.named("button", "y-source-link")) == 1
    assert growing.text == "六成[1]"


def test_sources_are_listed_a_line_for_each_section_with_its_numbers() -> None:
    quotes = [citation(quote) for quote in ("县级财政", "每个托位", "补助八千元。", "一、加强审计；", "二、按季公开。")]
    elsewhere = Citation("别处.txt", (), "甲", 0, 1)
    answer = Answer("[1][2][3][4][5][6][7]", citations=(*quotes[:3], elsewhere, quotes[3], elsewhere, quotes[4]))
    elements = Elements(render_answer(answer, {"柳溪.txt": "柳溪方案"}, CHINESE))
    lines = elements.named("button", "y-source-link")
    assert [reference.decode(line["value"]) for line in lines] == [
        reference.cited(quotes[0]),
        reference.cited(elsewhere),
    ]
    assert "[1]–[3] [5] [7]柳溪方案第二章 经费 › 第三条" in elements.text and "[4] [6]别处.txt" in elements.text


TABLE = (
    "比较如下：\n| 文件 | 怎么说 |\n| --- | :---: |\n| 甲 | “六成”[1]<br>又\\|见[9] |\n| 乙<i> | 没有[2] | 注 |\n完。"
)


def test_a_markdown_table_is_a_table_with_markers_in_its_cells() -> None:
    quotes = (citation("公办托位占六成。"), citation("县级财政每个托位补助八千元。"))
    html = render_answer(Answer(TABLE, citations=quotes), {}, CHINESE)
    assert "\n" not in html
    elements = Elements(html)
    assert [len(elements.named(name)) for name in ("table", "tr", "th", "td", "i")] == [1, 3, 3, 6, 0]
    markers = [reference.decode(attrs["value"]) for attrs in elements.named("button", "y-cite")]
    assert markers == [reference.cited(quote) for quote in quotes]
    assert "又|见[9]" in elements.text and "---" not in elements.text


def test_a_table_that_has_only_begun_is_no_table_yet() -> None:
    growing = ["\n".join(TABLE.split("\n")[:count]) for count in range(1, 5)]
    tables = [
        len(Elements(render_answer(Answer(text), {}, CHINESE, finished=False)).named("table")) for text in growing
    ]
    assert tables == [0, 0, 1, 1]


def test_a_table_comes_back_as_the_text_that_it_was() -> None:
    shown = shown_answer(render_answer(Answer(TABLE.replace(" | 注 |", " |")), {}, CHINESE))
    assert shown and shown.text == TABLE.replace(" | 注 |", " |").replace(":---:", "---")


def test_the_cells_of_a_quoted_row_are_parted_and_its_words_stay(document: Document) -> None:
    line = "“| 托育 | 补助 | 8000元 |”[1]，另见“||”。"
    html = render_answer(Answer(line, citations=(citation("公办托位占六成。"),)), {}, CHINESE)
    elements = Elements(html)
    assert elements.text.startswith(line)
    assert len(elements.named("span", "y-bar")) == 6 and len(elements.named("span", "y-edge")) == 2
    assert not Elements(render_answer(Answer("甲|乙"), {}, CHINESE)).named("span", "y-bar")
    shown = shown_answer(html)
    assert shown and shown.text == line


def test_what_an_answer_shows_is_read_back_for_a_verdict() -> None:
    quotes = (citation("公办托位占六成。"), citation("县级财政每个托位补助八千元。"))
    shown = shown_answer(
        [{"type": "text", "text": render_answer(Answer("甲[1]乙[2]丙[3]", citations=quotes), {}, CHINESE)}]
    )
    assert shown and (shown.text, shown.refused) == ("甲[1]乙[2]丙[3]", False)
    assert shown.references == {1: reference.cited(quotes[0]), 2: reference.cited(quotes[1])}
    refused = shown_answer(render_answer(Answer("没有。", refused=True), {}, CHINESE))
    assert refused and refused.refused and not refused.references
    for html in (render_waiting(CHINESE), render_failure(CHINESE), render_question("甲"), "你好"):
        assert shown_answer(html) is None


def test_questions_that_wait_are_shown_as_text() -> None:
    html = render_queue(["几所？<b>", "几个？"], 0, CHINESE)
    assert Elements(html).text == "排在后面：几所？<b>排在后面：几个？" and len(Elements(html).found) == 2
    assert waiting(["甲", "乙 ", 3], 1) == (["乙", "3"], 0)
    assert waiting(None, 0) == waiting(["甲"], None) == waiting(["甲"], 5) == ([], 0)


def test_a_refusal_has_no_marker_no_source_and_names_what_is_near_once() -> None:
    near = ("《柳溪方案》 第二章 经费", "别处 第一条")
    answer = Answer(
        "没有找到[1]。\n相近：" + "；".join(near),
        refused=True,
        citations=(citation("公办托位占六成。"),),
        nearby=near,
    )
    elements = Elements(render_answer(answer, {"柳溪.txt": "柳溪方案"}, CHINESE))
    assert elements.named("div", "y-refusal") and not elements.named("div", "y-sources")
    assert not elements.named("button", "y-cite")
    assert [elements.text.count(place) for place in near] == [1, 1]
    [opens] = elements.named("button", "y-open")
    assert reference.decode(opens["value"]) == reference.Reference("柳溪.txt")


def test_a_conversation_comes_back_as_plain_text() -> None:
    quote = citation("公办托位占六成。")
    answer = render_answer(
        Answer("第一行 <b>\n第二行[1]", citations=(quote,), note="注", understood="按…查找"), {}, CHINESE
    )
    blocks = [
        {
            "role": "user",
            "content": [{"type": "text", "text": render_question("公办*多少*\n<i>？")}],
            "metadata": None,
        },
        {"role": "assistant", "content": [{"type": "text", "text": answer}]},
    ]
    assert turns(blocks) == [Turn("user", "公办*多少*\n<i>？"), Turn("assistant", "第一行 <b>\n第二行[1]")]
    assert turns([{"role": "user", "content": "直接的 <b>文字</b>"}]) == [Turn("user", "直接的 <b>文字</b>")]
    assert turns([{"role": "user", "content": [{"type": "file", "file": {"path": "x"}}]}]) == []


def test_the_panel_marks_the_quoted_words_in_their_clause(document: Document) -> None:
    wanted = reference.cited(citation("新建小区同步配建托育用房。"))
    elements = Elements(render_source(document, wanted, CHINESE))
    assert elements.marked == "新建小区同步配建托育用房。"
    assert "柳溪县托育服务实施方案" in elements.text and "第一章 目标 › 第一条" in elements.text
    assert "第一章 目标\n第一条 每千人口托位数达到四个半。" in elements.text
    assert "原文在末尾中断。" in elements.text and "cut off" not in elements.text
    [section] = elements.named("section")
    assert section["data-shown"] == wanted.encode()


def test_a_mark_across_a_heading_and_furniture_keeps_every_character(document: Document) -> None:
    start, end = TEXT.index("浏览"), TEXT.index("每千人口") + 4
    quote = TEXT[start:end]
    wanted = reference.cited(Citation("柳溪.txt", (), quote, start, end))
    assert Elements(render_source(document, wanted, CHINESE)).marked == quote.replace("\r\n", "\n")


def test_the_whole_document_shows_all_of_its_text_and_leads_from_outline_to_heading(
    document: Document,
) -> None:
    elements = Elements(render_source(document, reference.Reference("柳溪.txt"), CHINESE))
    assert TEXT.replace("\r\n", "\n") in elements.text
    ids = [attrs["id"] for attrs in elements.named("span", "y-heading") if "id" in attrs]
    assert ids == [attrs["value"] for attrs in elements.named("button", "y-goto")] == [f"y-h{n}" for n in range(6)]
    assert [attrs["id"] for attrs in elements.named("span", "y-inline")] == ["y-h5"]
    assert not elements.marked


def test_a_citation_of_a_changed_document_is_not_marked_elsewhere(document: Document) -> None:
    stale = reference.cited(Citation("柳溪.txt", (), "公办托位占五成。", *[TEXT.index("公办"), TEXT.index("公办") + 8]))
    elements = Elements(render_source(document, stale, CHINESE))
    assert CHINESE.moved in elements.text
    assert not elements.marked


@pytest.mark.parametrize(
    "word", ["", "x", "!!", "W10", "WzFd", None, "eyJhIjoxfQ", "WyJhIiwgLTEsIDMsICIiLCAwXQ", "[" * 3000]
)
def test_a_reference_that_the_browser_made_up_is_none(word: object) -> None:
    assert reference.decode(word) is None


def test_a_reference_reads_back() -> None:
    wanted = reference.Reference("甲 “乙”.txt", 3, 9, "abc", True)
    assert reference.decode(wanted.encode()) == wanted
    assert re.fullmatch(r"[\w-]+", wanted.encode(), re.ASCII)


class FromBrowser:
    def __init__(self, accepted: str) -> None:
        self.headers = {"accept-language": accepted} if accepted else {}


@pytest.mark.parametrize(
    ("accepted", "words"),
    [
        ("zh-CN,zh;q=0.9", CHINESE),
        ("zh-HK", CHINESE),
        ("", CHINESE),
        ("*", CHINESE),
        ("en-US,en;q=0.5", ENGLISH),
        ("fr, zh;q=0.5", ENGLISH),
    ],
)
def test_the_browser_chooses_the_language(accepted: str, words: object) -> None:
    assert words_for(FromBrowser(accepted)) is words  # type: ignore[arg-type]


def test_a_message_in_two_languages_is_shown_in_one() -> None:
    message = "原文在末尾中断。The text is cut off at its end."
    assert in_language(message, CHINESE) == "原文在末尾中断。"
    assert in_language(message, ENGLISH) == "The text is cut off at its end."
    assert in_language("只有中文。", ENGLISH) == "只有中文。"
    copy = "与 要点.rtf 相同，只引用一次。The same as 要点.rtf; kept as a copy of it and cited once."
    assert in_language(copy, CHINESE) == "与 要点.rtf 相同，只引用一次。"
    assert in_language(copy, ENGLISH) == "The same as 要点.rtf; kept as a copy of it and cited once."


def test_a_stop_leaves_no_answer_waiting_and_takes_none_away() -> None:
    asked = {"role": "user", "content": render_question("近视率要降多少？")}
    waiting = {"role": "assistant", "content": [{"type": "text", "text": render_waiting(CHINESE)}]}
    answered = {"role": "assistant", "content": render_answer(Answer("没有找到答案", refused=True), {}, CHINESE)}
    assert CHINESE.stopped in stopped([asked, waiting], None)[1][-1]["content"]
    assert stopped([asked, answered], None)[1] == [asked, answered]
    assert stopped(None, None)[1] == []
