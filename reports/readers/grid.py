"""A table as a rectangle of slots, in which merged cells hold for all that they cover."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ita_portal.thai.text import compact
from reports.document import Cell, Image, Table


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a table. A slot that a merged cell covers repeats its text and says so.
    Lines of nothing but blanks are left out."""

    lines: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    above: bool = False  # covered by a cell that begins in a row above
    left: bool = False  # covered by a cell that begins in a column to the left
    span: int = 1  # columns that the cell covers

    @property
    def text(self) -> str:
        """The lines joined by line feeds."""
        return "\n".join(self.lines)

    @property
    def is_own(self) -> bool:
        """Whether the cell begins here."""
        return not (self.above or self.left)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands here that was not said elsewhere: no text, no picture."""
        return not self.is_own or not (self.lines or self.images)

    def with_text(self, text: str) -> Slot:
        """The same slot with another text."""
        return replace(self, lines=tuple(part for part in text.split("\n") if compact(part)))


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of slots, and whether the document marks it as a header."""

    slots: tuple[Slot, ...]
    header: bool = False

    @property
    def own(self) -> tuple[Slot, ...]:
        """The cells that begin in this row and hold something."""
        return tuple(slot for slot in self.slots if not slot.is_empty)

    @property
    def is_one_text(self) -> bool:
        """Whether one cell over all columns is everything that the row says."""
        own = self.own
        return len(own) == 1 and own[0].span >= len(self.slots) > 1


def grid_of(table: Table) -> tuple[GridRow, ...]:
    """The rows of the table, all equally long."""
    placed: list[dict[int, Slot]] = [{} for _ in table.rows]
    for y, row in enumerate(table.rows):
        x = 0
        for cell in row.cells:
            while x in placed[y]:
                x += 1
            slot = _slot(cell)
            for dy in range(max(1, min(cell.rowspan, len(placed) - y))):
                for dx in range(max(1, cell.colspan)):
                    placed[y + dy][x + dx] = replace(slot, above=dy > 0, left=dx > 0)
            x += max(1, cell.colspan)
    width = max((max(row, default=-1) + 1 for row in placed), default=0)
    return tuple(
        GridRow(tuple(slots.get(x, Slot()) for x in range(width)), row.header)
        for row, slots in zip(table.rows, placed, strict=True)
    )


def _slot(cell: Cell) -> Slot:
    lines = (part.strip() for line in cell.lines for part in line.text.split("\n"))
    return Slot(tuple(part for part in lines if compact(part)), cell.images, span=cell.colspan)
