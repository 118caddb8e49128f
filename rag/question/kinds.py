"""Which kind of answer a question wants, which metadata rows, which measure words: read from its own words."""

import re
from collections.abc import Collection

from rag.question.query import Kind
from rag.text import fold

# Those who have a name to give.
PEOPLE = "局长|主任|书记|校长|园长|院长|县长|区长|市长|科长|股长|组长|队长|部长|主席|老师|教师|教练|班主任|同学|学生|同志|专家|负责人|联系人|签发人|工作人员|驾驶员|司机|医生|干部"

_FIELDS: tuple[tuple[str, str], ...] = (
    ("索引号", "索引号|信息索引|index (?:no|num)"),
    ("number", "文号|发文字号|文件编号|document number"),
    ("agency", "(?:哪个|什么|哪家|哪一?级)(?:部门|单位|机构|机关|局|科室|处室)|(?:发布|发文|制发|印发|报送)(?:机构|机关|单位|部门)|谁(?!签发)(?=[^。]{0,8}(?:发|写|报|出|作|讲|做|制定|牵头起草))|who (?:issued|published|wrote|presented|released)|which (?:agency|bureau)"),
    ("issued", "(?:生成|成文|发布|发文|印发|落款|公开|报送)(?:日期|时间)|(?:和|、|及)(?:日期|时间)|谁.{0,8}(?:什么时候|何时|哪天)|(?:什么时候|哪天|哪一天|何时|几月几[号日]|哪年哪月|几月份?)(?:发布|印发|发的|生成|写|公开|成文|出台|落款|做|作|上网|报|挂)|when was .{0,80}(?:issued|published|released|written)|in which month|what date"),
    ("组配分类", "组配分类|归.{0,4}类|哪一?类文件|什么类别"),
    ("主题分类", "主题分类"),
    ("year", "(?:标题|题目).{0,10}(?:哪一?年|年份|几几年)|是哪一?年的(?:要点|计划|总结|报告|文件|汇报)"),
    ("copied_to", "抄[送报]?给?了?(?:哪|谁|什么|到哪)[一-龥]{0,3}|抄送(?:单位|机关|范围|给|哪|了)?|copied to (?:whom|which)"),
    ("addressee", "主送(?:给|了|是)?(?:哪|什么)?[些几]?(?:单位|机关|个)?|(?:通知|文件|办法|意见|方案)(?:是)?(?:印|下)?发给了?(?:哪|谁)[一-龥]{0,3}|addressed to"),
    ("signer", "签发人|谁签发的?|who signed"),
    ("attachments", "(?:有|带|列)了?(?:哪些|哪几个|几个|什么|多少个?)附件|附件(?:有|是|都有|包括|列)了?(?:哪|什么|几|多少)[一-龥]{0,2}|which attachments"),
    ("title", "(?:标题|题目)(?:是|叫|怎么)?(?:什么|啥|写)?"),
)  # fmt: skip
# Asked for somebody's name.
_PERSON = f"姓什么|姓啥|姓甚名谁|(?:{PEOPLE})[^。，,]{{0,8}}(?:姓名|名字|叫什么|叫啥|是哪位|是谁)|(?:谁|哪位)(?:是|担任|出任|当)[^。，,]{{0,10}}(?:{PEOPLE})$|(?:姓名|名字)[^。，,]{{0,8}}(?:{PEOPLE})"  # fmt: skip
_KINDS: tuple[tuple[Kind, str], ...] = (
    (Kind.DOCUMENT, "哪(?:一)?(?:份|个|部|篇|几份|两份|些)(?:文件|材料|报告|要点|办法|通知|汇报|总结|法规|法律|文档|地方的文件|区的文件)|哪部法|哪份|which document|哪[两几]个地方"),
    (Kind.WHY, "为什么|为何|原因|缘由|why\\b"),
    (Kind.MONEY, "多少(?:钱|万|亿|元|资金|经费|投资)|几(?:万|亿|元|个亿)|(?:投资|投入|花|资金|经费|预算|拨款|标准).{0,8}(?:多少|几)|how much (?:money|was (?:spent|invested))|\\bcosts?\\b|多少.{0,2}(?:万元|亿元)"),
    (Kind.PERCENT, "(?:率|比例|比重|占比).{0,8}(?:哪|谁)[一-龥]{0,3}(?:高|低|大|小)|(?:哪|谁).{0,16}(?:率|比例|比重|占比)[一-龥]{0,2}(?:高|低|大|小)|百分之|百分点|(?:率|比例|占比|比重|比率|占).{0,12}(?:多少|几|多高|多大|达到|到)|几成|多少.{0,4}(?:率|比例)|(?:率|比例)[?？]?$|by how much|what (?:percent|share|proportion|rate)|percentage|\\brate\\b"),
    (Kind.YEAR, "哪(?:一)?(?:年|年份|个年度)|何年|几几年|(?:which|what) year|哪个年度"),
    (Kind.DATE, "什么时候|何时|哪天|哪一天|几月|几号|什么时间|多久|期限|when\\b"),
    (Kind.ORDINAL, "第几"),
    (Kind.LIST, "哪些|哪几(?!年)|哪两|哪三|哪四|分别|都有|各是|有什么(?!时)|几个方面|哪[一-龥]{0,2}方面|包括什么|三方|which\\b.*s\\b|list\\b"),
    (Kind.NUMBER, "(?:哪|谁)[一-龥]{0,4}(?:更|最|比较)(?:多|少|高|低|大|小)|多多少|多少|几(?!乎|何)|多高|多大|多长|how many|how much|how long|人数|数量|总数|总共"),
    (Kind.YES_NO, "是不是|是否|有没有|有无|能不能|能否|可不可以|可否|允不允许|准不准|许不许|要不要|用不用|必不必须|行不行|对不对|会不会|该不该|算不算|非.{1,8}不可"),
)  # fmt: skip
_ROW_NAME = 3  # characters of the name of a metadata row that a question can ask for by that name
_UNIT = re.compile(
    "(?:多少|几|多)(?:个)?(人次|人|名|位|所|家|项|个|块|枚|件|次|条|类|届|年|天|学时|课时|亩|平方米|万|亿|元|倍|期|场|门|台|级|岁|支|篇|套|座|处|种|批|组|月|日|小时|分钟|分|学分|公里|米|册|本|张|辆|遍|样|步|周)"
)

# Asked to be told yes or no, and nothing else.
_YES_NO = re.compile("(?:吗|么|不|没有?)[?？]*$|^(?:can|may|must|should|is|are|was|were|do|does|did|has|have|will)\\b")
_OPEN = re.compile("多少|几[^乎何]|哪|什么|啥|谁|怎|如何|为何|何时|\\b(?:how|what|which|who|when|where|why)\\b")


def kind_of(plain: str) -> Kind:
    """The kind of answer that a folded question wants."""
    if re.search(_PERSON, plain):
        return Kind.PERSON
    if _YES_NO.search(plain) and not _OPEN.search(plain):
        return Kind.YES_NO
    return next((kind for kind, pattern in _KINDS if re.search(pattern, plain)), Kind.TEXT)


def fields_of(plain: str, rows: Collection[str] = ()) -> tuple[str, ...]:
    """The metadata rows that a folded question asks for. rows: names of rows that documents have, asked for by that
    name."""
    asked = [name for name, pattern in _FIELDS if re.search(pattern, plain)]
    called = sorted((row for row in rows if len(row) >= _ROW_NAME and fold(row) in plain), key=plain.find)
    known = {"发布机构": "agency", "文号": "number"}
    return tuple(dict.fromkeys((*asked, *(known.get(row, row) for row in called))))


def besides_fields(plain: str, fields: Collection[str] = ()) -> str:
    """What a folded question says besides asking for metadata rows."""
    for _, pattern in _FIELDS:
        plain = re.sub(pattern, " ", plain)
    for row in fields:
        plain = plain.replace(fold(row), " ")
    return plain


def units_of(plain: str) -> tuple[str, ...]:
    """The measure words that a folded question asks with: 所 of 几所, 人次 of 多少人次."""
    return tuple(_UNIT.findall(plain))
