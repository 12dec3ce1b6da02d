"""What the screens hold while they are open: drafts, caches, the list of claims."""
