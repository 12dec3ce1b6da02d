"""How far the checkers agree, drawn: figures with their intervals, labels with their shares, and confusion matrices.

A cell of a matrix is shaded by its share of the claims, and coloured by whether both gave the label: the picture is
read without colour, too.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from factcheck.case.scale import Label, Scale
from factcheck.evidence.agreement.report import AgreementReport, PairAgreement
from factcheck.text import counted, visible_line
from factcheck.tui.render.styles import LABEL_STYLES, MUTED

_WIDE = 74
_CELL = 6
_SHADES = " ░▒▓█"
_HEAD = "bold"
_AGREED, _DIFFERED = "$text-success", "$text-warning"


def agreement_content(report: AgreementReport, scale: Scale, width: int) -> Content:
    """Return the figures of a report in lines of at most `width` cells."""
    page = _Page(report, scale, width)
    lines = [line.truncate(width, ellipsis=True) for line in page.lines()]
    for note in report.notes:
        lines += [Content(), *Content.styled(visible_line(note), MUTED).wrap(width)]
    return Content("\n").join(lines)


class _Page:
    """The lines of a report: names, then values, then how exact they are."""

    def __init__(self, report: AgreementReport, scale: Scale, width: int) -> None:
        self._report = report
        self._scale = scale
        self._is_wide = width >= _WIDE
        self._name, self._bar = (24, 21) if self._is_wide else (16, 7)

    def lines(self) -> Iterator[Content]:
        yield from self._figures()
        if self._report.claims:
            yield from self._labels()
            for pair in self._report.pairs:
                yield from self._pair(pair)
        if self._report.times:
            yield from (Content(), Content.styled("Time for a claim, pauses left out", _HEAD))
            for time in self._report.times:
                yield self._row(
                    time.checker, f"{time.seconds:.0f} s", f"median of {counted(time.decisions, 'decision')}"
                )

    def _figures(self) -> Iterator[Content]:
        report = self._report
        claims = f"{counted(report.claims, 'claim')} judged by two or more"
        checkers = f" · {visible_line(', '.join(report.checkers))}" if report.checkers else ""
        yield Content.assemble((claims, _HEAD), checkers)
        if report.over_claims is None or report.over_pairs is None:
            return
        yield Content()
        yield self._row("Agreement", f"{report.over_claims:.1%}", "mean over claims")
        yield self._row("", f"{report.over_pairs:.1%}", "over pairs of verdicts")
        for name, alpha in (("Krippendorff's alpha", report.nominal), ("  labels in order", report.ordinal)):
            if alpha is not None:
                yield self._row(name, _figure(alpha.value), self._interval(alpha.value, alpha.low, alpha.high))
        if report.fleiss is not None:
            yield self._row(
                "Fleiss' kappa", _figure(report.fleiss.value), f"on {counted(report.fleiss.claims, 'claim')}"
            )

    def _labels(self) -> Iterator[Content]:
        """Yield how often each label was used, and alpha of it against the others."""
        yield from (Content(), Content.styled("Labels", _HEAD))
        for found, label in zip(self._report.labels, self._scale.labels, strict=True):
            full = round(found.share * self._bar)
            bar = Content.assemble(("█" * full, LABEL_STYLES[label.kind]), ("░" * (self._bar - full), MUTED))
            yield Content.assemble(self._label(label), " ", bar, f" {found.share:4.0%}  alpha {_figure(found.alpha)}")

    def _pair(self, pair: PairAgreement) -> Iterator[Content]:
        kappa = pair.kappa
        yield from (Content(), Content.styled(f"{visible_line(pair.one)} and {visible_line(pair.other)}", _HEAD))
        spread = "" if kappa.error is None else f" ± {kappa.error:.2f}"
        interval = self._interval(kappa.value, kappa.low, kappa.high)
        yield self._row("Cohen's kappa", f"{_figure(kappa.value)}{spread}", interval)
        yield self._row("Agreement", f"{kappa.agreed:.1%}", f"of {counted(kappa.claims, 'claim')}")
        yield from self._matrix(pair)

    def _matrix(self, pair: PairAgreement) -> Iterator[Content]:
        """Yield the confusion matrix as a picture, with the sums of both sides: what each checker gave how often."""
        labels = self._scale.labels
        glyphs = ((f"{visible_line(each.glyph)[:1]:>{_CELL}}", LABEL_STYLES[each.kind]) for each in labels)
        yield Content.assemble(self._fit(f"{pair.one} ↓  {pair.other} →"), *glyphs, (f"{'sum':>{_CELL}}", MUTED))
        most = max(max(row) for row in pair.table)
        for place, (label, row) in enumerate(zip(labels, pair.table, strict=True)):
            drawn = (_cell(count, most, agreed=column == place) for column, count in enumerate(row))
            yield Content.assemble(self._label(label), *drawn, (f"{sum(row):>{_CELL}}", MUTED))
        sums = [sum(column) for column in zip(*pair.table, strict=True)]
        yield Content.assemble(self._fit("sum"), *(f"{each:>{_CELL}}" for each in (*sums, sum(sums)))).stylize(MUTED)

    def _row(self, name: str, value: str, about: str) -> Content:
        return Content.assemble(self._fit(name), f" {value:<12} ", (about, MUTED))

    def _interval(self, value: float | None, low: float | None, high: float | None) -> str:
        """Return an interval of 95 % and, where there is room, a line from 0 to 1 with it and the value."""
        if value is None or low is None or high is None:
            return ""
        if not self._is_wide:
            return f"{_figure(low)} to {_figure(high)}"
        first, middle, last = (round(min(max(each, 0), 1) * (self._bar - 1)) for each in (low, value, high))
        line = ["─" if first <= place <= last else "·" for place in range(self._bar)]
        line[middle] = "●"
        return f"{_figure(low)} to {_figure(high)}  0 {''.join(line)} 1"

    def _label(self, label: Label) -> Content:
        return self._fit(f"{visible_line(label.glyph)[:1]} {label.name}").stylize(LABEL_STYLES[label.kind], 0, 1)

    def _fit(self, words: str) -> Content:
        """Return words in as many cells as names have."""
        return Content(visible_line(words)).truncate(self._name, ellipsis=True, pad=True)


def _cell(count: int, most: int, *, agreed: bool) -> Content:
    """Return a cell: how often, behind a block that is the darker the more it is."""
    if not count:
        return Content.styled(f"{'·':>{_CELL}}", MUTED)
    shade = _SHADES[max(1, round(count / most * (len(_SHADES) - 1)))]
    digits = f"{count}"[: _CELL - 1]
    return Content.styled(f" {shade * (_CELL - 1 - len(digits))}{digits}", _AGREED if agreed else _DIFFERED)


def _figure(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.2f}".replace("-", "\N{MINUS SIGN}")
