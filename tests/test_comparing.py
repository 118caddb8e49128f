"""Two documents compared: what is aligned, what has changed from what to what, and that both sides are the documents' own words."""

import random
import re
import time

import numpy as np
import pytest

from ingest.document import make_document
from ingest.pipeline import find_files
from ingest.read import read
from ingest.source import SourceText
from rag.chain import Assistant
from rag.comparing.align import align, moved
from rag.comparing.change import Change, Comparison, FigureKind, Kind, Side
from rag.comparing.compare import compare, compare_documents
from rag.comparing.find import find_source
from rag.schema import Document
from rag.settings import ROOT
from rag.statements.pieces import normal
from tests import comparing_documents as pairs
from tests.comparing_documents import document

ALL_PAIRS = {
    "plans": pairs.plans(),
    "rules": pairs.rules(),
    "draft": (document("草案.txt", pairs.DRAFT), document("定稿.txt", pairs.FINAL)),
    "counties": (document("临江.txt", pairs.COUNTY_WEST), document("望山.txt", pairs.COUNTY_EAST)),
}
_NUMBER = re.compile(r"^(?:第\d+条|\([一二三四五六七八九]\)|[一二三四五六七八九]、|\d\.)")


@pytest.fixture(scope="module")
def policies() -> list[Document]:
    """Our samples."""
    return [make_document(read(file.path)) for file in find_files([ROOT / "data" / "policies"])]


def of(comparison: Comparison, kind: Kind) -> list[Change]:
    return [change for change in comparison.changes if change.kind is kind]


def told(change: Change) -> list[tuple[str, str, str]]:
    return [(figure.before, figure.after, figure.kind.value) for figure in change.figures]


def marked(side: Side | None) -> list[str]:
    return [side.text[start:end] for start, end in side.marks] if side else []


def one_line(before: str, after: str) -> Change | None:
    """The one change between two documents of one sentence; None if there is none."""
    texts = [
        f"云浦县教育局工作方案\n一、主要任务\n{text}\n二、组织领导\n各校成立专班，一把手负总责。\n"
        for text in (before, after)
    ]
    found = compare_documents(document("甲.txt", texts[0]), document("乙.txt", texts[1]))
    assert len(found.changes) <= 1
    return found.changes[0] if found.changes else None


def assert_sound(comparison: Comparison, a: Document, b: Document) -> None:
    """Both sides are slices of their documents, marks are slices of the sides, and what is not marked is the same on both."""
    for change in comparison.changes:
        for side, source in ((change.a, a), (change.b, b)):
            if side is None:
                continue
            cited = side.citation
            assert cited.source == source.source
            assert source.text[cited.start : cited.end] == cited.quote
            within = [
                sentence.text
                for clause in source.clauses
                for sentence in clause.sentences
                if cited.start <= sentence.start < cited.end
            ] or [cited.quote]
            assert re.sub(r"\s", "", side.text) == re.sub(r"\s", "", "".join(within))
            assert all(0 <= start < end <= len(side.text) for start, end in side.marks)
            assert all(first[1] <= second[0] for first, second in zip(side.marks, side.marks[1:], strict=False))
        if change.a and change.b and not change.related:
            assert unmarked(change.a) == unmarked(change.b), (change.a, change.b)
        assert (change.a is None) == (change.kind is Kind.ADDED)
        assert (change.b is None) == (change.kind is Kind.DROPPED)
        assert bool(change.figures) == (change.kind is Kind.FIGURE)


def unmarked(side: Side) -> str:
    """What is not marked, in canonical form, without the number at the head and without punctuation."""
    text = side.text
    for start, end in reversed(side.marks):
        text = text[:start] + "☐" + text[end:]
    # A mark on one side alone leaves no trace.
    return re.sub(r"[☐\s,.;:。、()]", "", _NUMBER.sub("", normal(text)))


@pytest.mark.parametrize("name", ALL_PAIRS)
def test_both_sides_are_the_documents_own_words_and_what_is_not_marked_is_the_same(name: str) -> None:
    a, b = ALL_PAIRS[name]
    assert_sound(compare_documents(a, b), a, b)
    assert_sound(compare_documents(b, a), b, a)


def test_two_years_of_one_bureau() -> None:
    a, b = pairs.plans()
    found = compare_documents(a, b)
    assert [told(change) for change in of(found, Kind.FIGURE)] == [
        [("6所", "八所", "number"), ("1800个", "2160个", "number")],
        [("百分之八十九", "92%", "percentage")],
        [("2400万元", "0.36亿元", "money")],
        [("95%以上", "98%以上", "percentage")],
        [("75名", "70名", "number"), ("45名", "50名", "number")],
        [("每人每月不低于500元", "每人每月600元", "money")],
        [("", "一年以上", "number")],
        # Dates come last: from year to year they all change.
        [("2023年", "2024年", "date")],
        [("9月", "8月", "date")],
    ]
    assert [change.b.text for change in of(found, Kind.ADDED)] == [
        "（四）减少进校园活动。建立社会事务进校园白名单，未列入名单的活动不得进入学校。",
        "（二）管好校车。校车驾驶人每年体检一次。",
    ]
    assert [change.a.text for change in of(found, Kind.DROPPED)] == ["（一）防范溺水。暑假前逐户签订防溺水承诺书。"]
    # A section that changed places is told once, not clause by clause.
    assert [(change.a.text, change.b.text) for change in of(found, Kind.MOVED)] == [
        ("三、落实减负要求", "二、落实减负要求")
    ]
    assert [marked(change.b) for change in of(found, Kind.WORDING)] == [["必须"], ["考核结果向社会公布"]]
    rotation = next(change for change in found.changes if "任教一年以上" in (change.b.text if change.b else ""))
    assert rotation.also == (Kind.DUTY,)
    # 72学时 is 七十二学时.
    assert not any("学时" in (change.a.text if change.a else "") for change in found.changes)
    assert found.counts == {
        "figure": 9, "duty": 0, "wording": 2, "added": 2, "dropped": 1, "moved": 1, "unchanged": found.unchanged,
    }  # fmt: skip
    assert found.unchanged == 20


def test_an_amended_regulation_is_aligned_by_content_and_not_by_number() -> None:
    a, b = pairs.rules()
    found = compare_documents(a, b)
    sections = [
        (change.a.citation.section[-1] if change.a and change.a.citation.section else "",
         change.b.citation.section[-1] if change.b and change.b.citation.section else "")
        for change in found.changes
    ]  # fmt: skip
    assert sections == [
        ("第四条", "第五条"), ("第五条", "第六条"), ("第十条", "第十二条"), ("第七条", "第十条"), ("第二条", "第三条"),
        ("第九条", "第十一条"), ("", ""), ("", "第二条"), ("", "第九条"), ("第八条", "第七条"),
    ]  # fmt: skip
    assert [change.kind for change in found.changes][3:] == [
        Kind.DUTY, Kind.WORDING, Kind.WORDING, Kind.ADDED, Kind.ADDED, Kind.ADDED, Kind.MOVED,
    ]  # fmt: skip
    assert told(found.changes[2]) == [("2018年9月1日", "2024年9月1日", "date")]
    # A reference that follows the new numbers is no changed figure, but it is marked.
    assert marked(found.changes[5].a) == ["第五条"] and marked(found.changes[5].b) == ["第六条"]
    # 第三条 is cut into two sentences and says the same.
    assert not any("食品安全监督" in (change.b.text if change.b else "") for change in found.changes)


def test_a_reference_that_does_not_follow_is_a_changed_figure() -> None:
    a = document("旧.txt", pairs.RULES_OLD)
    b = document("新.txt", pairs.RULES_OLD.replace("本办法第五条", "本办法第六条"))
    (change,) = compare_documents(a, b).changes
    assert told(change) == [("第五条", "第六条", "article")]


def test_a_draft_and_the_final_text() -> None:
    a, b = ALL_PAIRS["draft"]
    found = compare_documents(a, b)
    assert [told(change) for change in of(found, Kind.FIGURE)] == [
        [("2026年", "2027年", "date"), ("60%以上", "70%以上", "percentage")],
        [("", "10%", "percentage")],
    ]
    # One sentence became two: only what is new in them is marked.
    assert marked(found.changes[1].b) == ["每年流动比例不低于10%"] and marked(found.changes[1].a) == []
    assert [(marked(change.a), marked(change.b)) for change in of(found, Kind.DUTY)] == [
        (["全部"], ["部分"]),
        ([], ["不"]),
    ]
    assert len(found.changes) == 4


def test_two_counties_with_the_same_matters_in_other_words_and_another_order() -> None:
    found = compare_documents(*ALL_PAIRS["counties"])
    figures = {pair for change in of(found, Kind.FIGURE) for pair in told(change)}
    assert figures >= {
        ("3所", "5所", "number"),
        ("93%", "不低于95%", "percentage"),
        ("450人次", "600人次", "number"),
        ("400元", "550元", "money"),
    }
    assert [change.a.citation.section for change in of(found, Kind.DROPPED)] == [("四、考试招生",)]
    assert [change.b.citation.section for change in of(found, Kind.ADDED)] == [("四、推进智慧教育",)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("全县新建学校不少于6所。", "全县新建学校6所。", [("不少于6所", "6所", "number")]),
        ("覆盖率保持在95%以上。", "覆盖率保持在95%。", [("95%以上", "95%", "percentage")]),
        ("课后服务费每月不超过120元。", "课后服务费每学期不超过120元。", [("每月不超过120元", "每学期不超过120元", "money")]),
        ("学生近视率比上年提高1个百分点。", "学生近视率比上年降低1个百分点。", [("提高1个百分点", "降低1个百分点", "percentage")]),
        ("安排专项资金500元用于奖补。", "安排专项资金500万元用于奖补。", [("500元", "500万元", "money")]),
        ("改造小学食堂3个、初中食堂6个。", "改造初中食堂8个、小学食堂3个。", [("6个", "8个", "number")]),
        ("改造小学食堂3个、初中食堂6个。", "改造小学食堂6个、初中食堂3个。", [("3个", "6个", "number"), ("6个", "3个", "number")]),
        ("教职工共有二〇二三人，平均年龄三十八点五岁。", "教职工共有2023人，平均年龄39.5岁。", [("三十八点五岁", "39.5岁", "number")]),
    ],
)  # fmt: skip
def test_figures_change_by_value_bound_rate_and_direction(
    before: str, after: str, expected: list[tuple[str, str, str]]
) -> None:
    change = one_line(before, after)
    assert change is not None and told(change) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("到二〇二五年，覆盖率达到百分之九十五，投入1.3亿元。", "到2025年，覆盖率达到95％，投入13000万元。"),
        ("學校應當公開收費標準，接受監督。", "学校应当公开收费标准；接受监督。"),
        ("组织教师培训，每年不少于 2 次。", "组织教师培训,每年不少于两次。"),
        ("课后服务每生每月120元，一学期收4个月。", "课后服务每生每月120元一学期收4个月。"),
        ("办好“名师讲堂”，扩大覆盖面。", "办好『名师讲堂』，扩大覆盖面。"),
    ],
)
def test_figures_written_otherwise_script_and_punctuation_are_no_change(before: str, after: str) -> None:
    assert one_line(before, after) is None


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("学校应当设立家长委员会。", "学校可以设立家长委员会。", Kind.DUTY),
        ("学校可以组织学生参加商业活动。", "学校不得组织学生参加商业活动。", Kind.DUTY),
        ("评价结果与绩效工资挂钩。", "评价结果不与绩效工资挂钩。", Kind.DUTY),
        ("全部学校接入监管平台。", "部分学校接入监管平台。", Kind.DUTY),
        ("学校应当设立家长委员会。", "学校必须设立家长委员会。", Kind.WORDING),
        ("县里给予乡村学校资金支持。", "县里给予乡村学校资金。", Kind.WORDING),
        ("学校应当设立家长委员会。", "学校应当设立膳食委员会。", Kind.WORDING),
    ],
)
def test_what_it_obliges_to_and_denies_is_told_from_wording(before: str, after: str, kind: Kind) -> None:
    change = one_line(before, after)
    assert change is not None and change.kind is kind


def test_sentences_that_went_to_another_clause_are_found() -> None:
    before = "平湖区教育工作要点\n一、队伍建设\n组织校长到名校跟岗学习一个月。每名教师每年研修不少于72学时。\n二、校园安全\n每学期开展两次消防演练。\n"
    after = "平湖区教育工作要点\n一、队伍建设\n每名教师每年研修不少于72学时。\n二、校园安全\n每学期开展两次消防演练。组织校长到名校跟岗学习一个月。\n"
    (change,) = compare_documents(document("甲.txt", before), document("乙.txt", after)).changes
    assert change.kind is Kind.MOVED
    assert change.a.citation.section == ("一、队伍建设",) and change.b.citation.section == ("二、校园安全",)
    assert change.a.text == change.b.text == "组织校长到名校跟岗学习一个月。"


def test_a_document_does_not_differ_from_itself(policies: list[Document]) -> None:
    for each in policies:
        found = compare_documents(each, each)
        assert found.changes == () and found.unchanged > 0


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_every_figure_altered_in_our_samples_is_told_and_nothing_else_is(policies: list[Document], seed: int) -> None:
    chance = random.Random(seed)
    altered = 0
    for each in policies:
        edits = [
            edit for clause in each.clauses for sentence in clause.sentences if (edit := _alter(each, sentence, chance))
        ]
        text = each.text
        for start, end, new, _ in reversed(edits):
            text = text[:start] + new + text[end:]
        other = make_document(SourceText(each.source, text, "0" * 64))
        found = compare_documents(each, other)
        assert_sound(found, each, other)
        assert {change.kind for change in found.changes} <= {Kind.FIGURE}
        assert len(found.changes) == len(edits)
        for (_, _, new, sentence), change in zip(
            edits, sorted(found.changes, key=lambda one: one.a.citation.start), strict=True
        ):
            assert change.a.citation.start <= sentence.start < change.a.citation.end
            assert [figure.after for figure in change.figures if new in figure.after], (new, change.figures)
            assert all(figure.before for figure in change.figures)
        altered += len(edits)
    assert altered >= 40


def _alter(source: Document, sentence, chance: random.Random) -> tuple[int, int, str, object] | None:
    """One figure of a sentence with another value: where it stands and what is to stand there."""
    figures = [
        found
        for found in re.finditer(r"(?<![\d第.〔（(x])\d+(?=[所个名人%万亿次项门处年月日])", source.text[sentence.start : sentence.end])
        if found.start() > 3
    ]  # fmt: skip
    if not figures:
        return None
    found = chance.choice(figures)
    new = str(int(found[0]) + (1 if len(found[0]) == 4 else 7))
    return sentence.start + found.start(), sentence.start + found.end(), new, sentence


def test_articles_taken_out_put_in_and_moved_are_found_whatever_their_numbers(policies: list[Document]) -> None:
    original = next(each for each in policies if "培训办法" in each.source)
    parts = re.split(r"(?m)^(?=第[一二三四五六七八九十]+条)", original.text)
    articles = [re.sub("^第.+?条", "", part) for part in parts[1:]]
    # The last of a chapter holds the heading of the next.
    plain = [number for number, text in enumerate(articles) if not re.search("(?m)^第.+章", text)]
    for dropped, away in ((plain[1], plain[4]), (plain[5], plain[2]), (plain[3], plain[-2])):
        order = [number for number in range(len(articles)) if number not in (dropped, away)]
        target = (plain.index(away) + 6) % 10 + 1
        order.insert(target, away)
        texts = [articles[number] for number in order]
        texts.insert(4, " 承担培训的学校应当在每学年开学前公布下一年度的场地开放安排。\n")
        text = parts[0] + "".join(f"第{_numeral(number)}条{text}" for number, text in enumerate(texts, 1))
        other = make_document(SourceText("改后.txt", text, "0" * 64))
        found = compare_documents(original, other)
        assert_sound(found, original, other)
        counts = found.counts
        assert (counts["added"], counts["dropped"], counts["moved"]) == (1, 1, 1), found.changes
        (taken_out,), (put_in,) = of(found, Kind.DROPPED), of(found, Kind.ADDED)
        assert normal(articles[dropped].strip()) in normal(taken_out.a.text)
        assert "场地开放安排" in put_in.b.text


def _numeral(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, rest = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else digits[tens] + "十") + (digits[rest] if rest else "")


def test_clauses_on_one_matter_in_other_words_are_set_side_by_side(samples: Assistant) -> None:
    sources = [each.source for each in samples.library.summaries()]
    west, east = (next(source for source in sources if name in source) for name in ("岱山", "东丽区教育工作要点"))
    found = compare(samples.library, west, east)
    assert_sound(found, samples.library.document(west), samples.library.document(east))
    together = {
        (change.a.citation.section[-1], change.b.citation.section[-1])
        for change in found.changes
        if change.related and change.a.citation.section
    }
    assert together >= {
        ("1.学前教育重普惠", "9.扩大学前规模"),
        ("3.普通高中强龙头", "7.深化高中改革"),
        ("5.职成教育接产业", "8.促进职成教育"),
    }


def test_documents_of_two_hundred_clauses_are_compared_within_seconds() -> None:
    a, b = _long(1), _long(2)
    assert min(len(a.clauses), len(b.clauses)) >= 200
    started = time.process_time()  # of this process: what else the machine does is not its fault
    found = compare_documents(a, b)
    assert time.process_time() - started < 5
    assert found.counts["figure"] > 100
    assert_sound(found, a, b)


def _long(seed: int) -> Document:
    """A plan of two hundred clauses. The seed decides the figures, and which few clauses are there at all."""
    words = random.Random(0)
    chance = random.Random(seed)
    who = "各中心学校 县教师发展中心 区教育局基教科 各幼儿园 后勤服务中心 督导室 教研室 职业学校".split()
    what = "食堂改造 校舍加固 骨干培训 阅读推广 体育赛事 心理筛查 校车年检 实验开放 课程评议 家访记录 预算公开 图书更新".split()
    how = "逐月通报进展 按期完成验收 纳入年度考核 建立专门台账 邀请家长参与 向社会公布结果 组织专家复核".split()
    lines = ["海原县教育工作任务清单"]
    for number in range(220):
        sentences = "".join(
            f"{words.choice(who)}牵头{words.choice(what)}和{words.choice(what)}，覆盖学校{{}}所，{words.choice(how)}。"
            for _ in range(4)
        )
        figures = [chance.randint(3, 90) for _ in range(4)]
        if chance.random() > 0.05:
            lines.append(f"第{number + 1}条 {sentences.format(*figures)}")
    return document(f"清单{seed}.txt", "\n".join(lines) + "\n")


def test_parts_that_are_alike_keep_their_order_and_one_out_of_order_is_found() -> None:
    alike = align(np.ones((3, 3)), 0.4)
    assert [(pair.left, pair.right) for pair in alike] == [(0, 0), (1, 1), (2, 2)]
    likeness = np.full((4, 4), 0.1)
    for left, right in ((0, 0), (1, 3), (2, 1), (3, 2)):
        likeness[left, right] = 0.9
    found = align(likeness, 0.4)
    assert [(pair.left, pair.right) for pair in found] == [(0, 0), (1, 3), (2, 1), (3, 2)]
    assert moved(found, [5, 5, 5, 5]) == {1}
    assert align(np.zeros((0, 3)), 0.4) == []


def test_a_strong_pair_is_not_given_up_for_two_weak_ones() -> None:
    found = align(np.array([[0.9, 0.6], [0.6, 0.0]]), 0.4)
    assert [(pair.left, pair.right) for pair in found] == [(0, 0)]


def test_documents_are_named_by_parts_of_their_names(samples: Assistant) -> None:
    summaries = samples.library.summaries()
    assert find_source(summaries, "岱山 2024").startswith("岱山县教育工作要点2024")
    assert find_source(summaries, summaries[0].source) == summaries[0].source
    with pytest.raises(ValueError, match="没有名称含“青岭”的文件"):
        find_source(summaries, "青岭")
    with pytest.raises(ValueError, match=r"不止一份：.*南长区"):
        find_source(summaries, "南长区")
    with pytest.raises(ValueError, match="没有名称含"):
        find_source(summaries, " ")


def test_figure_kinds() -> None:
    change = one_line(
        "第三轮督导于5月10日完成，核查率达到40%，核查费用每校800元，核查学校12所。",
        "第四轮督导于6月20日完成，核查率达到45%，核查费用每校900元，核查学校15所。",
    )
    assert change is not None
    assert [figure.kind for figure in change.figures] == [
        FigureKind.NUMBER, FigureKind.DATE, FigureKind.PERCENTAGE, FigureKind.MONEY, FigureKind.NUMBER,
    ]  # fmt: skip
    assert told(change)[1][:2] == ("5月10日", "6月20日")
