"""The QR code that leads from a printed page to the published one."""

from __future__ import annotations

from io import BytesIO

import segno

QR_NAME = "qr-code.png"  # the name of the asset in a PDF


def qr_code(address: str) -> bytes:
    """A PNG of the address; level M is read from creased paper too."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="png", scale=4, border=2)
    return out.getvalue()
