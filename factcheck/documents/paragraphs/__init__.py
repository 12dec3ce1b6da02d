"""Paragraphs from the lines of a document: hyphens, lists, hard wraps, running heads."""
