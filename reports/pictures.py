"""Pictures: made harmless before they are kept, named by their content, found for the writers."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from typing import Any

from PIL import Image as Pillow
from PIL import ImageOps

from reports.document import Document, Image
from reports.models import Publication, PublicationPicture, Report, ReportPicture

MAX_PIXELS = 40_000_000
MAX_SIDE = 2_400  # what A4 needs at 200 dots to the inch
PHOTOGRAPHS = ("JPEG", "MPO", "WEBP")
READABLE = (*PHOTOGRAPHS, "PNG", "GIF", "BMP", "TIFF")

CONTENT_TYPES = {"jpg": "image/jpeg", "png": "image/png"}


class NotAPictureError(Exception):
    """The bytes are no picture that can be kept; the message is Thai."""

    def __init__(self) -> None:
        super().__init__("เปิดภาพนี้ไม่ได้ กรุณาบันทึกภาพเป็น JPG หรือ PNG แล้วแทรกใหม่")


def clean_picture(content: bytes) -> tuple[str, bytes]:
    """Name and bytes of a picture drawn anew: upright, at most 2,400 px a side, without the
    camera's data (place, time, owner). Raises ``NotAPictureError``."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(BytesIO(content), formats=READABLE) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise NotAPictureError
                photograph = picture.format in PHOTOGRAPHS
                drawn = ImageOps.exif_transpose(picture)
                drawn = drawn.convert("RGB" if photograph else "RGBA")
    except NotAPictureError:
        raise
    except Exception as error:  # Pillow's decoders raise many kinds for broken files
        raise NotAPictureError from error
    drawn.thumbnail((MAX_SIDE, MAX_SIDE))
    out = BytesIO()
    if photograph:
        drawn.save(out, "JPEG", quality=85)
    else:
        drawn.save(out, "PNG", optimize=True)
    data = out.getvalue()
    extension = "jpg" if photograph else "png"
    return f"{hashlib.sha256(data).hexdigest()[:24]}.{extension}", data


def image_names(node: Any) -> Iterator[str]:
    """The names of all pictures in a document or a part of one."""
    if isinstance(node, Image):
        yield node.name
    elif isinstance(node, tuple):
        for part in node:
            yield from image_names(part)
    elif is_dataclass(node):
        for field in fields(node):
            yield from image_names(getattr(node, field.name))


def rename_images(node: Any, names: Mapping[str, str]) -> Any:
    """The same document or part with other names for its pictures. A picture without a new
    name is left out: nothing may point at what is not there."""
    if isinstance(node, tuple):
        kept = (part for part in node if not isinstance(part, Image) or part.name in names)
        return tuple(rename_images(part, names) for part in kept)
    if isinstance(node, Image):
        return replace(node, name=names[node.name])
    if is_dataclass(node) and not isinstance(node, type):
        values = {f.name: getattr(node, f.name) for f in fields(node)}
        changed = {
            key: None if isinstance(value, Image) and value.name not in names
            else rename_images(value, names)
            for key, value in values.items()
        }  # fmt: skip
        return replace(node, **changed)
    return node


def pictures_of(report: Report, document: Document) -> dict[str, bytes]:
    """The bytes of the pictures that the report's document shows."""
    names = set(image_names(document))
    if not names:
        return {}
    rows = ReportPicture.objects.filter(report=report, name__in=names)
    return {row.name: bytes(row.content) for row in rows}


def freeze_pictures(publication: Publication, pictures: Mapping[str, bytes]) -> None:
    """Keep the pictures with the publication that shows them."""
    for name, content in pictures.items():
        PublicationPicture.objects.create(publication=publication, name=name, content=content)
