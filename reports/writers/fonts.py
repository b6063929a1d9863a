"""Sarabun, the typeface of Thai official documents, for PDFs and web pages.

The full TrueType files come from the package ``fontpkg-sarabun`` (SIL Open Font Licence 1.1)
and are found at run time. They are never split by ``unicode-range``: WeasyPrint embeds one
file only of a split family, and brackets and Latin letters would vanish without a word.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import fontpkg
from fontTools.ttLib import TTFont

FAMILY = "Sarabun"
LICENCE_FILE = "Sarabun-OFL.txt"


class Face(NamedTuple):
    """One face of the family."""

    name: str
    weight: int
    style: str = "normal"


FACES = (
    Face("Sarabun-Regular", 400),
    Face("Sarabun-Bold", 700),
    Face("Sarabun-Italic", 400, "italic"),
)


class FontMissingError(RuntimeError):
    """The package with the font is not installed."""


def font_path(face: Face) -> Path:
    """The TrueType file of a face. Raises ``FontMissingError``."""
    try:
        return Path(fontpkg.path(FAMILY, weight=face.weight, style=face.style))
    except fontpkg.FontpkgError as error:
        raise FontMissingError(
            f"The font {face.name} is missing: install the package fontpkg-sarabun."
        ) from error


@lru_cache
def font_bytes(name: str) -> bytes:
    """The TrueType file of the face called ``name``. Raises ``KeyError`` for another name."""
    return font_path({face.name: face for face in FACES}[name]).read_bytes()


def font_faces(address: str) -> str:
    """The ``@font-face`` rules; ``address`` is a pattern such as ``fonts/{name}.woff2``."""
    return "\n".join(
        f"@font-face {{ font-family: {FAMILY}; font-weight: {face.weight}; "
        f"font-style: {face.style}; font-display: swap; "
        f'src: url("{address.format(name=face.name)}"); }}'
        for face in FACES
    )


def write_web_fonts(folder: Path) -> list[Path]:
    """Write ``<face>.woff2`` and the licence into ``folder``; return the paths of the fonts.

    The same font package gives the same bytes. A file is replaced in one step, so that a web
    server never sends half of one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for face in FACES:
        font = TTFont(font_path(face), recalcTimestamp=False)
        font.flavor = "woff2"
        target = folder / f"{face.name}.woff2"
        partial = target.with_suffix(".partial")
        font.save(partial)
        partial.replace(target)
        written.append(target)
    licence = resources.files("fontpkg_sarabun").joinpath("LICENSE").read_text(encoding="utf-8")
    (folder / LICENCE_FILE).write_text(licence, encoding="utf-8")
    return written
