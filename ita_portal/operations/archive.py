"""The file of a backup: a zip archive that vouches for each of its bytes.

``manifest.json`` names every other member with its length and SHA-256. The comment at the end
of the archive is the SHA-256 of all bytes before it, so that a flipped byte is found wherever
it lies, also where no zip program looks. Any zip program can open the file.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, BinaryIO

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024
_SEAL_LENGTH = 64
_MAX_MANIFEST = 64 * 1024 * 1024
_DATA_NAME = re.compile(r"data/[a-z_]+\.[a-z_]+\.jsonl")


class BackupError(Exception):
    """A backup cannot be made or is refused; the message is one line for whoever runs it."""


@dataclass(frozen=True)
class Member:
    """What the manifest says of a member."""

    bytes: int
    sha256: str


@dataclass
class Manifest:
    """What a backup is of. ``rows`` counts the rows of each model, ``migrations`` lists the
    applied ones as ``app.name``."""

    format: int
    portal: str
    made_at: str
    database: str
    migrations: list[str]
    rows: dict[str, int] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        """Raises ``BackupError`` for anything but a manifest of this format."""
        try:
            data = json.loads(text)
            if data.get("format") != FORMAT:
                raise BackupError("the backup has a format that this version does not know")
            data["members"] = {name: Member(**said) for name, said in data["members"].items()}
            return cls(**data)
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            raise BackupError("the backup's manifest cannot be understood") from error


class Writer:
    """Adds members to a backup and notes them in its manifest."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._archive = archive
        self.manifest = manifest

    @contextmanager
    def member(self, name: str, *, packed: bool = True) -> Iterator[_Counting]:
        """A member to write bytes into; what is packed already need not be packed again."""
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        with self._archive.open(info, "w", force_zip64=True) as raw:
            counting = _Counting(raw)
            yield counting
        self.manifest.members[name] = Member(counting.length, counting.digest.hexdigest())

    def add_file(self, name: str, path: Path) -> None:
        """Copy a file into the archive."""
        with path.open("rb") as source, self.member(name, packed=False) as target:
            while chunk := source.read(CHUNK):
                target.write(chunk)


class _Counting:
    """Counts and hashes what is written through it."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self.length = 0
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> None:
        self._raw.write(data)
        self.length += len(data)
        self.digest.update(data)


@contextmanager
def write_archive(path: Path, manifest: Manifest) -> Iterator[Writer]:
    """Write a backup. It gets its name when it is complete and on the disk; before, and after
    an error, nothing is there but what was there. Readable by its owner only."""
    with NamedTemporaryFile(dir=path.parent, prefix=".backup-", delete=False) as file:
        draft = Path(file.name)
        try:
            with zipfile.ZipFile(file, "w") as archive:
                yield Writer(archive, manifest)
                text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
                archive.writestr(zipfile.ZipInfo(MANIFEST), text)
            _seal(file)
            file.flush()
            os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    sync_folder(path.parent)


class Reader:
    """A backup whose seal and member names have been checked. Use as a context manager."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        try:
            _check_seal(self._file)
            self._archive = zipfile.ZipFile(self._file)
            self.manifest = self._read_manifest()
            self._check_names()
        except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError) as error:
            self._file.close()
            raise BackupError("this is no backup, or it is damaged") from error
        except BackupError:
            self._file.close()
            raise

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()
        self._file.close()

    @property
    def files(self) -> list[str]:
        """The names of the uploaded files, relative to their folder."""
        return [name[6:] for name in self.manifest.members if name.startswith("files/")]

    def copy(self, name: str, target: IO[bytes]) -> None:
        """Unpack a member, and raise ``BackupError`` unless it is what the manifest says."""
        said, length, digest = self.manifest.members[name], 0, hashlib.sha256()
        try:
            with self._archive.open(name) as source:
                # One byte more than promised is enough to see that the promise is broken.
                while length <= said.bytes and (chunk := source.read(CHUNK)):
                    length += len(chunk)
                    digest.update(chunk)
                    target.write(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise BackupError(f"the backup is damaged in {name}") from error
        if (length, digest.hexdigest()) != (said.bytes, said.sha256):
            raise BackupError(f"the backup is damaged in {name}: its SHA-256 differs")

    def _read_manifest(self) -> Manifest:
        try:
            if self._archive.getinfo(MANIFEST).file_size > _MAX_MANIFEST:
                raise BackupError("the backup's manifest is too long")
            return Manifest.from_json(self._archive.read(MANIFEST))
        except KeyError as error:
            raise BackupError("this is no backup: it has no manifest") from error

    def _check_names(self) -> None:
        names = self._archive.namelist()
        if sorted(names) != sorted([*self.manifest.members, MANIFEST]):
            raise BackupError("the backup's members are not those of its manifest")
        for name in self.manifest.members:
            if not (_DATA_NAME.fullmatch(name) or _is_plain_file(name)):
                raise BackupError(f"the backup has a member with an unsafe name: {name!r}")


def sync_folder(folder: Path) -> None:
    """The name of a new file is on the disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_plain_file(name: str) -> bool:
    """Whether the name leads to a file below ``files/`` and nowhere else on any system."""
    first, *parts = name.split("/")
    return (
        first == "files"
        and bool(parts)
        and all(part.strip(". ") and not re.search(r"[\x00-\x1f\\:]", part) for part in parts)
    )


def _seal(file: IO[bytes]) -> None:
    """Make the SHA-256 of all bytes so far the archive's comment. The archive had none, so its
    last two bytes are the length of the comment: zero."""
    file.seek(-2, os.SEEK_END)
    file.write(struct.pack("<H", _SEAL_LENGTH))
    file.flush()
    digest = _digest(file, file.tell())
    file.seek(0, os.SEEK_END)
    file.write(digest)


def _check_seal(file: BinaryIO) -> None:
    length = file.seek(0, os.SEEK_END) - _SEAL_LENGTH
    if length < 0 or _digest(file, length) != file.read(_SEAL_LENGTH):
        raise BackupError("this is no backup, or it is damaged: its SHA-256 differs")
    file.seek(0)


def _digest(file: IO[bytes], length: int) -> bytes:
    """The SHA-256 of the first ``length`` bytes as ASCII; the file stands behind them then."""
    file.seek(0)
    digest = hashlib.sha256()
    while length and (chunk := file.read(min(CHUNK, length))):
        digest.update(chunk)
        length -= len(chunk)
    return digest.hexdigest().encode("ascii")
