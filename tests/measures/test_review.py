"""Division sends, coordinator accepts or returns: ``measures.reviewing`` and its view."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from agencies.models import Event, Role
from measures.models import Measure, Progress, Review
from tests import factories


def address(measure: Measure, verb: str) -> str:
    return f"/work/test/measures/{measure.pk}/review/6m/{verb}/"


@pytest.fixture
def complete(measure: Measure) -> Progress:
    return factories.make_progress(measure, status="in_progress", results="จัดประชุมแล้ว")


def test_the_whole_way(sign_in: Any, measure: Measure, complete: Progress) -> None:
    sign_in("staff").post(address(measure, "send"), {"version": "1"})
    complete.refresh_from_db()
    assert (complete.review, complete.version) == ("submitted", 2)
    assert complete.submitted_at is not None

    sign_in("coordinator").post(
        address(measure, "return"), {"version": "2", "comment": "ขอภาพประกอบ"}
    )
    complete.refresh_from_db()
    assert (complete.review, complete.review_comment) == ("returned", "ขอภาพประกอบ")
    staff = sign_in("staff")
    page = staff.get(f"/work/test/measures/{measure.pk}/").content.decode()
    assert "ขอภาพประกอบ" in page

    staff.post(address(measure, "send"), {"version": "3"})
    sign_in("coordinator").post(address(measure, "accept"), {"version": "4"})
    complete.refresh_from_db()
    assert (complete.review, complete.review_comment) == ("accepted", "")
    verbs = (
        Event.objects.filter(agency=measure.agency).order_by("pk").values_list("verb", "comment")
    )
    assert list(verbs) == [
        ("sent", ""),
        ("returned", "ขอภาพประกอบ"),
        ("sent", ""),
        ("accepted", ""),
    ]


def test_what_is_missing_is_said_before_and_after(sign_in: Any, measure: Measure) -> None:
    factories.make_progress(measure, status="done")
    client = sign_in("staff")
    page = client.get(f"/work/test/measures/{measure.pk}/?round=6m").content.decode()
    sentences = ["ยังไม่ได้ระบุวันที่ดำเนินการแล้วเสร็จ", "ยังไม่ได้เขียนผลการดำเนินการ"]
    assert all(sentence in page for sentence in sentences)

    response = client.post(address(measure, "send"), {"version": "1"})

    assert response.status_code == 409
    assert all(sentence in response.content.decode() for sentence in sentences)
    assert Progress.objects.get().review == "draft"


def test_returning_needs_a_comment(sign_in: Any, measure: Measure, complete: Progress) -> None:
    sign_in("staff").post(address(measure, "send"))
    response = sign_in("coordinator").post(address(measure, "return"), {"comment": "  "})
    assert response.status_code == 409
    assert "กรุณาเขียนความเห็น" in response.content.decode()
    assert Progress.objects.get().review == "submitted"


def test_what_changed_since_it_was_read_is_not_accepted(
    sign_in: Any, measure: Measure, complete: Progress
) -> None:
    client = sign_in("coordinator")
    client.post(
        f"/work/test/measures/{measure.pk}/quick/6m/",
        {"version": "1", "status": "in_progress", "note": "เพิ่มทีหลัง"},
    )
    response = client.post(address(measure, "accept"), {"version": "1"})
    assert response.status_code == 409
    assert "เพิ่มทีหลัง" in response.content.decode()
    assert Progress.objects.get().review == "draft"


def test_a_change_takes_the_report_back(sign_in: Any, measure: Measure, complete: Progress) -> None:
    sign_in("staff").post(address(measure, "send"))
    client = sign_in("coordinator")
    client.post(address(measure, "accept"))
    client.post(
        f"/work/test/measures/{measure.pk}/quick/6m/",
        {"version": "3", "status": "in_progress", "note": "แก้"},
    )
    progress = Progress.objects.get()
    assert (progress.review, progress.submitted_at, progress.reviewed_at) == ("draft", None, None)
    event = Event.objects.filter(agency=measure.agency).of(progress).first()
    assert event is not None
    assert event.changes["review"] == ["accepted", "draft"]


@pytest.mark.parametrize("verb", ["accept", "return"])
@pytest.mark.parametrize("role", ["staff", "executive", "overseer"])
def test_only_the_coordinator_judges(
    sign_in: Any, measure: Measure, complete: Progress, role: str, verb: str
) -> None:
    response = sign_in(role).post(address(measure, verb), {"comment": "x"})
    assert response.status_code == 403
    assert Progress.objects.get().version == 1


def test_unknown_verb_is_not_found(sign_in: Any, measure: Measure, complete: Progress) -> None:
    assert sign_in("coordinator").post(address(measure, "explode")).status_code == 404


@pytest.mark.parametrize(
    "values",
    [
        {"review": "submitted"},
        {"review": "returned", "review_comment": "x"},
        {"review": "draft", "submitted_at": timezone.now()},
        {"review": "other"},
    ],
)
def test_database_refuses_a_state_without_its_date_and_person(
    complete: Progress, values: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Progress.objects.filter(pk=complete.pk).update(**values)


def test_database_refuses_a_return_without_comment(complete: Progress, people: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Progress.objects.filter(pk=complete.pk).update(
            review="returned", reviewed_at=timezone.now(), reviewed_by=people["coordinator"]
        )


def test_each_reader_has_words_for_each_state() -> None:
    for state in Review:
        words = {role: state.label_for(role) for role in Role}
        assert all(words.values())
        assert words[Role.STAFF] != words[Role.COORDINATOR] or state == Review.ACCEPTED
