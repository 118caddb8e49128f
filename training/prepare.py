"""Write what training reads: `python -m training.prepare OUT.npz --shared ../shared --draws 6`.

Examples as token ids over the word pieces that occur in them, each text once, and the encoder in its own four bits
with just those pieces: small enough to travel to a machine that has a GPU and nothing else.
"""

import argparse
import random
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from rag.model.folder import tensor_names
from rag.model.layout import PROMPTS, TOKENIZER
from rag.model.source import Quantised, Source, find_source, read_source
from rag.reader.encode import CLAIM, CLAIM_LENGTH, CONTEXT, LENGTH, QUESTION, room
from rag.reader.window import Window
from rag.text import simplify
from training.claim_examples import ClaimExample
from training.claims import Label
from training.draw import ClaimDraw, Draw
from training.example import Example
from training.policy import Pair

_EMBEDDED = 96  # tokens of a text to embed
LABELS = tuple(Label)  # in the order of the judge's logits


class Texts:
    """Token ids of texts, each kept once."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.ids: list[list[int]] = []
        self._known: dict[tuple[str, int], int] = {}
        self.offsets: list[list[tuple[int, int]]] = []

    def add(self, text: str, most: int = LENGTH) -> int:
        """The number of a text, of which at most so many tokens are kept; negative: at its end."""
        key = (text, most)
        if key not in self._known:
            encoded = self.tokenizer.encode(text, add_special_tokens=False)
            cut = slice(most, None) if most < 0 else slice(0, most)
            self._known[key] = len(self.ids)
            self.ids.append(encoded.ids[cut])
            self.offsets.append(encoded.offsets[cut])
        return self._known[key]


class Pack:
    """Collects the examples of draws."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self.texts = Texts(tokenizer)
        self.examples: list[tuple[int, ...]] = []  # draw (-1: held out), question, context, text, unit, number of runs
        self.runs: list[tuple[int, int]] = []  # tokens of the text, the last one included
        self.pairs: list[tuple[int, ...]] = []  # draw, question, positive, three negatives (-1: none)
        self.claims: list[tuple[int, ...]] = []  # draw, claim, context, text, label, number of runs (-1: not marked)
        self.wrong: list[tuple[int, int]] = []  # tokens of the claim, the last one included

    def add_example(self, draw: int, example: Example) -> None:
        """Adds one, unless its answer is cut off."""
        window: Window = example.window
        question = self.texts.add(simplify(example.question), -QUESTION)
        context = self.texts.add(window.context, CONTEXT)
        text = self.texts.add(window.text)
        offsets = self.texts.offsets[text][: room(self.texts.ids[question], self.texts.ids[context])]
        runs = []
        for start, end in example.runs:
            inside = [n for n, (a, b) in enumerate(offsets) if b > start and a < end]
            if inside:
                runs.append((inside[0], inside[-1]))
        if example.answerable and not runs:
            return
        self.examples.append((draw, question, context, text, example.unit, len(runs)))
        self.runs += runs

    def add_pair(self, draw: int, pair: Pair) -> None:
        """Adds one."""
        question = self.texts.add(PROMPTS["query"] + pair.question, _EMBEDDED)
        texts = [self.texts.add(PROMPTS["passage"] + text, _EMBEDDED) for text in (pair.positive, *pair.negatives)]
        self.pairs.append((draw, question, *texts, *[-1] * (4 - len(texts))))

    def add_claim(self, draw: int, example: ClaimExample) -> None:
        """Adds one."""
        window = example.window
        claim, context = self.texts.add(simplify(example.claim), CLAIM), self.texts.add(window.context, CONTEXT)
        text = self.texts.add(window.text, CLAIM_LENGTH)
        offsets = self.texts.offsets[claim]
        runs = []
        for start, end in example.wrong or ():
            if inside := [n for n, (a, b) in enumerate(offsets) if b > start and a < end]:
                runs.append((inside[0], inside[-1]))
        marked = -1 if example.wrong is None else len(runs)
        self.claims.append((draw, claim, context, text, LABELS.index(example.label), marked))
        self.wrong += runs

    def arrays(self, source: Source) -> dict[str, np.ndarray]:
        """All of it, and the encoder."""
        lengths = [len(ids) for ids in self.texts.ids]
        flat = np.concatenate([np.asarray(ids, np.int64) for ids in self.texts.ids])
        kept = np.unique(np.concatenate([np.arange(4), flat]))  # <s>, <pad>, </s>, <unk> keep their ids
        return {
            "tokens": np.searchsorted(kept, flat).astype(np.uint16),
            "lengths": np.asarray(lengths, np.int32),
            "examples": np.asarray(self.examples, np.int32).reshape(-1, 6),
            "runs": np.asarray(self.runs, np.int32).reshape(-1, 2),
            "pairs": np.asarray(self.pairs, np.int32).reshape(-1, 6),
            "claims": np.asarray(self.claims, np.int32).reshape(-1, 6),
            "wrong": np.asarray(self.wrong, np.int32).reshape(-1, 2),
            **_encoder(source, kept),
        }


def _encoder(source: Source, kept: np.ndarray) -> dict[str, np.ndarray]:
    """The encoder's tensors by their names in BertModel; four-bit ones as scales and nibbles."""
    found: dict[str, np.ndarray] = {}
    for ours, theirs in tensor_names(source.shape.layers).items():
        tensor = source.tensors[ours]
        if isinstance(tensor, Quantised):
            rows = kept if ours == "emb.word" else slice(None)
            found[f"{theirs}|scales"] = tensor.scales[rows]
            found[f"{theirs}|nibbles"] = tensor.nibbles[rows]
        else:
            found[theirs] = tensor
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--model", type=Path, default=Path("data/models/multilingual-e5-small"))
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--draws", type=int, default=6)
    parser.add_argument("--reading", type=float, default=0.5, help="share of the reading sets in each draw")
    parser.add_argument("--policies", type=float, default=1.0, help="share of the policy passages in each draw")
    parser.add_argument("--whole", nargs="*", default=(), help="files of them that are drawn in full: workpoints-*.txt")
    parser.add_argument("--claims", action="store_true", help="nothing but the claims, for the judge of claims")
    options = parser.parse_args()
    pack = Pack(Tokenizer.from_file(str(options.model / TOKENIZER)))
    if options.claims:
        _add_claims(pack, options.draws)
    else:
        _add_questions(pack, options)
    np.savez(options.out, **pack.arrays(read_source(find_source())))
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


def _add_claims(pack: Pack, draws: int) -> None:
    drawn = ClaimDraw()
    for draw in range(-1, draws):
        for example in drawn.examples(random.Random(draw)) if draw >= 0 else drawn.held_out(random.Random(draw)):
            pack.add_claim(draw, example)
        print(f"draw {draw}: {len(pack.claims)} claims, {len(pack.texts.ids)} texts", flush=True)


def _add_questions(pack: Pack, options: argparse.Namespace) -> None:
    drawn = Draw(options.shared, options.reading, options.policies, options.whole)
    for draw in range(-1, options.draws):
        rng = random.Random(draw)
        examples, pairs = (
            (drawn.examples, drawn.pairs) if draw >= 0 else (drawn.held_out.examples, drawn.held_out.pairs)
        )
        for example in examples(rng):
            pack.add_example(draw, example)
        for pair in pairs(rng):
            pack.add_pair(draw, pair)
        print(
            f"draw {draw}: {len(pack.examples)} examples, {len(pack.pairs)} pairs, {len(pack.texts.ids)} texts",
            flush=True,
        )


if __name__ == "__main__":
    main()
