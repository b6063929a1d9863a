"""The defects that people found in real reports, line by line (domain/checks.md)."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.check_seeds import Outcome, evaluate


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    folder = Path(__file__).resolve().parents[3] / "shared"
    if not (folder / "domain" / "checks.md").is_file():
        pytest.skip("the real documents (../shared) are not here")
    return evaluate(folder)


def test_nine_of_ten_defects_of_the_authors_are_found_at_their_place(outcome: Outcome) -> None:
    assert outcome.recall("author") >= 0.9, [d for d in outcome.missed if d.kind == "author"]


def test_at_most_one_false_alarm_in_ten_findings(outcome: Outcome) -> None:
    assert len(outcome.extra) <= outcome.findings / 10, outcome.extra
