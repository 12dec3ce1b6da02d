"""Records as styled text: pure functions."""
