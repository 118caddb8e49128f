"""Web pages as portals and word processors write them, with a text of our own."""

TITLE = "岱川县教育局关于做好2025年春季学期课后服务工作的通知"
PARAGRAPHS = (
    "各乡镇中心学校，县直各中小学：",
    "为进一步减轻学生课业负担，满足家长接送需要，现就做好2025年春季学期课后服务工作通知如下。",
    "一、服务时间",
    "课后服务每周五天，每天不少于两小时，结束时间与当地正常下班时间相衔接，不得晚于十八时三十分。",
    "二、服务内容",
    "（一）学业辅导。教师指导学生完成书面作业，对学习有困难的学生免费补习，不得讲授新课。",
    "（二）兴趣活动。学校开设体育、艺术、科技、阅读四类社团，每名学生至少参加一项。",
    "三、经费保障",
    "小学每生每学期收费不超过300元，初中每生每学期收费不超过360元，家庭经济困难学生全部免收。",
)
CLOSING = ("岱川县教育局", "2025年2月18日")

# A portal of today: div columns, metas, a table of data about the document above the title.
MODERN = """<!DOCTYPE html>
<!-- published by cms 8.1 -->
<html lang="zh-CN"><head><meta charset="utf-8">
<title>{title}_通知公告_岱川县人民政府门户网站</title>
<meta name="SiteName" content="岱川县人民政府门户网站"><meta name="ColumnName" content="通知公告">
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2025-02-20 09:15">
<meta name="ContentSource" content="县教育局"><meta name="Url" content="/art/2025/2/20/art_12.html">
<style>.nav li{{float:left}}</style><script>var page = {{"id": 12, "name": "脚本里的字"}};</script></head>
<body>
<div class="header"><h1 class="logo">岱川县人民政府</h1><form action="/search"><input name="q"><button>搜索</button></form></div>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li><li><a href="/fw">政务服务</a></li><li><a href="/hd">互动交流</a></li></ul>
<div class="crumb">您现在的位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; <a href="/tz">通知公告</a></div>
<div class="box">
<div class="left-list"><h3>热点专题</h3><ul><li><a href="/a1">县人大代表视察校园食堂</a></li><li><a href="/a2">全县教育工作会议召开</a></li><li><a href="/a3">教师节表彰名单公布</a></li></ul></div>
<div class="xxgk">
<table class="xxgk_table"><tr><td><b>索 引 号：</b></td><td>11330/2025-00031</td><td><b>发布机构：</b></td><td>岱川县教育局</td></tr>
<tr><td><b>发文日期：</b></td><td>2025-02-18</td><td><b>文&#12288;&#12288;号：</b></td><td>岱教〔2025〕7号</td></tr></table>
<h2 class="title">{title}</h2>
<div class="info">发布日期：2025-02-20&nbsp;&nbsp;来源：县教育局&nbsp;&nbsp;浏览次数：<span id="hits">128</span>&nbsp;&nbsp;字体：【<a href="javascript:f(16)">大</a> <a href="javascript:f(14)">中</a> <a href="javascript:f(12)">小</a>】 <a href="javascript:print()">打印</a></div>
<div class="TRS_Editor">{body}
<p>附件：<a href="P020250220.docx">1.课后服务申请表.docx</a></p>
</div>
<div class="share">分享到：<a href="javascript:;">微信</a><a href="javascript:;">微博</a> <img src="qr.png">扫一扫在手机打开当前页</div>
<div class="prenext">上一篇：<a href="/p1">关于公布幼儿园年检结果的公告</a><br>下一篇：<a href="/p2">关于开展校车安全检查的通知</a></div>
</div></div>
<div class="footer"><p>主办：岱川县人民政府办公室　承办：岱川县大数据中心</p><p>浙ICP备05000000号　网站标识码3309000000</p></div>
<div style="display:none">隐藏的统计文字</div>
</body></html>"""

# A portal of twenty years ago: tables shape the page, line breaks make paragraphs, GB2312 in name.
OLD = """<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312"><TITLE>岱川教育信息网</TITLE></HEAD>
<BODY><TABLE width=778 align=center><TR><TD colspan=2><A href="/">网站首页</A> | <A href="/jg">机构设置</A> | <A href="/wj">政策文件</A> | <A href="/zs">招生考试</A></TD></TR>
<TR><TD width=180 valign=top><TABLE><TR><TD>栏目导航</TD></TR><TR><TD><A href="/1">县级文件</A></TD></TR><TR><TD><A href="/2">上级文件</A></TD></TR><TR><TD><A href="/3">学校文件</A></TD></TR></TABLE></TD>
<TD><TABLE><TR><TD align=center><FONT size=4><B>{title}</B></FONT></TD></TR>
<TR><TD align=center>发布时间：2025-2-20　　作者：办公室　　【<A href="javascript:window.print()">打印</A>】【<A href="javascript:window.close()">关闭</A>】</TD></TR>
<TR><TD id=zoom>{body}</TD></TR></TABLE></TD></TR>
<TR><TD colspan=2 align=center><A href="/about">关于我们</A> | <A href="/map">网站地图</A><BR>版权所有：岱川县教育局　技术支持：县教育技术中心</TD></TR></TABLE></BODY></HTML>"""

# What Word saves as a web page: numbers drawn in spans of their own, conditional comments.
WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=Generator content="Microsoft Word 15">
<title>{title}</title>
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>张老师</o:Author></o:DocumentProperties></xml><![endif]-->
<style><!-- p.MsoNormal {{margin:0cm;}} --></style></head>
<body lang=ZH-CN><div class=WordSection1>
<p class=MsoNormal align=center><b><span style='font-size:22.0pt'>岱川县教育局关于做好<span lang=EN-US>2025</span>年春季
学期课后服务工作的通知<span lang=EN-US><o:p></o:p></span></span></b></p>
{body}
<p class=MsoNormal><![if !supportLists]><span lang=EN-US><span style='mso-list:Ignore'>四、<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>监督检查</p>
<p class=MsoNormal>县教育局每学期开展一次专项督查，<del>结果不公开，</del>结果向社会公布。</p>
<p class=MsoNormal><span style='mso-hide:all'>隐藏的批注文字</span></p>
</div></body></html>"""


def paragraphs(lines: tuple[str, ...], attributes: str = "") -> str:
    """Lines as paragraphs, indented as editors indent them."""
    return "\n".join(f"<p{attributes}>　　{line}</p>" for line in lines)


def modern() -> str:
    return MODERN.format(title=TITLE, body=paragraphs((*PARAGRAPHS, *CLOSING)))


def old() -> str:
    return OLD.format(
        title=TITLE, body="<BR>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}" for line in (*PARAGRAPHS, *CLOSING))
    )


def word() -> str:
    return WORD.format(title=TITLE, body=paragraphs(PARAGRAPHS, " class=MsoNormal"))
