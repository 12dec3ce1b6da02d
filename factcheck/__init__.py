"""factcheck: a fact-checking workbench in the terminal."""

__version__ = "0.1.0"
