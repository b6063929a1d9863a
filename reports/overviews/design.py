"""The design system as data: the pairs of colours that are used, read from the style sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from ita_portal.contrast import contrast

_DARK = re.compile(r"@media screen and \(prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}", re.S)
_LIGHT = re.compile(r":root \{(.*?)\}", re.S)
_VARIABLE = re.compile(r"--([a-z-]+): (#[0-9a-f]{3,6});")

# Sample class, what it is for, the variables of letter and ground.
_PAIRS = (
    ("paper", "ข้อความบนแผ่น", "ink", "paper"),
    ("ground", "ข้อความบนพื้นหน้า", "ink", "ground"),
    ("soft", "คำอธิบาย", "ink-soft", "paper"),
    ("brand", "ปุ่มหลัก", "on-brand", "brand"),
    ("done", "ดำเนินการแล้ว", "done", "done-ground"),
    ("progress", "อยู่ระหว่างดำเนินการ", "progress", "progress-ground"),
    ("late", "เกินกำหนด ผิดพลาด", "late", "late-ground"),
    ("idle", "ยังไม่ดำเนินการ", "idle", "idle-ground"),
)


@dataclass(frozen=True, slots=True)
class Swatch:
    """A pair of colours with its contrast in light and in dark."""

    name: str
    use: str
    light: float
    dark: float


@lru_cache
def colours() -> tuple[dict[str, str], dict[str, str]]:
    """The variables of ``portal.css``: light, and dark (where it says nothing else, as light)."""
    path = Path(settings.BASE_DIR) / "static" / "css" / "portal.css"
    sheet = path.read_text(encoding="utf-8")
    light, dark = _LIGHT.search(sheet), _DARK.search(sheet)
    if light is None or dark is None:
        raise ValueError("portal.css has no variables")
    by_day = dict(_VARIABLE.findall(light[1]))
    return by_day, by_day | dict(_VARIABLE.findall(dark[1]))


def swatches() -> list[Swatch]:
    """Every pair that the design uses."""
    light, dark = colours()
    return [
        Swatch(name, use, contrast(light[ink], light[ground]), contrast(dark[ink], dark[ground]))
        for name, use, ink, ground in _PAIRS
    ]
