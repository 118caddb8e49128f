"""Judging: does this passage answer the question?"""
