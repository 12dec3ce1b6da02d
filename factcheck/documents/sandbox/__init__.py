"""Reading a document in a process of its own, with limits."""
