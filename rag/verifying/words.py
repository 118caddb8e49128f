"""What a report of verdicts says besides claims and quotations, in Chinese and in English."""

from collections.abc import Mapping
from dataclasses import dataclass

from rag.verifying.signoff import Standing
from rag.verifying.verdict import LONGEST, Absence, Kind, Label

# Read before the word and without colour.
SIGNS = {Label.SUPPORTED: "✓", Label.CONTRADICTED: "≠", Label.TO_READ: "？", Label.NOT_FOUND: "○"}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a report in one language; `{}` stands for a value."""

    lang: str
    labels: Mapping[Label, str]
    kinds: Mapping[Kind, str]
    absences: Mapping[Absence, str]
    standings: Mapping[Standing, str]
    comma: str
    colon: str
    semicolon: str
    stop: str
    bracketed: str
    paragraph: str
    row: str
    table_row: str
    word_for_word: str
    reworded: str
    to_read: str
    disagree: str
    differs: str
    only_claim: str
    only_source: str
    article_missing: str
    nearby: str
    date: str
    validity: str
    not_stated: str
    claimed: str
    result: str
    source: str
    signed: str
    title: str
    columns: tuple[str, ...]
    notes: tuple[str, ...]
    checked: str
    signed_title: str
    signed_columns: tuple[str, ...]


CHINESE = Words(
    lang="zh-CN",
    labels={
        Label.SUPPORTED: "有原文依据", Label.CONTRADICTED: "与原文不符", Label.TO_READ: "请人过目",
        Label.NOT_FOUND: "未找到依据",
    },
    kinds={
        Kind.NUMBER: "数字", Kind.UNIT: "单位", Kind.PERCENTAGE: "百分比", Kind.DATE: "日期、年份",
        Kind.PLACE: "地区、机关", Kind.NAME: "名称", Kind.NEGATION: "肯定与否定", Kind.MODALITY: "要求的程度",
        Kind.SCOPE: "范围", Kind.ORDER: "次序", Kind.ARTICLE: "条款序号", Kind.ADDED: "多出的话",
        Kind.LEFT_OUT: "缺少的话", Kind.WORDING: "措辞",
        Kind.UNPLACED: "没能对上的话",
    },
    absences={
        Absence.TITLE: "资料库中没有{}。", Absence.ARTICLE: "所说的文件里没有{}。", Absence.PLACE: "资料库中没有{}的文件。",
        Absence.YEAR: "资料库中没有{}年的这类文件。", Absence.MASKED: "原文在这里把数字或名称隐去了，无从核对。",
        Absence.SILENT: "文件没有这样说。", Absence.NO_LIBRARY: "资料库还是空的，请先收入文件。",
        Absence.NO_CLAIM: "这是提问，或者没有文字，没有可以核对的话。",
        Absence.TOO_LONG: f"这段话超过 {LONGEST} 字，没有核对：请断成几句再试。",
    },
    standings={
        Standing.HOLDS: "依据未变",
        Standing.CHANGED: "⚠ 文件已更新，所引的话未变，请复核",
        Standing.REWORDED: "⚠ 文件已更新，所引的话已不在原文，请重新核对",
        Standing.GONE: "⚠ 文件已不在资料库，请重新核对",
        Standing.LIBRARY: "⚠ 资料库已有增减，请重新核对",
    },
    comma="、", colon="：", semicolon="；", stop="。", bracketed="（{}）",
    paragraph="第{}段", row="第{}行", table_row="表{}第{}行",
    word_for_word="逐字一致",
    reworded="意思相同，措辞不同",
    to_read="原文这里与所核对的话相近，是不是同一个意思，请人看一看",
    disagree="几份文件说法不一",
    differs="{kind}：所称“{claim}”，原文“{source}”",
    only_claim="{kind}：所称“{claim}”，原文没有",
    only_source="{kind}：原文“{source}”，所称没有",
    article_missing="{}没有{}。",
    nearby="相近的内容（不是依据）",
    date="文件日期",
    validity="效力",
    not_stated="文中未载明",
    claimed="所核对的话",
    result="核对结果",
    source="依据",
    signed="签核",
    title="核对结果",
    columns=("序号", "位置", "核对结果", "所核对的话", "原文", "不同之处", "出处", "文件日期", "效力", "签核"),
    notes=(
        "标记：【 】为两边不同之处，【+ 】为所称多出的话，【- 】为所称缺少的话，均加粗并加下划线。",
        "“有原文依据”指资料库中的文件这样说；“请人过目”指原文有相近的话，机器不能断定是不是一个意思；“未找到依据”不等于不实，只是资料库中的文件没有这样说。",
    ),
    checked="核对于{time}，共{count}条：{counts}。资料库指纹 {digest}。",
    signed_title="签核记录",
    signed_columns=("所核对的话", "核对结果", "依据", "签核人", "时间", "备注", "状态"),
)  # fmt: skip

ENGLISH = Words(
    lang="en",
    labels={
        Label.SUPPORTED: "Supported", Label.CONTRADICTED: "Contradicted", Label.TO_READ: "To be read by a person",
        Label.NOT_FOUND: "Not found",
    },
    kinds={
        Kind.NUMBER: "Number", Kind.UNIT: "Unit", Kind.PERCENTAGE: "Percentage", Kind.DATE: "Date or year",
        Kind.PLACE: "Place or agency", Kind.NAME: "Name", Kind.NEGATION: "Negation", Kind.MODALITY: "Duty or leave",
        Kind.SCOPE: "Scope", Kind.ORDER: "Order", Kind.ARTICLE: "Article number", Kind.ADDED: "Added",
        Kind.LEFT_OUT: "Left out", Kind.WORDING: "Wording",
        Kind.UNPLACED: "Words that could not be placed",
    },
    absences={
        Absence.TITLE: "{} is not in the library.", Absence.ARTICLE: "The document that is meant has no {}.",
        Absence.PLACE: "The library holds no document of {}.", Absence.YEAR: "The library holds no such document of {}.",
        Absence.MASKED: "The source blots out the figure or name here; it cannot be verified.",
        Absence.SILENT: "The documents do not say this.",
        Absence.NO_LIBRARY: "The library is empty; ingest documents first.",
        Absence.NO_CLAIM: "This asks, or holds no words: it claims nothing that could be verified.",
        Absence.TOO_LONG: f"This is longer than {LONGEST} characters and was not verified; divide it into sentences.",
    },
    standings={
        Standing.HOLDS: "Sources unchanged",
        Standing.CHANGED: "⚠ Document updated, quotation unchanged: look again",
        Standing.REWORDED: "⚠ Document updated, quotation no longer there: verify again",
        Standing.GONE: "⚠ Document no longer in the library: verify again",
        Standing.LIBRARY: "⚠ The library has changed: verify again",
    },
    comma=", ", colon=": ", semicolon="; ", stop=". ", bracketed="({})",
    paragraph="paragraph {}", row="row {}", table_row="table {}, row {}",
    word_for_word="Word for word",
    reworded="Same content, other wording",
    to_read="The source comes near here; whether it says the same, a person should read",
    disagree="Documents disagree",
    differs="{kind}: claim “{claim}”, source “{source}”",
    only_claim="{kind}: claim “{claim}”, not in the source",
    only_source="{kind}: source “{source}”, not in the claim",
    article_missing="{} has no {}.",
    nearby="What comes near (not evidence)",
    date="Date",
    validity="Validity",
    not_stated="not stated in the text",
    claimed="Claim",
    result="Verdict",
    source="Source",
    signed="Signed off",
    title="Verification",
    columns=("No.", "Place", "Verdict", "Claim", "Source text", "Differences", "Source", "Date", "Validity", "Signed off"),
    notes=(
        "Marks: 【 】 differs, 【+ 】 only in the claim, 【- 】 only in the source; all bold and underlined.",
        "“Supported”: a document of the library says so. “To be read”: a passage comes near, and whether it says the same cannot be told by machine. “Not found” does not mean untrue, only that no document of the library says so.",
    ),
    checked="Verified {time}, {count} claims: {counts}. Library {digest}.",
    signed_title="Sign-offs",
    signed_columns=("Claim", "Verdict", "Source", "Signed by", "Time", "Note", "State"),
)  # fmt: skip
