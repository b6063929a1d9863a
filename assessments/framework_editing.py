"""Correcting a year's framework or adding a year. Frameworks are shared by all agencies.

An edition that is in use is never changed: its correction is a copy, the next edition. What is
edited says who did it in the log of the agency in which the editor works.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max

from agencies.events import log_event
from agencies.models import Agency, User
from assessments.framework_export import framework_to_data, without_confidence
from assessments.framework_files import read_framework
from assessments.frameworks import store_framework
from assessments.models import Framework
from assessments.models.framework import FrameworkInUseError
from assessments.models.parts import FrameworkPart


class YearTaken(Exception):
    """There is a framework of this year; the message is Thai."""


@transaction.atomic
def copy_to_new_edition(*, framework: Framework, agency: Agency, actor: User) -> Framework:
    """The same rules as the next edition of the year, to be corrected there."""
    data = framework_to_data(framework)
    return _store(data, agency=agency, actor=actor)


@transaction.atomic
def begin_year(*, fiscal_year: int, like: Framework, agency: Agency, actor: User) -> Framework:
    """A new year with the structure of another, all of it unconfirmed. Raises ``YearTaken``."""
    if Framework.objects.filter(fiscal_year=fiscal_year).exists():
        raise YearTaken(f"มีกรอบการประเมินปี {fiscal_year} อยู่แล้ว ให้สร้างฉบับใหม่ของปีนั้น")
    data = without_confidence(framework_to_data(like), fiscal_year)
    return _store(data, agency=agency, actor=actor)


@transaction.atomic
def add_from_file(*, content: bytes, name: str, agency: Agency, actor: User) -> Framework:
    """The framework of a file, as the next edition of its year.

    Raises ``FrameworkFileError`` with the places of a file that is not valid.
    """
    return _store(read_framework(content, name), agency=agency, actor=actor)


def _store(data: dict[str, Any], *, agency: Agency, actor: User) -> Framework:
    editions = Framework.objects.filter(fiscal_year=data["fiscal_year"])
    last = editions.aggregate(last=Max("edition"))["last"] or 0
    framework = store_framework({**data, "edition": last + 1})
    log_event(agency=agency, actor=actor, verb="created", thing=framework)
    return framework


@transaction.atomic
def save_part(*, part: FrameworkPart, agency: Agency, actor: User, changed: list[str]) -> None:
    """Save a row of a framework. Raises ``FrameworkInUseError`` for an edition in use."""
    part.save()
    changes = {f"{part._meta.verbose_name} {part}": (None, ", ".join(changed))}
    log_event(agency=agency, actor=actor, verb="changed", thing=part.framework, changes=changes)


@transaction.atomic
def remove_part(*, part: FrameworkPart, agency: Agency, actor: User) -> None:
    """Remove a row of a framework. Raises ``FrameworkInUseError`` for an edition in use, and
    ``ProtectedError`` while other rows belong to it."""
    named = f"{part._meta.verbose_name} {part}"
    part.delete()
    log_event(agency=agency, actor=actor, verb="changed", thing=part.framework,
              changes={named: (named, "")})  # fmt: skip


@transaction.atomic
def save_facts(
    *, framework: Framework, agency: Agency, actor: User, changed: dict[str, tuple[Any, Any]]
) -> None:
    """Save the facts of the framework itself. Raises ``FrameworkInUseError``."""
    framework.save()
    log_event(agency=agency, actor=actor, verb="changed", thing=framework, changes=changed)


__all__ = [
    "FrameworkInUseError",
    "YearTaken",
    "add_from_file",
    "begin_year",
    "copy_to_new_edition",
    "remove_part",
    "save_facts",
    "save_part",
]
