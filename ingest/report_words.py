"""The words of the report on an ingest, Chinese first."""

from rag.intake import Outcome

OUTCOMES = {
    Outcome.INGESTED: "导入 ingested",
    Outcome.UNCHANGED: "未变 unchanged",
    Outcome.FAILED: "失败 failed",
    Outcome.PASSED_OVER: "略过 passed over",
    Outcome.OPENED: "展开 opened",
    Outcome.REMOVED: "移除 removed",
}
HEAD = ("结果", "类型 kind", "页 pages", "OCR", "条 clauses", "保留 kept", "去除 removed", "文件 file")
COLUMNS = (
    "文件 file",
    "结果 outcome",
    "类型 kind",
    "页数 pages",
    "OCR 页数 OCR pages",
    "条数 clauses",
    "保留字数 kept",
    "去除字数 removed",
    "说明 notes",
)
