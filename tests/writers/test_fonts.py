"""The font: whole, from its package, the same bytes each time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import fontpkg
import pytest
from fontTools.ttLib import TTFont

from reports.writers.fonts import FACES, FontMissingError, font_faces, font_path, write_web_fonts


def test_web_fonts_are_whole_fonts_with_their_licence(tmp_path: Path) -> None:
    paths = write_web_fonts(tmp_path / "fonts")
    assert [path.name for path in paths] == [f"{face.name}.woff2" for face in FACES]
    for path, face in zip(paths, FACES, strict=True):
        font, original = TTFont(path), TTFont(font_path(face))
        assert font.flavor == "woff2"
        assert font.getBestCmap() == original.getBestCmap()
        assert {ord(sign) for sign in "กำ๙ITA(./)"} <= set(font.getBestCmap())
        assert {"GSUB", "GPOS"} <= set(font.keys()), "the marks need them"
    assert "SIL Open Font License" in (tmp_path / "fonts" / "Sarabun-OFL.txt").read_text("utf-8")


def test_web_fonts_have_the_same_bytes_each_time(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in write_web_fonts(tmp_path)]
    assert [path.read_bytes() for path in write_web_fonts(tmp_path)] == first
    assert len(list(tmp_path.iterdir())) == len(FACES) + 1


def test_faces_are_not_split_by_unicode_range() -> None:
    rules = font_faces("fonts/{name}.woff2")
    assert rules.count("@font-face") == len(FACES)
    assert 'url("fonts/Sarabun-Bold.woff2")' in rules
    assert "unicode-range" not in rules


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(*args: Any, **kwargs: Any) -> Path:
        raise fontpkg.FamilyNotInstalled("sarabun")

    monkeypatch.setattr(fontpkg, "path", absent)
    with pytest.raises(FontMissingError, match="install the package fontpkg-sarabun"):
        font_path(FACES[0])
