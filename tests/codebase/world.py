"""One of everything, and the addresses that lead to it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from agencies.models import Agency, AgencyLogo, Official, Role, User
from assessments.models import Framework
from measures.calendar_feed import issue_feed
from measures.models import Measure, SavedView
from reports.layouts.layout import builtin_layouts
from reports.models import (
    OwnLayout,
    PendingImport,
    Publication,
    PublicationFile,
    PublicationPicture,
    ReportPicture,
)
from reports.own_layouts import data_of
from tests import factories


def make_world(agency: Agency) -> dict[str, dict[str, Any]]:
    """For each address the arguments that lead to something of the agency."""
    plan = factories.make_plan(agency)
    measure = factories.make_measure(plan, divisions=(factories.make_division(agency),))
    report = factories.make_report(plan)
    user = factories.make_user()
    pending = PendingImport.objects.create(
        agency=agency, name="x.docx", content=b"not a word file", created_by=user
    )
    publication = Publication.objects.create(
        agency=agency, report=report, year=2566, item="o43", version=1, title="t",
        document={"type": "Document", "blocks": []},
        published_at=timezone.now(), published_by_name="x",
    )  # fmt: skip
    for format in ("html", "pdf"):
        PublicationFile.objects.create(
            agency=agency, publication=publication, format=format, content=b"x", sha256="0" * 64
        )
    own_layout = OwnLayout.objects.create(
        agency=agency, label="x", data=data_of(builtin_layouts()["results"])
    )
    picture = {"name": f"{'0' * 24}.png", "content": b"x"}
    ReportPicture.objects.create(agency=agency, report=report, **picture)
    PublicationPicture.objects.create(agency=agency, publication=publication, **picture)
    public = {"public_slug": agency.slug, "year": 2566, "item": "o43"}
    return {
        "account": {},
        **settings_pages(agency),
        "home": {},
        "dashboard-unassigned": {"what": "division"},
        "oversight-file": {"format": "csv"},
        "health": {},
        **score_pages(agency),
        **measure_pages(measure, user),
        "public-agency": {"public_slug": agency.slug},
        "public-agency-index": {"public_slug": agency.slug},
        "public-feed": {"public_slug": agency.slug},
        "open-data": {"public_slug": agency.slug, "year": 2566, "kind": "csv"},
        "published-index": public,
        "published-embedded": public,
        "published-version-index": {**public, "version": 1},
        "robots": {},
        "sitemap": {},
        "published": public,
        "published-file": {**public, "format": "pdf"},
        "published-version": {**public, "version": 1},
        "published-version-file": {**public, "version": 1, "format": "pdf"},
        "published-picture": {**public, "name": picture["name"]},
        "published-version-picture": {**public, "version": 1, "name": picture["name"]},
        "report-picture": {"pk": report.pk, "name": picture["name"]},
        "measure": {"pk": measure.pk},
        "save-progress": {"pk": measure.pk, "round": "6m"},
        **{name: {"pk": report.pk} for name in
           ("check-report", "repair-findings", "dismiss-finding", "take-up-finding")},
        "measure-findings": {"pk": measure.pk},
        "report": {"pk": report.pk},
        "edit-report-texts": {"pk": report.pk},
        "edit-memo": {"pk": report.pk},
        "edit-descriptions": {"pk": report.pk},
        "upload-emblem": {"pk": report.pk},
        "edit-wording": {"pk": report.pk, "measure": measure.pk},
        **{name: {"pk": own_layout.pk} for name in ("edit-layout", "delete-layout")},
        "report-draft": {"pk": report.pk, "format": "json"},
        "move-report": {"pk": report.pk, "verb": "submit"},
        **{name: {"pk": pending.pk} for name in
           ("preview-import", "confirm-import", "cancel-import")},
    }  # fmt: skip


def settings_pages(agency: Agency) -> dict[str, dict[str, Any]]:
    """The pages of an agency's administrator, and those of the portal's."""
    agency.colour, agency.logo_name = "#7a1f3d", f"{'0' * 24}.png"
    agency.save()
    AgencyLogo.objects.create(agency=agency, content=b"x")
    division = {"pk": factories.make_division(agency, "กองช่าง").pk}
    staff = factories.make_member(agency, Role.STAFF).memberships.get()
    official = {"pk": Official.objects.create(agency=agency, name="x", job_title="y").pk}
    return {
        "division": division,
        "move-division": {**division, "verb": "close"},
        "person": {"pk": staff.pk},
        "move-person": {"pk": staff.pk, "verb": "factor"},
        "official": official,
        "remove-official": official,
        "agencies": {},
        "new-agency": {},
        "portal-agency": {"pk": agency.pk},
        "move-agency": {"pk": agency.pk, "verb": "close"},
        "agency-theme": {"slug": agency.slug},
        "agency-logo": {"slug": agency.slug, "name": agency.logo_name},
    }


def measure_pages(measure: Measure, user: User) -> dict[str, dict[str, Any]]:
    """The pages of daily work: evidence, a view of somebody's, a calendar of a member's."""
    use = factories.make_evidence(measure)
    view = SavedView.objects.create(agency=measure.agency, user=user, name="x", query="q=1")
    factories.make_membership(user, measure.agency, Role.COORDINATOR)
    token = issue_feed(agency=measure.agency, user=user)
    round = {"pk": measure.pk, "round": "6m"}
    return {
        "export-measures": {"format": "xlsx"},
        "quick-update": round,
        "attach-evidence": round,
        "review-progress": {**round, "verb": "send"},
        "edit-measure": {"pk": measure.pk},
        "place-measure": {"pk": measure.pk},
        "remove-measure": {"pk": measure.pk},
        "new-measure": {"plan_pk": measure.plan_id},
        "rounds": {"plan_pk": measure.plan_id},
        "move-round": {"plan_pk": measure.plan_id, "round": "6m", "verb": "close"},
        "describe-evidence": {"use_pk": use.pk},
        "arrange-evidence": {"use_pk": use.pk, "verb": "up"},
        "evidence-file": {"pk": use.evidence_id, "size": "full"},
        "delete-view": {"pk": view.pk},
        "save-draft": {"key": f"measure-{measure.pk}"},
        "drop-draft": {"key": f"measure-{measure.pk}"},
        "change-calendar": {"verb": "revoke"},
        "calendar-feed": {"token": token},
    }


def score_pages(agency: Agency) -> dict[str, dict[str, Any]]:
    """The pages of results: a year with a score, a framework that nobody uses, an answer."""
    factories.load_all_frameworks()
    factories.make_assessment(agency, 2565, indicators={1: 80})
    factories.make_disclosure(agency, 2566, "O1", published=True)
    unused = Framework.objects.current(2568)
    assert unused is not None
    year = {"year": 2565}
    row = {"framework_id": unused.pk, "section": "topics"}
    return {
        "oit-index": {"public_slug": agency.slug, "year": 2566},
        **dict.fromkeys(
            ("score-year", "score-sheet", "score-upload", "score-template", "use-edition",
             "carry-over-disclosures", "publish-disclosures", "analysis", "disclosures",
             "coverage", "measures-from-weak-points", "unplanned-weak-point"), year),
        "indicator": {**year, "number": 1},
        "disclosure": {**year, "code": "O1"},
        **{name: {"framework_id": unused.pk} for name in (
            "framework", "framework-file", "copy-framework", "edit-framework",
            "framework-suggestions")},
        "add-framework-part": row,
        "edit-framework-part": {**row, "row": unused.topics.all()[0].pk},
    }  # fmt: skip
