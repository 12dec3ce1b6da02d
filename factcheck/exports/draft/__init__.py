"""A draft as it goes back to its author: marked up, with notes, corrections and queries."""
