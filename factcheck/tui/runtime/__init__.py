"""The application's machinery: signals, key queue, suspend, garbage collection."""
