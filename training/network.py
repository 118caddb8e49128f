"""The network: the lower layers of the e5 encoder, its word table frozen, under a span head and an answerable head.

Cutting the upper layers off keeps most of an encoder's use (Sajjad et al., On the Effect of Dropping Layers of Pre-trained Transformer Models,
2023); the heads are those of BERT on SQuAD 2.0 (Devlin et al., 2019), with the answerable head beside the null span (Zhang et al., Retrospective Reader, 2021).
"""

from pathlib import Path

import torch
from torch import nn
from torch.nn import functional
from transformers import AutoModel


class ReaderNetwork(nn.Module):
    """Token ids to (start, end, answerable) logits. Start and end: (texts, tokens); answerable: (texts,)."""

    def __init__(self, folder: Path, layers: int) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(folder), add_pooling_layer=False)
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        self.encoder.config.num_hidden_layers = layers
        for parameter in self.encoder.embeddings.parameters():
            parameter.requires_grad = False
        for layer in self.encoder.encoder.layer:
            # Dropout within attention would take the slow path of the CPU's attention kernel.
            layer.attention.self.dropout.p = 0.0
        hidden = self.encoder.config.hidden_size
        self.span = nn.Linear(hidden, 2)
        self.answerable = nn.Linear(hidden, 1)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        start, end = self.span(states).unbind(-1)
        return start, end, self.answerable(states[:, 0]).squeeze(-1)


def loss(
    logits: tuple[torch.Tensor, torch.Tensor, torch.Tensor],
    allowed: torch.Tensor,
    starts: torch.Tensor,
    ends: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor]:
    """The loss, and of it the part for where an answer stands.

    Cross-entropy of start and end among the text's tokens where there is an answer; the same among these and token 0, which stands for
    none, over all; and cross-entropy of answerable or not. Without the first, the many unanswerable examples would teach token 0 alone.
    """
    start, end, answerable = (part.float() for part in logits)
    start, end = (part.masked_fill(~allowed, -1e4) for part in (start, end))
    whole = functional.cross_entropy(start, starts) + functional.cross_entropy(end, ends)
    told = starts > 0
    spans = start.new_zeros(())
    if told.any():
        spans = functional.cross_entropy(start[told][:, 1:], starts[told] - 1) + functional.cross_entropy(
            end[told][:, 1:], ends[told] - 1
        )
    return spans / 2 + whole / 4 + functional.binary_cross_entropy_with_logits(answerable, told.float()), spans / 2
