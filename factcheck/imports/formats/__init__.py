"""Import formats, one module for each."""
