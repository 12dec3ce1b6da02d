"""The records of a case, its changes and its history: the state, and what may happen to it."""
