"""Colours: ``ita_portal.contrast`` and the pairs of the design system."""

from __future__ import annotations

import pytest

from ita_portal.contrast import TEXT, contrast, readable_on
from reports.overviews.design import colours, swatches


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#fff", "#000", 21),
        ("#ffffff", "#fff", 1),
        ("#767676", "#fff", 4.54),
        ("#777", "#fff", 4.48),
    ],
)  # the last two: the example of WCAG's own explanation of 4.5
def test_contrast(first: str, second: str, ratio: float) -> None:
    assert contrast(first, second) == pytest.approx(ratio, abs=0.005)
    assert contrast(second, first) == contrast(first, second)


@pytest.mark.parametrize("text", ["red", "#12", "#12345g", "1d4f7c", "#๑๒๓"])
def test_what_is_no_colour(text: str) -> None:
    with pytest.raises(ValueError, match="Not a colour"):
        contrast(text, "#fff")


@pytest.mark.parametrize("ground", ["#1d4f7c", "#ffd27a", "#767676", "#fff", "#000"])
def test_some_ink_can_be_read_on_every_ground(ground: str) -> None:
    assert contrast(readable_on(ground), ground) >= TEXT


@pytest.mark.parametrize("swatch", swatches(), ids=lambda swatch: swatch.name)
def test_every_pair_can_be_read_in_light_and_dark(swatch: object) -> None:
    assert min(swatch.light, swatch.dark) >= TEXT  # type: ignore[attr-defined]


@pytest.mark.parametrize("number", [0, 1], ids=["light", "dark"])
def test_other_pairs_in_use(number: int) -> None:
    shade = colours()[number]
    for ink, ground in (
        ("brand", "paper"), ("brand", "ground"), ("ink-soft", "ground"), ("late", "paper"),
        ("done", "paper"), ("progress", "paper"), ("ink", "idle-ground"), ("ink", "mark"),
    ):  # fmt: skip
        assert contrast(shade[ink], shade[ground]) >= TEXT, (ink, ground)
    for line in ("edge", "focus"):
        assert contrast(shade[line], shade["paper"]) >= 3, line
