"""An agency's colour as a style sheet: shades of it that can be read, in light and in dark."""

from __future__ import annotations

from ita_portal.contrast import TEXT, contrast, shaded

# The lightest ground on which the colour's letters stand, and the two grounds of dark pages;
# ``static/css/portal.css`` has the same.
LIGHT_GROUND, DARK_PAPER = "#f4f6f8", "#1b232b"
STANDARD = "#1d4f7c"


def readable_shade(colour: str) -> str:
    """The colour itself where white letters on it and its letters on the page can be read,
    otherwise the nearest darker shade."""
    return shaded(colour, "#000000", LIGHT_GROUND)


def is_readable(colour: str) -> bool:
    """Whether the colour reaches the contrast of WCAG AA on the portal's light ground, and so
    with white letters too."""
    return contrast(colour, LIGHT_GROUND) >= TEXT


def theme_css(colour: str) -> str:
    """The variables of ``portal.css`` that an agency's colour changes. Raises ``ValueError`` for
    what is no colour."""
    light = readable_shade(colour)
    strong = shaded(light, "#000000", LIGHT_GROUND, contrast(light, LIGHT_GROUND) * 1.3)
    dark = shaded(light, "#ffffff", DARK_PAPER, 7.0)
    return (
        f":root{{--header:{light};--brand:{light};--brand-strong:{strong};"
        f"--bs-link-color-rgb:{_rgb(light)};--bs-link-hover-color-rgb:{_rgb(strong)}}}\n"
        "@media screen and (prefers-color-scheme:dark){"
        f":root{{--brand:{dark};--brand-strong:{shaded(dark, '#ffffff', DARK_PAPER, 9.0)};"
        f"--on-brand:#0c1d2c;--bs-link-color-rgb:{_rgb(dark)};"
        f"--bs-link-hover-color-rgb:{_rgb(dark)}}}}}\n"
    )


def _rgb(colour: str) -> str:
    return ", ".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
