"""Claims found in prose: sentences worth checking, and what of a draft the claims cover."""
