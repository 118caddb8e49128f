"""Documents made of documents, tables of contents, questions and decimals: a path is that under which its text stands."""

from ingest.clean import clean
from ingest.document import make_document
from ingest.source import SourceText
from rag.schema import Document

BODY = "第一条 为了规范{what}，制定本办法。\n第二条 {what}由区教育局负责。\n第三条 本办法自发布之日起施行。\n"


def read(source: str) -> Document:
    return make_document(SourceText("试.txt", source, "0" * 64))


def paths(source: str) -> list[str]:
    return [" › ".join(clause.path) for clause in read(source).clauses if clause.path]


def test_each_of_several_texts_stands_under_its_title_and_numbers_for_itself() -> None:
    source = (
        "海云区关于加强校车管理的意见及两个配套文件的通知\n"
        "《海云区校车管理的意见》及配套文件《海云区校车驾驶员管理规定》和《海云区校车检查管理办法》已经批准，现予印发。\n"
        "##　海云区校车管理的意见\n为了加强校车管理，提出以下意见。\n一、统一标准\n车辆要统一标准。\n二、落实责任\n责任落实到人。\n"
        f"###　海云区校车驾驶员管理规定\n{BODY.format(what='驾驶员管理')}###　海云区校车检查管理办法\n{BODY.format(what='校车检查')}"
    )
    found = paths(source)
    assert "海云区校车管理的意见 › 二、落实责任" in found
    assert "海云区校车驾驶员管理规定 › 第二条" in found
    assert "海云区校车检查管理办法 › 第三条" in found
    document = read(source)
    assert [part.title.value for part in document.metadata.parts] == [
        "海云区校车管理的意见",
        "海云区校车驾驶员管理规定",
        "海云区校车检查管理办法",
    ]
    for part in document.metadata.parts:
        assert part.title.value in document.text[part.title.start : part.title.end]


def test_a_letter_and_the_rules_that_it_forwards_follow_a_text_of_its_own() -> None:
    source = (
        f"海云区学位管理办法\n{BODY.format(what='学位管理')}"
        "海云区人民政府办公室关于转发学位管理配套实施细则的通知\n各镇人民政府，各街道办事处：\n现将两个细则转发给你们，请照此执行。\n2031年3月2日\n"
        f"海云区学位申请实施细则\n区教育局\n第一章 总则\n{BODY.format(what='学位申请')}"
        f"海云区学位积分\n排序实施细则\n区教育局\n第一章 总则\n{BODY.format(what='学位排序')}"
    )
    found = paths(source)
    assert found[:3] == ["第一条", "第二条", "第三条"]
    assert "海云区人民政府办公室关于转发学位管理配套实施细则的通知" in found
    assert "海云区学位申请实施细则 › 第一章 总则 › 第二条" in found
    assert "海云区学位积分排序实施细则 › 第一章 总则 › 第一条" in found


def test_headings_that_end_like_titles_open_no_document() -> None:
    source = "海云区校园安全工作方案\n一、总体要求\n安全第一。\n二、重点任务\n（一）制定工作方案\n各校制定方案。\n（二）完善管理办法\n各校完善办法。\n三、保障措施\n落实经费。\n"
    assert not read(source).metadata.parts


def test_an_attachment_is_headed_by_its_title() -> None:
    source = (
        "关于做好校舍检查的通知\n各校：\n请认真检查校舍，并报送结果。\n附件：1.海云区校舍检查办法\n2.海云区校舍检查要点\n海云区教育局\n2031年3月2日\n"
        f"附件1\n海云区校舍检查办法\n{BODY.format(what='校舍检查')}附件2\n海云区校舍检查要点\n一、屋顶\n看屋顶。\n二、墙体\n看墙体。\n"
    )
    found = paths(source)
    assert "附件1 海云区校舍检查办法 › 第二条" in found
    assert "附件2 海云区校舍检查要点 › 二、墙体" in found


def test_articles_set_apart_and_counted_on_are_articles_whose_items_are_no_headings() -> None:
    source = (
        "第一章 入 學\n第 1 條 新生有下列情形之一者，得申請保留資格：\n一、因重病者。\n二、服役者。\n保留以一年為限。\n"
        "第 2 條 轉學生依規定辦理。\n第2-1 條 交換生依協議辦理。\n第二章 附 則\n第 3 條 本規則自公布日施行。\n"
    )
    assert paths(source) == [
        "第一章 入 學 › 第 1 條",
        "第一章 入 學 › 第 2 條",
        "第一章 入 學 › 第2-1 條",
        "第二章 附 則 › 第 3 條",
    ]


def test_a_number_two_numbers_and_three_are_three_levels() -> None:
    source = "1 总体要求\n1.1 适用范围\n适用于全区学校。\n1.2 基本原则\n1.2.1 安全第一\n先查后用。\n1.2.2 节约办学\n不铺张。\n2 工作步骤\n2.1 部署\n三月部署。\n3 组织保障\n区教育局负责。\n附录 A 名词解释\nA.1 校车\n接送学生的车。\n"
    assert paths(source) == [
        "1总体要求 › 1.1适用范围",
        "1总体要求 › 1.2基本原则 › 1.2.1安全第一",
        "1总体要求 › 1.2基本原则 › 1.2.2节约办学",
        "2工作步骤 › 2.1部署",
        "3组织保障",
        "附录 A 名词解释 › A.1校车",
    ]


def test_dates_at_the_head_of_lines_are_no_decimals() -> None:
    source = "海云大學學則\n85.06.01 教育部備查\n86.07.02 教育部備查\n第一條 依大學法訂定。\n第二條 另定之。\n"
    assert paths(source) == ["第一條", "第二條"]


def test_questions_are_headings_over_their_answers() -> None:
    source = "Q:今年怎样报名？\nA:网上报名。\n（一）先注册。注册后登录。\n（二）再填报。填报后提交。\nQ:哪里咨询？谁来答复？\nA:到区教育局咨询。\n"
    assert paths(source) == [
        "今年怎样报名",
        "今年怎样报名 › （一）先注册",
        "今年怎样报名 › （二）再填报",
        "哪里咨询？谁来答复",
    ]


def test_a_numbered_sentence_is_no_title() -> None:
    source = "一、学校应当在每个学期开学之前完成全部校舍和全部设备的安全检查并把检查的结果报送区教育局。检查由校长负责。\n二、学校应当公布结果。公布在校门口。\n"
    assert paths(source)[0].endswith("…")


def test_tables_of_contents_are_no_text() -> None:
    source = (
        "海云区学校规划\n目 录\n一、规划背景....................3\n二、规划目标 ..... 4\n第三部分 规划措施 … … … 5\n－ 2 －\n"
        "一、规划背景\n人口增加，学位紧张，需要新建学校。\n二、规划目标\n新建两所小学。\n"
    )
    assert "...." not in clean(source).text.text
    assert "目 录" not in clean(source).text.text
    plain = "海云区学校规划\n目录\n一、规划背景\n（一）发展基础\n－ 3 －\n二、规划目标\n－ 4 －\n一、规划背景\n（一）发展基础\n基础很好，学位充足。\n二、规划目标\n新建两所小学。\n"
    assert paths(plain) == ["一、规划背景 › （一）发展基础", "二、规划目标"]


def test_items_stay_items_to_the_end_of_their_list() -> None:
    source = "一、条件\n（一）户籍。有户籍。\n（二）住所。有住所。\n二、材料\n应当提交：\n（一）户口本；\n（二）房产证；\n（三）其他材料。\n三、时间\n八月。\n"
    assert paths(source) == ["一、条件 › （一）户籍", "一、条件 › （二）住所", "二、材料", "三、时间"]


def test_brackets_are_headings_together_or_not_at_all() -> None:
    source = "一、加分\n1．有下列情形之一的加分。\n（1）烈士子女，加十分。\n（2）在服役期间荣立二等功以上或者被大军区以上单位授予荣誉称号的退役军人报名的，在总分的基础上加二十分。\n（3）归侨子女，加十分。\n2．不累加。\n"
    assert not [path for path in paths(source) if "（1）" in path or "（3）" in path]


def test_a_list_inside_a_step_does_not_end_the_list_of_steps() -> None:
    source = "一、操作流程\n1.打开网页。选择注册。\n2.进入注册页面。仔细阅读。\n3.填写信息。页面提示如下。\n1.如实填写。不得虚构。\n2.保存密码。不得外传。\n4.提交信息。等待审核。\n"
    assert "一、操作流程 › 4.提交信息" in paths(source)
