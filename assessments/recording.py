"""Storing a result: one transaction, one event, nothing overwritten unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from agencies.events import log_event
from agencies.models import Agency, User
from assessments.arithmetic import compute
from assessments.catalogue import Catalogue
from assessments.models import (
    Assessment,
    Framework,
    IndicatorScore,
    InstrumentScore,
    ItemScore,
    OptionScore,
    QuestionScore,
    SubIndicatorScore,
)
from assessments.score_sheet import Option, ScoreSheet
from assessments.selectors import sheet_of

# The fields of score rows by the code or number of what they score.
_Rows = Mapping[Any, dict[str, Any]]
_Level = Mapping[Any, Decimal]


class ScoresChanged(Exception):
    """Somebody saved first. ``theirs`` is the assessment as it stands now."""

    def __init__(self, theirs: Assessment) -> None:
        super().__init__("saved by somebody else")
        self.theirs = theirs


class UnknownCode(ValueError):
    """A score for something that the framework does not have; the message is Thai."""


@transaction.atomic
def record_scores(
    *,
    agency: Agency,
    framework: Framework,
    sheet: ScoreSheet,
    actor: User | None,
    seen_version: int | None = None,
    complete: bool = False,
    verb: str = "changed",
    source: str = "",
) -> Assessment:
    """Store what ``sheet`` tells of the agency's result of the framework's year.

    ``complete`` says that the sheet is the whole result, so that what it leaves out is removed;
    otherwise what stands and is not told stays. ``seen_version`` is the version that the writer
    had before their eyes (0 for none yet; None does not ask): raises ``ScoresChanged`` when the
    row has another one. Raises ``UnknownCode`` for a code that the framework lacks.
    Scores are stored as they come; nothing is ever turned round.
    """
    found = Assessment.objects.select_for_update().filter(
        agency=agency, fiscal_year=framework.fiscal_year
    )
    assessment = found.first()
    if seen_version is not None and seen_version != (assessment.version if assessment else 0):
        raise ScoresChanged(assessment or Assessment(agency=agency, framework=framework, version=0))
    if assessment is None:
        assessment = _begin(agency, framework, actor)
    before = sheet_of(assessment)
    after = sheet if complete else before.updated(sheet)
    catalogue = Catalogue.from_framework(assessment.framework)
    changes = _changes(before, after)
    if not changes and assessment.computed_total is not None:
        return assessment
    _store_levels(assessment, before, after)
    _store_totals(assessment, after, catalogue, actor)
    if changes:
        log_event(agency=agency, actor=actor, verb=verb, thing=assessment, changes=changes,
                  comment=source)  # fmt: skip
    return assessment


def _begin(agency: Agency, framework: Framework, actor: User | None) -> Assessment:
    try:
        with transaction.atomic():
            return Assessment.objects.create(
                agency=agency, framework=framework, version=0, updated_by=actor
            )
    except IntegrityError:
        theirs = Assessment.objects.get(agency=agency, fiscal_year=framework.fiscal_year)
        raise ScoresChanged(theirs) from None


def _store_totals(
    assessment: Assessment, sheet: ScoreSheet, catalogue: Catalogue, actor: User | None
) -> None:
    """The announced figures, and those that follow from the scores below them."""
    computed = compute(catalogue, replace(sheet.scores, total=None))
    assessment.announced_total = sheet.total
    assessment.announced_rating = sheet.rating
    if sheet.total is None:
        assessment.announced_on = None
    assessment.computed_total = computed.total.computed
    assessment.computed_rating = computed.rating.name if computed.rating else ""
    assessment.version += 1
    assessment.updated_by = actor
    assessment.updated_at = timezone.now()
    assessment.save()


def _store_levels(assessment: Assessment, before: ScoreSheet, after: ScoreSheet) -> None:
    levels: tuple[tuple[Any, str, str, _Level, _Level], ...] = (
        (InstrumentScore, "instrument", "code", before.instruments, after.instruments),
        (IndicatorScore, "indicator", "number", before.indicators, after.indicators),
        (SubIndicatorScore, "sub_indicator", "number", before.sub_indicators,
         after.sub_indicators),
        (QuestionScore, "question", "code", before.questions, after.questions),
        (ItemScore, "item", "code", before.items, after.items),
    )  # fmt: skip
    for model, part, key, old, new in levels:
        guided = part in ("question", "item")
        stored = _values(old, before.guidance if guided else None)
        wanted = _values(new, after.guidance if guided else None)
        rows = _rows(assessment.framework, part, key, wanted)
        _store(model, assessment, part, rows, stored, wanted)
    _store_options(assessment, before.options, after.options, after.questions)


def _values(scores: _Level, guidance: Mapping[str, str] | None) -> dict[Any, dict[str, Any]]:
    """The fields of the rows; those of questions and items carry their guidance."""
    return {
        code: {"score": score} | ({} if guidance is None else {"guidance": guidance.get(code, "")})
        for code, score in scores.items()
    }


def _rows(
    framework: Framework, part: str, key: str, wanted: Mapping[Any, object]
) -> dict[Any, models.Model]:
    """The framework's rows by code; raises ``UnknownCode`` when one is not there."""
    rows = {getattr(row, key): row for row in getattr(framework, f"{part}s").all()}
    unknown = [str(code) for code in wanted if code not in rows]
    if unknown:
        raise UnknownCode(f"กรอบการประเมินปี {framework.fiscal_year} ไม่มีรหัส {' '.join(unknown)}")
    return rows


def _store(
    model: Any,
    assessment: Assessment,
    part: str,
    rows: Mapping[Any, models.Model],
    stored: _Rows,
    wanted: _Rows,
) -> None:
    """Make the stored rows those wanted, touching only what differs."""
    kept = [rows[code].pk for code in wanted]
    if set(stored) - set(wanted):
        model.objects.filter(assessment=assessment).exclude(**{f"{part}__in": kept}).delete()
    model.objects.bulk_create(
        model(assessment=assessment, agency_id=assessment.agency_id, **{part: rows[code]}, **values)
        for code, values in wanted.items()
        if code not in stored
    )
    for code, values in wanted.items():
        if code in stored and stored[code] != values:
            model.objects.filter(assessment=assessment, **{part: rows[code]}).update(**values)


def _store_options(
    assessment: Assessment,
    before: Mapping[str, tuple[Option, ...]],
    after: Mapping[str, tuple[Option, ...]],
    questions: Mapping[str, Decimal],
) -> None:
    changed = [code for code in {*before, *after} if before.get(code) != after.get(code)]
    changed = [code for code in changed if code in questions]
    if not changed:
        return
    rows = {
        score.question.code: score
        for score in assessment.question_scores.filter(question__code__in=changed).select_related(
            "question"
        )
    }
    OptionScore.objects.filter(question_score__in=rows.values()).delete()
    OptionScore.objects.bulk_create(
        OptionScore(agency_id=assessment.agency_id, question_score=rows[code], position=position,
                    text=option.text, score=option.score)
        for code in changed
        for position, option in enumerate(after.get(code, ()), start=1)
    )  # fmt: skip


def _changes(before: ScoreSheet, after: ScoreSheet) -> dict[str, tuple[Any, Any]]:
    """What differs, by the name that the history shows."""
    changes: dict[str, tuple[Any, Any]] = {}
    if before.total != after.total:
        changes["announced_total"] = (before.total, after.total)
    if before.rating != after.rating:
        changes["announced_rating"] = (before.rating, after.rating)
    for label, old, new in (
        ("", before.instruments, after.instruments),
        ("ตัวชี้วัดที่ ", before.indicators, after.indicators),
        ("ตัวชี้วัดย่อยที่ ", before.sub_indicators, after.sub_indicators),
        ("", before.questions, after.questions),
        ("", before.items, after.items),
        ("แนวทาง ", before.guidance, after.guidance),
        ("ประเด็นย่อย ", _told(before.options), _told(after.options)),
    ):
        codes: list[Any] = list(dict.fromkeys([*old, *new]))
        changes |= {
            f"{label}{code}": (old.get(code), new.get(code))
            for code in codes
            if old.get(code) != new.get(code)
        }
    return changes


def _told(options: Mapping[str, tuple[Option, ...]]) -> dict[str, str]:
    return {code: "\n".join(map(str, parts)) for code, parts in options.items()}


@transaction.atomic
def move_to_edition(*, assessment: Assessment, framework: Framework, actor: User | None) -> None:
    """Read an assessment by another edition of its year: the same scores, the new rules.

    Raises ``UnknownCode`` when the edition lacks something that is scored; then nothing changes.
    """
    sheet = sheet_of(assessment)
    old = assessment.framework
    if old.fiscal_year != framework.fiscal_year:
        raise ValueError("not an edition of the same year")
    for name in ("instrument", "indicator", "sub_indicator", "question", "item"):
        getattr(assessment, f"{name}_scores").all().delete()
    assessment.framework = framework
    _store_levels(assessment, ScoreSheet(), sheet)
    _store_totals(assessment, sheet, Catalogue.from_framework(framework), actor)
    log_event(agency=assessment.agency, actor=actor, verb="changed", thing=assessment,
              changes={"framework": (str(old), str(framework))})  # fmt: skip
