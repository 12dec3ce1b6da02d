"""Who speaks, where clauses end, what points back and what a line is, by the data files of languages."""
