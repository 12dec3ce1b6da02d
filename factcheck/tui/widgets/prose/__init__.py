"""The widget that shows a source's text, with marks and a selection."""
