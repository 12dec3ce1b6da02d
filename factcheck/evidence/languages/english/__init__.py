"""English: figures, dates, names and reported speech."""
