"""Texts of several lines, as they arrive from Word and other programs."""

from __future__ import annotations

import re

from ita_portal.thai.text import normalise

# Word puts a tab between a number or bullet and its text, and gives bullets as private-use signs.
_NUMBER = re.compile(r"^[ ]*((?:[0-9๐-๙]+[.)/]?)+|[ก-ฮ][.)])[ \t\xa0]*\t[ \t\xa0]*")
_BULLET = re.compile("^[ \t]*[\u2022\u00b7\u25aa\u25cf\uf0b7\uf0a7\uf0d8o][ \t\xa0]*\t[ \t\xa0]*")
_EMPTY_LINES = re.compile("\n{3,}")


def clean_lines(text: str) -> str:
    """The same lines, each beginning with the number or bullet that it was pasted with.

    Tabs after a number become one blank, bullets become "- ", blanks at the ends of lines and
    empty lines at both ends go; words, numbers and the order of lines stay.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    lines = [_clean_line(line) for line in text.split("\n")]
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def _clean_line(line: str) -> str:
    line = _NUMBER.sub(lambda match: f"{match[1]} ", line)
    line = _BULLET.sub("- ", line)
    return normalise(line.replace("\t", " ")).rstrip()
