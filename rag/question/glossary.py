"""English words of questions, and the short forms of spoken Chinese, with the words that education documents have for them.

The embedding model is multilingual, but the lexical search and the reader compare Chinese words; this gives them some.
Longer phrases come first where they hold shorter ones.
"""

import re

_TERMS: tuple[tuple[str, str], ...] = (
    (r"kindergartens?|preschools?|nursery schools?", "幼儿园"), (r"early childhood|pre-?school education", "学前教育"), (r"chain\b.{0,14}kindergartens?|chain kindergarten", "连锁 幼儿园"),
    (r"compulsory education", "义务教育"), (r"vocational (?:education|schools?|graduates?|students?)|secondary vocational", "职业教育 中职"), (r"special education|special needs", "特殊教育 残疾"),
    (r"senior high|high schools?|senior secondary", "高中 普通高中"), (r"junior (?:high|middle|secondary)", "初中"), (r"primary schools?|elementary", "小学"), (r"adult education|lifelong learning", "终身教育 成人教育"),
    (r"universit(?:y|ies)|higher education|colleges?", "高校 高等教育"), (r"myopia|near-?sighted(?:ness)?", "近视率 近视"), (r"physical fitness|fitness excellence|physical-fitness", "体质健康 优良率"), (r"mental health|psycholog\w+", "心理健康 心理"),
    (r"teachers?|teaching staff", "教师"), (r"principals?|headteachers?|headmasters?|heads? of school", "校长"), (r"deputy heads?(?: for teaching)?|vice[- ]principals?", "副校长 业务校长"), (r"students?|pupils?", "学生"), (r"parents?|famil(?:y|ies)", "家长 家庭"),
    (r"rotat\w+|exchange", "轮岗 交流"), (r"training|trained|train\b", "培训"), (r"recruit\w*|hir(?:e|ed|ing)", "招聘"), (r"backbone teachers?|key teachers?", "骨干教师"), (r"class hours?|credit hours?|hours of training", "学时"),
    (r"safety|security", "安全"), (r"inspections?|checks?|examined", "检查"), (r"school bus(?:es)?", "校车"), (r"canteens?|dining halls?|cafeterias?", "食堂"), (r"playgrounds?|sports fields?|tracks?", "操场"), (r"libraries|library books", "图书"),
    (r"repair\w*|renovat\w*|maintenance", "维修 改造"), (r"construct\w*|buil[dt]\w*", "建设 新建"), (r"new(?:ly)?\b", "新建"), (r"expan[ds]\w*", "扩建"), (r"merg\w+|clos(?:e|ed|ing|ure)", "撤并 关停"),
    (r"invest\w*|spend|spent|funding|funds?|money", "投资 资金 经费"), (r"budget\w*", "预算"), (r"subsid\w+|grants?|aid|scholarships?|bursar\w+", "资助 助学金"), (r"student loans?|loans?", "助学贷款"), (r"tuition|fees?", "学费 收费"),
    (r"projects?|programmes?|programs?", "工程 项目"), (r"competitions?|contests?", "比赛 大赛"), (r"gold medals?|medals?", "金牌"), (r"skills? (?:competition|contest)", "技能大赛"), (r"robot\w*", "机器人"),
    (r"enrol\w+|admission|entrance rate", "入学率 入园率"), (r"graduat\w+|further study|go(?:ing)? on to", "毕业 升学"), (r"retention|dropout|drop-out", "巩固率 辍学"), (r"disab\w+", "残疾"), (r"migrant\w*|floating population", "随迁子女 流动人口"),
    (r"complaints?|petitions?", "投诉 信访"), (r"tutor\w*|after-?school classes|off-campus", "补课 校外培训"), (r"double reduction", "双减"), (r"homework", "作业"), (r"moral education", "德育"), (r"aesthetic education|art education|fine arts", "美育 美术"),
    (r"labou?r education", "劳动教育"), (r"sports|physical education", "体育"), (r"psychological crisis|crisis", "危机"), (r"information(?:i[sz]ation)?|digital\w*|ict\b|computers?", "信息化 数字化"), (r"platforms?", "平台"), (r"modules?", "模块"),
    (r"smart|intelligent", "智慧"), (r"party building|communist party", "党建"), (r"clean government|corruption", "廉政"), (r"supervis\w+|inspectorate", "督导"), (r"evaluat\w+|assess\w+|apprais\w+", "评价 考核"), (r"curriculum|courses?", "课程"),
    (r"balanced? development|equity|equit\w+", "均衡"), (r"high-level balance", "高位均衡"), (r"standards?\b|standardi[sz]\w+", "标准"), (r"rural|countryside|villages?", "农村 乡村"), (r"island", "海岛"), (r"report", "汇报 报告"), (r"work points|key points", "工作要点"),
    (r"district", "区"), (r"county", "县"), (r"cit(?:y|ywide)", "市 全市"), (r"famous city of education|renowned education city|education(?:al)? city", "教育名城"), (r"happy education", "幸福教育"), (r"school districts?", "学区"), (r"pairing|paired", "结对"),
    (r"talent", "人才"), (r"hub|highland", "高地"), (r"nine-year", "九年一贯制"), (r"reform\w*", "改革"), (r"comprehensive", "综合"), (r"pilot\w*", "试点"), (r"primary-school", "小学"),
    (r"attend\w*", "入学"), (r"qualif\w+", "合格"), (r"textbooks?", "教材"), (r"meals?|food", "伙食 食堂 食品"), (r"home visits?", "家访"), (r"volunteer\w*", "志愿"), (r"mayor", "市长"), (r"research", "教研 科研"),
    (r"ratio", "比"), (r"rate|proportion|share|percentage", "率 比例"), (r"chain(?:ed)?|run as chain", "连锁"), (r"group(?:s|ed)?", "集团"), (r"cooperat\w+|partner\w*", "合作"), (r"enterprises?|compan(?:y|ies)", "企业"), (r"citizens?|public", "群众"),
    (r"habits?", "习惯 养成"), (r"classrooms?", "课堂"), (r"classes\b", "班级 班"), (r"reform tasks?", "改革 任务"), (r"handed down|assigned", "交办"), (r"interim|staged?", "阶段"), (r"results?|outcomes?", "成果"), (r"provinc\w+", "省"), (r"cost\w*", "资金 投资"),
    (r"relocat\w+|mov(?:e|es|ed|ing)\b", "易地 迁建"), (r"handicap\w*", "残疾"), (r"shortcomings?|weakness\w*|problems?", "不足 问题 差距"), (r"credits?", "学时 学分"), (r"certificates?", "证书"), (r"lunch\w*", "午餐 营养餐"), (r"uniforms?", "校服"), (r"left-behind", "留守儿童"),
    (r"law|act\b", "法"), (r"regulations?", "条例"), (r"penalt\w+|fine[sd]?\b", "处罚 罚款"), (r"take effect|in force|effective", "施行"), (r"responsib\w+", "负责"), (r"present(?:ed)?", "汇报"), (r"weibo|microblog", "微博"), (r"brand", "品牌"),
)  # fmt: skip
_PATTERNS = tuple((re.compile(rf"\b(?:{english})", re.I), chinese) for english, chinese in _TERMS)


def translate(question: str) -> str:
    """The Chinese words for the English words of a question that the glossary knows, separated by spaces."""
    found = [word for pattern, chinese in _PATTERNS if pattern.search(question) for word in chinese.split()]
    return " ".join(dict.fromkeys(found))


# Short forms, and the words of every day with those that official texts have for them. General knowledge of education documents.
_SHORT: tuple[tuple[str, str], ...] = (
    ("普高", "普通高中"), ("职高", "职业高中"), ("中职", "中等职业"), ("职教", "职业教育"), ("义教", "义务教育"), ("特教", "特殊教育"), ("学前", "学前教育"),
    ("(?:公办|民办|普惠)园", "幼儿园"), ("幼师", "幼儿教师"), ("家校社", "家庭 学校 社会"), ("体艺", "体育 艺术"), ("名校长", "校长"),
    ("电脑", "计算机"), ("老师", "教师"), ("娃|孩子|小孩", "儿童 学生"), ("钱", "资金 投资 经费"), ("花了?", "投入"), ("盖|修建", "新建 建设"), ("拆", "拆除"),
    ("补习班|补课班", "补课 培训机构"), ("外地|打工", "外来务工 随迁 流动人口"), ("残障", "残疾"), ("网上|线上|在线", "网络 网上"), ("装备|设备", "设备 装备"),
    ("上网", "发布"), ("最多", "不超过"), ("最少|至少", "不少于 以上"), ("换岗|轮换", "轮岗 交流"), ("得奖|拿奖|奖牌", "获 金牌"),
    ("私立", "民办"), ("公立", "公办"), ("上幼儿园", "入园"), ("上小学|上学", "入学"), ("近视眼|眼镜|视力", "近视"), ("午饭|中饭|吃饭|饭菜|伙食", "午餐 营养餐 伙食 食堂"), ("坐班车|接送车|坐校车", "校车 乘车"),
    ("编班|排班级", "分班"), ("兴趣班|课后班|托管", "课后服务"), ("书包重|写作业|功课", "作业 负担"), ("学杂费|交费|收钱|要钱", "收费 费用"), ("免费|不要钱|不收钱|不收", "免交 免费 减免"), ("穷|困难户|贫困", "困难 资助"),
    ("补助|补贴|津贴|贴补", "补助 补贴 津贴"), ("工资|待遇|薪水", "工资 待遇"), ("新老师|新来的老师|刚(?:来|进来|考进来|入职|毕业)的?老师|考进来的?老师", "新教师 新招教师"), ("头一年", "第一年"), ("师傅|(?:有人|谁)带", "导师 指导"),
    ("评职称|职称", "职称 评聘"), ("升职|提拔|当校长", "选拔 任用 竞聘"), ("开除|下岗|撤职|下台", "处分 能上能下"), ("请假|病假|产假", "病假 产假"), ("推迟|拖延|往后拖|延后|晚点", "顺延 延期"), ("补考|重修", "补修"),
    ("发证|给证|拿证|结业证", "发给 证书"), ("考几分|打几分|多少分|打分", "考核 分值 总分"), ("没做好|短板|毛病|缺点|薄弱的地方|差在哪", "不足 问题 差距"), ("经验|亮点|好做法", "做法 特色"), ("说了算|归谁解释|有歧义|拿不准|谁解释", "负责解释"),
    ("归谁管|谁来管|谁管|找谁", "负责 主管"), ("谁来定|谁决定|谁定", "确定 决定"), ("抄给|抄送", "抄送"), ("作弊|代考|替考|枪手", "代学 代考 伪造"), ("举报|告状|投诉", "举报 投诉 信访"), ("查处|抓到|查着|被抓", "取缔 查实 责令改正"),
    ("安全员|保安", "保安 安全"), ("操场|跑道", "操场 运动场"), ("网速|宽带|光纤", "网络 全光 光纤"), ("空调|暖气", "设备"), ("搬家|搬迁|换地方", "迁建 易地"), ("合并|并校", "撤并 合并 整合"), ("关门|关掉|关了", "关停 撤并"),
    ("心理疏导|想不开|抑郁", "心理 危机"), ("锻炼|运动", "体育 锻炼 阳光体育"), ("特长|才艺", "艺术 特长"), ("划片|学区房|择校", "就近入学 施教区 择校"), ("农民工", "外来务工 随迁"), ("留守", "留守儿童"),
    ("资讯", "信息"), ("国中", "初中"), ("国小", "小学"), ("幼稚园", "幼儿园"), ("网路", "网络"), ("数位", "数字化"), ("研习", "培训 研训"), ("品质", "质量"), ("校园霸凌|欺负", "欺凌"),
    ("大专|读大学|考大学|升学", "升学 高校"), ("手艺|技术活", "技能 实训"), ("老年人|老人", "老年教育 老年"), ("评优|先进", "优秀 先进"), ("名额|指标", "指标 名额 学位"),
)  # fmt: skip


def expand(question: str) -> str:
    """The full forms and the official words for what a folded question says in short or in the words of every day, separated by spaces."""
    full = [
        word for short, words in _SHORT if re.search(short, question) for word in words.split() if word not in question
    ]
    return " ".join(dict.fromkeys(full))
