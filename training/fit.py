"""Train on what training.prepare wrote: `python -m training.fit PACK.npz OUT reader|embedding|claims --minutes 5 [--layers
8]`.

On a GPU where there is one, else on the CPU; needs torch, transformers, onnx and safetensors, no file beside the pack
and the checkout. The learning rate falls to nothing over the given minutes. OUT.0.npz, OUT.1.npz … hold what was
trained, in fp16, each small enough to travel.
"""

import argparse
import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch

from rag.model.folder import HEAD_NAMES, LAYER_NAMES, PART_NAMES
from rag.model.layers import load_layers
from rag.reader.weights import FILE
from training.batches import Batch, Packed, ahead, claim_batches, pair_batches, reader_batches
from training.network import ClaimNetwork, ReaderNetwork, claim_loss, contrast, embed, encoder, reader_loss

_WARM_UP = 0.05
_DECAY = 0.01
_REPORT = 45  # seconds between two lines of progress
_GLANCE = 30  # batches of held-out documents that a CPU reads
_HEADS = ("span.", "answerable.", "wrong.", "verdict.")
_FILE = 14_000_000  # bytes of a file at most


def _autocast(device: torch.device) -> torch.autocast:
    """Half precision where it is faster: on a GPU, and on a CPU that multiplies in it."""
    faster = device.type == "cuda" or torch.ops.mkldnn._is_mkldnn_bf16_supported()
    return torch.autocast(device.type, torch.bfloat16, enabled=faster)


def reader_step(network: ReaderNetwork, batch: Batch) -> torch.Tensor:
    logits = network(batch["ids"], batch["mask"])
    return reader_loss(logits, *(batch[name] for name in ("allowed", "starts", "ends", "tags", "told", "units")))


def claims_step(network: torch.nn.Module, batch: Batch) -> torch.Tensor:
    return claim_loss(network(batch["ids"], batch["mask"]), batch["marked"], batch["wrong"], batch["labels"])


def embedding_step(network: torch.nn.Module, batch: Batch) -> torch.Tensor:
    texts = embed(network, batch["texts"], batch["text_mask"])
    return contrast(embed(network, batch["questions"], batch["query_mask"]), texts)


@torch.no_grad()
def held_out_figures(what: str, network: torch.nn.Module, pack: Packed, device: torch.device) -> str:
    """How well held-out documents are read, their claims judged, or their answers found among those of the batch."""
    network.eval()
    batches = _BATCHES[what](pack, -1, 20_000 if device.type == "cuda" else 4_000, np.random.default_rng(0))
    losses, seen = [], []
    for batch in ahead(batches, device):
        if device.type == "cpu" and len(losses) == _GLANCE:
            break
        with _autocast(device):
            losses.append(_STEPS[what](network, batch).item())
            seen.append(_SEEN[what](network, batch))
    network.train()
    told = {"reader": _reader_told, "embedding": _embedding_told, "claims": _claims_told}[what]
    scores, truth = (torch.cat(part) for part in zip(*seen, strict=True))
    return f"held out: loss {sum(losses) / len(losses):.3f}, {told(scores, truth)}"


def _reader_seen(network: torch.nn.Module, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """Logits (texts, 4) and what is true: whether it answers, which unit."""
    _, whole = network(batch["ids"], batch["mask"])
    return whole.float().cpu(), torch.stack([batch["told"].long(), batch["units"]], 1).cpu()


def _embedding_seen(network: torch.nn.Module, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """The numbers of the texts found, and of those that were to be."""
    texts = embed(network, batch["texts"], batch["text_mask"])
    found = (embed(network, batch["questions"], batch["query_mask"]) @ texts.T).argmax(1).cpu()
    return found, torch.arange(len(found))


def _claims_seen(network: torch.nn.Module, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """Probabilities (texts, 3) and labels."""
    return network(batch["ids"], batch["mask"])[1].float().softmax(1).cpu(), batch["labels"].cpu()


def _area(logit: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """The area under the curve of a score."""
    order = logit.argsort()
    ranks = torch.empty_like(logit)
    ranks[order] = torch.arange(len(logit), dtype=logit.dtype)
    positive = int(truth.sum())
    return (ranks[truth].sum() - positive * (positive - 1) / 2) / (positive * (len(truth) - positive))


def _reader_told(whole: torch.Tensor, truth: torch.Tensor) -> str:
    told, units = truth[:, 0].bool(), truth[:, 1]
    accuracy = ((whole[:, 0] > 0) == told).float().mean()
    right = (whole[:, 1:].argmax(1) == units)[units >= 0].float().mean()
    return f"answerable {accuracy:.1%} (AUC {_area(whole[:, 0], told):.4f}), unit {right:.1%} of {len(whole)}"


def _embedding_told(found: torch.Tensor, wanted: torch.Tensor) -> str:
    return f"own sentence first {(found == wanted).float().mean():.1%} of {len(found)}"


def _claims_told(chances: torch.Tensor, labels: torch.Tensor) -> str:
    right = (chances.argmax(1) == labels).float().mean()
    borne = labels == 0
    # As the judgement counts: true claims that are called so where one false one in fifty is.
    bound = chances[~borne, 0].quantile(0.98)
    shares = ", ".join(f"{(chances[labels == n].argmax(1) == n).float().mean():.1%}" for n in range(3))
    at = (chances[borne, 0] > bound).float().mean()
    return f"{right:.1%} of {len(labels)} ({shares}), borne out at 2% false ones {at:.1%} (AUC {_area(chances[:, 0], borne):.4f})"


_BATCHES = {"reader": reader_batches, "embedding": pair_batches, "claims": claim_batches}
_STEPS = {"reader": reader_step, "embedding": embedding_step, "claims": claims_step}
_SEEN = {"reader": _reader_seen, "embedding": _embedding_seen, "claims": _claims_seen}


def started(what: str, pack: Packed, layers: int, frozen: int, go_on: bool) -> torch.nn.Module:
    """The network to train. frozen: lower layers that stay as they are; go_on: layers and heads are those of the reader
    in the repository, as far as it has them."""
    tensors = dict(pack.tensors)
    heads = {}
    for name, values in load_layers(FILE).items() if go_on else ():
        place, *ours, part = name.split(".")
        if ours:
            tensors[f"encoder.layer.{place[1:]}.{LAYER_NAMES[ours[0]]}.{PART_NAMES[part]}"] = torch.from_numpy(values)
        else:
            heads[f"{HEAD_NAMES[place]}.{PART_NAMES[part]}"] = torch.from_numpy(values)
    body = encoder(tensors, layers)
    for layer in body.encoder.layer[:frozen]:
        for parameter in layer.parameters():
            parameter.requires_grad = False
    if what == "embedding":
        return body
    if what == "claims":
        return ClaimNetwork(body)
    network = ReaderNetwork(body)
    network.load_state_dict(heads, strict=False)
    return network


def train(
    network: torch.nn.Module,
    batches: Callable[[int], Iterator[Batch]],
    step: Callable[[torch.nn.Module, Batch], torch.Tensor],
    minutes: float,
    rate: float,
    device: torch.device,
    figures: Callable[[], str],
) -> None:
    """Train until the minutes are over, draw after draw."""
    heads = [p for name, p in network.named_parameters() if p.requires_grad and name.startswith(_HEADS)]
    known = {id(p) for p in heads}
    body = [p for p in network.parameters() if p.requires_grad and id(p) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": body}, *([{"params": heads}] if heads else [])], lr=rate, weight_decay=_DECAY
    )
    began = reported = time.monotonic()
    running, steps, passes = 0.0, 0, 0
    network.train()
    while True:
        for batch in ahead(batches(passes), device):
            share = (time.monotonic() - began) / (60 * minutes)
            if share >= 1:
                print(f"{steps} steps, {passes} passes", figures(), flush=True)
                return
            now = rate * min(share / _WARM_UP, 1.0) * 0.5 * (1 + math.cos(math.pi * share)) + 1e-7
            for group, scale in zip(optimiser.param_groups, (1, 4), strict=False):
                group["lr"] = now * scale
            with _autocast(device):
                value = step(network, batch)
            value.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            steps += 1
            if steps % 10 == 1:  # to ask for a value waits for the device
                running += (value.item() - running) * (0.02 if steps > 1 else 1)
            if time.monotonic() - reported > _REPORT:
                reported = time.monotonic()
                seen = figures() if device.type == "cuda" else ""  # a CPU has no time for that
                print(f"{share:.0%} step {steps} pass {passes} loss {running:.3f} {seen}", flush=True)
        passes += 1


def save(network: torch.nn.Module, out: Path) -> None:
    """Write what was trained, in files of a size that travels."""
    trained = {name for name, parameter in network.named_parameters() if parameter.requires_grad}
    tensors = {
        name: value.cpu().numpy().astype(np.float16) for name, value in network.state_dict().items() if name in trained
    }
    number, size, part = 0, 0, {}
    for name, values in tensors.items():
        if size + values.nbytes > _FILE:
            np.savez(f"{out}.{number}.npz", **part)
            number, size, part = number + 1, 0, {}
        part[name] = values
        size += values.nbytes
    np.savez(f"{out}.{number}.npz", **part)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pack", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("what", choices=sorted(_STEPS))
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--layers", type=int, default=0, help="12 for the embedding, 8 for the others")
    parser.add_argument("--frozen", type=int, help="lower layers that stay as they are; half of the embedding's")
    parser.add_argument("--rate", type=float, help="the learning rate at its height")
    parser.add_argument("--tokens", type=int, help="of a batch, padding included")
    parser.add_argument("--go-on", action="store_true", help="from the layers of the reader in the repository")
    options = parser.parse_args()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(0)
    torch.set_float32_matmul_precision("high")
    pack = Packed(options.pack)
    embeds = options.what == "embedding"
    layers = options.layers or (12 if embeds else 8)
    frozen = (layers // 2 if embeds else 0) if options.frozen is None else options.frozen
    network = started(options.what, pack, layers, frozen, options.go_on).to(device)
    tokens = options.tokens or (24_000 if device.type == "cuda" else 3_000)
    draws = int((pack.claims if options.what == "claims" else pack.examples)[:, 0].max()) + 1
    rng = np.random.default_rng(0)

    def batches(passes: int) -> Iterator[Batch]:
        return _BATCHES[options.what](pack, passes % draws, tokens, rng)

    train(
        network, batches, _STEPS[options.what], options.minutes,
        options.rate or (6e-5 if embeds else 1.5e-4), device,
        lambda: held_out_figures(options.what, network, pack, device),
    )  # fmt: skip
    save(network, options.out)


if __name__ == "__main__":
    main()
