"""Words by what they weigh when two statements are compared: those that carry nothing, those that say the same, those that say the opposite."""

import re
from functools import cache

# Words that may be there or not: they join, point, count up, or hand a statement on without being part of it.
LIGHT = frozenset(
    "的 了 地 得 着 是 为 有 共 共有 一共 总共 总计 合计 共计 即 也 均 还 又 再 将 要 会 须 需 需要 在 于 到 至 以 对 对于 由 被 把 从 向 给 与 和 及 并 并且 以及 同时 此外 另外 其 其中 该 本 此 这 那 这些 那些 "
    "这个 那个 个 者 所 之 等 中 里 上 下 内 当中 之中 方面 工作 情况 任务 目标 指标 计划 安排 打算 要求 指出 提出 规定 明确 强调 显示 表示 达到 达 达成 进行 开展 给予 予以 加以 做到 做好 抓好 搞好 切实 认真 已 已经 曾 曾经 "
    "目前 现在 今年 年内 全年 本年 本年度 年度 当年 今后 现有 拥有 具有 使 让 令 则 而 因此 所以 另 还有 先后 陆续 分别 依法 办 做 搞 抓 好 地区 方式 名称 事项 内容 就 便 才 来 去 起 出 成 后 前 时 时候 期间 以来 来说 而言 如下 以下 包括 包含 主要 具体 "
    "使用 作 作为 比例 数量 总数 人数 数 方 我 我们 完成 实现 建设 全 各 大 且 它 它们 他们 一 一个 一种 一项 一类 这类 此类 项 次 种 类 放在 实行 保持 举办 该校 该区 该县 该市 本校 无论 不论 不管 还是 如果 凡 自 下列 之比 占 中有 加 加起来 合在一起 时间 一遍 一下 受到 用来 用于 都 方向 钱 送 合在一起 起来".split()
)
# Whose: to be left out or put in as the document is of one, but not to be told for another.
_LEVELS = re.compile("^(?:[我全本该各]?([区市县省乡镇国])(?:里|内|域内|本级|级)?|区域内)$")


def level(word: str) -> str:
    """The level of government that a word names (区 of 全区, 区里), "" where it names none."""
    match = _LEVELS.match(word)
    return (match[1] or "区") if match else ""


# What only lends weight or says how eagerly.
_WEIGHT = re.compile(
    "^(?:进一步|不断|切实|认真|大力|积极|全面|深入|着力|继续|扎实|有效|及时|充分|广泛|稳步|持续|深化|全力|有序|统筹|努力|确保|着眼|重点|加快|加大|加强|更加|更好|较好|较为|比较|相对|十分|非常|特别|尤其|真正|牢牢|狠|严格|高度|坚决|坚持|"
    "精心|逐项|稳妥|主动|自觉|踏实|集中力量|力度|步伐|进程|工作|认真地|各项|有关|相关|相应|具体)+$"
)
# Each line: words that say the same in a statement about policy.
_ALIKE = """
升至 上升至 提高至 提升至 增至 增加到
降至 下降至 减至 减少至 压减至 压到
全覆盖 全部覆盖 覆盖全部
聘请 聘 邀请 请
公开 公布 公示 发布
宣传 宣讲 普及
学习 研修 进修
选拔 遴选 挑选 选出
奖励 奖 嘉奖 奖金
罚款 处罚 罚
停课 停学
毕业生 毕业学生
新生 入学新生
招收 录取 招 收
报名 登记 申报
截止 截至 为止
投诉 举报 反映
举报电话 监督电话
查处 处理 处置 整治
整治 治理 整顿 清理
清退 退还 返还 退
收回 回收
打造 建设 建成 创建 创办
创办 开办 兴办 举办
兴建 修建 建设 新建
迁建 异地新建 易地新建 迁址新建
扩容 扩大
增设 新设 新增 加设
合并 整合 归并
划分 分成 分为 划为
组织 安排 开展
参观 考察 走访 观摩
调研 调查 摸底 走访
排查 检查 摸排 筛查
督促 督导 监督 督查
落实 兑现 贯彻 执行
明确 确定 规定 定为
预算 安排资金 列支
列支 支付 开支 支出
筹措 筹集 募集 筹
捐赠 捐 捐款 捐助
资助 帮扶 救助 补助
帮扶 帮助 扶持 结对
结对 结对子 对口帮扶 配对
对口 结对
轮流 轮换 轮班
交流 轮岗 流动
变更 更改 修改
修订 修改 修编
延长 推后 顺延
提前 提早
每周 一周 每星期
每天 每日 一天
小时 钟头
元 块 块钱
占地 占地面积 用地
建筑面积 面积
学位 座位 名额
班级 班
班额 班级人数
超大班额 大班
住宿生 寄宿生 住校生
留守儿童 留守孩子 留守学生
随迁子女 外来务工人员子女 流动人口子女 外来子女
残疾儿童 残障儿童 特殊儿童
贫困生 困难学生 家庭困难学生 贫困学生 家庭经济困难学生
骨干教师 骨干
新教师 新入职教师 新进教师 新老师
班主任 班主任老师
校长 学校校长 学校负责人
园长 幼儿园园长
心理老师 心理教师 心理健康教师
体育老师 体育教师
营养餐 营养改善 免费午餐
近视率 近视发生率 近视比例
视力 眼健康
体检 体质检测 健康检查
锻炼 运动 体育锻炼 体育活动
课间 课间活动
课后服务 课后托管 放学后托管 延时服务
校外培训 课外培训 校外辅导 校外补课
培训机构 培训学校 补课机构
减负 减轻负担
作业 家庭作业
图书 书 书籍
电脑 计算机
网络 互联网 网
宽带 网络带宽
多媒体 电子白板
实验室 实验教室
宿舍 寝室
厕所 卫生间
教室 课室
接送 护送
上学 入学 就学
辍学 失学 退学
返校 复学 回校
高考 高校招生考试
中考 高中招生考试
考核 考评 评价 评估
评价 评估 测评 打分
优秀 优 优良
第一 首位 榜首 头名 第一名
居首 第一 首位
命名 授予 评为
牌子 挂牌 授牌
试行 试点 试 先行先试
试点 试验 先行
推广 铺开 推开 全面实施
监控 摄像头 视频监控
保安 安保人员 门卫
安全员 安全管理员
演练 演习
事故 意外
发生 出现
签 签订 签署 签约
责任书 责任状
负责人 责任人
牵头 主抓 负责 主办
配合 协助 协同
会同 联合 协同 共同
上级 上级部门
市政府 市人民政府
区政府 区人民政府
省教育厅 教育厅
教委 教育局
网站 网页 官网
名单 名册
材料 资料 文件
申请书 申请表
证明 证明材料
户口 户籍
居住证 暂住证
租房 租住
房产 住房
年龄 岁数
开学 新学期开始
寒假 冬假
学年 一学年
本学期 这学期
上半年 前半年
下半年 后半年
由于 因 因为
着手 著手

同步 同时
适当 适度
离 距 距离
获得 拿 取得 夺得 带回 摘得 获 赢得
补充 补
到 走入 深入 前往 赴 进入
上报 报送 报给 报
分为 组成 由
就读 读书 上学 入读

成立 组建 设立 建立 创建 建成立 设置
举办 举行 办 开展 组织 召开
建 建设 修建 兴建 建造 建起 盖 新建
建成 建好 落成
改造 改建 翻新 翻修
新增 增加 增设 添 添置 新添 多 多出
购置 购买 采购 添置 买
花 花在 拿出 用于 花费 花去 用去 支出 投入 投资 耗资 出资 使用 用 安排 拨付 拨出 下拨
提高 提升 上升 提 提到 升 升至 提高到 提升到 上升到
增长 增加 上升 增
增加到 增至 增加至 增长到
降低 下降 减少 压减 降 减 下降到 降至 降低到 减至 减少到
控制 控 压
招聘 招 招录 新招 录用 聘用 公开招聘 引进
选送 选派 派 派出 送 派遣
发放 发给 发 支付 给 拨发 补助 补贴 给予
收取 收 收费 征收
配备 配 配置 配齐 配有 装备 安装 装
检查 督查 督导 督导检查 检验 核查
表彰 表扬 奖励 嘉奖
评选 评 评为 评出 选出 评选出 评定 选
认定 确认 认可 审定
培训 轮训 训练 参训
参加 参与 参 加入
覆盖 惠及 普及
撤并 撤销合并 撤 并 合并
关闭 关停 取缔 停办 查处
取消 废除 撤销 废止
启动 开始 开启 启用 着手
推进 推动 推行 实施 落实 执行 施行 贯彻 促进 开展
推广 普及 推开 铺开
完善 健全 改进 优化 改善
加强 强化 加大 增强
制定 制订 编制 拟定 起草 出台 印发 制发 颁布 发布 下发
签订 签署 签
设 设置 设立 开设 安排 开
学校 校 院校
教师 老师 师 教员
学生 生 孩子 学员 同学
儿童 孩子 幼儿 小朋友
幼儿园 园 园所 托幼机构
公办园 公办幼儿园
民办园 民办幼儿园
项目 工程 事项 任务
比例 比率 占比 率 比重 百分比
达标率 合格率
大班额 超大班
经费 资金 钱 款项 款 费用
金额 总额 数额
家长 父母 监护人
负责 承担 牵头 主管 负责人
不少于 至少 最少 不低于 最低 不得少于 不得低于
不超过 至多 最多 不高于 最高 不得超过 不得高于 以内
前 以前 之前
后 以后 之后
全部 所有 全体 一律 都 全
每年 年年 一年 每一年
每月 一个月 月
每学期 一学期
每名 每位 每个 每 人均
严禁 禁止 不得 不准 不许 不能
应当 应该 应
可以 可
必须 务必
鼓励 提倡 支持 倡导
力争 争取 力求 努力争取
作废 无效
交付 移交 交付使用 交
投用 启用 投入使用 使用
处理 处置 处分
通报 通报批评
批准 审批 同意 核准
报告 汇报 上报 报
跟岗 跟岗锻炼 跟岗学习
轮岗 轮岗交流 交流轮岗 交流
任教 教书 执教 支教 上课
薄弱 相对薄弱 较弱
原因 理由
县级 县
位列 排在 排名 名列 位居 居
前列 前面 前茅
改革 创新
教育局 教育行政部门 教育主管部门
就近 就近入学
入园率 入园比例
入学率 入学比例
升学率 升学比例
覆盖率 覆盖面
巩固率 巩固比例
近视率 近视比例 近视发生率
农村 乡村
城镇 城里 城区
当前 目前 现在
上年 去年 上一年 前一年 比上年 同比
年底 年末 年底前
完成 做完 实现 达成
解决 化解 缓解
公布 公示 公开
申请 申报
学前教育 幼儿教育 幼教 学前
思想品德 德育
高级职称 高级
领导小组 工作小组 小组 专班
检测 监测 测试
宣讲 宣传
巡回 巡
困难 贫困
残疾 残障
留守 留守儿童
寄宿 住校 住宿
免费 不收费 免 免收
晚自习 夜自习
食堂 餐厅
操场 运动场
校车 接送车
房屋 校舍 用房
集团 教育集团
方案 计划
办法 规定 制度
检修 维修 修缮 修
铺设 铺 铺装
主干 骨干网 主干网
"""
# Pairs of which one denies the other.
_OPPOSITE = """
提高 降低
提升 下降
上升 下降
增长 下降
增加 减少
增长 减少
增加 压减
扩大 缩小
新增 减少
完成 取消
完成 暂缓
完成 未完成
完成 推迟
启动 停止
启动 暂停
启动 叫停
启动 暂缓
推进 暂停
推进 暂缓
推进 停止
新建 撤并
新建 拆除
新建 改建
新建 扩建
改建 扩建
成立 撤销
建立 取消
建立 撤销
设立 撤销
开设 取消
开放 关闭
允许 禁止
鼓励 禁止
鼓励 限制
支持 反对
支持 限制
加强 削弱
加强 放松
加强 减弱
严格 放宽
严禁 允许
公开 保密
收取 免收
收费 免费
免费 有偿
招收 停招
优先 暂缓
必修 选修
公办 民办
农村 城区
农村 城市
男生 女生
小学 初中
初中 高中
小学 高中
上级 下级
校内 校外
室内 室外
上学期 下学期
春季 秋季
上半年 下半年
开学 放学
集中 分散
保留 撤销
保留 取消
延长 缩短
提前 推迟
及时 延迟
合格 不合格
达标 未达标
通过 未通过
同意 反对
批准 驳回
赞成 反对
奖励 处罚
表彰 批评
统一 分散
全部 部分
所有 个别
全面 部分
专职 兼职
固定 流动
定期 不定期
义务 自愿
强制 自愿
启用 停用
恢复 停止
继续 停止
"""


_TAIL = re.compile("(?<=.)[为是到要将的了着达占有在]+$")  # 之比为


# What a plan may put before what it plans without changing it.
_WEAK = re.compile("要|须|需|将|计划|拟|目标|努力|确保")


def is_weak(word: str) -> bool:
    """Whether a word only says that something is planned."""
    return _WEAK.fullmatch(word) is not None


def is_light(word: str) -> bool:
    """Whether a word may be said or left unsaid."""
    bare = _TAIL.sub("", word)
    return word in LIGHT or bare in LIGHT or not bare or _WEIGHT.match(bare) is not None


@cache
def _groups() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(_ALIKE.split("\n")):
        for word in line.split():
            groups.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


@cache
def _members() -> dict[int, tuple[str, ...]]:
    return {number: tuple(line.split()) for number, line in enumerate(_ALIKE.split("\n")) if line}


@cache
def alike(word: str) -> tuple[str, ...]:
    """Other words that say the same as a word."""
    found = (other for group in sorted(_groups().get(word, ())) for other in _members()[group] if other != word)
    return tuple(dict.fromkeys(found))


@cache
def _opposites() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(line.split()) for line in _OPPOSITE.split("\n") if line)


def opposite(word: str, other: str) -> bool:
    """Whether one word denies the other."""
    return any(
        frozenset((mine, theirs)) in _opposites() for mine in (word, *alike(word)) for theirs in (other, *alike(other))
    )
