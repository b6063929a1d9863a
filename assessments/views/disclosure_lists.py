"""All answers to the OIT items of a year: looked at, begun from another year, shown at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from agencies import second_factor
from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from assessments.carrying_over import carry_over, publish_ready
from assessments.loaders import get_framework
from assessments.models import Assessment, Disclosure
from ita_portal.thai.fiscal import FiscalYear


@require_safe
@requires("read")
def disclosure_list(request: AgencyRequest, year: int) -> HttpResponse:
    """All items of a year with their answers. 10 queries whatever the number of items."""
    framework = get_framework(request, year)
    answers = {row.item.code: row for row in Disclosure.objects.of_year(request.agency, year)}
    items = framework.items.select_related("sub_indicator__indicator")
    rows = [(item, answers.get(item.code)) for item in items]
    earlier = Disclosure.objects.filter(agency=request.agency, fiscal_year__lt=year)
    wrong = sum(1 for row in answers.values() for link in row.links.all() if link.is_wrong)
    context = {
        "framework": framework,
        "year": FiscalYear(year),
        "rows": rows,
        "answered": sum(1 for row in answers.values() if row.answer),
        "published": sum(1 for row in answers.values() if row.is_published),
        "ready": sum(1 for row in answers.values() if row.is_ready_to_publish()),
        "may_carry_over": len(answers) < len(rows) and earlier.exclude(answer="").exists(),
        "wrong_links": wrong,
        "without_scores": Assessment.objects.of_year(request.agency, year) is None,
    }
    return render(request, "assessments/disclosures.html", context)


@require_POST
@requires("edit_scores")
def carry_over_disclosures(request: AgencyRequest, year: int) -> HttpResponse:
    """Begin the unanswered items with the answers of an earlier year."""
    framework = get_framework(request, year)
    made = carry_over(agency=request.agency, framework=framework, actor=request.user)
    if made:
        messages.success(
            request, f"นำคำตอบของปีก่อนมา {len(made)} ข้อ ยังไม่เผยแพร่ กรุณาแก้ที่อยู่เว็บให้เป็นของปีนี้"
        )
    else:
        messages.info(request, "ไม่มีคำตอบของปีก่อนที่ตรงกับข้อที่ยังไม่ได้ตอบ")
    return redirect("disclosures", agency_slug=request.agency.slug, year=year)


@require_POST
@requires("edit_scores")
def publish_disclosures(request: AgencyRequest, year: int) -> HttpResponse:
    """Show the public all answers that lack nothing."""
    get_framework(request, year)
    if second_factor.lacks_second_factor(request):
        messages.warning(request, second_factor.SENTENCE)
    elif count := publish_ready(agency=request.agency, fiscal_year=year, actor=request.user):
        messages.success(request, f"เผยแพร่แล้ว {count} ข้อ")
    else:
        messages.info(request, "ไม่มีคำตอบที่พร้อมเผยแพร่เพิ่ม")
    return redirect("disclosures", agency_slug=request.agency.slug, year=year)
