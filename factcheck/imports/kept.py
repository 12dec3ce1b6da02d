"""What each import format keeps of a file, and what it leaves out, for the manual.

Beside what stands here, an import names every key and column that it did not read.
"""

from __future__ import annotations

from collections.abc import Mapping

from factcheck.case.registry import Fidelity

KEPT: Mapping[str, Fidelity] = {
    "csv": Fidelity("claims, verdict, one excerpt a row, external id; our own tables whole", "other columns"),
    "xlsx": Fidelity("as csv, on all sheets", "sheets without claims, other columns"),
    "ods": Fidelity("as csv, on all sheets", "sheets without claims, other columns"),
    "markdown": Fidelity("claims, tags, speaker", "all other text"),
    "fever": Fidelity("claims, label, sentences from the corpus, external id", "`verifiable`, ids of annotations"),
    "averitec": Fidelity("all fields; answers as excerpts", "stances: the format has none"),
    "scifact": Fidelity("claims, label by evidence, sentences from the corpus, external id", "`cited_doc_ids`"),
    "claimreview": Fidelity("claims, rating, reviewer, date", "evidence: the format has none"),
    "loki": Fidelity("claims, evidence with its stance and reasoning", "`factuality`, which is no checker's verdict"),
    "annotations": Fidelity("excerpts with their context, stance, note", "positions of Hypothesis"),
    "records": Fidelity("claims, label, evidence with its source, external id", "other keys, cells of tables"),
    "spans": Fidelity("labelled passages, labels of texts, annotator, external id", "relations, rejected texts"),
    "qdpx": Fidelity("coded passages with their codes", "sources that are no text, memos"),
    "references": Fidelity("title, author, publisher, date, address, note", "other fields, attachments"),
    "json": Fidelity("everything, with ids and refs", "history"),
}
"""The built-in formats."""
