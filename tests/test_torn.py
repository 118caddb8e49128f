"""Text broken on its journey: lines torn around numbers and brackets, wrapped at a width, cut by the numbers of pages."""

from ingest.clean import clean
from ingest.document import make_document
from ingest.source import SourceText


def kept(source: str) -> list[str]:
    return [line for line in clean(source).text.text.split("\n") if line.strip()]


def test_numbers_on_lines_of_their_own_go_back_into_their_sentence() -> None:
    source = "第一条（期限）\n学校应当在收到申请之日起\n15\n个工作日内答复；逾期\n3\n日的，报区教育局。\n第二条（施行）\n本办法自\n2031\n年\n4\n月\n1\n日起\n施行。\n"
    assert kept(source) == [
        "第一条（期限）",
        "学校应当在收到申请之日起15个工作日内答复；逾期3日的，报区教育局。",
        "第二条（施行）",
        "本办法自2031年4月1日起施行。",
    ]


def test_shares_dates_and_what_stands_between_two_boxes_are_joined() -> None:
    source = (
        "第三条（比例）\n补助按缴费额的\n30\n％发放，其余\n2%\n的部分由学校承担。\n"
        "（一）\n1980\n年\n1\n月\n1\n日\n至\n1989\n年\n12\n月\n31\n日\n出生的，补助为\n500\n元；\n"
        "(二\n)1990\n年以后出生的\n,补助为\n300\n元。\n"
    )  # fmt: skip
    assert kept(source) == [
        "第三条（比例）",
        "补助按缴费额的30％发放，其余2%的部分由学校承担。",
        "（一）1980年1月1日至1989年12月31日出生的，补助为500元；",
        "(二)1990年以后出生的,补助为300元。",
    ]


def test_a_bracket_that_is_open_at_the_end_of_a_line_holds_the_next() -> None:
    source = "海云区校车办法\n（\n2030\n年\n5\n月\n6\n日\n海云区人民政府令第\n7\n号发布，根据《关于修改\n<\n海云区校车办法\n>\n的决定》修正）\n第一条 校车每日检查。\n"
    assert kept(source)[1] == "（2030年5月6日海云区人民政府令第7号发布，根据《关于修改<海云区校车办法>的决定》修正）"


def test_a_number_of_a_document_and_the_date_under_its_agency_stay_lines() -> None:
    source = "海教办〔\n2031\n〕\n18\n号\n关于做好秋季开学工作的通知\n各校要在开学前\n5\n日内完成检查，并报区教育局。\n海云区教育局\n2031\n年\n8\n月\n2\n日\n"
    lines = kept(source)
    assert lines[:2] == ["海教办〔2031〕18号", "关于做好秋季开学工作的通知"]
    assert lines[-2:] == ["海云区教育局", "2031年8月2日"]


def test_cells_of_a_flattened_table_stay_lines() -> None:
    source = "各镇学位\n学校\n学位\n百花小学\n120\n万泉小学\n95\n元山小学\n80\n人和小学\n60\n"
    assert kept(source) == source.strip().split("\n")


def test_wrapped_lines_with_latin_and_numbers_are_told_by_their_columns() -> None:
    source = (
        "考生应当在规定时间内登录网上系统核对本人信息，并按要求\n上传照片，照片用 JPG 格式，大小不超过 10M，宽高之比 3:4，\n"
        "逾期不再补办。未在规定时间内确认的，本次报名无效，由考\n生本人负责。网上确认期间遇到困难的，可以拨打电话咨询，\n"
        "工作人员在每个工作日的上午和下午接听，并在当天给出答复\n意见，需要补充材料的一并告知考生。\n"
    )
    assert kept(source) == ["".join(source.split("\n"))]


def test_the_pages_of_a_conversion_leave_no_number_in_a_sentence() -> None:
    line = "各学校要把校园安全放在第一位并且逐项对账，"
    page = "".join(f"{line}第{number}项由专人负责。\n" for number in "一二三四五六七八")
    cut = "区教育局每个学期组织一次全面的安全检查并且公布检查"
    source = "".join(f"{page}{cut}\n{number} 结果，第{number}次检查在期末进行。\n" for number in range(1, 6))
    text = clean(source).text.text
    assert f"{cut}结果，第3次检查在期末进行。" in text
    assert "4 结果" not in text


def test_a_list_of_numbered_rows_is_no_run_of_pages() -> None:
    source = "".join(f"{number} 海云区第{number}小学报名点在学校南门接待室\n" for number in range(1, 9))
    assert kept(source) == source.strip().split("\n")


def test_offsets_point_into_the_source() -> None:
    source = "一、期限\n申请应当在\n10\n日内提出，逾期不再受理。\n二、地点\n在区教育局一楼大厅。\n"
    document = make_document(SourceText("试.txt", source, "0" * 64))
    found = next(each for clause in document.clauses for each in clause.sentences if "10日内" in each.text)
    assert document.text[found.start : found.end] == "申请应当在\n10\n日内提出，逾期不再受理。"


def test_a_space_in_a_word_of_a_sentence_goes_and_one_between_words_stays() -> None:
    source = "第1 38号\n一、学籍\n区教育局负责处理问 题学籍，落实国 家的各项规定，并向市教育局 市财政局报告。\n张三 李四 王五\n"
    text = clean(source.replace("第1 38号", "海云区人民政府令第1 38号")).text.text
    assert "第138号" in text
    assert "处理问题学籍，落实国家的各项规定，并向市教育局 市财政局报告。" in text
    assert "张三 李四 王五" in text


def test_a_page_that_only_names_a_document_is_found_by_its_title() -> None:
    source = '标题：海云区小学招生办法的通知\n发布日期：2031年8月2日\n索引号：0001-2031\n<%@ page language="java" %>\n'
    document = make_document(SourceText("试.txt", source, "0" * 64))
    assert [each.text for clause in document.clauses for each in clause.sentences] == ["海云区小学招生办法的通知"]
