"""The encoder as an ONNX graph for a CPU: matrix products in 8 bits, the word table in the source's own 4.

Written with ONNX Runtime's fused operators (domain com.microsoft) rather than exported, for three reasons.
The word table, four fifths of the model, stays as it is in the source, without loss and without 384 MB of
float32. LayerNormalization stays apart from its Add: the runtime's fused SkipLayerNormalization is several
times slower. And the outlier channels below can be tamed.

There is no attention mask: texts of different length never run together. A text that runs alone has a
vector that does not depend on its neighbours, as it otherwise would, since a tensor's activations are
quantised by one scale.
"""

from collections.abc import Sequence

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from rag.model.source import BLOCK, Quantised, Source

INPUT = "input_ids"
OUTPUT = "token_embeddings"

# Weights use 7 of the 8 bits: with 8, CPUs that have AVX2 but not VNNI overflow their 16-bit sums in silence.
WEIGHT_LIMIT = 63

# One channel of what goes into these linear layers is many times larger than the rest, whatever the text
# (Sun et al., Massive Activations in Large Language Models, 2024), and takes the resolution from all others.
# It is divided by a factor and its weights multiplied, as in SmoothQuant (Xiao et al., 2023). Factor: the
# power of two nearest to the ratio of the largest channel to the next, over a few thousand Chinese tokens.
# By linear layer (q: query, key and value; fi, fo: into and out of the feed-forward block): channel, factor.
OUTLIERS = {
    "l1.q": (15, 2), "l2.q": (15, 2), "l3.q": (15, 2), "l4.q": (15, 2), "l10.q": (35, 2), "l11.q": (35, 2),
    "l0.fi": (321, 2), "l1.fi": (15, 2), "l2.fi": (15, 2), "l3.fi": (15, 4), "l4.fi": (15, 2),
    "l5.fi": (35, 4), "l6.fi": (35, 4), "l7.fi": (35, 4), "l8.fi": (35, 4), "l9.fi": (35, 2),
    "l10.fi": (35, 2), "l11.fi": (35, 2),
    "l0.fo": (318, 4), "l1.fo": (1462, 4), "l2.fo": (354, 2), "l3.fo": (408, 2), "l4.fo": (778, 16),
    "l5.fo": (658, 8), "l6.fo": (1152, 2), "l7.fo": (413, 4),
}  # fmt: skip

_OPSET = 21
_IR_VERSION = 10
_MICROSOFT = "com.microsoft"


def make_graph(source: Source) -> onnx.ModelProto:
    """The graph: token ids (texts, tokens) int64 to token embeddings (texts, tokens, hidden) float32.

    All texts of one run have the same number of tokens.
    """
    graph = Graph(source)
    graph.nodes.append(helper.make_node("Identity", [graph.encode()], [OUTPUT]))
    output = helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["texts", "tokens", source.shape.hidden])
    return graph.model("multilingual-e5-small", [output])


class Graph:
    """Collects nodes and constants. encode() makes the encoder's; model() the whole of what was collected."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def encode(self) -> str:
        """The name of the token states that come out of the last layer."""
        state = self.embed()
        for layer in range(self.source.shape.layers):
            state = self.layer(f"l{layer}", state)
        return state

    def model(self, name: str, outputs: Sequence[onnx.ValueInfoProto]) -> onnx.ModelProto:
        """All nodes as a model from token ids to the outputs."""
        tokens = helper.make_tensor_value_info(INPUT, TensorProto.INT64, ["texts", "tokens"])
        graph = helper.make_graph(self.nodes, name, [tokens], outputs, self.constants)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)

    def embed(self) -> str:
        """Word, position and type embeddings, normalised."""
        positions = self.source.floats("emb.pos") + self.source.floats("emb.type")[0]
        sizes = self.node("Shape", [INPUT], "sizes")
        start, axis = (self.constant(name, np.array([i], np.int64)) for i, name in enumerate(("zero", "one")))
        length = self.node("Gather", [sizes, axis], "length", axis=0)
        places = self.node("Slice", [self.constant("emb.pos", positions), start, length, start], "places")
        state = self.node("Add", [self.words(), places], "emb.sum")
        return self.norm("emb.ln", state)

    def words(self) -> str:
        table = self.source.tensors["emb.word"]
        assert isinstance(table, Quantised)
        rows, blocks = table.scales.shape
        values = (table.integers() + 8).astype(np.uint8)
        self.packed("emb.word", values)
        self.packed("emb.word.zero", np.full((rows, blocks), 8, np.uint8))
        scales = self.constant("emb.word.scale", table.scales.astype(np.float32))
        inputs = ["emb.word", INPUT, scales, "emb.word.zero"]
        options = {"block_size": BLOCK, "gather_axis": 0, "quantize_axis": 1, "bits": 4}
        return self.node("GatherBlockQuantized", inputs, "words", _MICROSOFT, **options)

    def layer(self, name: str, state: str) -> str:
        """Attention and feed-forward, each added to its input and normalised after."""
        heads = self.source.shape.heads
        joined = self.product([f"{name}.q", f"{name}.k", f"{name}.v"], state)
        parts = [f"{name}.{part}.part" for part in "qkv"]
        self.nodes.append(helper.make_node("Split", [joined], parts, axis=-1, num_outputs=len(parts)))
        attended = self.node("MultiHeadAttention", parts, f"{name}.attended", _MICROSOFT, num_heads=heads)
        added = self.node("Add", [self.product([f"{name}.ao"], attended), state], f"{name}.ao.sum")
        state = self.norm(f"{name}.aln", added)
        inner = self.node("Gelu", [self.product([f"{name}.fi"], state)], f"{name}.gelu")
        added = self.node("Add", [self.product([f"{name}.fo"], inner), state], f"{name}.fo.sum")
        return self.norm(f"{name}.oln", added)

    def product(self, names: Sequence[str], state: str) -> str:
        """The linear layers of these names on one input, outputs side by side; int8, a scale a column."""
        name = names[0]
        weights = np.concatenate([self.source.floats(f"{each}.w") for each in names]).T.copy()
        bias = np.concatenate([self.source.floats(f"{each}.b") for each in names])
        if name in OUTLIERS:
            channel, factor = OUTLIERS[name]
            weights[channel] *= factor
            shrink = np.ones(len(weights), np.float32)
            shrink[channel] = 1 / factor
            state = self.node("Mul", [state, self.constant(f"{name}.shrink", shrink)], f"{name}.in")
        scales = np.abs(weights).max(axis=0) / WEIGHT_LIMIT
        inputs = [
            state,
            self.constant(f"{name}.w", np.rint(weights / scales).astype(np.int8)),
            self.constant(f"{name}.scale", scales),
            self.constant(f"{name}.zero", np.zeros(len(scales), np.int8)),
            self.constant(f"{name}.b", bias),
        ]
        return self.node("DynamicQuantizeMatMul", inputs, f"{name}.out", _MICROSOFT)

    def norm(self, name: str, state: str) -> str:
        parts = [self.constant(f"{name}.{part}", self.source.floats(f"{name}.{part}")) for part in "wb"]
        epsilon = float(self.source.shape.eps)
        return self.node("LayerNormalization", [state, *parts], f"{name}.out", axis=-1, epsilon=epsilon)

    def node(self, kind: str, inputs: Sequence[str], output: str, domain: str = "", **options: object) -> str:
        self.nodes.append(helper.make_node(kind, list(inputs), [output], domain=domain, **options))
        return output

    def constant(self, name: str, values: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def packed(self, name: str, values: np.ndarray) -> None:
        """A constant of 4-bit values, two a byte, the first in the low half."""
        flat = values.reshape(-1)
        tensor = TensorProto(name=name, data_type=TensorProto.UINT4, dims=values.shape)
        tensor.raw_data = (flat[0::2] | (flat[1::2] << 4)).tobytes()
        self.constants.append(tensor)
