"""Verbs of disclosures. Each is one transaction and writes the history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from agencies.events import differences, log_event
from agencies.models import Agency, User
from assessments.models import Disclosure, DisclosureLink, Framework, Item

FIELDS = ("answer", "explanation", "division")

# An address and the clicks that lead to it.
Link = tuple[str, str]


class DisclosureChanged(Exception):
    """Somebody saved first. ``theirs`` is the answer as it stands now."""

    def __init__(self, theirs: Disclosure) -> None:
        super().__init__("saved by somebody else")
        self.theirs = theirs


class NotPublishable(Exception):
    """Something is lacking; the message is Thai."""


def links_of(disclosure: Disclosure) -> list[Link]:
    """The stored addresses in their order."""
    return [(link.url, link.click_path) for link in disclosure.links.all()]


@transaction.atomic
def save_disclosure(
    *,
    agency: Agency,
    item: Item,
    values: Mapping[str, Any],
    links: Sequence[Link],
    actor: User | None,
    seen_version: int | None = None,
) -> Disclosure:
    """Save an answer with its addresses, if nobody saved since it was read (``seen_version``,
    0 for none yet; None does not ask): raises ``DisclosureChanged``. An address that stays keeps
    the result of its last check. Saving what stands already leaves no trace."""
    disclosure = Disclosure.objects.select_for_update().filter(agency=agency, item=item).first()
    if disclosure is None:
        disclosure = Disclosure(agency=agency, item=item, version=0)
    if seen_version is not None and disclosure.version != seen_version:
        raise DisclosureChanged(disclosure)
    before = {name: getattr(disclosure, name) for name in values}
    stored = links_of(disclosure) if disclosure.pk else []
    changes = differences(before, values)
    if [*links] != stored:
        changes["links"] = (_told(stored), _told(links))
    if not changes and disclosure.pk:
        return disclosure
    verb = "changed" if disclosure.pk else "created"
    for name, value in values.items():
        setattr(disclosure, name, value)
    if disclosure.is_published and not (disclosure.answer and (links or disclosure.answer == "no")):
        raise NotPublishable("รายการนี้เผยแพร่อยู่ ต้องมีคำตอบและที่อยู่เว็บ หรือยกเลิกการเผยแพร่ก่อน")
    disclosure.version += 1
    disclosure.updated_by = actor
    try:
        with transaction.atomic():
            disclosure.save()
    except IntegrityError:
        raise DisclosureChanged(Disclosure.objects.get(agency=agency, item=item)) from None
    if "links" in changes:
        _store_links(disclosure, links)
    log_event(agency=agency, actor=actor, verb=verb, thing=disclosure, changes=changes)
    return disclosure


def _told(links: Sequence[Link]) -> str:
    return "\n".join(f"{url} {path}".strip() for url, path in links)


def _store_links(disclosure: Disclosure, links: Sequence[Link]) -> None:
    known = {link.url: link for link in disclosure.links.all()}
    DisclosureLink.objects.filter(disclosure=disclosure).delete()
    rows = []
    for position, (url, path) in enumerate(links, start=1):
        old = known.get(url)
        rows.append(
            DisclosureLink(
                agency_id=disclosure.agency_id,
                disclosure=disclosure,
                position=position,
                url=url,
                click_path=path,
                outcome=old.outcome if old else "",
                detail=old.detail if old else "",
                checked_at=old.checked_at if old else None,
            )
        )
    DisclosureLink.objects.bulk_create(rows)


@transaction.atomic
def publish_disclosure(*, disclosure: Disclosure, actor: User | None) -> None:
    """Show an answer in the public index. Raises ``NotPublishable`` while something is lacking."""
    current = Disclosure.objects.select_for_update().get(pk=disclosure.pk)
    if missing := current.missing_to_publish():
        raise NotPublishable(" ".join(missing))
    if current.is_published:
        return
    current.published_at, current.published_by = timezone.now(), actor
    current.version += 1
    current.save()
    log_event(agency=current.agency, actor=actor, verb="published", thing=current)


@transaction.atomic
def withdraw_disclosure(*, disclosure: Disclosure, actor: User | None) -> None:
    """Take an answer out of the public index."""
    current = Disclosure.objects.select_for_update().get(pk=disclosure.pk)
    if not current.is_published:
        return
    current.published_at = current.published_by = None
    current.version += 1
    current.save()
    log_event(agency=current.agency, actor=actor, verb="withdrawn", thing=current)


@transaction.atomic
def record_own_address(
    *, agency: Agency, fiscal_year: int, code: str, url: str, actor: User | None
) -> Disclosure | None:
    """Answer an item with an address of the portal's own, where something was just published:
    the address comes first, what stood there stays, and the answer is public as the page is.
    None when no framework of that year has the code."""
    framework = Framework.objects.current(fiscal_year)
    item = Item.objects.filter(framework=framework, code=code.upper()).first()
    if framework is None or item is None:
        return None
    stands = Disclosure.objects.filter(agency=agency, item=item).first()
    links = links_of(stands) if stands else []
    if url not in [known for known, _ in links]:
        links.insert(0, (url, ""))
    disclosure = save_disclosure(
        agency=agency, item=item, values={"answer": "yes"}, links=links, actor=actor
    )
    publish_disclosure(disclosure=disclosure, actor=actor)
    return disclosure
