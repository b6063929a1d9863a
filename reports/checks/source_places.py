"""Where a line of an imported report stands in the Word file that it came from.

A person who mends the file counts its tables and rows, not those of the portal. Lines are found
again by what they say; a line that was changed since keeps the place of its row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from reports.checks.finding import Finding, Place, Spot
from reports.checks.keys import search_key
from reports.checks.layout_of import DocumentParts, read_parts
from reports.checks.parts import RowView
from reports.document import Document


class SourcePlaces:
    """The places of an imported document, for the lines of the report that was made of it."""

    def __init__(self, source: Document, built: DocumentParts) -> None:
        self.parts = read_parts(source, None)
        self._names: dict[Spot, str] = {}
        self._of_rows(built)
        self._of_lines(built)

    def relocate(self, finding: Finding) -> Finding:
        """The finding with the name of its place in the source, where it has one."""
        spot = finding.place.spot
        if spot is None:
            return finding
        row = Spot(spot.block, spot.row, -1, 0)
        name = self._names.get(spot) or (self._names.get(row) if spot.row >= 0 else None)
        if name is None:
            return finding
        old = finding.place
        place = Place(name, old.label, old.measure, old.key, old.spot)
        return Finding(finding.rule, finding.severity, place, finding.text, finding.message,
                       finding.start, finding.repair)  # fmt: skip

    def _of_rows(self, built: DocumentParts) -> None:
        rows = [(row, _keys(row)) for table in self.parts.tables for row in table.rows]
        holders: dict[str, list[int]] = defaultdict(list)
        for n, (_, keys) in enumerate(rows):
            for key in keys:
                holders[key].append(n)
        reached = 0
        for table in built.tables:
            for view in table.rows:
                votes = Counter(n for key in _keys(view) for n in holders.get(key, ()))
                if not votes:
                    continue
                most = max(votes.values())
                best = [n for n, count in votes.items() if count == most]
                chosen = min((n for n in best if n >= reached), default=min(best))
                reached = max(reached, chosen)
                self._name_row(view, rows, chosen, votes)

    def _name_row(
        self, view: RowView, rows: list[tuple[RowView, set[str]]], chosen: int, votes: Counter[int]
    ) -> None:
        """The row, and its lines: those that a page break put into the next row get that one."""
        for cell in view.cells:
            for line in cell.lines:
                key = search_key(line.text)
                near = [n for n in (chosen, chosen + 1) if n in votes and key in rows[n][1]]
                if line.place.spot and near:
                    self._names[line.place.spot] = rows[near[0]][0].name
        for cell in view.cells[:1]:
            if cell.place.spot:
                spot = cell.place.spot
                self._names[Spot(spot.block, spot.row, -1, 0)] = rows[chosen][0].name

    def _of_lines(self, built: DocumentParts) -> None:
        known: dict[str, list[str]] = defaultdict(list)
        for line in self.parts.passages:
            if line.kind != "cell":
                known[search_key(line.text)].append(line.place.block)
        for line in built.passages:
            names = known.get(search_key(line.text), [])
            if line.kind != "cell" and names and line.place.spot:
                self._names[line.place.spot] = names.pop(0) if len(names) > 1 else names[0]


def _keys(row: RowView) -> set[str]:
    lines: Iterable[str] = (search_key(line.text) for line in row.lines)
    return {key for key in lines if key}
