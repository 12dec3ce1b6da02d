"""Joins the lines of a document to paragraphs: hyphens, lists, hard wraps, running heads."""
