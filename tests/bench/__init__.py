"""Benchmarks: ratios to a plain LangChain pipeline, measured in the same run. `make bench` prints them; no test times anything."""
