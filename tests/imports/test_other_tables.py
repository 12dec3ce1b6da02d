"""Tables as people keep them: rows above the header, comments, sheets, stray quotation marks, dates in any order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import AmbiguousDatesError, UnknownError, UnreadableError
from factcheck.imports import read
from factcheck.imports.candidates import Candidates, ImportOptions
from factcheck.imports.dates import ColumnDates
from factcheck.imports.plan import ImportStatus
from tests.imports.files import planned, workbook
from tests.strategies import begun, workspace_on

DATA = Path(__file__).parents[1] / "data" / "tables"


def texts(found: Candidates) -> list[str]:
    return [claim.text for claim in found.claims]


def refused(found: Candidates) -> list[tuple[str, str]]:
    return [(problem.place, problem.why) for problem in found.problems]


def corpus(name: str, **options: object) -> Candidates:
    return read((DATA / name).read_bytes(), name, options=ImportOptions(**options))  # type: ignore[arg-type]


def test_rows_above_the_header_are_found_and_said() -> None:
    found = corpus("above.csv")
    assert texts(found) == ["It rained.", "It snowed."]
    assert "header in line 4; 2 rows above it left out" in found.notes[1]


def test_the_header_can_be_named() -> None:
    found = corpus("two-headers.csv", header=3)
    assert texts(found) == ["It rained."]
    with pytest.raises(UnknownError, match="no row in line 9"):
        corpus("two-headers.csv", header=9)


def test_without_a_header_columns_are_mapped_by_number() -> None:
    found = corpus("no-header.csv", header=0, columns={"2": "text", "1": "speaker"})
    assert [(claim.text, claim.row["speaker"]) for claim in found.claims] == [
        ("It rained.", "Ada"),
        ("It snowed.", "Bo"),
    ]
    with pytest.raises(UnreadableError, match="--map"):
        corpus("no-header.csv", header=0)


def test_a_line_that_names_the_delimiter_is_obeyed() -> None:
    found = corpus("sep.csv")
    assert [(claim.place, claim.text, claim.row["speaker"]) for claim in found.claims] == [("line 3", "a,b,c", "Ada")]


def test_comment_lines_are_left_out_and_counted() -> None:
    found = corpus("comments.csv")
    assert texts(found) == ["#MeToo began in 2017.", "It rained."]
    assert "1 comment line (#) left out" in "; ".join(found.notes)
    assert "1 row above it" in "; ".join(found.notes)


def test_rows_with_another_number_of_cells_are_rejected_with_their_line() -> None:
    found = corpus("ragged.csv")
    assert texts(found) == ["It rained.", "It froze."]
    assert refused(found) == [
        ("line 3", "has 4 cells; the header has 3: a cell that contains the delimiter must be in quotation marks"),
        ("line 4", "has 2 cells; the header has 3: some are missing"),
    ]


def test_stray_quotation_marks_swallow_no_rows() -> None:
    found = corpus("liar.tsv")
    assert texts(found) == ['"Most people agree.', "It rained.", 'He said "no', "It snowed."]
    assert [claim.verdicts[0].label for claim in found.claims] == ["false", "half-true", "pants-fire", "true"]
    assert [claim.row["external_id"] for claim in found.claims] == ["1.json", "2.json", "3.json", "4.json"]
    assert any("LIAR" in note for note in found.notes)


quoteless = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\t"), min_size=1).filter(
    str.strip
)


@given(st.lists(st.tuples(quoteless, quoteless), min_size=2, max_size=8))
def test_tab_separated_rows_are_never_lost(rows: list[tuple[str, str]]) -> None:
    written = "claim\tspeaker\n" + "".join(f"{one}\t{other}\n" for one, other in rows)
    found = read(written.encode(), "claims.tsv", "csv")
    assert len(found.claims) + len(found.problems) == len(rows)


def test_all_sheets_with_claims_are_read_and_named() -> None:
    data = workbook(
        ("North", [["claim", "date"], ["It rained.", "2020-05-01"]]),
        ("About", [["whatever"], ["x"]]),
        ("South", [["Title"], [], ["claim", "said by"], ["It snowed.", "Ada"]]),
    )
    found = read(data)
    assert [(claim.place, claim.text) for claim in found.claims] == [
        ("North row 2", "It rained."),
        ("South row 4", "It snowed."),
    ]
    assert "sheets without claims left out: 'About'" in found.notes
    assert texts(read(data, options=ImportOptions(sheet="south"))) == ["It snowed."]
    with pytest.raises(UnknownError, match="no sheet 'East'; there are 'North', 'About', 'South'"):
        read(data, options=ImportOptions(sheet="East"))


def test_an_encoding_can_be_named() -> None:
    found = corpus("cp1253.csv", encoding="cp1253")
    assert texts(found) == ["Έβρεξε."]
    with pytest.raises(UnknownError, match="no encoding 'nope'"):
        corpus("cp1253.csv", encoding="nope")
    with pytest.raises(UnreadableError, match="is not ascii"):
        corpus("cp1253.csv", encoding="ascii")


def test_a_delimiter_can_be_named() -> None:
    rows = b"claim;note, more\nIt rained; all day.;x, y\n"
    for delimiter in ("comma", ","):
        with pytest.raises(UnreadableError, match="no column of claims; there are claim;note, more"):
            read(rows, options=ImportOptions(delimiter=delimiter))
    assert texts(read(b"claim^note\nIt rained.^x\n", options=ImportOptions(delimiter="^"))) == ["It rained."]
    with pytest.raises(UnknownError, match="no delimiter 'dash'; it is one sign, or comma, semicolon, tab, bar"):
        read(rows, options=ImportOptions(delimiter="dash"))


@pytest.mark.parametrize(
    ("given_", "iso"),
    [
        ("2023-04-25", "2023-04-25"),
        ("2023-04", "2023-04"),
        ("2023", "2023"),
        ("2023/4/5", "2023-04-05"),
        ("25/4/2023", "2023-04-25"),
        ("4/25/2023", "2023-04-25"),
        ("5.4.2023", "2023-04-05"),
        ("5/5/2023", "2023-05-05"),
        ("25 April 2023", "2023-04-25"),
        ("April 25, 2023", "2023-04-25"),
        ("25. Mai 2023", "2023-05-25"),
        ("1er mai 2023", "2023-05-01"),
        ("5 de abril de 2023", "2023-04-05"),
        ("Sept. 2023", "2023-09"),
        ("45041", "2023-04-25"),
        ("2023-04-25 00:00:00", "2023-04-25"),
        ("31/2/2023", "31/2/2023"),
        ("25/4/23", "2023-04-25"),
        ("4/25/99", "1999-04-25"),
        ("23/4/25", "2025-04-23"),
        ("99-04-25", "1999-04-25"),
        ("25-Apr-23", "2023-04-25"),
        ("2023. 4. 25.", "2023. 4. 25."),
        ("2023.4.25.", "2023-04-25"),
        ("2023年4月25日", "2023-04-25"),
        ("4/25/2023, 10:30:00 AM", "2023-04-25"),
        ("last week", "last week"),
    ],
)
def test_a_date_is_read_in_any_order(given_: str, iso: str) -> None:
    assert ColumnDates([("", given_)]).read(given_) == iso


@given(st.dates(date(1000, 1, 1)), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]))
def test_a_date_of_figures_is_read_as_written_or_asked_for(day: date, form: str) -> None:
    written = f"{day:{form}}"
    row = f"claim,date\nIt rained.,{written}\n".encode()
    order = "day-first" if form.startswith("%d") else "month-first"
    assert read(row, options=ImportOptions(dates=order)).claims[0].row["date"] == f"{day}"
    assert read(row, options=ImportOptions(dates="as-written")).claims[0].row["date"] == written
    try:
        found = read(row)
    except AmbiguousDatesError:
        assert max(day.day, day.month) <= 12
    else:
        assert found.claims[0].row["date"] in {f"{day}", written}


def test_the_other_dates_of_a_column_decide() -> None:
    found = corpus("dates.csv")
    assert [claim.row["date"] for claim in found.claims] == ["2023-04-25", "2023-05-04", "2023-04-25", "once"]
    assert "no date, kept as text: line 5 'once'" in "; ".join(found.notes)
    assert "1 number read as a spreadsheet's days" in "; ".join(found.notes)


def test_a_file_whose_dates_can_be_two_days_is_refused_with_the_question() -> None:
    question = (
        "line 2: the date 4/5/2023 of 'date' can be 2023-05-04 or 2023-04-05; "
        "--dates day-first or month-first says which, --dates as-written keeps the text"
    )
    with pytest.raises(AmbiguousDatesError) as refusal:
        corpus("ambiguous.csv")
    assert str(refusal.value) == question
    assert corpus("ambiguous.csv", dates="month-first").claims[0].row["date"] == "2023-04-05"
    assert corpus("ambiguous.csv", dates="dmy").claims[0].row["date"] == "2023-05-04"
    assert corpus("ambiguous.csv", columns={"date": "-"}).claims[0].row.get("date") is None
    with pytest.raises(UnreadableError, match="no order of dates 'sideways'; there are day-first"):
        corpus("ambiguous.csv", dates="sideways")


def test_dates_of_two_orders_in_one_column_are_asked_for_too() -> None:
    rows = b"claim,date\nA.,25/4/2023\nB.,4/25/2023\nC.,4/5/2023\nD.,5/4/2023\n"
    with pytest.raises(
        AmbiguousDatesError, match=r"line 4: .* \(2 such dates\); the other dates have different orders"
    ):
        read(rows)
    found = read(rows, options=ImportOptions(dates="day-first"))
    assert [claim.row["date"] for claim in found.claims] == ["2023-04-25", "2023-04-25", "2023-05-04", "2023-04-05"]
    assert "only another order of date is possible: line 3 '4/25/2023'" in "; ".join(found.notes)


@pytest.mark.parametrize(
    "data",
    [
        b'[{"claim": "A.", "label": "SUPPORTS", "date": "4/5/2023"}]',
        b"TY  - JOUR\nTI  - Rain\nDA  - 4/5/2023\nER  - \n",
        b"ref,title,publisher,url,accessed\nS1,Rain,P,https://example.org,4/5/2023\n",
        b"claim,verdict,checked on\nA.,true,4/5/2023\n",
    ],
    ids=["records", "references", "our own table", "when it was checked"],
)
def test_dates_are_asked_for_in_every_kind_of_file(data: bytes) -> None:
    with pytest.raises(AmbiguousDatesError, match="4/5/2023"):
        read(data)
    assert "2023-04-05" in repr(read(data, options=ImportOptions(dates="month-first")))


def test_years_of_two_figures_and_times_of_day_are_said() -> None:
    notes = "; ".join(read(b"claim,date\nA.,25/4/23\nB.,2023-04-05 10:30\n").notes)
    assert "1 year of two figures read as 1970 to 2069; 1 time of day left out" in notes


def test_a_time_that_is_none_is_replaced_and_said() -> None:
    workspace = workspace_on(begun())
    plan = planned(workspace, read(b"claim,verdict,checked on\nA.,supported,soon\nB.,refuted,2999-01-01\n"))
    assert "2 times in the future, or none, replaced by that of the import: 'soon', '2999-01-01'" in plan.notes


def test_the_month_of_an_entry_of_bibtex_is_a_field_of_its_own() -> None:
    entry = "@misc{a, title={A}, year={2020}, month=%s, day={4}, publisher={P}, howpublished={Web}, note={N}}"
    for month in ("may", "{5}", '"May"'):
        found = read((entry % month).encode())
        assert found.sources[0].row["published"] == "2020-05-04"
        assert found.unread == {"howpublished": 1}


@pytest.mark.parametrize(
    ("given_", "iso"),
    [("2020/05/02", "2020-05-02"), ("2020/5//Easter", "2020-05"), ("2020///", "2020"), ("May 2020", "2020-05")],
)
def test_a_date_of_ris_has_bars(given_: str, iso: str) -> None:
    found = read(f"TY  - JOUR\nTI  - Rain\nPY  - {given_}\nN1  - One\nN1  - Two\nER  - \n".encode())
    assert found.sources[0].row["published"] == iso
    assert found.sources[0].row["note"] == "One\nTwo"


def test_duplicates_are_named_row_by_row() -> None:
    workspace = workspace_on(begun())
    workspace.add_claim("It snowed.")
    plan = planned(workspace, corpus("duplicates.csv"))
    assert [(line.place, line.why) for line in plan.of(ImportStatus.DUPLICATE)] == [
        ("line 3", "the same as line 2"),
        ("line 4", "the same as C1"),
    ]


def test_excerpts_and_their_sources_are_columns_too() -> None:
    workspace = workspace_on(begun())
    plan = planned(workspace, corpus("excerpts.csv"))
    workspace.apply(plan)
    assert not [*plan.of(ImportStatus.REJECTED)]
    found = [
        (
            each.quote,
            each.stance.value,
            workspace.case.sources[each.source].url,
            workspace.case.sources[each.source].title,
        )
        for each in workspace.case.excerpts.values()
    ]
    assert found == [
        ("Rain all day.", "supports", "https://example.org/a", "Diary"),
        ("Not a drop.", "contradicts", "https://example.org/b", "Almanac"),
    ]
    assert len(workspace.case.claims) == 1
    (source,) = [each for each in workspace.case.sources.values() if each.title == "Diary"]
    assert (source.published, source.author) == ("2020-05-02", "Ada")


def test_columns_are_mapped_to_an_excerpt() -> None:
    options = ImportOptions(
        columns={"a": "text", "b": "quote", "c": "stance", "d": "url", "e": "title", "f": "published"}
    )
    found = read(b"a,b,c,d,e,f\nIt rained.,Rain.,refutes,https://example.org,Diary,2 May 2020\n", options=options)
    (excerpt,) = found.claims[0].excerpts
    assert (excerpt.quote, excerpt.stance.value) == ("Rain.", "contradicts")
    assert excerpt.source == {"url": "https://example.org", "title": "Diary", "published": "2020-05-02"}


def test_an_unknown_stance_is_rejected() -> None:
    found = read(b"claim,quote,stance,source\nIt rained.,Rain.,maybe,Diary\n")
    assert refused(found) == [("line 2", "stance must be supports, contradicts, context, not 'maybe'")]
