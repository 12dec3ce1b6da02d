"""What an import would do to a case, and does."""
