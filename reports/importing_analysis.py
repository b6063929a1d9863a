"""The analysis part of an imported document into the assessment of the year before."""

from __future__ import annotations

from collections.abc import Iterable

from agencies.models import Agency, User
from assessments.catalogue import Catalogue
from assessments.models import Assessment, Framework
from assessments.recording import record_scores
from assessments.selectors import sheet_of
from measures.models import MeasurePlan
from reports.document import Block
from reports.readers.analysis import RecognisedAnalysis, read_analysis


def analysis_of(blocks: Iterable[Block], fiscal_year: int) -> RecognisedAnalysis | None:
    """What a document of measures of ``fiscal_year`` tells of the result of the year before;
    None when it tells nothing, or when that year's framework is not known."""
    framework = Framework.objects.current(fiscal_year - 1)
    if framework is None:
        return None
    found = read_analysis(blocks, Catalogue.from_framework(framework))
    return None if found.sheet.is_empty() else found


def store_analysis(
    *, agency: Agency, plan: MeasurePlan, blocks: Iterable[Block], source: str, actor: User | None
) -> Assessment | None:
    """Fill the assessment that the plan answers with what its document tells.

    Scores that stand already are kept as they are: a published result counts for more than its
    retelling, and only what is missing is filled in. The plan is tied to the assessment.
    Call it inside the transaction of the import.
    """
    framework = Framework.objects.current(plan.fiscal_year - 1)
    if framework is None:
        return None
    stands = Assessment.objects.of_year(agency, framework.fiscal_year)
    if stands is not None:
        framework = stands.framework
    found = read_analysis(blocks, Catalogue.from_framework(framework))
    if found.sheet.is_empty():
        return None
    sheet = found.sheet.updated(sheet_of(stands)) if stands else found.sheet
    assessment = record_scores(
        agency=agency,
        framework=framework,
        sheet=sheet,
        actor=actor,
        verb="imported",
        source=source,
    )
    if plan.source_assessment_id is None:
        MeasurePlan.objects.filter(pk=plan.pk).update(source_assessment=assessment)
    return assessment
