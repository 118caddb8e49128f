"""Reading: which of the sentences that search found answer, by rules and by the trained reader, or why none does."""
