"""How well two colours can be told apart, by the formula of WCAG 2.2."""

from __future__ import annotations

import re

TEXT, LARGE_TEXT = 4.5, 3.0  # what AA asks for

_HEX = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def contrast(first: str, second: str) -> float:
    """The ratio of two colours such as ``#1d4f7c``: 1 (equal) to 21 (black on white). Raises
    ``ValueError`` for what is no such colour."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance, 0 for black to 1 for white."""
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def readable_on(ground: str) -> str:
    """White or near-black, whichever is easier to read on a colour."""
    return max(("#ffffff", "#10181f"), key=lambda ink: contrast(ink, ground))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def shaded(colour: str, towards: str, ground: str, least: float = TEXT) -> str:
    """The colour, or the nearest shade of it towards black or white that reaches a contrast on a
    ground; at the end of the way black or white itself."""
    start, goal = _parts(colour), _parts(towards)
    for step in range(101):
        mixed = [round(a + (b - a) * step / 100) for a, b in zip(start, goal, strict=True)]
        shade = "#" + "".join(f"{part:02x}" for part in mixed)
        if contrast(shade, ground) >= least:
            return shade
    return towards


def _parts(colour: str) -> tuple[int, ...]:
    match = _HEX.fullmatch(colour)
    if match is None:
        raise ValueError(f"Not a colour: {colour!r}")
    digits = match[1] if len(match[1]) == 6 else "".join(2 * digit for digit in match[1])
    return tuple(int(digits[i : i + 2], 16) for i in (0, 2, 4))
