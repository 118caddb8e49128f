"""What a sentence states: its pieces, words, figures, duties and denials, in a form in which equal statements are equal."""
