"""The int8 graph as the first module of a SentenceTransformer, in the place of its Transformer module."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling
from tokenizers import Tokenizer

from rag.model.layout import GRAPH, PROMPTS, TOKENIZER


class OnnxTransformer(InputModule):
    """Tokenises texts and runs the graph of a model folder over each of them, one text a CPU core at a time.

    A text alone needs no padding and stays in the core's cache, which makes up for what batching would
    save, and has the same vector in whatever company it comes. As many texts run at once as torch has
    threads (OMP_NUM_THREADS). Safe to use from several threads at once.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        # The graph is fused already; more passes would fuse its layer norms too (see rag.model.graph).
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        graph = str(folder / GRAPH)
        self.session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self.workers = ThreadPoolExecutor(torch.get_num_threads(), thread_name_prefix="embed")
        self.max_seq_length = 512

    @property
    def max_seq_length(self) -> int:
        """Tokens that a text is cut to, `<s>` and `</s>` among them."""
        return self._max_seq_length

    @max_seq_length.setter
    def max_seq_length(self, value: int) -> None:
        self._max_seq_length = value
        self.tokenizer.enable_truncation(value)

    def get_embedding_dimension(self) -> int:
        """Numbers in a vector."""
        return self.session.get_outputs()[0].shape[-1]

    def preprocess(self, inputs: Sequence[str], prompt: str | None = None, **kwargs: Any) -> dict[str, torch.Tensor]:
        """Token ids and mask of the texts, (texts, tokens), padded at the end."""
        encoded = self.tokenizer.encode_batch([(prompt or "") + text for text in inputs])
        longest = max(len(each.ids) for each in encoded)
        padding = self.tokenizer.token_to_id("<pad>")
        ids = torch.full((len(encoded), longest), padding, dtype=torch.int64)
        mask = torch.zeros_like(ids)
        for row, each in enumerate(encoded):
            ids[row, : len(each.ids)] = torch.tensor(each.ids)
            mask[row, : len(each.ids)] = 1
        return {"input_ids": ids, "attention_mask": mask}

    def forward(self, features: dict[str, torch.Tensor], **kwargs: Any) -> dict[str, torch.Tensor]:
        """Adds token_embeddings, (texts, tokens, hidden); zero at padding."""
        ids = features["input_ids"].numpy()
        lengths = features["attention_mask"].sum(dim=1).tolist()
        states = np.zeros((*ids.shape, self.get_embedding_dimension()), np.float32)

        def run(row: int) -> None:
            length = lengths[row]
            states[row, :length] = self.session.run(None, {"input_ids": ids[row : row + 1, :length]})[0][0]

        if len(lengths) == 1:
            run(0)
        else:
            longest_first = sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True)
            list(self.workers.map(run, longest_first))
        return features | {"token_embeddings": torch.from_numpy(states)}

    def save(self, output_path: str, *args: Any, **kwargs: Any) -> None:
        """Not offered: the model folder is written by rag.model."""
        raise NotImplementedError(f"the model is saved already, in {self.folder}")


def load_encoder(folder: Path) -> SentenceTransformer:
    """A folder that rag.model built as a SentenceTransformer on the CPU, its int8 graph in place of torch."""
    transformer = OnnxTransformer(folder)
    modules = [transformer, Pooling(transformer.get_embedding_dimension(), "mean"), Normalize()]
    return SentenceTransformer(modules=modules, prompts=PROMPTS, device="cpu")
