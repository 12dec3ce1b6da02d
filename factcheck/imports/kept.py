"""What each import format keeps of a file, and what it leaves out, for the manual.

Beside what stands here, an import names every key and column that it did not read.
"""

from __future__ import annotations

from collections.abc import Mapping

from factcheck.case.registry import Kept

KEPT: Mapping[str, Kept] = {
    "csv": Kept("claims, verdict, one excerpt a row, external id; our own tables whole", "other columns"),
    "xlsx": Kept("as csv, on all sheets", "sheets without claims, other columns"),
    "markdown": Kept("claims, tags, speaker", "all other text"),
    "fever": Kept("claims, label, sentences from the corpus, external id", "`verifiable`, ids of annotations"),
    "averitec": Kept("all fields; answers as excerpts", "stances: the format has none"),
    "scifact": Kept("claims, label by evidence, sentences from the corpus, external id", "`cited_doc_ids`"),
    "claimreview": Kept("claims, rating, reviewer, date", "evidence: the format has none"),
    "loki": Kept("claims, evidence with its stance and reasoning", "`factuality`, which is no checker's verdict"),
    "annotations": Kept("excerpts with their context, stance, note", "positions of Hypothesis"),
    "records": Kept("claims, label, evidence with its source, external id", "other keys, cells of tables"),
    "spans": Kept("labelled passages, labels of texts, annotator, external id", "relations, rejected texts"),
    "qdpx": Kept("coded passages with their codes", "sources that are no text, memos"),
    "references": Kept("title, author, publisher, date, address, note", "other fields, attachments"),
    "json": Kept("everything, with ids and refs", "history"),
}
"""The built-in formats."""
