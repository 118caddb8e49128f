"""Answers: composed of quotations, looked up, or refused."""
