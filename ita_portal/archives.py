"""Office files as zip archives, opened only when their directory promises to be harmless.

The directory is checked before a byte is unpacked, and its promises are held while reading,
because a directory can lie. Members that are never asked for are never unpacked.
"""

from __future__ import annotations

import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

MB = 1024 * 1024
MAX_FILE = 100 * MB
MAX_TOTAL = 100 * MB
MAX_MEMBER = 50 * MB
MAX_MEMBERS = 2_000
MAX_RATIO = 100
RATIO_FLOOR = 1 * MB  # a smaller member cannot do harm, however well it packs
MAX_DIRECTORY = 1 * MB  # room for 2,000 members with long names
CHUNK = 64 * 1024

_END_OF_DIRECTORY = b"PK\x05\x06"
_END_OF_DIRECTORY_SIZE = 22
_ZIP64_LOCATOR = b"PK\x06\x07"
_ZIP64_LOCATOR_SIZE = 20
_MAX_COMMENT = 65_535

_ARCHIVE_NAME = re.compile(
    r"\.(zip|zipx|7z|rar|tar|t?gz|t?bz2|t?xz|zst|jar|cab|iso"
    r"|doc[xm]|dot[xm]|xls[xmb]|xlt[xm]|pp[ts][xm]|od[tsp]|epub)$",
    re.IGNORECASE,
)
# Word keeps the workbook behind a chart as an archive; it is counted but never opened.
_EMBEDDED_OFFICE = re.compile(
    r"(^|/)embeddings/[^/]+\.(doc[xm]|xls[xmb]|pp[ts][xm]|od[tsp])$", re.IGNORECASE
)

_SAVE_AGAIN = "กรุณาเปิดไฟล์ด้วยโปรแกรมที่ใช้จัดทำ แล้วใช้คำสั่ง “บันทึกเป็น” เพื่อบันทึกเป็นไฟล์ใหม่"
_MESSAGES = {
    "too_large": "ไฟล์มีขนาดใหญ่เกินกำหนด (ไม่เกิน 100 MB และแต่ละส่วนไม่เกิน 50 MB) "
    "กรุณาลดขนาดรูปภาพในไฟล์ (คำสั่ง “บีบอัดรูปภาพ”) แล้วบันทึกใหม่",
    "compressed": f"ไฟล์นี้ถูกบีบอัดไว้ผิดปกติ ระบบจึงไม่เปิดเพื่อความปลอดภัย {_SAVE_AGAIN}",
    "too_many_members": f"ไฟล์นี้มีส่วนประกอบภายในมากผิดปกติ ระบบจึงไม่เปิด {_SAVE_AGAIN}",
    "nested_archive": "ไฟล์นี้มีไฟล์บีบอัดอื่นซ้อนอยู่ภายใน ระบบจึงไม่เปิดเพื่อความปลอดภัย "
    f"กรุณานำไฟล์ที่แนบซ้อนออก {_SAVE_AGAIN}",
    "unsafe_name": f"ไฟล์นี้มีชื่อส่วนประกอบภายในที่ไม่ปลอดภัย ระบบจึงไม่เปิด {_SAVE_AGAIN}",
    "encrypted": "ไฟล์นี้มีการเข้ารหัส กรุณานำรหัสผ่านออกก่อน แล้วบันทึกเป็นไฟล์ใหม่",
    "broken": "ไฟล์เสียหายหรือได้รับมาไม่ครบ กรุณาขอไฟล์ต้นฉบับอีกครั้ง หรือเปิดไฟล์เพื่อซ่อมแซมแล้วบันทึกเป็นไฟล์ใหม่",
}


class UnreadableDocument(Exception):
    """A file that is refused. ``str()`` is Thai and tells the user what to do; ``code`` is a
    stable short name of the reason, for tests and for the command line."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def refusal(code: str) -> UnreadableDocument:
    """The refusal of an archive for one of the reasons of this module."""
    return UnreadableDocument(code, _MESSAGES[code])


class Archive:
    """A zip archive whose directory has been checked. Use as a context manager."""

    def __init__(self, file: BinaryIO) -> None:
        _check_directory_size(file)
        try:
            self._zip = zipfile.ZipFile(file)
        except (
            zipfile.BadZipFile,
            ValueError,
            OSError,
            struct.error,
            NotImplementedError,
        ) as error:
            raise refusal("broken") from error
        try:
            _check_members(self._zip.infolist())
        except UnreadableDocument:
            self._zip.close()
            raise
        self._members = {info.filename: info for info in self._zip.infolist()}
        self._unpacked = 0

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def __contains__(self, name: object) -> bool:
        return name in self._members

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def chunks(self, name: str, *, limit: int = MAX_MEMBER) -> Iterator[bytes]:
        """The bytes of a member, piece by piece. Raises ``KeyError`` for a name that is not
        there and ``UnreadableDocument`` for one that is broken or longer than ``limit``."""
        info = self._members[name]
        if info.file_size > limit:
            raise refusal("too_large")
        length = 0
        try:
            with self._zip.open(info) as member:
                while chunk := member.read(CHUNK):
                    length += len(chunk)
                    self._unpacked += len(chunk)
                    if length > limit or self._unpacked > MAX_TOTAL:
                        raise refusal("too_large")
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
            raise refusal("broken") from error

    def read(self, name: str, *, limit: int = MAX_MEMBER) -> bytes:
        """The bytes of a member; errors as for ``chunks``."""
        return b"".join(self.chunks(name, limit=limit))


def as_file(source: bytes | BinaryIO) -> BinaryIO:
    """The source as a seekable file at its start; refuses one that is too long to look at."""
    file = BytesIO(source) if isinstance(source, bytes) else source
    if file.seek(0, os.SEEK_END) > MAX_FILE:
        raise refusal("too_large")
    file.seek(0)
    return file


def _check_directory_size(file: BinaryIO) -> None:
    """Refuse a directory that would cost memory merely by being listed.

    The end record must be there exactly once, so that it is certainly the one that zipfile
    takes; a zip64 record, which could name another directory, is not needed below 4 GB.
    """
    length = file.seek(0, os.SEEK_END)
    file.seek(max(0, length - _END_OF_DIRECTORY_SIZE - _ZIP64_LOCATOR_SIZE - _MAX_COMMENT))
    tail = file.read()
    file.seek(0)
    at = tail.find(_END_OF_DIRECTORY)
    if at < 0 or tail.count(_END_OF_DIRECTORY) > 1 or len(tail) - at < _END_OF_DIRECTORY_SIZE:
        raise refusal("broken")
    if tail[max(0, at - _ZIP64_LOCATOR_SIZE) : at].startswith(_ZIP64_LOCATOR):
        raise refusal("broken")
    entries, directory_size = struct.unpack_from("<HI", tail, at + 10)
    if entries > MAX_MEMBERS or directory_size > MAX_DIRECTORY:
        raise refusal("too_many_members")


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise refusal("too_many_members")
    if sum(info.file_size for info in members) > MAX_TOTAL:
        raise refusal("too_large")
    for info in members:
        if _is_unsafe(info.filename):
            raise refusal("unsafe_name")
        if info.flag_bits & 0x1:
            raise refusal("encrypted")
        if info.file_size > MAX_MEMBER:
            raise refusal("too_large")
        if info.file_size > RATIO_FLOOR and info.file_size > MAX_RATIO * info.compress_size:
            raise refusal("compressed")
        # bzip2 and lzma are unpacked without a bound on memory, and no office program uses them
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refusal("broken")
        if _ARCHIVE_NAME.search(info.filename) and not _EMBEDDED_OFFICE.search(info.filename):
            raise refusal("nested_archive")
    if len({info.filename for info in members}) < len(members):
        raise refusal("broken")


def _is_unsafe(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return not name or parts[0] == "" or ".." in parts or ":" in parts[0]
