"""The frozen page of a publication at its other addresses: an old version, an embedded frame.

The bytes that were published are never changed; what is shown elsewhere differs from them in
its links, which are relative, and in what stands around the document.
"""

from __future__ import annotations

import re

from django.template.loader import render_to_string

# Where the notice of an old version goes; the frozen page carries this mark.
_NOTICE = b"<!-- notice -->"
_FRAME = re.compile(rb"<!-- frame -->.*?<!-- /frame -->", re.DOTALL)
_LINK = re.compile(rb'(href|src)="(?![a-z]+:|/|#)')


def one_step_deeper(page: bytes) -> bytes:
    """The page with links that hold in a folder below its own."""
    return _LINK.sub(rb'\1="../', page)


def as_version(page: bytes, *, version: int, newest: int) -> bytes:
    """The page at the address of its version; an old one says so above its text."""
    page = one_step_deeper(page)
    if version == newest:
        return page
    notice = render_to_string("published/_old_notice.html", {"newest": newest})
    return page.replace(_NOTICE, notice.encode(), 1)


def as_embedded(page: bytes, *, address: str) -> bytes:
    """The page without its own frame, for the frame of another site, with a link to itself."""
    link = render_to_string("published/_embedded.html", {"address": address})
    return one_step_deeper(_FRAME.sub(link.strip().encode(), page, count=1))
