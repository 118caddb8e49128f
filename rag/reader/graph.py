"""The reader as an ONNX graph: the encoder's word table, the trained layers, two heads; and the judge of claims likewise."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import onnx
from onnx import TensorProto, helper

from rag.model.graph import Graph
from rag.model.source import Source

SPANS, ANSWERABLE = "spans", "answerable"
WRONG, VERDICT = "wrong", "verdict"


def make_reader_graph(source: Source, tensors: Mapping[str, np.ndarray]) -> onnx.ModelProto:
    """Token ids (texts, tokens) to logits: spans (texts, tokens, 3) for start, end and tag; answerable (texts, 1, 4)
    for that and units.

    source: the encoder; tensors: what training made of its layers, and the heads.
    """
    return _make_graph("youju-reader", source, tensors, SPANS, ANSWERABLE)


def make_claims_graph(source: Source, tensors: Mapping[str, np.ndarray]) -> onnx.ModelProto:
    """Token ids (texts, tokens) to logits: wrong (texts, tokens, 1) for words of the claim that are not borne out;
    verdict (texts, 1, 3) for borne out, contradicted, not said. Arguments as above."""
    return _make_graph("youju-claims", source, tensors, WRONG, VERDICT)


def _make_graph(
    name: str, source: Source, tensors: Mapping[str, np.ndarray], of_tokens: str, of_whole: str
) -> onnx.ModelProto:
    """A head over the states of all tokens, and one over that of the first."""
    layers = sum(each.endswith(".oln.w") for each in tensors)
    kept = {each: values for each, values in source.tensors.items() if each.startswith("emb.")}
    graph = Graph(replace(source, shape=replace(source.shape, layers=layers), tensors={**kept, **tensors}))
    states = graph.encode()
    _head(graph, of_tokens, states, tensors)
    first = graph.node("Gather", [states, graph.constant("first", np.array([0], np.int64))], "first.state", axis=1)
    _head(graph, of_whole, first, tensors)
    outputs = [
        helper.make_tensor_value_info(head, TensorProto.FLOAT, ["texts", count, len(tensors[f"{head}.w"])])
        for head, count in ((of_tokens, "tokens"), (of_whole, 1))
    ]
    return graph.model(name, outputs)


def _head(graph: Graph, name: str, states: str, tensors: Mapping[str, np.ndarray]) -> None:
    weights = graph.constant(f"{name}.w", tensors[f"{name}.w"].T.copy())
    product = graph.node("MatMul", [states, weights], f"{name}.product")
    graph.node("Add", [product, graph.constant(f"{name}.b", tensors[f"{name}.b"])], name)
