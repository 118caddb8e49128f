"""A pasted text as single claims: each a slice of it, each standing for itself, and nothing that claims nothing."""

import pytest

from rag.statements.figures import figures_of
from rag.statements.pieces import normal
from rag.verifying.split import split_claims

SPEECH = """在全县教育工作会议上的讲话
（2024年3月1日）

尊敬的各位来宾、同志们：
　　大家上午好！今天召开全县教育工作会议，主要任务是总结去年、部署今年。首先，我代表县教育局向各界人士表示衷心的感谢！下面，我讲三点意见。
一、2023年工作回顾
　　一年来，我们新建幼儿园12所、扩建8所，招聘教师100名，发放补助20万元。小学、初中巩固率分别达到99%和98%。
　　什么是教育公平？就是让每个孩子都能上好学。
（一）队伍建设成效显著
1．选派32名骨干教师跟岗学习，其中3名长期跟岗；
2．评选优秀班主任10名。
— 3 —
二、2024年主要任务
一是抓好安全，排查隐患120处。二是力争近视率下降1%以上，优良率达70%。
我们要统一思想、提高认识，切实加强领导，狠抓落实。
《清溪县校车管理办法》第三条规定：校车应当每年检验一次。驾驶人不得超载。我县已经检验校车42辆。
谢谢大家！
附件：1.任务清单 2.联系人名单
清溪县教育局办公室
2024年3月2日印发
"""


def texts(pasted: str) -> list[str]:
    """The texts of the claims, the stop of a sentence aside."""
    claims = split_claims(pasted)
    assert all(pasted[claim.start : claim.end] == claim.text for claim in claims)
    assert all(before.end <= after.start for before, after in zip(claims, claims[1:], strict=False))
    return [claim.text.rstrip("。！") for claim in claims]


def test_a_speech_leaves_only_what_it_claims() -> None:
    assert texts(SPEECH) == [
        "一年来，我们新建幼儿园12所",
        "扩建8所",
        "招聘教师100名",
        "发放补助20万元",
        "小学、初中巩固率分别达到99%和98%",
        "选派32名骨干教师跟岗学习，其中3名长期跟岗",
        "评选优秀班主任10名",
        "抓好安全，排查隐患120处",
        "力争近视率下降1%以上，优良率达70%",
        "《清溪县校车管理办法》第三条规定：校车应当每年检验一次。驾驶人不得超载",
        "我县已经检验校车42辆",
    ]


@pytest.mark.parametrize(
    ("pasted", "claims"),
    [
        ("新建幼儿园12所、扩建8所", ["新建幼儿园12所", "扩建8所"]),
        ("撤并小学4所、新建幼儿园12所", ["撤并小学4所", "新建幼儿园12所"]),
        ("新建幼儿园12所、撤并小学4所", ["新建幼儿园12所", "撤并小学4所"]),
        ("全县小学41所、初中15所", ["全县小学41所、初中15所"]),
        ("新建、改扩建幼儿园12所", ["新建、改扩建幼儿园12所"]),
        ("新建幼儿园12所，小学3所", ["新建幼儿园12所，小学3所"]),
        ("小学巩固率达到99%，初中巩固率达到98%", ["小学巩固率达到99%", "初中巩固率达到98%"]),
        ("小学、初中的入学率和巩固率达到99%", ["小学、初中的入学率和巩固率达到99%"]),
        ("教育投入3.1亿元，比上年增长5%", ["教育投入3.1亿元，比上年增长5%"]),
        ("培训机构应当配备班主任，如实记录出勤", ["培训机构应当配备班主任，如实记录出勤"]),
        ("学校应当公开菜谱，县教育局应当每月检查", ["学校应当公开菜谱", "县教育局应当每月检查"]),
        ("拟新建幼儿园12所、扩建8所", ["拟新建幼儿园12所、扩建8所"]),
        ("不得收取押金，统一购买校服", ["不得收取押金，统一购买校服"]),
        ("教师请人代考的，学时作废，通报批评", ["教师请人代考的，学时作废，通报批评"]),
        ("如果连续两年不合格，取消承办资格", ["如果连续两年不合格，取消承办资格"]),
        ("通过集团化办学，新增学位2700个", ["通过集团化办学，新增学位2700个"]),
        ("2023年，新增学位2700个，改造食堂8个", ["2023年，新增学位2700个", "改造食堂8个"]),
        ("抓好三件事：一是改造食堂8个；二是新增学位90个", ["改造食堂8个", "新增学位90个"]),
        (
            "有下列情形之一的，给予警告：（一）迟到；（二）早退。",
            ["有下列情形之一的，给予警告：（一）迟到；（二）早退"],
        ),
        ("他说：“食堂改造了8个。学位新增了90个。”", ["他说：“食堂改造了8个。学位新增了90个。”"]),
        ("全年新建幼兒園37所、擴建13所", ["全年新建幼兒園37所", "擴建13所"]),
        ("改善实训条件。“双师型”教师达到60人。", ["改善实训条件", "“双师型”教师达到60人"]),
        (
            "The myopia rate falls by 1%, and 20 teachers are trained.",
            ["The myopia rate falls by 1%, and 20 teachers are trained."],
        ),
        ("共有教师12,500人，生师比为16:1", ["共有教师12,500人", "生师比为16:1"]),
    ],
)
def test_a_sentence_is_cut_where_its_parts_stand_for_themselves(pasted: str, claims: list[str]) -> None:
    assert texts(pasted) == claims


@pytest.mark.parametrize(
    "pasted",
    [
        "同志们：",
        "各位领导、各位来宾：",
        "谢谢大家！",
        "祝大家身体健康、工作顺利！",
        "下面我讲三点意见。",
        "怎样才能办好教育呢？",
        "我们要高度重视，切实加强领导，狠抓落实。",
        "以上汇报，不妥之处请批评指正。",
        "具体情况如下：",
        "— 12 —",
        "Page 3 of 10",
        "THANKS FOR WATCHING",
        "第 3 页 共 10 页",
        "",
        " \n\t\n",
    ],
)
def test_what_claims_nothing_is_left_out(pasted: str) -> None:
    assert split_claims(pasted) == []


@pytest.mark.parametrize(
    "pasted", ["岱山要全光改造教育网络", "培训合格的教师可以优先评职称", "要严格执行幼儿园准入制度", "学校食堂全部自营"]
)
def test_a_single_line_is_a_claim_without_its_stop(pasted: str) -> None:
    assert texts(pasted) == [pasted]


def test_lines_that_a_page_broke_are_one_paragraph() -> None:
    pasted = "2023年，全县教育系统坚持立德树人的根本任务，全年新建校\n舍3.2万平方米。学前三年毛入园率达98.5%。\n"
    assert texts(pasted) == [
        "2023年，全县教育系统坚持立德树人的根本任务",
        "全年新建校\n舍3.2万平方米",
        "学前三年毛入园率达98.5%",
    ]


def test_entries_of_a_list_lose_their_marks() -> None:
    pasted = "重点项目\n1. 新增学位90个\n（2）改造食堂8个\n③招聘教师70名\n- 近视率下降1%\n• 优良率达到70%\n"
    assert texts(pasted) == ["新增学位90个", "改造食堂8个", "招聘教师70名", "近视率下降1%", "优良率达到70%"]


def test_rows_of_a_table_are_claims_and_its_head_is_none() -> None:
    pasted = "| 指标 | 2023年 |\n|---|---|\n| 入园率 | 98.5% |\n\n指标\t数值\n巩固率\t99.6%\n"
    assert texts(pasted) == ["入园率 | 98.5%", "巩固率\t99.6%"]


def test_items_below_an_article_belong_to_it() -> None:
    pasted = "《清溪县校车管理办法》第七条规定：有下列情形之一的，停止运营：\n（一）没有检验的；\n（二）超载的。\n我县有校车42辆。"
    assert texts(pasted) == [pasted.split("\n我县")[0].rstrip("。"), "我县有校车42辆"]


@pytest.mark.parametrize(
    ("pasted", "lead"),
    [
        ("《义务教育法》第二十七条规定：学校不得开除学生。", "《义务教育法》第二十七条规定："),
        (
            "根据《校车管理办法》（清教〔2021〕3号）第三条第二款，校车每年检验。",
            "根据《校车管理办法》（清教〔2021〕3号）第三条第二款，",
        ),
        ("清溪县教育局2024年工作要点提出，新增学位90个。", "清溪县教育局2024年工作要点提出，"),
        ("按照市教育局要求，各校每月演练一次。", "按照市教育局要求，"),
        ("2013年那份总结说招聘了900人。", "2013年那份总结说"),
        ("教师法规定教师享有假期。", "教师法规定"),
        ("教师法第八条：教师应当遵守职业道德。", "教师法第八条："),
        ("據《教育法》《教師法》規定，教師享有假期。", "據《教育法》《教師法》規定，"),
        ("清教〔2021〕3号文件要求，校车每年检验。", "清教〔2021〕3号文件要求，"),
        ("第十六条规定，超载的停止运营。", "第十六条规定，"),
        ("清溪县今年新增学位90个。", ""),
        ("区教育局出台《学校食堂管理办法》，改造食堂8个。", ""),
        ("学校规定学生不得带手机进课堂。", ""),
        ("根据《教育法》，制定本办法。", ""),
        ("违反本法规定，侵犯学生权益的，依法处理。", ""),
        ("县政府安排资金3.1亿元。", ""),
    ],
)
def test_the_lead_only_names_the_source(pasted: str, lead: str) -> None:
    (claim, *_) = split_claims(pasted)
    assert claim.text[slice(*claim.lead)] == lead


def test_every_figure_of_a_speech_stands_in_a_claim() -> None:
    body = "\n".join(line for line in SPEECH.splitlines() if line.endswith(("。", "；")))
    said = {
        figure.value
        for figure in figures_of(normal(body))
        if figure.unit not in ("", "点", "年") and not figure.value.startswith("第")
    }
    claimed = {figure.value for claim in split_claims(SPEECH) for figure in figures_of(normal(claim.text))}
    assert said <= claimed


@pytest.mark.parametrize(
    "pasted", ["《" * 4000, "“新建12所。" * 2000, "新建12所、" * 2000, "各位同志们" * 2000, "#\n" * 4000]
)
def test_what_is_odd_takes_no_long_time(pasted: str) -> None:
    for claim in split_claims(pasted):
        assert pasted[claim.start : claim.end] == claim.text
