"""A corpus of files of every kind and fault, made from our own texts, with what each must give.

What only LibreOffice writes lies ready in `office/` (`python -m tests.corpus.convert` makes it anew); the rest is made when asked for.
"""
