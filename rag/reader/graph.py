"""The reader as an ONNX graph: the encoder's word table, the trained layers, two heads."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import onnx
from onnx import TensorProto, helper

from rag.model.graph import Graph
from rag.model.source import Source

SPANS, ANSWERABLE = "spans", "answerable"


def make_reader_graph(source: Source, tensors: Mapping[str, np.ndarray]) -> onnx.ModelProto:
    """Token ids (texts, tokens) to logits: spans (texts, tokens, 3) for start, end and tag; answerable (texts, 1, 4)
    for that and units.

    source: the encoder; tensors: what training made of its layers, and the heads.
    """
    layers = sum(name.endswith(".oln.w") for name in tensors)
    kept = {name: values for name, values in source.tensors.items() if name.startswith("emb.")}
    graph = Graph(replace(source, shape=replace(source.shape, layers=layers), tensors={**kept, **tensors}))
    states = graph.encode()
    _head(graph, SPANS, states, tensors)
    first = graph.node("Gather", [states, graph.constant("first", np.array([0], np.int64))], "first.state", axis=1)
    _head(graph, ANSWERABLE, first, tensors)
    outputs = [
        helper.make_tensor_value_info(SPANS, TensorProto.FLOAT, ["texts", "tokens", 3]),
        helper.make_tensor_value_info(ANSWERABLE, TensorProto.FLOAT, ["texts", 1, 4]),
    ]
    return graph.model("youju-reader", outputs)


def _head(graph: Graph, name: str, states: str, tensors: Mapping[str, np.ndarray]) -> None:
    weights = graph.constant(f"{name}.w", tensors[f"{name}.w"].T.copy())
    product = graph.node("MatMul", [states, weights], f"{name}.product")
    graph.node("Add", [product, graph.constant(f"{name}.b", tensors[f"{name}.b"])], name)
