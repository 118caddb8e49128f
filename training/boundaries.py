"""Train where in a message a further question begins: `python -m training.boundaries`, a minute of two cores.

Learns from the marked messages (training/messages.txt), the other questions over the policy passages, which ask one
thing, follow-ups put behind the questions that they follow, and questions of one passage joined.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
import torch
from safetensors.numpy import save_file
from torch.nn import functional

from rag.question import boundaries
from rag.question.boundaries import BUCKETS, REACH, numbers, places
from training import messages, passages
from training.messages import MARK, joined
from training.passages import Passage

_REGIONS, _WIDTH, _FILTERS, _HIDDEN = 5, 32, 64, 48
_EPOCHS, _BATCH, _RATE, _DECAY = 4, 48, 3e-3, 1e-2
_DROPPED = (0.1, 0.4)  # of the characters' vectors, of what is seen
_NEAR = 20  # batches that are cut from messages sorted by length
_MARKED = 2  # times that the marked messages are told
_JOINED = 0.5  # share of the passages of which questions are joined
_FRONT = 0.4  # share of the messages before which the document is named
_FRONTS = ("{}", "按{}", "{}里", "在{}", "根据{}的规定", "{}的话", "想问下{}", "我在{}", "《{}》")
_LIMIT = 127


@dataclass(frozen=True, slots=True)
class Message:
    """A message with its places. around: where the clause before each begins and the one after it ends; begins: 1.0
    where a further question does."""

    numbers: Sequence[int]
    places: Sequence[int]
    around: Sequence[tuple[int, int]]
    begins: Sequence[float]


class Boundaries(torch.nn.Module):
    """The network of rag.question.boundaries; log odds, a place each."""

    def __init__(self) -> None:
        super().__init__()
        self.table = torch.nn.Embedding(BUCKETS, _WIDTH, padding_idx=0)
        self.kernel = torch.nn.Conv1d(_WIDTH, _FILTERS, 2 * REACH + 1, padding=REACH)
        self.hidden = torch.nn.Linear(_REGIONS * _FILTERS, _HIDDEN)
        self.out = torch.nn.Linear(_HIDDEN, 1)

    def forward(self, batch: Sequence[Message]) -> torch.Tensor:
        rows = torch.nn.utils.rnn.pad_sequence([torch.tensor(each.numbers) for each in batch], batch_first=True)
        characters = functional.dropout(self.table(rows), _DROPPED[0], self.training)
        said = functional.relu(self.kernel(characters.transpose(1, 2))).transpose(1, 2)
        owner = torch.tensor([row for row, each in enumerate(batch) for _ in each.places])
        at = torch.tensor([place for each in batch for place in each.places])
        before, after = torch.tensor([ends for each in batch for ends in each.around]).T
        ends = (rows > 0).sum(1)[owner]
        said = said[owner]

        def strongest(low: torch.Tensor, high: torch.Tensor) -> torch.Tensor:
            offsets = torch.arange(said.shape[1])
            within = (offsets >= low[:, None]) & (offsets < high[:, None])
            return (said * within[:, :, None]).amax(1)

        whole = torch.zeros_like(at)
        regions = [strongest(low, high) for low, high in ((before, at), (at, after), (whole, at), (at, ends))]
        seen = torch.cat([*regions, said[torch.arange(len(at)), at]], 1)
        hidden = functional.relu(self.hidden(functional.dropout(seen, _DROPPED[1], self.training)))
        return self.out(hidden).squeeze(1)


def _told(policy: list[Passage], rng: random.Random) -> Iterator[str]:
    """Messages as MARK has them."""
    yield from messages.load() * _MARKED
    known = {message.replace(MARK, "") for message in messages.load()}
    for passage in policy:
        for message in _of(passage, known, rng):
            yield message
            if rng.random() < _FRONT:
                yield _front(passage, rng) + rng.choice("，，,, 、") + message


def _of(passage: Passage, known: set[str], rng: random.Random) -> Iterator[str]:
    asked = [each.question for each in passage.asked if each.question not in known]
    yield from asked
    yield from (joined([each.before, each.question], rng) for each in passage.asked if each.before)
    if len(asked) > 2 and rng.random() < _JOINED:
        yield joined(rng.sample(asked, rng.choice((2, 2, 2, 3))), rng)


def _front(passage: Passage, rng: random.Random) -> str:
    """The document, a part of it, or its place and year, as somebody names it before the question."""
    named = rng.choice((*passage.names, *passage.marks, "".join(sorted(passage.marks))))
    return rng.choice(_FRONTS).format(named)


def read(marked: str) -> Message:
    """A marked message."""
    parts = marked.split(MARK)
    message = "".join(parts)
    begins = set(accumulate(map(len, parts[:-1])))
    among = places(message)
    around = [(low, high) for (low, _), (_, high) in pairwise(pairwise((0, *among, len(message))))]
    return Message(numbers(message), among, around, [float(at in begins) for at in among])


def _batches(told: list[Message], rng: random.Random) -> list[list[Message]]:
    """Batches of messages of about one length, in any order."""
    rng.shuffle(told)
    size = _BATCH * _NEAR
    near = [sorted(told[at : at + size], key=lambda each: len(each.numbers)) for at in range(0, len(told), size)]
    batches = [part[at : at + _BATCH] for part in near for at in range(0, len(part), _BATCH)]
    rng.shuffle(batches)
    return batches


def train(told: list[Message], rng: random.Random) -> Boundaries:
    """told: messages that have places."""
    network = Boundaries()
    optimizer = torch.optim.AdamW(network.parameters(), _RATE, weight_decay=_DECAY)
    steps = _EPOCHS * len(_batches(told, rng))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, steps)
    for epoch in range(_EPOCHS):
        losses = []
        for batch in _batches(told, rng):
            begins = torch.tensor([begin for each in batch for begin in each.begins])
            loss = functional.binary_cross_entropy_with_logits(network(batch), begins)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        print(f"pass {epoch + 1}: loss {np.mean(losses):.4f}")
    return network.eval()


def save(network: Boundaries) -> None:
    """Write the weights, the table in 8 bits."""
    stored = {
        name.replace(".weight", "").replace(".", "_"): values.numpy() for name, values in network.state_dict().items()
    }
    scale = np.abs(stored["table"]).max() / _LIMIT
    table = np.rint(stored["table"] / scale).astype(np.int8)
    save_file({**stored, "table": table, "scale": np.float32([scale])}, boundaries.FILE)


def main() -> None:
    torch.manual_seed(0)
    rng = random.Random(0)
    told = [message for message in map(read, _told(passages.load(), rng)) if message.places]
    print(f"{len(told)} messages, {sum(sum(message.begins) for message in told):.0f} further questions")
    save(train(told, rng))


if __name__ == "__main__":
    main()
