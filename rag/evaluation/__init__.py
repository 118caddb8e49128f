"""Evaluation: gold files, items scored, runs compared, reports."""
