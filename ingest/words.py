"""What `python -m ingest` says, Chinese first."""

from collections.abc import Sequence

from rag.intake import Outcome, Result

DESCRIPTION = "把文件导入资料库：读取、清理、分条、编入索引。Bring files into the library."
PATHS = "要导入的文件或文件夹，什么格式都行，压缩包也会打开。Files or folders to ingest."
LIBRARY = "资料库文件夹，默认取 YOUJU_LIBRARY。Folder of the library."
REMOVE = "从资料库移除这个名称的文件，可重复。Remove the document of this name; may be repeated."
PRUNE = "移除资料库里有、而这次没有给出的文件。Remove documents that are not among PATHs."
RETRY = "把以前失败的文件再试一次。Try again exactly the files that failed before."
AGAIN = (
    "换了模型或升级后，把存有原件的文件重新导入。Ingest again, from their kept originals, the documents that are stale."
)
REPORT = "报告（CSV）另存到这里，默认存在资料库的 reports 文件夹。Where the report goes, as CSV."
NOTHING_TO_DO = "请给出要导入的文件或文件夹。Name files or folders to ingest."
PRUNE_NEEDS_PATHS = "--prune 需要同时给出文件或文件夹。--prune needs PATHs."
NO_FILES = "没有找到可以导入的文件，请检查路径。No file to ingest was found; check the path."
NO_FAILURES = "没有失败过的文件，不用重试。No file has failed; there is nothing to try again."
NOT_STALE = "没有需要重新导入的文件。No document is stale."
STOPPING = (
    "正在停下：写完当前这份就结束，再按一次 Ctrl-C 立刻结束。"
    "Stopping after the document that is being written; press Ctrl-C again to stop at once."
)
CUT_SHORT = "已立刻结束，写好的都在资料库里。Stopped at once; what was written is kept."
WORKER = "这个程序由 python -m ingest 启动，不单独使用。It is started by `python -m ingest`, not by itself."
FILES, PAGES = "份 files", "页 pages"


def prune_refused(name: str) -> str:
    return f"没有 {name}，为免误删，什么也没有移除，请检查路径。{name} does not exist; nothing was removed; check the path."


def removed(name: str) -> str:
    return f"已移除 {name}。Removed."


def not_there(name: str) -> str:
    return f"资料库里没有 {name}，请照资料库里的名称给出。Not in the library; give the name that the library has."


def no_original(names: Sequence[str]) -> str:
    return (
        f"这些文件没有存原件，请用它们所在的文件夹重新导入：{'、'.join(names)}。"
        "No original is kept of these; ingest the folder that they are in."
    )


def failed(result: Result) -> str:
    """What is said at once of a file that failed."""
    return f"{result.source}: 失败 (failed): {result.reason}"


def progress(files: int, of: int, pages: int, left: str) -> str:
    """How far a run is. left: the time that it will still take, "" where it cannot be told yet."""
    text = f"{files}/{of} {FILES}, {pages} {PAGES}"
    return f"{text}, 约剩 {left} left" if left else text


def stopped(left: int) -> str:
    """What is said of a run that was stopped. left: given files that it did not come to."""
    return (
        f"已中断，还有 {left} 份没处理，写好的都在资料库里；再运行同一条命令，从没做完的地方接着做。"
        f"Interrupted with {left} files to go; what was written is kept, and the same command goes on from there."
    )


def total(results: Sequence[Result], documents: int) -> str:
    counts = {outcome: sum(result.outcome is outcome for result in results) for outcome in Outcome}
    ingested, unchanged, failed = counts[Outcome.INGESTED], counts[Outcome.UNCHANGED], counts[Outcome.FAILED]
    passed = counts[Outcome.PASSED_OVER]
    return (
        f"完成: 导入 {ingested}, 未变 {unchanged}, 失败 {failed}, 略过 {passed}; 资料库共 {documents} 份文件。"
        f"Done: {ingested} ingested, {unchanged} unchanged, {failed} failed, {passed} passed over."
    )


def report_at(place: str) -> str:
    return f"报告 (report): {place}"


def report_unwritten(place: str, reason: str) -> str:
    return f"报告 {place} 写不下来（{reason}），请检查磁盘空间和权限。The report could not be written; check disk space and permissions."


def retry(count: int) -> str:
    return f"{count} 个文件失败了，改好后可以只重试它们：python -m ingest --retry-failed。Try them again with --retry-failed."
