"""What would become of each row of a file: of one that is imported, and of one that is merged."""

from __future__ import annotations

from textual.content import Content

from factcheck.documents.options import without_remedies
from factcheck.imports.plan import ImportStatus, PlanLine
from factcheck.text import visible_line
from factcheck.tui.render.styles import CONTESTED, MUTED
from factcheck.workspace.merge_lines import MergeLine

PreviewLine = PlanLine | MergeLine

_WORDS = 1_000
_WANTS_A_LOOK, _COMES = "$text-warning", "$text-success"
_TAKEN = ("✓", _COMES)
_STATUSES = {
    ImportStatus.REJECTED: ("✗", _WANTS_A_LOOK),
    ImportStatus.DIFFERS: ("≠", _WANTS_A_LOOK),
    ImportStatus.NEW: ("+", _COMES),
    ImportStatus.DUPLICATE: ("=", MUTED),
}
_MERGED = {
    "contested": (CONTESTED, _WANTS_A_LOOK),
    "kept": (CONTESTED, _WANTS_A_LOOK),
    "renamed": ("→", _WANTS_A_LOOK),
    "removed": ("−", _COMES),
    "changed": ("~", _COMES),
    "added": ("+", _COMES),
    "not shown": ("–", MUTED),
}
STATUSES = list(_STATUSES)
"""What becomes of a row that is imported, that first which wants a look; so too of what a merge does."""
MERGED = list(_MERGED)


def preview_lines(item: PreviewLine, width: int, *, taken: bool = False) -> list[Content]:
    """Return a sign of what becomes of a row, where it stands and what it is; under it what there is to say."""
    return _of_merge(item, width) if isinstance(item, MergeLine) else _of_import(item, width, taken=taken)


def _of_import(item: PlanLine, width: int, *, taken: bool) -> list[Content]:
    place = f"{visible_line(item.place)} " if item.place else ""
    head = _head(_TAKEN if taken else _STATUSES[item.status], Content.assemble((place, MUTED), (item.noun, "bold")))
    words = visible_line(item.words[:_WORDS])
    if item.difference is not None:  # both sides are to be read before one is chosen
        return _wrapped(head + Content(f" {words}"), width)
    lines = [(head + Content(f" {words}")).truncate(width, ellipsis=True)]
    if item.why:
        style = _WANTS_A_LOOK if item.status == ImportStatus.REJECTED else MUTED
        lines += _under(Content.styled(visible_line(without_remedies(item.why)), style), width)
    return lines


def _of_merge(item: MergeLine, width: int) -> list[Content]:
    name, _, said = item.text.partition(f"{item.name} ")
    return _wrapped(
        _head(_MERGED[item.what], Content.styled(visible_line(item.name), "bold")) + f" {visible_line(said or name)}",
        width,
    )


def _head(sign: tuple[str, str], what: Content) -> Content:
    return Content.assemble(" ", sign, " ") + what


def _wrapped(line: Content, width: int) -> list[Content]:
    first, *others = line.wrap(max(1, width - 3))
    return [first, *(Content("   ") + other for other in others)]


def _under(words: Content, width: int) -> list[Content]:
    return [Content("   ") + line for line in words.wrap(max(1, width - 3))]
