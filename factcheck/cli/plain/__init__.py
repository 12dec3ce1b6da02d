"""The workbench in lines of text, for screen readers and slow lines: no screen is drawn."""
