"""What O42 and O43 ask for, as a list of done and missing."""

from __future__ import annotations

from reports.checks.demands import Demand, demands_of
from tests.checks import clean
from tests.checks.helpers import subject_of
from tests.checks.test_variants import with_defect


def test_a_complete_plan_meets_every_demand() -> None:
    demands = demands_of(subject_of(clean.analysis_plan(), 2566, ""))
    assert len(demands) == 7
    assert [demand.name for demand in demands if not demand.is_met] == []


def test_a_measure_without_responsible_party_is_named() -> None:
    document = with_defect(clean.progress_text(), "กองช่าง", "")
    demands = demands_of(subject_of(document))
    missing = [demand for demand in demands if not demand.is_met]
    assert missing == [Demand("ผู้รับผิดชอบหรือผู้ที่เกี่ยวข้อง", 2, 3, (2,))]


def test_a_report_without_status_and_results_shows_no_progress() -> None:
    document = with_defect(clean.progress_text(), "ดำเนินการแล้ว เมื่อวันที่ ๑ มีนาคม ๒๕๖๖", "")
    demands = {demand.name: demand for demand in demands_of(subject_of(document))}
    assert demands["ผลหรือความก้าวหน้าของการดำเนินการ"].missing == (2,)


def test_a_plan_without_analysis_lacks_its_three_parts() -> None:
    document = clean.memo_results()
    subject = subject_of(document, 2566, "")
    subject.__dict__["kind"] = "measures"
    assert [demand.is_met for demand in demands_of(subject)[:3]] == [False, False, False]
