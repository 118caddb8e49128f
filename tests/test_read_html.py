"""Web pages: what is the document, what is the portal's, what nobody sees."""

import re

import pytest

from ingest.document import make_document
from ingest.read import read_bytes
from ingest.readers.html import messages as html_messages
from ingest.readers.html import read_html
from ingest.source import Reading, UnreadableFile
from rag.layout import Table
from rag.schema import Document
from tests.portal_pages import CLOSING, PARAGRAPHS, TITLE, modern, old, word


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def shown(reading: Reading) -> list[str]:
    """The lines that are text of the document."""
    kept, at = [], 0
    for line in reading.text.splitlines(keepends=True):
        if not any(start <= at < end for start, end in reading.aside):
            kept.append(line.rstrip("\n"))
        at += len(line)
    return kept


def aside(reading: Reading) -> list[str]:
    return [line for start, end in reading.aside for line in reading.text[start:end].splitlines()]


def rows(reading: Reading, table: Table) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for cell in table.cells:
        found.setdefault(cell.row, []).append(reading.text[cell.start : cell.end])
    return list(found.values())


def document(data: bytes) -> Document:
    return make_document(read_bytes("网页.html", data))


@pytest.mark.parametrize(
    "data",
    [modern().encode(), modern().encode("gb18030"), modern().encode("utf-16"), old().encode("gb18030"), old().encode()],
    ids=["new", "new, says utf-8 and is GB18030", "new, UTF-16", "old", "old, says gb2312 and is UTF-8"],
)
def test_the_text_of_a_portals_page_is_kept_and_all_else_aside(data: bytes) -> None:
    reading = read_html(data)
    lines = shown(reading)
    at = lines.index(TITLE)
    body = [line for line in lines[at + 1 :] if not re.match("发布|附件|版权", line)]
    assert body == [*PARAGRAPHS, *CLOSING]
    assert not {"首页", "政务公开", "县级文件", "网站首页 | 机构设置 | 政策文件 | 招生考试"} & set(lines)
    assert "脚本里的字" not in reading.text and "隐藏" not in reading.text


def test_what_stands_around_the_text_is_not_lost() -> None:
    around = "\n".join(aside(read_html(modern().encode())))
    for words in (
        "岱川县人民政府",
        "您现在的位置：首页 > 政务公开 > 通知公告",
        "热点专题",
        "全县教育工作会议召开",
        "上一篇",
        "浙ICP备",
        "打印",
    ):
        assert words in around


def test_a_portals_data_become_metadata() -> None:
    found = document(modern().encode())
    metadata = found.metadata
    assert metadata.title and metadata.title.value == TITLE
    assert metadata.number and metadata.number.value == "岱教〔2025〕7号"
    assert metadata.agency and metadata.agency.value == "岱川县教育局"
    assert metadata.issued and metadata.issued.value == "2025-02-18"
    fields = {field.name: field.value for field in metadata.fields}
    assert fields["索引号"] == "11330/2025-00031"
    assert fields["浏览次数"] == "128"
    for field in metadata.fields:
        assert field.value in found.text[field.start : field.end]
    assert [clause.path for clause in found.clauses][1] == ("一、服务时间",)
    assert not any(
        "课后服务申请表" not in text and "打印" in text for clause in found.clauses for text in (clause.path or ("",))
    )


def test_pages_of_any_make_give_the_same_clauses() -> None:
    def clauses(data: bytes) -> list[tuple[tuple[str, ...], list[str]]]:
        return [
            (clause.path, [sentence.search for sentence in clause.sentences])
            for clause in document(data).clauses
            if clause.path and not clause.path[0].startswith("四")
        ]

    plain = make_document(read_bytes("通知.txt", "\n".join((TITLE, *PARAGRAPHS, *CLOSING)).encode()))
    wanted = [
        (clause.path, [sentence.search for sentence in clause.sentences]) for clause in plain.clauses if clause.path
    ]
    assert clauses(modern().encode()) == clauses(old().encode("gb18030")) == clauses(word().encode("gb18030")) == wanted


@pytest.mark.parametrize(
    "table",
    [
        "<ul class='xx'><li><span>索引号：</span><span>YK-2025-4</span></li><li><span>发布机构：</span><span>永宽县教育局</span></li><li><span>文号：</span><span>永教〔2025〕9号</span></li></ul>",
        "<dl><dt>索引号</dt><dd>YK-2025-4</dd><dt>发布机构</dt><dd>永宽县教育局</dd><dt>文号</dt><dd>永教〔2025〕9号</dd></dl>",
        "<div class=row><div>索引号</div><div>YK-2025-4</div></div><div class=row><div>发布机构</div><div>永宽县教育局</div></div><div class=row><div>文号</div><div>永教〔2025〕9号</div></div>",
        "<table><tr><th>索引号</th><td>YK-2025-4</td><th>主题分类</th><td>教育</td></tr><tr><th>发布机构</th><td>永宽县教育局</td><th>文 号</th><td>永教〔2025〕9号</td></tr></table>",
        "<table><tr><td>索引号：YK-2025-4</td><td>发布机构：永宽县教育局</td></tr><tr><td>文号：永教〔2025〕9号</td><td>有效性：有效</td></tr></table>",
        "<div class='header'><p>索引号：YK-2025-4</p><p>发布机构：永宽县教育局</p><p>文号：永教〔2025〕9号</p></div>",
    ],
    ids=["list", "dl", "divs", "table with th", "a cell each", "in a part that looks like navigation"],
)
def test_data_about_the_document_in_any_form(table: str) -> None:
    body = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    metadata = document(page(f"{table}<h1>{TITLE}</h1><div id=content>{body}</div>")).metadata
    fields = {field.name: field.value for field in metadata.fields}
    assert fields["索引号"] == "YK-2025-4" and fields["发布机构"] == "永宽县教育局"
    assert metadata.number and metadata.number.value == "永教〔2025〕9号"


def test_chinese_names_of_metas_and_those_of_the_site() -> None:
    head = '<meta name="发文字号" content="永教〔2025〕9号"><meta name="SiteName" content="永宽县教育局网站"><meta name="ArticleTitle" content="关于招生的通知"><meta name="viewport" content="width=device-width">'
    reading = read_html(page("<p>各校要公开招生计划、招生范围和录取结果，接受监督。</p>", head))
    assert shown(reading)[:2] == ["发文字号：永教〔2025〕9号", "标题：关于招生的通知"]
    assert "网站：永宽县教育局网站" in aside(reading) and "viewport" not in reading.text


def test_headings_have_levels_in_the_main_text_only() -> None:
    body = f"""<div class=top><h1>永宽县教育信息网</h1></div><ul class=menu><li><a href=/>首页</a><li><a href=/a>通知</a><li><a href=/b>公示</a></ul>
    <article><h1>招生工作<br>实施方案</h1><h2>一、招生计划</h2><p>{PARAGRAPHS[3]}</p><h3>（一）公办学校</h3><p>{PARAGRAPHS[5]}</p></article>
    <div class=sidebar><h2>热门文章</h2><ul><li><a href=/1>学校食堂开放日活动举行</a><li><a href=/2>名师工作室揭牌</a></ul></div>"""
    reading = read_html(page(body, "<title>招生工作 实施方案 - 永宽县教育信息网</title>"))
    named = [(heading.level, reading.text[heading.start : heading.end]) for heading in reading.headings]
    assert named == [(0, "招生工作 实施方案"), (2, "一、招生计划"), (3, "（一）公办学校")]
    assert "永宽县教育信息网" in aside(reading) and "热门文章" in aside(reading)


def test_a_page_without_any_portal_is_all_text() -> None:
    body = "<h2>说明</h2><p>一段短话。</p><div>署名：校办</div><table><tr><td>仅一格</td></tr></table>"
    reading = read_html(page(body))
    assert shown(reading) == ["说明", "一段短话。", "署名：校办", "仅一格"] and not reading.aside


def test_a_table_is_not_taken_for_the_whole_document() -> None:
    cells = "".join(
        f"<tr><td>第{n}小学</td><td>{n * 30}</td><td>学区为城关镇第{n}社区及周边村组，含新建小区</td></tr>"
        for n in range(1, 9)
    )
    body = f"<p>各学校：</p><p>现将学位公布如下。</p><table><tr><th>学校</th><th>学位</th><th>学区</th></tr>{cells}</table><p>永宽县教育局</p>"
    reading = read_html(page(body))
    assert not reading.aside
    (table,) = reading.layout.tables
    assert table.head == 1 and rows(reading, table)[0] == ["学校", "学位", "学区"] and len(rows(reading, table)) == 9


def test_spans_captions_and_breaks_in_a_table() -> None:
    table = """<table border=1><caption>表1 招生计划</caption><thead><tr><th rowspan=2>学校</th><th colspan=2>计划数</th></tr><tr><th>小学</th><th>初中</th></tr></thead>
    <tfoot><tr><td>合计</td><td>300</td><td>150</td></tr></tfoot>
    <tbody><tr><td>城关<br>中心校</td><td>200</td><td rowspan=9>150</td></tr><tr><td><p>新河</p><p>中心校</p></td><td>100</td></tr></tbody></table>"""
    reading = read_html(page(f"<p>{PARAGRAPHS[1]}</p>{table}"))
    (found,) = reading.layout.tables
    places = {
        reading.text[cell.start : cell.end]: (cell.row, cell.column, cell.rows, cell.columns)
        for cell in found.cells[:8]
    }
    assert places["学校"] == (0, 0, 2, 1) and places["计划数"] == (0, 1, 1, 2) and places["初中"] == (1, 2, 1, 1)
    assert places["城关 中心校"] == (2, 0, 1, 1)
    assert found.cells[6].rows == 3  # to the table's last row and no further
    assert found.head == 2
    assert "表1 招生计划" in shown(reading)


def test_tables_that_shape_a_page_are_no_tables() -> None:
    reading = read_html(old().encode("gb18030"))
    assert not reading.layout.tables
    two_columns = f"<table><tr><td><p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[3]}</p><p>{PARAGRAPHS[5]}</p><p>{PARAGRAPHS[6]}</p></td><td>值班电话</td></tr><tr><td>{PARAGRAPHS[8]}</td><td>8061234</td></tr></table>"
    assert not read_html(page(two_columns)).layout.tables


@pytest.mark.parametrize(
    ("items", "lines"),
    [
        ("<ol><li>甲项</li><li>乙项</li></ol>", ["1. 甲项", "2. 乙项"]),
        ("<ol start=3><li>甲项<li value=7>乙项<li>丙项</ol>", ["3. 甲项", "7. 乙项", "8. 丙项"]),
        ("<ol type=a><li>甲项<li>乙项</ol>", ["a. 甲项", "b. 乙项"]),
        ("<ol type=I><li>甲项<li>乙项<ol><li>丙项</ol><li>丁项</ol>", ["I. 甲项", "II. 乙项", "1. 丙项", "III. 丁项"]),
        ("<ol reversed><li>甲项<li>乙项</ol>", ["2. 甲项", "1. 乙项"]),
        ("<ol style='list-style-type: cjk-ideographic'><li>甲项<li>乙项</ol>", ["一、甲项", "二、乙项"]),
        ("<ol style='list-style: none'><li>甲项<li>乙项</ol>", ["甲项", "乙项"]),
        ("<ol><li>1.甲项<li>2.乙项</ol>", ["1.甲项", "2.乙项"]),
        ("<ol><li>（一）甲项<li>（二）乙项</ol>", ["（一）甲项", "（二）乙项"]),
        ("<ol><li><p>甲项</p><p>续段</p><li><div>乙项</div></ol>", ["1. 甲项", "续段", "2. 乙项"]),
        ("<ul><li>甲项<li>乙项</ul>", ["甲项", "乙项"]),
    ],
)
def test_numbers_that_a_list_draws_are_written_out(items: str, lines: list[str]) -> None:
    assert shown(read_html(page(items))) == lines


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("各校要公开\n    招生计划", ["各校要公开招生计划"]),
        ("共有 English\n words 和\n12 人", ["共有 English words 和 12 人"]),
        ("甲<br>乙<br/><br>丙", ["甲", "乙", "丙"]),
        ("<p>　　首行缩进&nbsp;&nbsp;空格&ensp;</p>", ["首行缩进 空格"]),
        ("约10<sup>4</sup>立方米，CO<sub>2</sub>，见注<sup>①</sup>", ["约10⁴立方米，CO₂，见注①"]),
        ("<ruby>岱<rp>(</rp><rt>dài</rt><rp>)</rp></ruby>川", ["岱川"]),
        ("&#20851;&#x4E8E; &lt;通知&gt; &amp; 附件", ["关于 <通知> & 附件"]),
        ("控\x01制&#1;符\x0b号<span style='display:none'>\x02</span>&#2;", ["控制符 号"]),
        ("<pre>第一行\n第二行</pre>", ["第一行", "第二行"]),
        ("<div>外<span>层<b>文</b></span>字<div>内层</div>尾部</div>", ["外层文字", "内层", "尾部"]),
        (
            "<p style='DISPLAY: none'>藏</p><p hidden>匿</p><template>样</template><noscript>提示</noscript>正文",
            ["正文"],
        ),
        ("<select><option>选项</select><button>按钮</button><textarea>输入</textarea>正文", ["正文"]),
    ],
)
def test_text_is_what_a_browser_shows(body: str, lines: list[str]) -> None:
    assert shown(read_html(page(body))) == lines


def test_what_a_script_would_show_is_read() -> None:
    hidden = f"<div style='display:none' id=content><p>{PARAGRAPHS[3]}</p><p>{PARAGRAPHS[5]}</p></div>"
    assert PARAGRAPHS[3] in shown(read_html(page(f"<p>加载中</p>{hidden}")))


def test_word_keeps_its_numbers_and_drops_its_hints() -> None:
    reading = read_html(word().encode("gb18030"))
    lines = shown(reading)
    assert lines[0] == TITLE and lines[-2] == "四、 监督检查"
    assert lines[-1] == "县教育局每学期开展一次专项督查，结果向社会公布。"
    assert "结果不公开，" in aside(reading)
    assert "张老师" not in reading.text and "supportLists" not in reading.text and "MsoNormal" not in reading.text


def test_links_to_attachments_are_text_and_those_to_other_pages_are_not() -> None:
    body = f"""<div class="article">{"".join(f"<p>{line}</p>" for line in PARAGRAPHS)}</div>
    <div class="fj"><a href="/f/1.docx">附件1：申请表</a><br><a href="/f/2.xlsx">收费标准</a></div>
    <div class="xg"><a href="/3.html">我县召开安全工作会</a><br><a href="/4.html">我县公布招生热线</a></div>"""
    reading = read_html(page(body))
    assert shown(reading)[-2:] == ["附件1：申请表", "收费标准"]
    assert aside(reading) == ["我县召开安全工作会", "我县公布招生热线"]


def test_damage_is_passed_over_and_said() -> None:
    data = old().encode("gb18030").replace("监督".encode("gb18030"), b"\xff\xff", 1) + b"\xff"
    reading = read_html(data)
    assert PARAGRAPHS[3] in shown(reading) and reading.warnings


def test_a_page_whose_bytes_tell_nothing_is_read_as_it_says() -> None:
    noise = bytes([0xFF, 0x80]) * 60
    data = old().encode("gb18030") + noise
    assert PARAGRAPHS[3] in shown(read_html(data))


@pytest.mark.parametrize(
    "data", [page("<p>English only</p>"), b"<html><!-- nothing --></html>", page("<script>var a = '字';</script>")]
)
def test_a_page_without_chinese_says_so(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="没有中文"):
        read_html(data)


def test_a_deep_and_a_large_page_are_read() -> None:
    deep = "<div>" * 1500 + "<p>深处的文字。</p>" + "</div>" * 1500
    assert "深处的文字。" in read_html(page(deep)).text
    many = "".join(f"<p>第{n}段：各校要落实责任，按时报送材料。</p>" for n in range(4000))
    assert len(shown(read_html(page(many)))) == 4000


def test_a_title_in_a_part_that_looks_like_navigation_is_text() -> None:
    head = "<div class='article-header'><div>永宽县教育局关于招生的通知</div><div>永教〔2025〕9号</div><div>今日天气晴</div></div>"
    body = f"<div class=page-body><p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[3]}</p></div>"
    reading = read_html(page(f"{head}{body}", "<title>永宽教育信息网</title>"))
    assert shown(reading) == ["永宽县教育局关于招生的通知", "永教〔2025〕9号", PARAGRAPHS[1], PARAGRAPHS[3]]
    assert "今日天气晴" in aside(reading)


def test_words_of_buttons_are_text_where_they_are_no_buttons() -> None:
    body = f"<div id=zoom><p>{PARAGRAPHS[3]}</p><p>班额标准分为以下三类：</p><p>大</p><p>中</p><p>小</p><p>标准</p><p>【大 中 小】 打印本页</p></div>"
    reading = read_html(page(body))
    assert shown(reading)[-4:] == ["大", "中", "小", "标准"] and aside(reading) == ["【大 中 小】 打印本页"]


def test_links_inside_paragraphs_are_text_and_lists_of_links_are_not() -> None:
    body = f"""<div class=article><p>根据<a href="/l">《义务教育法》</a>和<a href="/g">省教育厅关于招生的意见</a>，制定本办法，请各校遵照执行。</p><p>{PARAGRAPHS[3]}</p>
    <p><a href="/q">县教育局关于学区划分的公告</a></p><ul><li><a href=/1>政策解读一</a><li><a href=/2>政策解读二</a><li><a href=/3>政策解读三</a></ul></div>"""
    reading = read_html(page(body))
    assert shown(reading) == [
        "根据《义务教育法》和省教育厅关于招生的意见，制定本办法，请各校遵照执行。",
        PARAGRAPHS[3],
        "县教育局关于学区划分的公告",
    ]


def test_a_form_around_the_page_and_an_article_that_a_script_uncovers() -> None:
    body = f"""<form id=form1><ul class=nav><li><a href=/>首页</a><li><a href=/x>新闻</a><li><a href=/y>公告</a></ul>
    <div id=js_content style="visibility: hidden; opacity: 0;"><section><section><span>{PARAGRAPHS[3]}</span></section><section>{PARAGRAPHS[5]}</section></section></div></form>"""
    assert shown(read_html(page(body))) == [PARAGRAPHS[3], PARAGRAPHS[5]]


BODY = "".join(f"<p>{line}</p>" for line in (*PARAGRAPHS, *CLOSING))


def test_comments_and_other_articles_behind_the_text_are_aside() -> None:
    comments = "".join(f"<div class=item><b>网友{at}</b><p>{said}</p></div>" for at, said in enumerate((
        "支持这个政策，希望学校真正落实，不要走过场，我们家长都看着呢。", "请问民办幼儿园也要公示账目吗？希望尽快答复，谢谢。",
    )))  # fmt: skip
    behind = f"<div><h3>相关阅读</h3><ul><li>全县食堂工作会召开<li>一图读懂</ul></div><div><h3>网友评论（2条）</h3>{comments}<p>评论仅代表网友观点。</p></div>"
    reading = read_html(page(f"<h1>{TITLE}</h1><div>{BODY}</div>{behind}"))
    assert shown(reading) == [TITLE, *PARAGRAPHS, *CLOSING]
    assert "请问民办幼儿园也要公示账目吗？希望尽快答复，谢谢。" in aside(reading) and "一图读懂" in aside(reading)
    assert not [heading for heading in reading.headings if heading.level]


def test_what_floats_beside_a_page_below_its_imprint_is_aside() -> None:
    imprint = "<div class=footer>主办：岱川县人民政府办公室 版权所有</div>"
    floats = "<div class=aa><span>岱川通</span></div><div class=aa><span>县长信箱</span></div>"
    source = f"<h1>{TITLE}</h1><div class=article-content>{BODY}</div>{{}}<div>岱川县教育局</div><div>2025年2月18日</div>{imprint}{{}}"
    assert {"岱川通", "县长信箱"} <= set(aside(read_html(page(source.format("", floats)))))
    above = shown(read_html(page(source.format(floats, ""))))  # what stands above the imprint may be the document's
    assert above[-4:] == ["岱川通", "县长信箱", "岱川县教育局", "2025年2月18日"]


def test_a_heading_that_speaks_of_comments_is_text() -> None:
    lines = [
        *PARAGRAPHS,
        "四、评论",
        "各校每月上报一次网络舆情，由办公室汇总后报县教育局。",
        "五、留言办理",
        "家长留言三个工作日内答复，不得推诿。",
    ]
    assert shown(read_html(page("".join(f"<p>{line}</p>" for line in lines)))) == lines


def test_an_article_of_wechat_is_what_its_page_says() -> None:
    article = f"<section><span>点击蓝字 关注我们</span></section>{BODY}<p>来源：基教科</p><p>编辑：小王</p><p>审核：老李</p><p>往期推荐</p><p><a href=/x>春季开学工作会</a></p>"
    body = f"<h1 id=activity-name>{TITLE}</h1><span>办公室</span><a id=js_name href=/>岱川教育</a><em id=publish_time>2025-02-18 17:30</em>"
    reading = read_html(
        page(f"<div>{body}</div><div id=js_content>{article}</div><div>微信扫一扫</div><p>预览时标签不可点</p>")
    )
    assert shown(reading) == ["发布人：岱川教育", "发布日期：2025-02-18 17:30", TITLE, *PARAGRAPHS, *CLOSING]
    assert {"编辑：小王", "往期推荐", "微信扫一扫"} <= set(aside(reading))


def test_a_byline_and_the_way_through_the_site_are_aside() -> None:
    body = f"<div><a href=/>教育网</a> » <a href=/f>政策</a> » {TITLE}</div><div>{TITLE}</div><div>2025-02-18 岱川教育</div>{BODY}"
    reading = read_html(page(body, f"<title>{TITLE}</title>"))
    assert shown(reading) == [TITLE, *PARAGRAPHS, *CLOSING]
    dated = "2025年2月18日第3次局务会议通过"
    assert dated in shown(read_html(page(f"<p>{TITLE}</p><p>{dated}</p>{BODY}")))


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("<div><a href=/>首页</a> <a href=/a>政务公开</a></div><iframe src=a.html></iframe><div>版权所有 岱川县教育局</div>", html_messages.ELSEWHERE),
        ("<h1>关于招生的通知</h1><div id=app></div><script>var article = '各校要公开招生计划。'</script>", html_messages.ELSEWHERE),
        ("<h1 id=activity-name>关于招生的通知</h1><div id=js_content><img src=1><img src=2></div><p>微信扫一扫</p>", html_messages.ELSEWHERE),
        ("<h2>通知公告</h2><ul>" + "".join(f"<li><a href=/{at}>关于第{at}次校长会的通知</a> 2019-01-1{at}</li>" for at in range(9)) + "</ul><p>共12页 <a href=2>下一页</a></p>", html_messages.LIST),
    ],
    ids=["frame", "script", "pictures", "list"],
)  # fmt: skip
def test_a_page_without_a_text_says_so(body: str, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=f"^{re.escape(sentence)}$"):
        read_html(page(body))


def test_a_part_of_the_text_that_is_folded_away_is_read_and_its_copy_is_not() -> None:
    half = "".join(f"<p>{line}</p>" for line in PARAGRAPHS[:6])
    rest = "".join(f"<p>{line}</p>" for line in (*PARAGRAPHS[6:], *CLOSING))
    window = "<div class=popup style='display:none'><p>您访问的链接即将离开本网站，是否继续？请确认；如有疑问请与管理员联系。</p></div>"
    folded = f"<div>{half}</div><div style='display:none'>{rest}</div>{window}"
    assert shown(read_html(page(folded))) == [*PARAGRAPHS, *CLOSING]
    copied = f"<div>{BODY}</div><div id=forprint style='display:none'>{rest}</div>"
    assert shown(read_html(page(copied))) == [*PARAGRAPHS, *CLOSING]


def test_a_table_whose_other_columns_are_empty_is_text() -> None:
    rows = "".join(f"<tr><td><img src=s.gif></td><td>{line}</td><td>&nbsp;</td></tr>" for line in PARAGRAPHS)
    reading = read_html(page(f"<table width=700>{rows}</table>"))
    assert shown(reading) == list(PARAGRAPHS) and not reading.layout.tables
