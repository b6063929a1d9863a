from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError

from agencies.models import Agency
from assessments import models as assessment_models
from assessments.framework_files import read_framework
from assessments.frameworks import load_frameworks, store_framework
from assessments.models import (
    Assessment,
    Framework,
    FrameworkInUseError,
    IndicatorScore,
    ItemScore,
    OptionScore,
    QuestionScore,
)
from assessments.selectors import result_of, scores_of
from measures.models import Measure, MeasurePlan

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.BASE_DIR) / "fixtures" / "frameworks"


@pytest.fixture
def framework() -> Framework:
    path = FOLDER / "2565.json"
    return store_framework(read_framework(path.read_bytes(), path.name))


@pytest.fixture
def agency() -> Agency:
    return Agency.objects.create(name="เทศบาลตำบลตัวอย่าง", kind="subdistrict", slug="tua-yang")


@pytest.fixture
def assessment(agency: Agency, framework: Framework) -> Assessment:
    return Assessment.objects.create(agency=agency, framework=framework)


def test_an_assessment_takes_the_year_of_its_framework(assessment: Assessment) -> None:
    assert assessment.fiscal_year == 2565
    assert str(assessment) == "ผลการประเมิน ปีงบประมาณ พ.ศ. 2565"


def test_one_assessment_a_year(agency: Agency, assessment: Assessment) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.create(agency=agency, framework=assessment.framework)
    with pytest.raises(ValidationError, match="มีผลการประเมินของปีนี้อยู่แล้ว"):
        Assessment(agency=agency, framework=assessment.framework, fiscal_year=2565).full_clean()


def test_the_day_of_the_announcement_needs_its_total(assessment: Assessment) -> None:
    assessment.announced_on = "2022-08-01"  # type: ignore[assignment]
    with pytest.raises(IntegrityError), transaction.atomic():
        assessment.save()


@pytest.mark.parametrize("score", [Decimal("-0.01"), Decimal("100.01")])
def test_no_score_outside_0_to_100(assessment: Assessment, score: Decimal) -> None:
    indicator = assessment.framework.indicators.get(number=1)
    row = IndicatorScore(assessment=assessment, indicator=indicator, score=score)
    with pytest.raises(ValidationError, match="คะแนนต้องอยู่ระหว่าง 0 ถึง 100"):
        row.full_clean(exclude=["agency"])
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_a_score_belongs_to_the_agency_of_its_assessment(assessment: Assessment) -> None:
    question = assessment.framework.questions.get(code="I6")
    row = QuestionScore.objects.create(
        assessment=assessment, question=question, score=Decimal("98.20")
    )
    option = OptionScore.objects.create(
        question_score=row, position=1, text="เงิน", score=Decimal(100)
    )
    assert row.agency_id == option.agency_id == assessment.agency_id


def test_stored_scores_are_computed_by_their_framework(
    assessment: Assessment, django_assert_num_queries: Any
) -> None:
    for item in assessment.framework.items.all():
        score = 0 if item.code in ("O4", "O18", "O19", "O26", "O29") else 100
        ItemScore.objects.create(assessment=assessment, item=item, score=Decimal(score))
    result = result_of(assessment)
    assert result.indicators[9].value == Decimal("83.06")  # as published, see test_arithmetic
    with django_assert_num_queries(5):
        assert len(scores_of(assessment).items) == 43


def _rename_an_indicator(framework: Framework) -> None:
    indicator = framework.indicators.get(number=1)
    indicator.name = "ชื่ออื่น"
    indicator.save()


def _remove_a_topic_or_item(framework: Framework) -> None:
    framework.items.get(code="O43").delete()


def _change_the_pass_mark(framework: Framework) -> None:
    framework.pass_mark = Decimal(80)
    framework.save()


@pytest.mark.parametrize(
    "change", [_rename_an_indicator, _remove_a_topic_or_item, _change_the_pass_mark]
)
def test_a_framework_in_use_is_never_changed(
    framework: Framework, agency: Agency, change: Callable[[Framework], None]
) -> None:
    assert not framework.is_in_use()
    with transaction.atomic():
        change(framework)
        transaction.set_rollback(True)
    framework.refresh_from_db()
    Assessment.objects.create(agency=agency, framework=framework)
    assert framework.is_in_use()
    with pytest.raises(FrameworkInUseError, match="สร้างฉบับใหม่"):
        change(framework)


def test_a_measure_that_quotes_an_item_uses_its_framework(
    framework: Framework, agency: Agency
) -> None:
    plan = MeasurePlan.objects.create(agency=agency, fiscal_year=2566)
    measure = Measure.objects.create(agency=agency, plan=plan, position=1, title="มาตรการ")
    assert not framework.is_in_use()
    measure.items.add(framework.items.get(code="O33"))
    assert framework.is_in_use()


def test_history_protects_its_framework(assessment: Assessment) -> None:
    with pytest.raises(ProtectedError):
        assessment.framework.delete()


def test_every_model_and_field_has_a_thai_name() -> None:
    for name in assessment_models.__all__:
        model = getattr(assessment_models, name)
        if not (isinstance(model, type) and issubclass(model, models.Model)):
            continue
        named = [
            model._meta.verbose_name,
            *(f.verbose_name for f in model._meta.fields if f.name != "id"),
        ]
        assert all(any("ก" <= letter <= "ฮ" for letter in str(text)) for text in named), model


def test_what_carries_a_score_carries_the_agency() -> None:
    for name in assessment_models.__all__:
        if name.endswith("Score"):
            fields = {field.name for field in getattr(assessment_models, name)._meta.fields}
            assert {"agency", "score"} <= fields, name


def test_established_facts_need_a_source(framework: Framework) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        framework.items.filter(code="O1").update(source="")


def test_all_years_load_side_by_side(framework: Framework) -> None:
    assert len(load_frameworks(FOLDER).loaded) == 5
    assert Framework.objects.count() == 6
