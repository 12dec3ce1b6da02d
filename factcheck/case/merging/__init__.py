"""Merging: the state of a case as a function of its rows without history and the set of its changes.

Two copies of a case that were changed apart have histories that branch. The order in which changes arrive does not
matter: which of them stand follows from what each of them had seen (`Change.seen`), and every copy comes to the same
rows. Nothing is dropped: where two values of a field stand, the later one is shown, and the field is contested.
"""
