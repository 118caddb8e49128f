"""The five documents as they are: every heading found, no furniture kept, every offset right.

The headings were counted by hand; each row gives the labels from the outermost in and a word of the heading.
"""

import re

import pytest

from ingest.document import make_document
from ingest.read import read
from rag.schema import Document
from rag.text import fold
from tests.shared import needs_seeds, seed

pytestmark = needs_seeds

OUTLINES = {
    0: """
        一、 指导思想 | 二、 重点工作 | 二、(一) 教育资源 | 二、(一)1. 学校建设 | 二、(一)2. 标准化 | 二、(一)3. 校舍 | 二、(一)4. 信息化
        二、(二) 人力资源 | 二、(二)1. 师德 | 二、(二)2. 人才队伍 | 二、(三) 素质教育 | 二、(三)1. 德育 | 二、(三)2. 课程 | 二、(三)3. 教研
        二、(三)4. 文化 | 二、(三)5. 特色学校 | 二、(三)6. 质量监控 | 二、(三)7. 体育 | 二、(三)8. 督导 | 二、(四) 投入 | 二、(四)1. 经费保障
        二、(四)2. 资助 | 二、(五) 各类教育 | 二、(五)1. 学前 | 二、(五)2. 高中
    """,
    1: """
        一、 抓提升 | 一、一是 学前 | 一、二是 义务 | 一、三是 普通高中 | 一、四是 职业 | 一、五是 终身 | 一、六是 高校 | 一、七是 民办
        二、 推改革 | 二、一是 体制 | 二、二是 教学 | 二、三是 队伍 | 二、四是 素质 | 三、 强管理 | 三、一是 强区县 | 三、二是 依法 | 三、三是 绩效
        三、四是 督查 | 四、 促和谐 | 四、一是 办学行为 | 四、二是 行风 | 四、三是 安全 | 四、四是 助学 | 四、五是 宣传 | 四、六是 稳定
    """,
    2: """
        一、 政治引领 | 一、1. 政治建设 | 一、2. 党建 | 一、3. 从严 | 二、 五育 | 二、1. 铸魂 | 二、2. 身心 | 二、3. 家庭教育 | 三、 内涵
        三、1. 学前 | 三、2. 义务教育 | 三、3. 普通高中 | 三、4. 特殊教育 | 三、5. 职成 | 四、 改革 | 四、1. 校长教师 | 四、2. 双减 | 四、3. 数字化 | 四、4. 平安校园
    """,
    3: """
        一、 科学发展 | 一、1. 学习实践 | 一、2. 东丽 | 二、 办学条件 | 二、3. 重点项目 | 二、4. 达标 | 二、5. 信息化 | 三、 教育体系
        三、6. 义务教育 | 三、7. 高中 | 三、8. 职成 | 三、9. 学前
    """,
    4: """
        一、 工作背景 | 一、1. 科学发展观 | 一、2. 必然选择 | 一、3. 择校热 | 二、 主要工作 | 二、一是 办学条件 | 二、二是 师资 | 二、三是 管理 | 二、四是 素质教育
        三、 主要措施 | 三、1. 政府 | 三、2. 资源 | 三、3. 教师队伍 | 三、4. 管理机制 | 三、5. 教育质量
    """,
}
FURNITURE = re.compile(
    "上传|下载|本站|客服|版权|备案|资源描述|举报(?!地点)|共[0-9]+页|第[0-9]+页|浏览次数|信息来源|索引号|豆网|装配图|汇文网|猜你|相关搜索|展开阅读|"
    "your content|感谢您的|汇报人|前言|3074922707|18123376007|icp|c2c|温馨提示|docx"
)


def rows(table: str) -> list[tuple[str, str]]:
    cells = [cell.strip().split(" ") for line in table.strip().splitlines() for cell in line.split("|")]
    return [(labels, word) for labels, word in cells]


@pytest.fixture(scope="module")
def documents() -> dict[int, Document]:
    return {number: make_document(read(seed(number))) for number in OUTLINES}


@pytest.mark.parametrize("number", OUTLINES)
def test_every_heading_and_no_other(documents: dict[int, Document], number: int) -> None:
    open_labels: list[str] = []
    found = []
    for heading in documents[number].outline:
        open_labels[heading.level - 1 :] = [fold(heading.label)]
        found.append(("".join(open_labels), fold(heading.title)))
    expected = rows(OUTLINES[number])
    assert [labels for labels, _ in found] == [fold(labels) for labels, _ in expected]
    assert [word for (_, title), (_, word) in zip(found, expected, strict=True) if fold(word) not in title] == []


@pytest.mark.parametrize("number", OUTLINES)
def test_no_line_of_furniture_in_any_clause(documents: dict[int, Document], number: int) -> None:
    sentences = [sentence.search for clause in documents[number].clauses for sentence in clause.sentences]
    assert [sentence for sentence in sentences if FURNITURE.search(sentence)] == []


@pytest.mark.parametrize("number", OUTLINES)
def test_every_kept_character_stands_where_it_is_said_to(documents: dict[int, Document], number: int) -> None:
    document = documents[number]
    removed = {at for start, end in document.removed for at in range(start, end)}
    for clause in document.clauses:
        for sentence in clause.sentences:
            kept = "".join(document.text[at] for at in range(sentence.start, sentence.end) if at not in removed)
            # Where bytes were torn apart by a gloss the text is mended and the source is not.
            assert kept == sentence.text or ("?" in kept and "?" not in sentence.text)
    spans = [(sentence.start, sentence.end) for clause in document.clauses for sentence in clause.sentences]
    assert spans == sorted(spans)
    assert all(first[1] <= second[0] for first, second in zip(spans, spans[1:], strict=False))


def test_only_the_swapped_document_looks_altered(documents: dict[int, Document]) -> None:
    assert [number for number, document in documents.items() if document.altered] == [0]
    readings = [sentence for clause in documents[0].clauses for sentence in clause.sentences if sentence.reading]
    assert len(readings) > 30
    assert all("原那么" not in sentence.reading and "效劳" not in sentence.reading for sentence in readings)


def test_cut_off_text_says_so(documents: dict[int, Document]) -> None:
    assert [
        number for number, document in documents.items() if any("中断" in warning for warning in document.warnings)
    ] == [0]


def test_both_torn_runs_are_mended(documents: dict[int, Document]) -> None:
    text = "".join(sentence.text for clause in documents[1].clauses for sentence in clause.sentences)
    assert not re.search(r"[?^()]|[a-zà-ü]", text)
    assert len(re.findall("區縣", text)) >= 5


def test_the_ratio_is_whole_and_the_masks_stay(documents: dict[int, Document]) -> None:
    text = "".join(sentence.search for clause in documents[4].clauses for sentence in clause.sentences)
    assert "6.5:1和1.5:1" in text
    assert "20xx年" in text


@pytest.mark.parametrize(
    ("number", "title", "agency", "place", "year", "issued"),
    [
        (0, "全区教育工作方案要点", "", "", "2023", ""),
        (1, "", "市教育局", "", "2013", ""),
        (2, "岱山县教育局2024年工作要点", "岱山县教育局", "岱山县", "2024", "2024-05-24"),
        (3, "2021年教育局工作要点", "", "东丽区", "2021", ""),
        (4, "关于我区…情况汇报", "南长区教育局", "南长区", "2010", "2010.10"),
    ],
)
def test_metadata(
    documents: dict[int, Document], number: int, title: str, agency: str, place: str, year: str, issued: str
) -> None:
    found = documents[number].metadata
    values = [
        proven.value if proven else "" for proven in (found.title, found.agency, found.place, found.year, found.issued)
    ]
    assert re.fullmatch(title.replace("…", ".*"), values[0])
    assert values[1:] == [agency, place, year, issued]
    for proven in (found.title, found.agency, found.place, found.year):
        if proven:
            assert documents[number].text[proven.start : proven.end] == proven.value
    assert found.number is None
