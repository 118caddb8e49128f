"""Two documents compared: clauses and sentences aligned, what changed, both sides cited."""
