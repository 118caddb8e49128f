"""The trained reader: a small cross-encoder that marks the words of a passage that answer a question, or says that none do."""
