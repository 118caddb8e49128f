"""Cleaning: furniture goes, the document stays, every character kept knows its place."""

import pytest

from ingest.clean import Cleaned, clean

PORTAL = """您当前所在位置： 首页 > 信息公开 > 区教育局 > 工作计划
索引号 1234567-2022-00017 生成日期 2022- 03- 08
发布机构 区教育局 文号
主题分类 教育
海云区教育局2022年工作计划
发布时间： 2022- 03- 08 09: 15 信息来源：区教育局 浏览次数： 412
字号：[ 大 中 小 ] 打印 关闭
一、总体要求
今年全区教育工作坚持问题导向，把校园安全和教学质量放在第一位，年底前逐项对账。
二、重点任务
新建幼儿园两所，近视率比上年下降一个百分点，各校每学期至少测一次视力。
【打印本页】 【关闭窗口】
上一篇：关于清明节放假的通知
下一篇：没有了
主办单位：海云区人民政府办公室 网站标识码：1234567890
"""

SHARE_SITE = """海云区教育局工作计划.docx
上传人：海**鸥 文档编号：778899 上传时间：2023-05-01 格式：DOCX 页数：3 大小：20KB
下载 相关 举报
海云区教育局工作计划.docx_第1页
第1页 / 共3页
阅读须知
1. 本站资料由会员分享，预览时可能缺页。
2. 下载后请自行核对内容。
3. 有疑问请联系客服，电话 400-123-4567。
点击查看更多>>
海云区教育局工作计划
一、总体要求
今年全区教育工作坚持问题导向，把校园安全和教学质量放在第一位，年底前逐项对账。
展开阅读全文
相关资源
1.春季学期工作总结
2.学校食堂承包合同
猜你喜欢
教师读书心得体会三篇，写得很好。
copyright@ 2010-2024 某某文库 版权所有
"""


def kept(source: str) -> str:
    return "\n".join(line.strip() for line in clean(source).text.text.splitlines() if line.strip())


def assert_traced(source: str, cleaned: Cleaned) -> None:
    text = cleaned.text
    assert len(text.text) == len(text.starts) == len(text.ends)
    assert all(first < last for first, last in zip(text.starts, text.ends, strict=True))
    assert list(text.starts) == sorted(text.starts)
    assert all(
        source[start:end] == char
        for char, start, end in zip(text.text, text.starts, text.ends, strict=True)
        if end - start == 1
    )


@pytest.mark.parametrize("source", [PORTAL, SHARE_SITE], ids=["portal", "share site"])
def test_every_kept_character_knows_its_place(source: str) -> None:
    assert_traced(source, clean(source))


def test_a_portals_page_goes_and_its_table_becomes_data() -> None:
    cleaned = clean(PORTAL)
    assert kept(PORTAL).startswith("海云区教育局2022年工作计划\n一、总体要求")
    assert kept(PORTAL).endswith("各校每学期至少测一次视力。")
    fields = {field.name: field.value for field in cleaned.fields}
    assert fields == {
        "索引号": "1234567-2022-00017",
        "生成日期": "2022-03-08",
        "发布机构": "区教育局",
        "主题分类": "教育",
        "发布时间": "2022-03-08 09:15",
        "信息来源": "区教育局",
        "浏览次数": "412",
    }
    for field in cleaned.fields:
        assert PORTAL[field.start : field.end].startswith(field.name)


def test_a_share_sites_page_goes_with_its_lists_and_its_telephone() -> None:
    text = kept(SHARE_SITE)
    assert text.endswith("年底前逐项对账。")
    for word in ("上传", "第1页", "客服", "400", "合同", "心得", "版权"):
        assert word not in text


def test_words_of_furniture_inside_a_document_stay() -> None:
    source = "一、资源建设\n教师可在区教育网站下载教案，用户意见每月汇总一次；规范文件格式，注意版权保护。\n二、家校沟通\n开学前向家长发出温馨提示。\n"
    assert kept(source) == source.strip()


def test_tone_marked_glosses_go_and_other_brackets_stay() -> None:
    source = "全區(qū)學(xué)生參加創新實踐(noc)活動,占三成(較上年多)。"
    cleaned = clean(source)
    assert cleaned.text.text == "全區學生參加創新實踐(noc)活動,占三成(較上年多)。"
    at = cleaned.text.text.index("學生")
    assert source[slice(*cleaned.text.span(at, at + 2))] == "學(xué)生"
    assert_traced(source, cleaned)


def test_characters_torn_by_a_gloss_are_mended() -> None:
    source = "各區(qū)要走訪學校。工作組深入?yún)^(qū)縣,了解教學狀況;掌握發(fā)展?fàn)顩r。"
    cleaned = clean(source)
    assert "深入區縣" in cleaned.text.text
    assert "發展狀況。" in cleaned.text.text
    at = cleaned.text.text.index("深入區縣")
    assert source[slice(*cleaned.text.span(at, at + 4))] == "深入?yún)^(qū)縣"


def test_template_words_glued_to_a_text_go_and_the_cover_is_kept_apart() -> None:
    source = "20192019年海云区教育工作要点 汇报人:XXXYour content goes here, or paste your text in this box.今年的任务有三项。一、抓安全 每月查一次。 时间:XXXX谢谢观看3"
    cleaned = clean(source)
    assert cleaned.text.text == "今年的任务有三项。一、抓安全 每月查一次。"
    assert [cover.value for cover in cleaned.covers] == ["20192019年海云区教育工作要点"]
    assert_traced(source, cleaned)


def test_wrapped_lines_are_joined_and_paragraphs_kept() -> None:
    source = (
        "　　今年全区要把义务教育优质均衡放在首位，着力补齐乡村学校在\n"
        "师资、设备和管理上的短板，让孩子在家门口就能上好学校，让家\n"
        "长放心。每学期由督学到校查看一次，发现问题当场提出、限期整\n"
        "改，结果向家长公布。\n"
        "　　各校要按月报送进度，逾期不报的在全区通报，并且与年终考核\n"
        "直接挂钩。\n"
        "　　对连续两年没有进展的学校，由区教育局约谈校长，必要时调整\n"
        "班子。\n"
    )
    lines = [line.strip() for line in clean(source).text.text.splitlines()]
    assert lines == [
        "今年全区要把义务教育优质均衡放在首位，着力补齐乡村学校在师资、设备和管理上的短板，让孩子在家门口就能上好学校，让家长放心。每学期由督学到校查看一次，发现问题当场提出、限期整改，结果向家长公布。",
        "各校要按月报送进度，逾期不报的在全区通报，并且与年终考核直接挂钩。",
        "对连续两年没有进展的学校，由区教育局约谈校长，必要时调整班子。",
    ]


def test_a_ratio_torn_at_its_colon_is_mended() -> None:
    source = "学校配备逐年提高，生机比达到7.2:\n\n1，师机比达到1.1:\n\n1。\n\n下一步：\n\n2024年再添一批。"
    text = clean(source).text.text
    assert "7.2:1，师机比达到1.1:1。" in text
    assert "下一步：\n\n2024年" in text


def test_markdown_marks_go() -> None:
    source = "---\ntitle: x\n---\n# 办法\n\n**第一条**　学校应当公开[收费标准](https://example.org)。\n\n| 项目 | 数量 |\n|---|---|\n| 食堂 | 3个 |\n"
    assert kept(source) == "# 办法\n第一条　学校应当公开收费标准。\n| 项目 | 数量 |\n| 食堂 | 3个 |"


def test_the_foot_and_the_head_of_pages_joined_inside_a_text_go() -> None:
    above, below = (
        "第九条 本办法自三月一日起施行，原有规定同时废止。",
        "第一条 为了规范学位登记，制定本细则，各校应当遵照执行。",
    )
    between = "－－－－－－－－－－－－\n登录 | 信箱 | 站内导航\n\n首页 - 学位管理"
    assert kept(f"{above}\n{between}\n{below}") == f"{above}\n{below}"
    manual = f"{above}\n首页 - 学位管理\n{below}"  # a way through a program, in its manual
    assert kept(manual) == manual
    row = f"{above}\n甲校 | 乙校 | 丙校\n{below}"
    assert kept(row) == row


def test_a_link_between_rows_of_a_portals_data_goes() -> None:
    text = "各校应当在开学之前完成全部校舍的安全检查，并且公布检查结果和整改的办法。"
    assert (
        kept(f"信息来源：县教育局\n[内容指正]\n发布日期：2031-03-02\n\n[校舍安全]\n{text}\n") == f"[校舍安全]\n{text}"
    )


def test_clean_text_is_left_as_it_is() -> None:
    once = clean(PORTAL).text.text
    assert clean(once).text.text == once


def test_heads_of_mails_inside_a_mail_are_no_text() -> None:
    head = '------------------ 原始邮件 ------------------\n发件人: "教育局"<a@b.cn>;\n发送时间: 2015年3月12日\n收件人: 各校;\n主题: 关于报送名单的通知\n'
    assert clean(f"请各校执行。\n{head}各学校：请按时上报。\n").text.text.split() == [
        "请各校执行。",
        "各学校：请按时上报。",
    ]
    meeting = "会议安排如下：\n时间：3月5日上午9时\n主题：开学工作部署\n附件：名单"
    assert clean(meeting).text.text == meeting
