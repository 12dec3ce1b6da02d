"""Reports for people: Markdown, templates and the HTML page."""
