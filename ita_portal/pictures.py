"""Pictures made harmless before they are kept: drawn anew, so that only the picture stays."""

from __future__ import annotations

import hashlib
import warnings
from io import BytesIO

from PIL import Image as Pillow
from PIL import ImageOps

MAX_PIXELS = 40_000_000
MAX_SIDE = 2_400  # what A4 needs at 200 dots to the inch
THUMBNAIL_SIDE = 480
PHOTOGRAPHS = ("JPEG", "MPO", "WEBP")
READABLE = (*PHOTOGRAPHS, "PNG", "GIF", "BMP", "TIFF")


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


def make_thumbnail(picture: bytes) -> bytes:
    """A small JPEG of a picture that ``clean_picture`` made, on white where it is transparent."""
    with Pillow.open(BytesIO(picture), formats=("JPEG", "PNG")) as source:
        small = source.convert("RGBA")
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    ground = Pillow.new("RGBA", small.size, "white")
    ground.alpha_composite(small)
    out = BytesIO()
    ground.convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()
