"""Pictures made harmless before they are kept: drawn anew, so that only the picture stays."""

from __future__ import annotations

import hashlib
import threading
import warnings
from io import BytesIO

from PIL import Image as Pillow
from PIL import ImageOps

MAX_PIXELS = 40_000_000
# Only a JPEG can be unpacked in a smaller size; others take 10 bytes and more for each pixel.
MAX_PIXELS_OF_OTHERS = 20_000_000
MAX_SIDE = 2_400  # what A4 needs at 200 dots to the inch
THUMBNAIL_SIDE = 480
PHOTOGRAPHS = ("JPEG", "MPO", "WEBP")
# MPO, two pictures in one file as some telephones make them, is opened as JPEG: Pillow knows no
# opener of that name, and with one unknown name in the list it opens nothing.
READABLE = ("JPEG", "WEBP", "PNG", "GIF", "BMP", "TIFF")

# A large picture takes some 200 MB while it is drawn: one at a time in a process.
_drawing = threading.Lock()


class NotAPictureError(Exception):
    """The bytes are no picture that can be kept; the message is Thai."""

    def __init__(self, message: str = "เปิดภาพนี้ไม่ได้ กรุณาบันทึกภาพเป็น JPG หรือ PNG แล้วแทรกใหม่") -> None:
        super().__init__(message)


def clean_picture(content: bytes) -> tuple[str, bytes]:
    """Name and bytes of a picture drawn anew: upright, at most 2,400 px a side, without the
    camera's data (place, time, owner). Raises ``NotAPictureError``."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(BytesIO(content), formats=READABLE) as picture:
                _refuse_large(picture)
                photograph = picture.format in PHOTOGRAPHS
                with _drawing:
                    drawn = _drawn_small(picture, "RGB" if photograph else "RGBA")
    except NotAPictureError:
        raise
    except Exception as error:  # Pillow's decoders raise many kinds for broken files
        raise NotAPictureError from error
    out = BytesIO()
    if photograph:
        drawn.save(out, "JPEG", quality=85)
    else:
        drawn.save(out, "PNG", optimize=True)
    data = out.getvalue()
    extension = "jpg" if photograph else "png"
    return f"{hashlib.sha256(data).hexdigest()[:24]}.{extension}", data


def _refuse_large(picture: Pillow.Image) -> None:
    limit = MAX_PIXELS if picture.format in ("JPEG", "MPO") else MAX_PIXELS_OF_OTHERS
    if picture.width * picture.height > limit:
        raise NotAPictureError(
            f"ภาพนี้ละเอียดเกิน {limit // 1_000_000} ล้านจุด กรุณาบันทึกเป็น JPG หรือย่อภาพ แล้วแทรกใหม่"
        )


def _drawn_small(picture: Pillow.Image, mode: str) -> Pillow.Image:
    """Upright and in its final size. Made small first, and in place: a JPEG is not even unpacked
    whole, and no second picture of 40 million pixels stands beside the first."""
    if picture.mode not in ("RGB", "RGBA", "L", "LA"):  # others cannot be averaged
        picture = picture.convert(mode)
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    upright: Pillow.Image = ImageOps.exif_transpose(picture)
    return upright.convert(mode)


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
