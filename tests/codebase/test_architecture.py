"""The house: imports go down only, every model speaks Thai, every template is used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parents[2]

# From the top to the bottom: each may import what stands after it, never before.
FLOORS = ("reports", "measures", "assessments", "agencies", "ita_portal")

# Parts of ita_portal that know the whole house: the settings' addresses, the start.
ROOF = {"ita_portal/urls.py", "ita_portal/settings.py", "ita_portal/wsgi.py"}


def modules(package: str) -> Iterator[Path]:
    return (ROOT / package).rglob("*.py")


def imported(path: Path) -> set[str]:
    """The names of all modules that a file imports, inside functions as well."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("package", FLOORS)
def test_imports_go_down_only(package: str) -> None:
    above = FLOORS[: FLOORS.index(package)]
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(package)
        if path.relative_to(ROOT).as_posix() not in ROOF
        for name in imported(path)
        if name.split(".")[0] in above
    ]
    assert wrong == []


def test_thai_foundations_need_no_django() -> None:
    wrong = [
        f"{path.name} imports {name}"
        for path in (ROOT / "ita_portal" / "thai").glob("*.py")
        for name in imported(path)
        if name.split(".")[0] == "django"
        or (name.startswith("ita_portal") and not name.startswith("ita_portal.thai"))
    ]
    assert wrong == []


def test_models_and_fields_have_thai_names() -> None:
    thai = re.compile("[ก-๙]")
    own = [model for name in FLOORS for model in apps.get_app_config(name).get_models()]
    assert len(own) > 15
    nameless = [
        f"{model.__name__}.{field.name}"
        for model in own
        if model.__name__ != "User"
        for field in model._meta.get_fields()
        if field.concrete and not field.primary_key
        if not thai.search(str(getattr(field, "verbose_name", "")))
    ]
    assert nameless == []
    assert [m.__name__ for m in own if not thai.search(str(m._meta.verbose_name))] == []


# What belongs to no agency: people, and the frameworks that all share.
SHARED_BY_ALL = {
    "agencies.agency", "agencies.user", "assessments.framework", "assessments.instrument",
    "assessments.indicator", "assessments.subindicator", "assessments.question",
    "assessments.item", "assessments.ratinglevel", "assessments.topic",
}  # fmt: skip


def test_tenant_tables_carry_their_agency() -> None:
    """A row that belongs to an agency names it, so that a database can be split by it."""
    without = {
        model._meta.label_lower
        for model in own_models()
        if "agency" not in {field.name for field in model._meta.concrete_fields}
    }
    assert without == SHARED_BY_ALL


def own_models() -> list[type[Model]]:
    return [model for name in FLOORS for model in apps.get_app_config(name).get_models()]


def links() -> list[tuple[str, str, str]]:
    """Each foreign key as (where, to what, what its deletion does)."""
    return [
        (
            f"{model._meta.label_lower}.{field.name}",
            field.related_model._meta.label_lower,
            field.remote_field.on_delete.__name__,
        )
        for model in own_models()
        for field in model._meta.concrete_fields
        if field.is_relation
    ]


def test_what_proves_something_is_not_deleted_with_something_else() -> None:
    """Evidence, publications, frameworks in use, and who did what."""
    kept = {
        "measures.evidence", "reports.publication", "assessments.framework",
        "assessments.indicator", "assessments.question", "assessments.item",
    }  # fmt: skip
    found = [link for link in links() if link[1] in kept]
    assert len(found) > 12
    assert [link for link in found if link[2] != "PROTECT"] == []
    log = {where: what for where, _, what in links() if where.startswith("agencies.event.")}
    assert log == {"agencies.event.agency": "PROTECT", "agencies.event.actor": "PROTECT"}


def test_who_did_something_stays_known() -> None:
    """An account that is named as the author of something cannot be deleted; only what is the
    person's own (a draft, a view, a calendar) goes with the account."""
    own = {
        "agencies.membership.user", "measures.draft.user", "measures.savedview.user",
        "measures.calendarfeed.user", "reports.pendingimport.created_by",
    }  # fmt: skip
    gone = {where for where, to, what in links() if to == "agencies.user" and what != "PROTECT"}
    assert gone == own


def test_constraints_that_a_person_can_break_say_so_in_thai() -> None:
    """Those that no form can break (a code of our own, a date beside its person) need no words."""
    thai = re.compile("[ก-๙]")
    for model in own_models():
        for constraint in model._meta.constraints:
            message = str(constraint.violation_error_message)
            assert thai.search(message) or "is violated" in message, constraint.name


def test_every_template_is_used() -> None:
    folder = ROOT / "templates"
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for place in (*FLOORS, "templates")
        for pattern in ("*.py", "*.html")
        for path in (ROOT / place).rglob(pattern)
    )
    # Templates that Django or a package finds by their name.
    by_name = ("account/", "mfa/")
    unused = [
        name
        for path in folder.rglob("*.html")
        if not (name := path.relative_to(folder).as_posix()).startswith(by_name)
        if f'"{name}"' not in sources and f"'{name}'" not in sources
    ]
    assert unused == []


def test_no_inline_style_or_script() -> None:
    """The content security policy forbids both, so a template that has one is broken."""
    wrong = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)",
                     path.read_text(encoding="utf-8"))
    ]  # fmt: skip
    assert wrong == []


def test_own_modules_stay_small() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for package in FLOORS
        for path in modules(package)
        if "migrations" not in path.parts
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}
