"""How far checkers agree: percent, Cohen's and Fleiss' kappa, Krippendorff's alpha, computed with numpy alone.

A table of verdicts has a row for each claim and a column for each checker; a cell is the place of the label in the
scale, or -1 where the checker has no verdict.
"""
