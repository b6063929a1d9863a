"""What the administrator's guide and ``deploy/`` name is there."""

from __future__ import annotations

import re
from configparser import ConfigParser
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
GUIDE = (ROOT / "docs" / "administrators-guide.md").read_text(encoding="utf-8")
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])


def variables() -> set[str]:
    example = (DEPLOY / "portal.env.example").read_text(encoding="utf-8")
    return set(re.findall(r"^#?([A-Z_]+)=", example, re.M))


def test_the_guide_names_variables_that_there_are() -> None:
    named = set(re.findall(r"\b([A-Z]+_[A-Z_]+)\b", GUIDE))
    assert named - variables() == set()
    assert len(named) >= 8


def test_the_guide_names_commands_that_there_are() -> None:
    named = set(re.findall(r"\bmanage ([a-z_]+)", GUIDE))
    assert {"backup", "restore", "doctor", "init", "add_administrator"} <= named
    assert named - set(get_commands()) == set()


def test_the_guide_names_files_that_there_are() -> None:
    named = set(re.findall(r"\b(?:deploy|script)/[A-Za-z.*-]+", GUIDE))
    assert len(named) >= 5
    assert [name for name in named if not list(ROOT.glob(name.rstrip(".")))] == []


def test_links_of_the_documentation_lead_somewhere() -> None:
    wrong = [
        f"{page.name}: {target}"
        for page in (ROOT / "docs").rglob("*.md")
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
        if "://" not in target and "var/screenshots" not in target
        if not (page.parent / target).exists()
    ]
    assert wrong == []


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_units_can_be_read_and_start_what_is_there(path: Path) -> None:
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(path.read_text(encoding="utf-8").replace("\\\n", " "))
    if path.suffix == ".timer":
        assert path.with_suffix(".service").exists()
        return
    service = unit["Service"]
    assert service["User"] == "ita-portal"
    assert service["NoNewPrivileges"] == "true"
    command = service["ExecStart"]
    named = re.search(r"manage\.py ([a-z_]+)", command)
    assert (named and named[1] in get_commands()) or "ita_portal.wsgi" in command
