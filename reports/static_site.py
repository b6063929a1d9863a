"""Publications as plain files for any web host: pages, files, pictures, style and font.

A folder on an existing PHP or WordPress host needs no program: links are relative, no page
needs a script, and ``manifest.json`` names the SHA-256 of every file. The bytes of published
files are those that the portal serves.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.template.loader import render_to_string

from agencies.models import Agency
from reports.feeds import agency_feed, site_map
from reports.frozen_page import as_embedded, as_version
from reports.layouts.build import build_document
from reports.models import Publication, Report
from reports.open_data import as_csv, as_json, csv_metadata
from reports.pictures import pictures_of
from reports.selectors import newest_publications, published_in
from reports.writers.fonts import write_web_fonts
from reports.writers.formats import CONTENT_TYPES, render
from reports.writers.html import PageContext

MANIFEST = "manifest.json"
_STYLE = "static/published/v1/report.css"
# The moment that files in a ZIP carry: the same content gives the same bytes.
_MOMENT = (2000, 1, 1, 0, 0, 0)

File = tuple[str, bytes]


def site_files(agencies: Iterable[Agency]) -> Iterator[File]:
    """All files of the public site of these agencies, as ``(path, content)``; those that have
    published nothing are left out."""
    shown: list[Agency] = []
    newest: list[Publication] = []
    for agency in agencies:
        publications = newest_publications(agency)
        if publications:
            shown.append(agency)
            newest += publications
            yield from _agency_files(agency, publications)
    page = render_to_string("published/site.html", {"agencies": shown})
    yield "index.html", page.encode()
    yield "sitemap.xml", site_map(newest)
    yield from style_files()


def report_files(report: Report) -> Iterator[File]:
    """One report as it stands now, in all formats, as a page that needs nothing else."""
    document = build_document(report)
    pictures = pictures_of(report, document)
    context = PageContext(
        root="",
        pdf_link="report.pdf",
        docx_link="report.docx",
        json_link="report.json",
        shows_memo=report.memo_on_web,
    )
    for format in CONTENT_TYPES:
        name = "index.html" if format == "html" else f"report.{format}"
        yield name, render(document, format, pictures=pictures, context=context)
    yield from pictures.items()
    yield from style_files()


def style_files() -> Iterator[File]:
    """The style sheet of published pages and the fonts that it names."""
    yield _STYLE, (Path(settings.BASE_DIR) / _STYLE).read_bytes()
    if not any(settings.FONTS_DIR.glob("*.woff2")):
        write_web_fonts(settings.FONTS_DIR)
    for path in sorted(settings.FONTS_DIR.iterdir()):
        if path.suffix in (".woff2", ".txt"):
            yield f"static/fonts/{path.name}", path.read_bytes()


def _agency_files(agency: Agency, publications: list[Publication]) -> Iterator[File]:
    context = {"agency_shown": agency, "publications": publications}
    page = render_to_string("published/site_agency.html", context)
    yield f"{agency.slug}/index.html", page.encode()
    yield f"{agency.slug}/feed.xml", agency_feed(agency, publications)
    for year in sorted({publication.year for publication in publications}):
        rows = published_in(agency.slug, year)
        yield f"{agency.slug}/{year}/data.csv", as_csv(rows)
        yield f"{agency.slug}/{year}/data.json", as_json(rows)
        yield f"{agency.slug}/{year}/data.csv-metadata.json", csv_metadata()
    newest = {(row.year, row.item): row.version for row in publications}
    versions = Publication.objects.filter(agency=agency).select_related("agency").defer("document")
    for publication in versions:
        last = newest[publication.year, publication.item]
        yield from _version_files(publication, last)


def _version_files(publication: Publication, newest: int) -> Iterator[File]:
    """The files of one version; those of the newest stand at the item's own address as well."""
    item = publication.path.strip("/")
    version = publication.version
    pictures = {row.name: bytes(row.content) for row in publication.pictures.all()}
    places = [f"{item}/v{version}"] + ([item] if version == newest else [])
    for file in publication.files.all():
        content = bytes(file.content)
        if file.format == "html":
            page = as_version(content, version=version, newest=newest)
            yield f"{item}/v{version}/index.html", page
            if version == newest:
                address = f"{settings.SITE_URL}{publication.path}"
                yield f"{item}/index.html", content
                yield f"{item}/embed/index.html", as_embedded(content, address=address)
        else:
            for place in places:
                yield f"{place}.{file.format}", content
    # A page of a version names its pictures one step up, where those of all versions stand.
    for name, content in pictures.items():
        yield f"{item}/{name}", content


def with_manifest(files: Iterable[File]) -> Iterator[File]:
    """The files, each once, and behind them the list of all with size and SHA-256."""
    listed: dict[str, dict[str, object]] = {}
    for path, content in files:
        if path not in listed:
            listed[path] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            yield path, content
    manifest = {"files": dict(sorted(listed.items()))}
    yield MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode()


def as_zip(files: Iterable[File]) -> bytes:
    """The files and their manifest in one ZIP."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for path, content in with_manifest(files):
            info = ZipInfo(path, _MOMENT)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return out.getvalue()


def write_folder(folder: Path, files: Iterable[File]) -> int:
    """Write the files into ``folder`` in one step: they are written to ``<folder>-new``, which
    then takes its name. Gives the number of files.

    What was in the folder is replaced, so a folder that holds something else than an earlier
    export raises ``FileExistsError``. Raises ``OSError`` when it cannot be written.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MANIFEST).exists():
        raise FileExistsError(f"{folder} holds files that are no export of the site")
    new, old = (folder.with_name(f"{folder.name}-{state}") for state in ("new", "old"))
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    count = 0
    for path, content in with_manifest(files):
        target = new / PurePosixPath(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        count += 1
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    return count
