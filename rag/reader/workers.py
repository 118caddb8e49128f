"""Graphs at work: a window a CPU core at a time."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import onnxruntime

from rag.checkpoints import checkpoint

_In = TypeVar("_In")
_Out = TypeVar("_Out")


def open_graph(path: Path) -> onnxruntime.InferenceSession:
    """A graph to be run by one thread at a time for each text, by several for several texts."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    # The graph is fused already; more passes would fuse its layer norms too (see rag.model.graph).
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class Workers:
    """A thread a CPU core. Safe to use from several threads at once."""

    def __init__(self) -> None:
        self._count = len(os.sched_getaffinity(0))
        self._pool = ThreadPoolExecutor(self._count, thread_name_prefix="read")

    def map(self, work: Callable[[_In], _Out], windows: Sequence[_In]) -> list[_Out]:
        """What work makes of each, in their order; a checkpoint before each as many as there are threads."""
        found: list[_Out] = []
        for first in range(0, len(windows), self._count):
            checkpoint()
            found += self._pool.map(work, windows[first : first + self._count])
        return found
