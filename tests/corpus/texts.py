"""Our own documents that the corpus is made of, as blocks, before any format has them. The places and figures are invented."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["agency", "number", "title", "addressee", "body", "h1", "h2", "h3", "article", "caption", "signature"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. number: as it is drawn, 一、 or 第三条; a format may store it as numbering instead of as text."""

    kind: Kind
    text: str
    number: str = ""

    @property
    def line(self) -> str:
        """The paragraph as it reads."""
        joint = "　" if self.kind == "article" else ""
        return f"{self.number}{joint}{self.text}"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the caption over it and its rows. None continues the cell above, "" is an empty cell. head: rows that name columns."""

    caption: str
    rows: tuple[tuple[str | None, ...], ...]
    head: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A document of the corpus."""

    name: str
    blocks: tuple[Block | Grid, ...]

    @property
    def title(self) -> str:
        return "".join(block.text for block in self.blocks if isinstance(block, Block) and block.kind == "title")


def _blocks(script: str) -> tuple[Block, ...]:
    """A line a block: its kind, its number (- for none), its text."""
    found = []
    for line in script.strip().splitlines():
        kind, number, text = line.split(" ", 2)
        found.append(Block(kind, text, "" if number == "-" else number))  # type: ignore[arg-type]
    return tuple(found)


PLAN = Text(
    "海云区2024年教育工作要点",
    (
        *_blocks(
            """
title - 海云区2024年教育工作要点
body - 2024年全区教育系统围绕“学有优教”的目标，把学位建设、教师成长和学生健康放在前面，安排以下工作。
h1 一、 扩大优质学位供给
h2 （一） 加快新建和改建项目
body - 全年新建公办幼儿园3所，新增学前学位1080个；改扩建小学2所，新增小学学位1350个。滨河路小学综合楼要在8月20日前交付使用，秋季学期接收新生6个班。
body - 对已经开工的项目实行周调度，工期落后15天以上的，由分管副局长带队到现场督办。
h2 （二） 稳妥做好招生入学
h3 1. 划定学区。每年5月底前公布各校招生范围，范围调整前须听取家长代表和社区的意见。
h3 2. 保障随迁子女入学。随迁子女凭居住证就近申请，公办学校接收比例不低于92%。
h3 3. 严控班额。起始年级小学不超过45人，初中不超过50人，不得以任何名义设立重点班。
h1 二、 建设高素质教师队伍
h2 （一） 补充紧缺学科教师
body - 公开招聘教师126人，其中体育、音乐、美术和心理健康教师不少于40人。招聘公告、考试成绩和拟聘名单在区政府网站公示，公示期不少于7个工作日。
h2 （二） 推进校长教师交流
body - 同一所学校任职满6年的教师列入交流范围，每年交流人数占应交流人数的12%以上，其中骨干教师不低于交流总数的20%。
body - 到乡村学校交流的教师每人每月补助600元，由区财政按学期发放。
h1 三、 促进学生健康成长
h2 （一） 落实体育和近视防控
body - 每天一节体育课，大课间不少于30分钟。全区儿童青少年总体近视率在2023年51.6%的基础上下降1个百分点。
h2 （二） 规范课后服务
body - 课后服务结束时间与当地下班时间相衔接，一般不早于17时30分；每生每学期收费不超过480元，对家庭经济困难的学生免收。
h1 四、 守住校园安全底线
body - 每月开展一次消防和食品安全自查，对发现的问题当日登记、7日内整改；学校食堂实行校领导陪餐，陪餐记录保存不少于180天。
"""
        ),
        Grid(
            "附表 2024年重点任务分工表",
            (
                ("序号", "工作任务", "责任科室", "完成时限"),
                ("1", "滨河路小学综合楼交付使用", "基建科", "8月20日前"),
                ("2", "公布各校招生范围", "基础教育科", "5月31日前"),
                ("3", "公开招聘教师126人", "人事科", "7月15日前"),
                ("4", "近视率监测与公布", "体卫艺科", "11月30日前"),
                ("5", "食堂安全专项检查", "安全科", "每月25日前"),
            ),
        ),
    ),
)

NOTICE = Text(
    "海云区课后服务管理办法",
    _blocks(
        """
agency - 海云区教育局文件
number - 海教发〔2024〕37号
title - 海云区教育局关于印发《海云区中小学课后服务管理办法（试行）》的通知
addressee - 各中小学校，局机关各科室，区教育发展中心：
body - 《海云区中小学课后服务管理办法（试行）》已经局长办公会议审议通过，现印发给你们，请结合实际认真执行。执行中遇到的问题，请及时报告局基础教育科。
signature - 海云区教育局
signature - 2024年9月3日
title - 海云区中小学课后服务管理办法（试行）
article 第一条 为方便家长按时接送孩子，规范课后服务的时间、内容和收费，制定本办法。
article 第二条 本办法适用于全区公办小学和初中，民办学校可以参照执行。
article 第三条 课后服务由学生和家长自愿选择，学校不得强制或者变相强制学生参加，不得利用课后服务时间讲授新课。
article 第四条 小学课后服务每周服务五天，每天不少于两小时；初中可以设晚自习，结束时间不晚于20时30分。
article 第五条 服务性收费标准为小学每生每学期不超过480元，初中每生每学期不超过560元。收费前须公示项目和标准，学期结束后15日内公布收支情况。
article 第六条 参加课后服务的教师可以实行弹性上下班，其补助由学校在绩效工资中单独列支，不计入绩效工资总量的基数。
article 第七条 引进校外机构参与的，学校应当从区教育局公布的名单中选择，并在合同中写明服务内容、人员资质和退出条件。
article 第八条 违反本办法第三条、第五条规定的，由区教育局责令限期改正；情节严重的，对学校主要负责人给予通报批评。
article 第九条 本办法自2024年9月10日起施行，有效期2年，《海云区学生托管服务暂行规定》（海教发〔2019〕52号）同时废止。
"""
    ),
)

FIGURES = Text(
    "海云区2023—2024学年学校基本情况",
    (
        *_blocks("title - 海云区2023—2024学年学校基本情况"),
        Grid(
            "表1 各校学生和教师情况",
            (
                ("学校", "学生数", None, "专任教师", "其中：高级职称"),
                (None, "小学", "初中", None, None),
                ("滨河路小学", "1268", "", "71", "9"),
                ("云台实验学校", "1540", "862", "148", "31"),
                ("海云第三中学", "", "1207", "96", "28"),
                ("青石镇中心小学", "486", "", "34", "5"),
                ("合计", "3294", "2069", "349", "73"),
            ),
            2,
        ),
        Grid(
            "表2 近三年体质健康测试优良率",
            (
                ("学年", "小学", "初中", "参加测试人数"),
                ("2021—2022", "48.30%", "41.70%", "5126"),
                ("2022—2023", "51.60%", "43.90%", "5240"),
                ("2023—2024", "54.10%", "46.20%", "5318"),
            ),
        ),
    ),
)

SLIDES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("2024年秋季入学政策解读", ("海云区教育局基础教育科", "2024年5月")),
    (
        "一、报名条件",
        (
            "年满6周岁（2018年8月31日前出生）的适龄儿童均可报名。",
            "户籍、房产均在学区内的，由对口学校直接录取。",
            "随迁子女须有海云区居住证，且监护人在本区缴纳社会保险满6个月。",
        ),
    ),
    (
        "二、时间安排",
        (
            "网上报名：6月10日至6月16日。",
            "现场核验：6月22日至6月24日，请带户口簿和房产证原件。",
            "录取结果：7月5日公布，8月25日前报到。",
        ),
    ),
    ("三、咨询方式", ("每个工作日8时30分至17时，可到学校咨询点询问；电话由各校在校门口公布。",)),
)
TEXTS = (PLAN, NOTICE, FIGURES)
