"""What looks like page furniture, a template or a table and is the document's own text: it stays."""

import pytest

from ingest.clean import clean
from ingest.document import make_document
from ingest.readers.plain import decode
from ingest.source import SourceText
from rag.schema import Document
from tests.test_clean import kept

BEFORE = "海云区教育局工作要点\n一、总体要求\n今年全区教育工作坚持问题导向，把校园安全和教学质量放在第一位。\n"
AFTER = "二、保障措施\n各校要加强组织领导，落实专项经费，年底前逐项对账销号，确保件件有着落。\n"


def document(text: str) -> Document:
    return make_document(SourceText("文件.txt", text, "0" * 64))


@pytest.mark.parametrize(
    "line",
    [
        "畅通举报投诉渠道，公布各校监督电话。",
        "学校食堂须取得食品经营许可证方可开办。",
        "家长可用手机扫一扫校门口的二维码报到。",
        "将优秀课例分享到县教育资源平台。",
        "建设师生在线阅读平台，每校不少于一千种图书。",
        "校本教材版权归学校所有，不得私自印售。",
        "发现侵权内容及时删除，并向教育局报告。",
        "组织教师学习常用公文范文写作，培训小编辑、小记者。",
        "三年内基本站稳脚跟，形成特色。",
        "教师须提交PowerPoint课件和教学设计各一份。",
        "会议时间：XX月XX日，地点另行通知。",
        "学校位置：城东新区海云路，占地六十亩。",
        "体质健康优秀率>60%，合格率>95%",
        "相关信息及时报送区教育局办公室。",
        "登录区教育网站，用用户名和密码进入系统，上传照片，下载报名表，凭积分参加评选。",
        "注意事项：",
        "责任单位：基础教育科",
    ],
)
def test_a_line_inside_a_document_stays(line: str) -> None:
    assert line in kept(BEFORE + line + "\n" + AFTER)


def test_numbered_instructions_are_no_site_notice() -> None:
    steps = "1.登录区招生网站，用户名为学籍号。\n2.上传照片和户口簿。\n3.下载报名表并签字。\n"
    text = kept(
        "海云区招生报名说明\n各位家长：\n"
        + steps
        + "一、时间\n报名时间为六月一日至十日，逾期系统自动关闭，不再补报。\n"
    )
    assert "上传照片" in text and "下载报名表" in text


def test_a_page_number_does_not_end_a_document() -> None:
    text = kept(BEFORE + AFTER + "- 5 -\n三、督查\n每季度查一次。\n结果全区通报。\n")
    assert text.endswith("三、督查\n每季度查一次。\n结果全区通报。")
    assert "- 5 -" not in text


def test_lines_said_again_under_each_task_stay_and_running_headers_go() -> None:
    tasks = "".join(
        f"{number}.第{number}项任务。抓好落实。\n责任单位：基础教育科\n完成时限：年底\n" for number in range(1, 5)
    )
    assert kept("一、任务\n" + tasks).count("责任单位：基础教育科") == 4
    pages = "".join(
        f"{page}.第{page}项任务，要求各校认真组织、按期完成，并于月底前报送情况。\n第{page}页 共4页\n海云区教育局工作要点\n"
        for page in range(1, 5)
    )
    assert "海云区教育局工作要点" not in kept("一、任务\n" + pages)


def test_a_heading_that_could_be_a_title_takes_nothing_above_it_away() -> None:
    found = document("海云区调研报告\n学校数量偏少\n师资结构偏老\n存在的问题和建议\n一、问题\n乡村学校缺音体美教师。\n")
    text = "".join(sentence.text for clause in found.clauses for sentence in clause.sentences)
    assert "学校数量偏少" in text and "师资结构偏老" in text
    assert found.metadata.title is not None and found.metadata.title.value == "海云区调研报告"


def test_rules_across_a_page_are_no_front_matter() -> None:
    text = "---\n一、任务\n办好三件事，件件有着落。\n---\n二、保障\n落实经费。\n"
    assert kept(text) == "一、任务\n办好三件事，件件有着落。\n二、保障\n落实经费。"


def test_the_head_of_a_list_is_no_portal_table() -> None:
    text = kept("一、清单\n文件名称\t文号\t发布日期\t有效性\n校车办法\t海教1号\t2020年\t有效\n")
    assert "文件名称" in text


def test_rows_of_equal_length_are_not_glued() -> None:
    rows = "".join(
        f"海云区第{number}小学现有学生总数为{number}2{number}3人和教师{number}5\n" for number in "一二三四五六七八九"
    )
    assert len(clean("一、一览\n" + rows).text.text.split()) == 10


def test_a_null_byte_is_damage_and_no_reason_to_refuse() -> None:
    text, broken = decode(("学校要按时开学，" * 40).encode() + b"\0" + "逾期通报。".encode())
    assert "逾期通报" in text
    assert broken == 1


def test_page_numbers_that_cut_sentences_are_taken_out_and_the_sentences_joined() -> None:
    cut = "一、队伍建设\n全年抓好教师培训和骨干教师、名师的培\n2、养，培训覆盖面达到九成以上，并且把培训结果记\n3、入教师档案，作为职称评聘的依据之\n4、一，各校不得截留名额。\n二、保障\n落实经费。\n"
    text = kept(cut)
    assert (
        "名师的培养，培训覆盖面达到九成以上，并且把培训结果记入教师档案，作为职称评聘的依据之一，各校不得截留名额。"
        in text
    )


def test_marks_of_a_web_page_are_read_as_what_they_show() -> None:
    source = "一、任务<br/>\n<p>推进&ldquo;双减&rdquo;&nbsp;工作，\u200b减轻负担。</p>\n"
    assert kept(source) == "一、任务\n推进“双减”\xa0工作，减轻负担。"


def test_between_two_copies_of_a_title_stands_the_site() -> None:
    found = document(
        "海云区教育局工作总结\nVIP专免\n海报\n2021-06-01\n海云区教育局工作总结\n今年各项工作进展顺利。\n一、成绩\n新建学校两所。\n"
    )
    text = "".join(sentence.text for clause in found.clauses for sentence in clause.sentences)
    assert text.startswith("今年各项工作进展顺利。")
    assert found.metadata.issued is None


def test_labels_of_a_portals_table_may_be_spaced() -> None:
    fields = {
        field.name: field.value
        for field in clean(
            "索 引 号：1234-2023\n发文机关：海云区教育局\n标 题：关于开学的通知\n文　　号：海教〔2023〕1号\n一、任务\n按时开学。\n"
        ).fields
    }
    assert fields == {
        "索引号": "1234-2023",
        "发文机关": "海云区教育局",
        "标题": "关于开学的通知",
        "文号": "海教〔2023〕1号",
    }
