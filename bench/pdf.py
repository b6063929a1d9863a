"""PDFs: what a report costs, beside Chromium's print of the same page.

Both as a cold process (start, render, end), as a command would, and the portal's own in a warm
process, as the web server renders. A Chromium that is kept open costs less for one more page; its
row says how much, though nobody keeps one open beside a web server.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path

from bench.measuring import Row, cpu_seconds, process_cpu_seconds, set_up_portal

CHROMIUM = "/usr/bin/chromium"
SIZES = (12, 50, 200)

ISSUE = "การเผยแพร่ข้อมูลของหน่วยงานที่ท่านติดต่อ เข้าถึงง่ายและเป็นปัจจุบัน มากน้อยเพียงใด"

STEPS = (
    "๑. เจ้าหน้าที่ผู้รับผิดชอบจัดทำข้อมูลให้ครบถ้วนและเป็นปัจจุบัน แล้วเสนอหัวหน้าส่วนราชการตรวจสอบก่อนเผยแพร่\n"
    "๒. จัดประชุมชี้แจงแนวทางแก่บุคลากรทุกส่วนราชการ พร้อมมอบหมายผู้รับผิดชอบเป็นลายลักษณ์อักษร\n"
    "๓. รายงานผลต่อผู้บริหารและเผยแพร่บนเว็บไซต์ของหน่วยงาน รวมทั้งช่องทางสื่อสังคมออนไลน์"
)
MONITORING = (
    "๑. หัวหน้าส่วนราชการติดตามและรายงานผลทุกเดือน ภายในวันที่ ๓๑ มีนาคม ๒๕๖๖\n"
    "๒. ปลัดเทศบาลกำกับติดตามให้เป็นไปตามกำหนด"
)


def run() -> list[Row]:
    """Rows for 12, 50 and 200 measures."""
    set_up_portal()
    from reports.writers.pdf import write_pdf

    documents = {size: sample(size) for size in SIZES}
    rows = []
    warm = {size: cpu_seconds(lambda d=d: write_pdf(d, {})) for size, d in documents.items()}
    with tempfile.TemporaryDirectory() as folder:
        page = printable(documents[12], Path(folder))
        data = Path(folder) / "report.json"
        chromium = process_cpu_seconds(
            [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--disable-background-networking", f"--user-data-dir={folder}/profile",
             "--no-pdf-header-footer", f"--print-to-pdf={folder}/page.pdf", page.as_uri()]
        ) if Path(CHROMIUM).exists() else float("nan")  # fmt: skip
        opened = open_chromium(page) if Path(CHROMIUM).exists() else float("nan")
        cold = process_cpu_seconds([sys.executable, "-m", "bench.pdf_once", str(data)],
                                   input=to_text(documents[12]).encode())  # fmt: skip
    rows.append(Row("PDF of 12 measures, cold process", cold, "CPU s",
                    "Chromium prints the same page, cold", chromium))  # fmt: skip
    rows.append(Row("PDF of 12 measures, warm process", warm[12], "CPU s",
                    "Chromium prints the same page, cold", chromium))  # fmt: skip
    rows.append(Row("PDF of 12 measures, warm process", warm[12], "CPU s",
                    "an open Chromium loads and prints the same page", opened))  # fmt: skip
    for size in SIZES[1:]:
        rows.append(Row(f"PDF of {size} measures, per measure", warm[size] / size, "CPU s",
                        "the same for 12 measures", warm[12] / 12))  # fmt: skip
    return rows


def open_chromium(page: Path, *, runs: int = 5) -> float:
    """CPU seconds of all processes of a Chromium, open and warm, to load a page and print it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        tab = browser.new_page()

        def load_and_print() -> None:
            tab.goto(page.as_uri())
            tab.pdf(prefer_css_page_size=True, tagged=True)

        load_and_print()
        before = chromium_cpu_seconds()
        for _ in range(runs):
            load_and_print()
        used = (chromium_cpu_seconds() - before) / runs
        browser.close()
    return used


def chromium_cpu_seconds() -> float:
    """What the Chromium processes that this one started have used so far."""
    stats = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # a process that has just ended
            name, _, fields = file.read_text().rpartition(")")
            stats[int(file.parent.name)] = name.partition("(")[2], fields.split()
    ours = {os.getpid()}
    while found := {pid for pid, (_, fields) in stats.items() if int(fields[1]) in ours} - ours:
        ours |= found
    chromium = (stats[pid][1] for pid in ours if "chrom" in stats[pid][0])
    ticks = sum(int(fields[11]) + int(fields[12]) for fields in chromium)
    return ticks / os.sysconf("SC_CLK_TCK")


def sample(size: int):  # type: ignore[no-untyped-def]
    """A report of the five-column layout with this many measures."""
    from reports.document import Cell, Column, Document, Line, Row, Table, Title

    headings = ["ประเด็นที่ต้องปรับปรุงแก้ไข", "ผู้รับผิดชอบ", "ขั้นตอนหรือวิธีการ", "การกำกับติดตาม", "การดำเนินการ"]
    widths = [21, 13, 26, 26, 14]
    header = Row(tuple(Cell.of(text, bold=True) for text in headings), header=True)
    body = tuple(
        Row((
            Cell.of(f"E{number % 15 + 1} {ISSUE}"),
            Cell.of("สำนักปลัด กองคลัง"), Cell.of(STEPS), Cell.of(MONITORING),
            Cell.of("ดำเนินการแล้ว เมื่อวันที่ ๒๓ มกราคม ๒๕๖๖"),
        ))
        for number in range(size)
    )  # fmt: skip
    table = Table((header, *body), tuple(Column("", width) for width in widths))
    title = Title((Line("รายงานการดำเนินการตามมาตรการ", True, "center"),))
    return Document((title, table), title="รายงาน", agency="เทศบาลตำบลตัวอย่าง",
                    orientation="landscape", numerals="thai")  # fmt: skip


def to_text(document) -> str:  # type: ignore[no-untyped-def]
    """The document as JSON text."""
    import json

    from reports.document import to_json

    return json.dumps(to_json(document))


def printable(document, folder: Path) -> Path:  # type: ignore[no-untyped-def]
    """The same page with the same style sheet as a file that Chromium can print."""
    from reports.writers.fonts import font_faces, write_web_fonts
    from reports.writers.html import render_html

    write_web_fonts(folder / "fonts")
    sheet = Path("static/published/v1/report-print.css").read_text(encoding="utf-8")
    style = f"<style>{font_faces('fonts/{name}.woff2')}\n{sheet}</style></head>"
    page = folder / "page.html"
    html = render_html(document, for_pdf=True).replace("</head>", style)
    page.write_text(html, encoding="utf-8")
    return page
