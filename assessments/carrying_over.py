"""Beginning a year's answers to OIT with those of an earlier year, and showing many at once."""

from __future__ import annotations

from django.db import transaction

from agencies.models import Agency, User
from assessments.catalogue import catalogues_of
from assessments.comparing import same_item
from assessments.disclosures import Link, links_of, publish_disclosure, save_disclosure
from assessments.models import Disclosure, Framework


@transaction.atomic
def carry_over(*, agency: Agency, framework: Framework, actor: User | None) -> list[Disclosure]:
    """Answer what is unanswered as the agency answered the same item (by its title: codes move)
    in its newest earlier year. Nothing becomes public: the addresses are to be looked at.

    Pages of the portal's own belong to their year and are left behind.
    """
    year = framework.fiscal_year
    answered = set(Disclosure.objects.of_year(agency, year).values_list("item__code", flat=True))
    before = _newest_by_code(agency, framework)
    made = []
    for item in framework.items.all():
        earlier = before.get(item.code)
        if item.code in answered or earlier is None:
            continue
        links = [link for link in links_of(earlier) if not _is_own_page(link, earlier)]
        if earlier.answer == Disclosure.Answer.YES and not links:
            continue
        values = {"answer": earlier.answer, "explanation": earlier.explanation,
                  "division": earlier.division}  # fmt: skip
        made.append(
            save_disclosure(agency=agency, item=item, values=values, links=links, actor=actor)
        )
    return made


def _newest_by_code(agency: Agency, framework: Framework) -> dict[str, Disclosure]:
    """The newest earlier answers by the code that their items have in this framework."""
    earlier = list(
        Disclosure.objects.filter(agency=agency, fiscal_year__lt=framework.fiscal_year)
        .exclude(answer="")
        .select_related("item__framework", "division", "agency")
        .prefetch_related("links")
        .order_by("fiscal_year")
    )
    catalogues = catalogues_of([framework, *(row.item.framework for row in earlier)])
    found = {}
    for row in earlier:
        entry = catalogues[row.item.framework_id].item(row.item.code)
        same = same_item(entry, catalogues[framework.pk]) if entry else None
        if same:
            found[same.code] = row
    return found


def _is_own_page(link: Link, disclosure: Disclosure) -> bool:
    return f"/{disclosure.agency.slug}/{disclosure.fiscal_year}/" in link[0]


@transaction.atomic
def publish_ready(*, agency: Agency, fiscal_year: int, actor: User | None) -> int:
    """Show the public every answer of a year that lacks nothing; how many are new there."""
    waiting = Disclosure.objects.of_year(agency, fiscal_year).filter(published_at__isnull=True)
    ready = [row for row in waiting if row.is_ready_to_publish()]
    for row in ready:
        publish_disclosure(disclosure=row, actor=actor)
    return len(ready)
