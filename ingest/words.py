"""What `python -m ingest` says, Chinese first."""

from ingest.pipeline import Outcome, Result

DESCRIPTION = "把文件导入资料库：读取、清理、分条、编入索引。Bring files into the library."
PATHS = "要导入的文件或文件夹（.txt、.md）。Files or folders to ingest."
LIBRARY = "资料库文件夹，默认取 YOUJU_LIBRARY。Folder of the library."
REMOVE = "从资料库移除这个文件名的文件，可重复。Remove the document of this file name; may be repeated."
PRUNE = "移除资料库里有、而这次没有给出的文件。Remove documents that are not among PATHs."
NOTHING_TO_DO = "请给出要导入的文件或文件夹。Name files or folders to ingest."
PRUNE_NEEDS_PATHS = "--prune 需要同时给出文件或文件夹。--prune needs PATHs."
NO_FILES = "没有找到可以导入的文件，请检查路径（支持 .txt、.md）。No file to ingest was found; check the path."


def prune_refused(name: str) -> str:
    return f"没有 {name}，为免误删，什么也没有移除，请检查路径。{name} does not exist; nothing was removed; check the path."


def removed(name: str) -> str:
    return f"已移除 {name}。Removed."


def not_there(name: str) -> str:
    return f"资料库里没有 {name}，请用文件名（不带路径）。Not in the library; give the file's name without its path."


def line(result: Result) -> str:
    """The closing line of one file."""
    match result.outcome:
        case Outcome.UNCHANGED:
            return f"{result.source}: 没有变化，跳过 (unchanged)"
        case Outcome.REMOVED:
            return removed(result.source)
        case Outcome.FAILED:
            return f"{result.source}: 失败 (failed): {result.reason}"
    document = result.document
    assert document is not None
    taken = sum(end - start for start, end in document.removed)
    text = f"{result.source}: {len(document.clauses)} 条 (clauses), 保留 {len(document.text) - taken} 字 (kept), 去除 {taken} 字 (removed)"
    return "".join([text, *(f"\n  注意: {warning}" for warning in document.warnings)])


def total(results: list[Result], documents: int) -> str:
    counts = {outcome: sum(result.outcome is outcome for result in results) for outcome in Outcome}
    return (
        f"完成: 导入 {counts[Outcome.INGESTED]}, 未变 {counts[Outcome.UNCHANGED]}, 失败 {counts[Outcome.FAILED]}; 资料库共 {documents} 份文件。"
        f"Done: {counts[Outcome.INGESTED]} ingested, {counts[Outcome.UNCHANGED]} unchanged, {counts[Outcome.FAILED]} failed."
    )
