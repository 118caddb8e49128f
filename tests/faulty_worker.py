"""Run as a process that reads: ingest.worker as it is, but a text that says so ends its process, holds it up or fills it."""

import ctypes
import os
import signal
import sys
import time

from ingest import worker
from ingest.progress import page_read
from ingest.readers import plain
from ingest.source import Reading

_read_plain = plain.read_plain


def read_plain(data: bytes) -> Reading:
    """The text of a file, after doing what it says."""
    text = data.decode()
    if "崩溃" in text:
        ctypes.string_at(0)
    if "终止" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "卡住" in text:
        time.sleep(60)
    if "逐页" in text:
        for page in range(8):
            time.sleep(0.25)
            page_read(page + 1, 8)
    if "内存" in text:
        raise MemoryError
    if "意外" in text:
        raise KeyError("没料到")
    return _read_plain(data)


if __name__ == "__main__":
    plain.read_plain = read_plain
    worker.main(int(sys.argv[1]))
