"""Reading: which of the passages that were found answer, told by the judge, and cells of tables, told by their names."""
