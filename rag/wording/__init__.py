"""Freer wording by a language model, under the promises of the quoting answer: same citations, same refusals.

The model sees the few sentences that were read, under handles that live for one request; what it says of them is kept sentence by
sentence, where the clause that a sentence names bears it out. `writer` composes; the rest are its parts.
"""
