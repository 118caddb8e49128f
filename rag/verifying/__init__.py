"""Verifying: does a document of the library say this, word for word?

What is pasted is split into claims; each is located by the source that it names or by search, and judged against what stands there.
"""
