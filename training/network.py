"""The networks: the e5 encoder, its word table frozen, under the reader's heads or as the embedding.

Cutting the reader's upper layers off keeps most of an encoder's use (Sajjad et al., On the Effect of Dropping Layers
of Pre-trained Transformer Models, 2023); span and null span are those of BERT on SQuAD 2.0 (Devlin et al., 2019), the
answerable head beside them that of Zhang et al., Retrospective Reader, 2021; a tag a token says which words belong to
the answer where it has several runs (Segal et al., A Simple and Effective Model for Answering Multi-span Questions,
2020). The embedding is trained by contrast (Wang et al., Multilingual E5, 2024).
"""

from collections.abc import Mapping

import torch
from torch import nn
from torch.nn import functional
from transformers import BertConfig, BertModel

TEMPERATURE = 0.02
_TAGS, _UNITS = 1.0, 0.3  # weights of these losses beside that of the span


def encoder(tensors: Mapping[str, torch.Tensor], layers: int) -> BertModel:
    """The encoder with the given tensors, by their names in BertModel; the word table has the rows that they have."""
    words = tensors["embeddings.word_embeddings.weight"]
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=words.shape[1],
        num_hidden_layers=layers,
        num_attention_heads=12,
        intermediate_size=1536,
        type_vocab_size=2,
        layer_norm_eps=1e-12,
        pad_token_id=1,
    )
    model = BertModel(config, add_pooling_layer=False)
    wanted = model.state_dict().keys()
    model.load_state_dict({name: tensors[name] for name in wanted if name in tensors}, strict=False)
    for parameter in model.embeddings.parameters():
        parameter.requires_grad = False
    return model


class ReaderNetwork(nn.Module):
    """Token ids to logits: tokens (texts, tokens, 3) for start, end and tag; whole (texts, 4) for answerable and
    three units."""

    def __init__(self, body: BertModel) -> None:
        super().__init__()
        self.encoder = body
        hidden = body.config.hidden_size
        self.span = nn.Linear(hidden, 3)
        self.answerable = nn.Linear(hidden, 4)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return self.span(states), self.answerable(states[:, 0])


class ClaimNetwork(nn.Module):
    """Token ids to logits: tokens (texts, tokens) for words of the claim that are not borne out; whole (texts, 3) for
    borne out, contradicted, not said."""

    def __init__(self, body: BertModel) -> None:
        super().__init__()
        self.encoder = body
        hidden = body.config.hidden_size
        self.wrong = nn.Linear(hidden, 1)
        self.verdict = nn.Linear(hidden, 3)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return self.wrong(states).squeeze(-1), self.verdict(states[:, 0])


def claim_loss(
    logits: tuple[torch.Tensor, torch.Tensor], marked: torch.Tensor, wrong: torch.Tensor, labels: torch.Tensor
) -> torch.Tensor:
    """The loss of the judge of claims. marked: (texts, tokens), the claim's tokens where somebody marked which of them
    are not borne out; wrong: those that are not; labels: (texts,)."""
    tokens, whole = (part.float() for part in logits)
    loss = functional.cross_entropy(whole, labels)
    if marked.any():
        loss = loss + functional.binary_cross_entropy_with_logits(tokens[marked], wrong[marked].float())
    return loss


def reader_loss(
    logits: tuple[torch.Tensor, torch.Tensor],
    allowed: torch.Tensor,
    starts: torch.Tensor,
    ends: torch.Tensor,
    tags: torch.Tensor,
    told: torch.Tensor,
    units: torch.Tensor,
) -> torch.Tensor:
    """The reader's loss.

    allowed: (texts, tokens), the text's tokens and token 0, which stands for no answer; starts, ends: of the one run
    that answers, 0 for none, -1 where there are several; tags: (texts, tokens); told: whether the window answers;
    units: -1 where unknown.
    """
    tokens, whole = (part.float() for part in logits)
    start, end, tag = tokens.unbind(-1)
    start, end = (part.masked_fill(~allowed, -1e4) for part in (start, end))
    parts = [
        functional.cross_entropy(part, target, ignore_index=-1) / 4 for part, target in ((start, starts), (end, ends))
    ]
    one = starts > 0
    if one.any():
        # Among the text's tokens alone: else the many unanswerable examples would teach token 0 and nothing besides.
        parts += [
            functional.cross_entropy(part[one][:, 1:], target[one] - 1) / 4
            for part, target in ((start, starts), (end, ends))
        ]
    parts.append(functional.binary_cross_entropy_with_logits(whole[:, 0], told.float()))
    inside = allowed.clone()
    inside[:, 0] = False
    parts.append(_TAGS * functional.binary_cross_entropy_with_logits(tag[inside], tags[inside].float()))
    if (units >= 0).any():
        parts.append(_UNITS * functional.cross_entropy(whole[:, 1:], units, ignore_index=-1))
    return torch.stack(parts).sum()


def embed(body: BertModel, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Unit vectors: the mean over tokens."""
    states = body(input_ids=ids, attention_mask=mask).last_hidden_state.float()
    weights = mask.unsqueeze(-1).float()
    return functional.normalize((states * weights).sum(1) / weights.sum(1), dim=-1)


def contrast(queries: torch.Tensor, texts: torch.Tensor) -> torch.Tensor:
    """InfoNCE: each question against all texts of the batch, its own standing at the same index first."""
    return functional.cross_entropy(queries @ texts.T / TEMPERATURE, torch.arange(len(queries), device=queries.device))
