"""Train the reader: `python -m training.train OUT.pt --shared ../shared`, then once more from there on mostly policy passages.

The learning rate falls to nothing over the given minutes, whatever the machine; draws of the data go on until then.
"""

import argparse
import math
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from rag.model.layout import TOKENIZER
from rag.reader.encode import Encoder
from training.data import Draw
from training.example import Example
from training.network import ReaderNetwork, loss

_TOKENS = 3000  # of a batch, padding included
_BUCKET = 40  # batches sorted by length together
_WARM_UP = 0.06
_DECAY = 0.01


def _encode(encoder: Encoder, example: Example) -> tuple[list[int], int, int, int] | None:
    """ids, index of the text's first token, start and end token (0, 0 where unanswerable); None where the answer is cut off."""
    encoded = encoder.encode(encoder.question(example.question), example.window)
    if not example.answerable:
        return encoded.ids, encoded.first, 0, 0
    inside = [n for n, (a, b) in enumerate(encoded.spans) if b > example.start and a < example.end]
    if not inside or encoded.spans[inside[-1]][1] < example.end:
        return None
    return encoded.ids, encoded.first, encoded.first + inside[0], encoded.first + inside[-1]


def _batches(encoder: Encoder, examples: Sequence[Example], rng: random.Random) -> Iterator[tuple[torch.Tensor, ...]]:
    rows = [row for row in (_encode(encoder, example) for example in examples) if row]
    rng.shuffle(rows)
    size = _BUCKET * 16
    for first in range(0, len(rows), size):
        bucket = sorted(rows[first : first + size], key=lambda row: len(row[0]))
        groups: list[list[tuple[list[int], int, int, int]]] = [[]]
        for row in bucket:
            if (len(groups[-1]) + 1) * len(row[0]) > _TOKENS:
                groups.append([])
            groups[-1].append(row)
        rng.shuffle(groups)
        for group in groups:
            longest = max(len(row[0]) for row in group)
            ids = torch.ones(len(group), longest, dtype=torch.int64)
            mask = torch.zeros_like(ids)
            allowed = torch.zeros_like(ids, dtype=torch.bool)
            for n, (tokens, start, _, _) in enumerate(group):
                ids[n, : len(tokens)] = torch.tensor(tokens)
                mask[n, : len(tokens)] = 1
                allowed[n, start : len(tokens) - 1] = True
                allowed[n, 0] = True
            yield ids, mask, allowed, torch.tensor([row[2] for row in group]), torch.tensor([row[3] for row in group])


def train(
    out: Path,
    model: Path,
    draw: Draw,
    layers: int,
    minutes: float,
    rate: float,
    start: Path | None = None,
    seed: int = 0,
) -> None:
    """Train on draws until the minutes are over; writes the state to out now and then, and at the end. start: a state to go on from."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    network = ReaderNetwork(model, layers)
    if start:
        network.load_state_dict(torch.load(start)["state"])
    network.train()
    encoder = Encoder(Tokenizer.from_file(str(model / TOKENIZER)))
    heads = [*network.span.parameters(), *network.answerable.parameters()]
    body = [p for p in network.encoder.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW([{"params": body}, {"params": heads}], lr=rate, weight_decay=_DECAY, fused=True)
    run = torch.compile(network, dynamic=True)
    started = saved = time.monotonic()
    running: dict[str, float] = {}
    steps, done = 0, False
    while not done:
        for ids, mask, allowed, starts, ends in _batches(encoder, list(draw(rng)), rng):
            now = time.monotonic()
            share = (now - started) / (60 * minutes)
            if share >= 1:
                done = True
                break
            scheduled = rate * min(share / _WARM_UP, 1.0) * 0.5 * (1 + math.cos(math.pi * share))
            for group, scale in zip(optimiser.param_groups, (1, 4), strict=True):
                group["lr"] = scheduled * scale + 1e-7
            with torch.autocast("cpu", torch.bfloat16):
                logits = run(ids, mask)
            value, spans = loss(logits, allowed, starts, ends)
            value.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            steps += 1
            for name, figure in (("loss", value.item()), ("spans", spans.item())):
                running[name] = figure if steps == 1 else 0.98 * running[name] + 0.02 * figure
            if steps % 50 == 0:
                print(
                    f"{share:.1%} step {steps} loss {running['loss']:.3f} spans {running['spans']:.3f} {steps / (now - started):.2f} steps/s",
                    flush=True,
                )
            if now - saved > 300:
                torch.save({"layers": layers, "state": network.state_dict()}, out)
                saved = now
    torch.save({"layers": layers, "state": network.state_dict()}, out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--model", type=Path, default=Path("data/models/multilingual-e5-small"))
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--layers", type=int, default=8)
    parser.add_argument("--minutes", type=float, default=70)
    parser.add_argument("--rate", type=float, default=1.2e-4, help="the learning rate at its height")
    parser.add_argument("--start", type=Path, help="a state to go on from")
    parser.add_argument("--policy", type=int, default=2, help="draws of the policy passages in each of all")
    parser.add_argument("--reading", type=float, default=1.0, help="share of the reading sets in each draw")
    options = parser.parse_args()
    draw = Draw(options.shared, options.policy, options.reading)
    train(options.out, options.model, draw, options.layers, options.minutes, options.rate, options.start)


if __name__ == "__main__":
    main()
