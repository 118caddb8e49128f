"""Commands of `python -m rag` that have a module of their own: each adds its arguments and runs."""
