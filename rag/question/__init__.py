"""Understanding a question: what it names, which kind of answer it wants, what it goes on from."""
