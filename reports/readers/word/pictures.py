"""The pictures of a Word file under names of our own."""

from __future__ import annotations

from collections.abc import Callable

from reports.document import Image
from reports.readers.word.package import Package

EXTERNAL = "มีรูปภาพที่เชื่อมโยงจากภายนอกไฟล์ ระบบไม่ดาวน์โหลดรูปภาพดังกล่าว กรุณาแทรกรูปภาพลงในไฟล์โดยตรง"
NOT_SHOWN = (
    "มีรูปภาพในรูปแบบที่แสดงบนเว็บไม่ได้ (เช่น EMF, WMF, TIFF) จึงไม่นำเข้า "
    "กรุณาบันทึกรูปเป็น PNG หรือ JPEG แล้วแทรกใหม่"
)


class Pictures:
    """Collects each picture that is met once, in reading order, in ``images``."""

    def __init__(self, package: Package, warn: Callable[[str], None]) -> None:
        self._package = package
        self._warn = warn
        self._names: dict[str, str] = {}
        self.images: dict[str, bytes] = {}
        self.part = package.main  # whose relationships count

    def image(self, relation: str, alt: str) -> Image | None:
        """The image behind a relationship id; None when it cannot be shown."""
        relationship = self._package.relationships(self.part).get(relation)
        if relationship is None:
            return None
        if relationship.external:
            self._warn(EXTERNAL)
            return None
        if relationship.target not in self._names:
            self._names[relationship.target] = self._keep(relationship.target)
        name = self._names[relationship.target]
        return Image(name, alt) if name else None

    def _keep(self, part: str) -> str:
        found = self._package.picture(part)
        if found is None:
            self._warn(NOT_SHOWN)
            return ""
        data, ending = found
        name = f"image{len(self.images) + 1}.{ending}"
        self.images[name] = data
        return name
