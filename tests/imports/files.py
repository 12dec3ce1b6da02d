"""Small sample files of every format, by the field names and types of its description."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

from factcheck.case.case import Case
from factcheck.case.case_info import CASE_KEY
from factcheck.case.record import Row
from factcheck.imports.candidates import Candidates
from factcheck.imports.plan import Plan
from factcheck.imports.planner import plan
from factcheck.workspace.workspace import Workspace
from tests.strategies import state

_DATA = Path(__file__).parents[1] / "data" / "datasets"

FEVER: list[dict[str, Any]] = [
    {
        "id": 1,
        "verifiable": "VERIFIABLE",
        "label": "SUPPORTS",
        "claim": "The bridge opened in 1932.",
        "evidence": [[[10, 20, "Old_Bridge", 0]], [[11, 21, "Old_Bridge", 2], [11, 21, "Harbour", 1]]],
    },
    {
        "id": 2,
        "verifiable": "VERIFIABLE",
        "label": "REFUTES",
        "claim": "The harbour froze in 1931.",
        "evidence": [[[12, 22, "Harbour", 1]]],
    },
    {
        "id": 3,
        "verifiable": "NOT VERIFIABLE",
        "label": "NOT ENOUGH INFO",
        "claim": "The mayor liked it.",
        "evidence": [[[13, None, None, None]]],
    },
]
PAGES: list[dict[str, Any]] = [
    {"id": "Old_Bridge", "text": "x", "lines": "0\tIt opened in 1932.\tLink\tBridge\n1\t\n2\tShips pass."},
    {"id": "Harbour", "text": "x", "lines": "0\tA harbour.\n1\tIt never froze."},
]
SCIFACT: list[dict[str, Any]] = [
    {
        "id": 1,
        "claim": "Salt slows frost.",
        "evidence": {"7": [{"label": "SUPPORT", "sentences": [0, 1]}, {"label": "SUPPORT", "sentences": [0, 2]}]},
        "cited_doc_ids": [7],
    },
    {
        "id": 2,
        "claim": "Sand slows frost.",
        "evidence": {"7": [{"label": "CONTRADICT", "sentences": [2]}], "8": [{"label": "SUPPORT", "sentences": [0]}]},
        "cited_doc_ids": [7, 8],
    },
    {"id": 3, "claim": "Sugar slows frost.", "evidence": {}, "cited_doc_ids": [8]},
    {"id": 4, "claim": "Tea slows frost.", "cited_doc_ids": [8]},
]
PAPERS: list[dict[str, Any]] = [
    {
        "doc_id": 7,
        "title": "On salt",
        "abstract": ["Salt melts.", "Frost stops.", "Sand does not."],
        "structured": False,
    },
    {"doc_id": 8, "title": "On sand", "abstract": ["Sand helps."], "structured": False},
]
AVERITEC: list[dict[str, Any]] = [
    {
        "claim": "The tower is 90 metres high.",
        "required_reannotation": False,
        "label": "Refuted",
        "justification": "It is 80 metres high.",
        "claim_date": "25-8-2020",
        "speaker": "B. Builder",
        "original_claim_url": "https://example.org/said",
        "cached_original_claim_url": None,
        "fact_checking_article": "https://example.org/check",
        "reporting_source": "Radio",
        "location_ISO_code": "KZ",
        "claim_types": ["Numerical Claim"],
        "fact_checking_strategies": ["Written Evidence"],
        "questions": [
            {
                "question": "How high is it?",
                "answers": [
                    {
                        "answer": "80 metres",
                        "answer_type": "Extractive",
                        "source_url": "https://example.org/tower",
                        "cached_source_url": "https://archive.example.org/tower",
                        "source_medium": "Web text",
                    },
                    {
                        "answer": "No",
                        "answer_type": "Boolean",
                        "boolean_explanation": "It was measured.",
                        "source_url": "https://example.org/measured",
                        "cached_source_url": "",
                        "source_medium": "PDF",
                    },
                ],
            },
            {
                "question": "Who built it?",
                "answers": [{"answer": "No answer could be found.", "answer_type": "Unanswerable", "source_url": ""}],
            },
        ],
    }
]
REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://example.org/checks/12",
    "claimReviewed": "The bridge cost 40 million",
    "author": {"@type": "Organization", "name": "Example Workspace", "url": "https://example.org"},
    "datePublished": "2025-11-22",
    "reviewRating": {
        "@type": "Rating",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
        "alternateName": "Refuted",
        "ratingExplanation": "The accounts give 52 million.",
    },
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "A. Mayor", "sameAs": "https://example.org/mayor"},
        "datePublished": "2025-11-01",
        "appearance": {"@type": "CreativeWork", "url": "https://example.org/speech"},
    },
}
LOKI: dict[str, Any] = {
    "raw_text": "It snowed. It rained.",
    "claim_detail": [
        {
            "id": 0,
            "claim": "It snowed.",
            "checkworthy": True,
            "checkworthy_reason": "yes",
            "origin_text": "It snowed.",
            "start": 0,
            "end": 10,
            "queries": ["did it snow"],
            "evidences": [
                {
                    "claim": "It snowed.",
                    "text": "Snow fell all day.",
                    "url": "https://example.org/snow",
                    "reasoning": "Snow is snow.",
                    "relationship": "SUPPORTS",
                },
                {
                    "claim": "It snowed.",
                    "text": "The sun shone.",
                    "url": "https://example.org/sun",
                    "reasoning": "",
                    "relationship": "REFUTES",
                },
            ],
            "factuality": 0.5,
        },
        {"id": 1, "claim": "It rained.", "checkworthy": False, "evidences": [], "factuality": "Nothing to check."},
    ],
    "summary": {},
}
ANNOTATION: dict[str, Any] = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "https://example.org/anno/1",
    "type": "Annotation",
    "motivation": "assessing",
    "creator": {"type": "Person", "name": "bob"},
    "created": "2025-10-01T10:00:00Z",
    "body": [
        {"type": "TextualBody", "purpose": "classifying", "value": "contradicts"},
        {"type": "TextualBody", "purpose": "assessing", "value": "It never rained."},
        {"type": "TextualBody", "purpose": "commenting", "value": "In May."},
    ],
    "target": {
        "source": {"id": "https://example.org/weather", "dcterms:title": "Weather"},
        "selector": [
            {"type": "TextQuoteSelector", "exact": " Rain\n fell ", "prefix": "In May ", "suffix": "."},
            {"type": "TextPositionSelector", "start": 7, "end": 17},
        ],
    },
}
HYPOTHESIS: dict[str, Any] = {
    "total": 1,
    "rows": [
        {
            "id": "abc",
            "uri": "https://example.org/page",
            "user": "acct:carol@hypothes.is",
            "created": "2025-09-01T12:00:00.123456+00:00",
            "text": "It rained for a week.",
            "tags": ["supports", "weather"],
            "document": {"title": ["A page"]},
            "target": [
                {
                    "source": "https://example.org/page",
                    "selector": [
                        {"type": "RangeSelector", "startContainer": "/p[1]"},
                        {"type": "TextPositionSelector", "start": 5, "end": 9},
                        {"type": "TextQuoteSelector", "exact": "seven days", "prefix": "for ", "suffix": " on"},
                    ],
                }
            ],
        }
    ],
}


def lines(rows: list[dict[str, Any]]) -> bytes:
    """Return rows as JSON Lines."""
    return "\n".join(map(json.dumps, rows)).encode()


def dumped(value: Any) -> bytes:
    """Return a value as JSON."""
    return json.dumps(value).encode()


def whole(case: Case) -> bytes:
    """Return a case as our own JSON has it."""
    tables = {
        name: list(case.tables[name].rows().values())
        for name in ("sources", "claims", "excerpts", "verdicts", "entries")
    }
    history = [change.to_row() for change in case.history]
    head = {"format": "factcheck case", "version": 1, "only": "", "case": case.info_table.row(CASE_KEY)}
    return dumped({**head, **tables, "history": history})


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    """Return sheets, each a name and rows of cells, as an Excel workbook."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


SAMPLES: dict[str, bytes] = {
    "csv": b"claim,speaker\nIt rained.,A. Mayor\n",
    "xlsx": workbook(("Sheet", [["claim"], ["It rained."]])),
    "ods": (_DATA.parent / "strangers" / "claims.ods").read_bytes(),
    "markdown": b"# Claims\n\n- It rained.\n- It snowed.\n",
    "fever": lines(FEVER),
    "averitec": dumped(AVERITEC),
    "scifact": lines(SCIFACT),
    "claimreview": dumped(REVIEW),
    "loki": dumped(LOKI),
    "annotations": dumped(ANNOTATION),
    "records": lines([{"claim": "It rained.", "label": "SUPPORTS", "evidence": ["Rain fell."], "page": "Weather"}]),
    "spans": lines([{"text": "It rained. It snowed.", "label": [[0, 10, "weather"]]}]),
    "qdpx": (_DATA / "coded.qdpx").read_bytes(),
    "references": b"TY  - JOUR\nTI  - Rain\nER  - \n",
    "json": dumped({"format": "factcheck case", "version": 1, "claims": [{"id": "c1", "text": "It rained."}]}),
}
"""One good file of each format."""


def planned(workspace: Workspace, found: Candidates, **wanted: Any) -> Plan:
    """Return the plan to import what was read from a file."""
    return plan(workspace.case, found, workspace.checker, workspace.now(), **wanted)


def importable(case: Case) -> dict[str, dict[str, Row]]:
    """Return the state of a case without the settings of its desk, which an import leaves as they are."""
    tables = state(case)
    settings = ("verdict", "blind", "warn")
    row = {name: value for name, value in tables["case"][CASE_KEY].items() if name not in settings}
    return {**tables, "case": {CASE_KEY: row}}
