"""``export_site`` and ``export_report --format zip``: plain files for any web host."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agencies.models import Agency
from measures.models import Measure
from reports import approval
from reports.models import PublicationFile, Report
from reports.publishing import publish_report
from tests import factories

LINK = re.compile(r'(?:href|src)="([^"#]+)[^"]*"')
IN_STYLE = re.compile(r'url\("([^"]+)"\)')


@pytest.fixture
def report(agency: Agency) -> Report:
    """Published twice, so that there is an old version."""
    factories.load_all_frameworks()
    person = factories.make_member(agency, "administrator")
    report = factories.make_report(factories.make_plan(agency))
    factories.make_measure(report.plan)
    for steps in ("ฉบับแรก", "ฉบับแก้ไข"):
        Measure.objects.update(steps=steps)
        if report.state != "draft":
            approval.reopen_report(report=report, actor=person)
        approval.submit_report(report=report, actor=person)
        approval.approve_report(report=report, actor=person, opinion="")
        publish_report(report=report, actor=person)
    return report


def run(command: str, *arguments: Any) -> dict[str, Any]:
    out = StringIO()
    call_command(command, *map(str, arguments), "--json", stdout=out)
    return json.loads(out.getvalue())


def read_zip(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read_folder(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def links(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Each link of each page and style sheet that does not lead to another host."""
    for name, content in files.items():
        pattern = {".html": LINK, ".css": IN_STYLE}.get(PurePosixPath(name).suffix)
        for target in pattern.findall(content.decode()) if pattern else ():
            if not target.startswith("http"):
                yield name, target


def assert_whole(files: dict[str, bytes]) -> None:
    """No broken link, none from the root, and a manifest that fits."""
    found = list(links(files))
    assert found
    for page, target in found:
        assert not target.startswith("/"), (page, target)
        parts: list[str] = list(PurePosixPath(page).parent.parts)
        for part in PurePosixPath(target).parts:
            parts = parts[:-1] if part == ".." else [*parts, part]
        assert "/".join(parts) in files, (page, target)
    listed = json.loads(files["manifest.json"])["files"]
    assert set(listed) == set(files) - {"manifest.json"}
    for name, entry in listed.items():
        assert entry["sha256"] == hashlib.sha256(files[name]).hexdigest()


def test_site_in_a_folder(report: Report, tmp_path: Path) -> None:
    told = run("export_site", tmp_path / "site")
    files = read_folder(tmp_path / "site")
    assert told["files"] == len(files)
    assert_whole(files)
    assert "test/2566/o43/index.html" in files
    assert "ฉบับแก้ไข" in files["test/2566/o43/index.html"].decode()
    assert "ฉบับแรก" in files["test/2566/o43/v1/index.html"].decode()
    for stored in PublicationFile.objects.filter(publication__version=2).exclude(format="html"):
        assert files[f"test/2566/o43.{stored.format}"] == bytes(stored.content)
    newest = PublicationFile.objects.get(publication__version=2, format="html")
    assert files["test/2566/o43/index.html"] == bytes(newest.content)
    assert "<script" not in files["test/2566/o43/index.html"].decode()


def test_site_in_a_zip_is_the_same(report: Report, tmp_path: Path) -> None:
    run("export_site", tmp_path / "site")
    run("export_site", tmp_path / "site.zip")
    assert read_zip(tmp_path / "site.zip") == read_folder(tmp_path / "site")


def test_the_folder_changes_in_one_step(report: Report, tmp_path: Path) -> None:
    """A new export takes the place of the old one; what is gone is gone, nothing is left over."""
    run("export_site", tmp_path / "site")
    (tmp_path / "site" / "old.html").write_text("x")
    run("export_site", tmp_path / "site")
    assert not (tmp_path / "site" / "old.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_with_other_files_is_not_replaced(report: Report, tmp_path: Path) -> None:
    (tmp_path / "wordpress.php").write_text("x")
    with pytest.raises(CommandError, match="no export of the site"):
        run("export_site", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["wordpress.php"]


def test_one_agency(report: Report, tmp_path: Path, other_agency: Agency) -> None:
    run("export_site", tmp_path / "site", "--agency", "other")
    files = read_folder(tmp_path / "site")
    assert not [name for name in files if name.startswith("test/")]
    assert "ยังไม่มีรายงานที่เผยแพร่" in files["index.html"].decode()
    with pytest.raises(CommandError, match="no agency 'nobody'"):
        run("export_site", tmp_path / "x", "--agency", "nobody")


def test_report_as_a_zip(report: Report, tmp_path: Path) -> None:
    """One report as it stands now, in all formats, as a page that needs nothing else."""
    told = run("export_report", report.pk, "--format", "zip", "--output", tmp_path / "report.zip")
    files = read_zip(tmp_path / "report.zip")
    assert_whole(files)
    assert {"index.html", "report.pdf", "report.docx", "report.json"} <= set(files)
    assert "static/fonts/Sarabun-Regular.woff2" in files
    assert told["sha256"] == hashlib.sha256((tmp_path / "report.zip").read_bytes()).hexdigest()
