"""What is refused before it is opened, with which words, and at which cost."""

from __future__ import annotations

import struct
import subprocess
import sys
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.readers.archive import MAX_MEMBERS, MB, Archive, UnreadableDocument
from reports.readers.docx import read_docx
from tests.docx_files import MACRO_TYPE, docx, p, png, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ODT = b"application/vnd.oasis.opendocument.text"
GOOD = docx(p("ข้อความ"))
ROOT = Path(__file__).resolve().parents[2]


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_members(more: dict[str, bytes]) -> bytes:
    return zipped({**members(GOOD), **more})


def refused(data: bytes) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read_docx(data)
    return caught.value


@pytest.mark.parametrize(
    ("data", "code", "advice"),
    [
        (b"", "empty", "ไฟล์ว่างเปล่า"),
        (b"%PDF-1.7\n" + bytes(50), "pdf", "ใช้ไฟล์ Word (.docx)"),
        (b"\r\n%PDF-1.4", "pdf", "ใช้ไฟล์ Word (.docx)"),
        (png(), "image", "รูปภาพ"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "image", "รูปภาพ"),
        (b"\0\0\0\x18ftypheic" + bytes(50), "image", "รูปภาพ"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html></html>", "html", "บันทึกเป็น"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "html", "บันทึกเป็น"),
        (b"{\\rtf1\\ansi}", "rtf", "บันทึกเป็น"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "word_xml", "บันทึกเป็น"),
        (OLE + "WordDocument".encode("utf-16-le") + OLE, "old_word", ".doc"),
        (OLE + "EncryptedPackage".encode("utf-16-le") + OLE, "encrypted", "ลบรหัสผ่าน"),
        (OLE + "Workbook".encode("utf-16-le"), "spreadsheet", "Excel"),
        (OLE, "other", ".docx"),
        ("รายงาน".encode(), "other", ".docx"),
        (zipped({"mimetype": ODT}), "open_document", "LibreOffice"),
        (zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "spreadsheet", "Excel"),
        (zipped({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), "presentation", "Word"),
        (zipped({"photo.jpg": b"x"}), "other", ".docx"),
        (zipped({"[Content_Types].xml": b"<Types/>"}), "no_document", "บันทึก"),
        (GOOD[: len(GOOD) // 2], "broken", "ต้นฉบับ"),
        (b"PK\x03\x04" + bytes(100), "broken", "ต้นฉบับ"),
    ],
)  # fmt: skip
def test_what_is_not_a_word_file_is_told_by_its_content(
    data: bytes, code: str, advice: str
) -> None:
    error = refused(data)
    assert error.code == code
    assert advice in str(error)


def test_the_end_of_an_old_file_may_lie_between_two_pieces() -> None:
    name = "WordDocument".encode("utf-16-le")
    assert refused(OLE + bytes(64 * 1024 - len(OLE) - 7) + name).code == "old_word"


def test_a_file_name_is_put_before_the_message() -> None:
    with pytest.raises(UnreadableDocument, match=r"^แผน\.docx: ไฟล์ว่างเปล่า"):
        read_docx(b"", name="แผน.docx")


def test_a_seekable_file_is_read_like_its_bytes() -> None:
    assert read_docx(BytesIO(GOOD)) == read_docx(GOOD)


def test_macros_are_not_a_reason_to_refuse() -> None:
    data = docx(p("ข้อความ"), main_type=MACRO_TYPE, parts={"word/vbaProject.bin": b"\xd0\xcf"})
    assert list(read_docx(data).document.texts()) == ["ข้อความ"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"../../etc/cron.d/x": b"x"}, "unsafe_name"),
        ({"/etc/passwd": b"x"}, "unsafe_name"),
        ({"C:\\x.xml": b"x"}, "unsafe_name"),
        ({"word\\..\\..\\x": b"x"}, "unsafe_name"),
        ({"word/media/more.zip": b"x"}, "nested_archive"),
        ({"inner.docx": b"x"}, "nested_archive"),
        ({f"word/media/{n}.xml": b"" for n in range(MAX_MEMBERS)}, "too_many_members"),
        ({"word/media/white.bmp": bytes(5 * MB)}, "compressed"),
        ({"word/media/big.bin": bytes(51 * MB)}, "too_large"),
        ({f"word/media/{n}.bin": bytes(30 * MB) for n in range(4)}, "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_harmful_archives_are_refused_by_their_directory(more: dict[str, bytes], code: str) -> None:
    assert refused(with_members(more)).code == code


def test_a_workbook_behind_a_chart_is_no_reason_to_refuse() -> None:
    data = with_members({"word/embeddings/Microsoft_Excel_Worksheet.xlsx": b"PK"})
    assert list(read_docx(data).document.texts()) == ["ข้อความ"]


def test_other_ways_of_packing_and_encrypted_members_are_refused() -> None:
    assert refused(zipped(members(GOOD), compression=zipfile.ZIP_LZMA)).code == "broken"
    flagged = bytearray(GOOD)
    at = flagged.index(b"PK\x01\x02")
    flagged[at + 8] |= 1
    assert refused(bytes(flagged)).code == "encrypted"


def test_a_second_member_of_the_same_name_is_refused() -> None:
    file = BytesIO(GOOD)
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<x/>")
    assert refused(file.getvalue()).code == "broken"


def lying(name: str, size: int, declared: int) -> bytes:
    """An archive whose directory declares a size that is not that of the member."""
    data = bytearray(with_members({name: bytes(size)}))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        offset = archive.start_dir
    while data[offset + 46 : offset + 46 + len(name)] != name.encode():
        offset = data.index(b"PK\x01\x02", offset + 4)
    struct.pack_into("<I", data, offset + 24, declared)
    return bytes(data)


def test_a_directory_that_lies_is_found_out_while_reading() -> None:
    with Archive(BytesIO(lying("word/settings.xml", 5 * MB, 1000))) as archive:
        with pytest.raises(UnreadableDocument) as caught:
            archive.read("word/settings.xml")
        assert caught.value.code == "broken"


def test_reading_stops_at_the_limit() -> None:
    with Archive(BytesIO(GOOD)) as archive, pytest.raises(UnreadableDocument) as caught:
        archive.read("word/document.xml", limit=10)
    assert caught.value.code == "too_large"


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ('<!DOCTYPE x [<!ENTITY a "ก">]><x>&a;</x>', "unsafe_xml"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', "unsafe_xml"),
        ("<x>", "broken"),
        ("", "broken"),
        ('<?xml version="1.0" encoding="utf-7"?><x/>', "broken"),
        ("<x>" * 500 + "</x>" * 500, "too_complex"),
        ("<x>" + "<y/>" * 450_000 + "</x>", "too_complex"),
        ('<w:document xmlns:w="urn:other"/>', "no_document"),
    ],
    ids=lambda value: value if len(value) < 20 else "",
)
def test_harmful_or_broken_xml(xml: str, code: str) -> None:
    data = zipped(
        {**members(GOOD), "word/document.xml": xml.encode()}, compression=zipfile.ZIP_STORED
    )
    assert refused(data).code == code


def bomb(kind: str) -> bytes:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return {
        "zeros": lambda: with_members({"word/media/a.bin": bytes(110 * MB)}),
        "many small": lambda: with_members({f"word/{n}.xml": bytes(MB - 1) for n in range(101)}),
        "entities": lambda: with_members(
            {"word/document.xml": f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><x>&a11;</x>'.encode()}
        ),
        "nodes": lambda: with_members(
            {"word/document.xml": b"<x>" + b"".join(b"<p a='%d'/>x" % n for n in range(1_200_000))}
        ),
        "attributes": lambda: with_members(
            {"word/document.xml": b"<x" + b"".join(b" a%d='x'" % n for n in range(1_000_000))}
        ),
        "directory": lambda: zipped({f"{n:060}": b"" for n in range(60_000)}),
    }[kind]()


@pytest.mark.parametrize(
    "kind", ["zeros", "many small", "entities", "nodes", "attributes", "directory"]
)
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is told by Linux")
def test_refusing_costs_little_memory(kind: str, tmp_path: Path) -> None:
    """The limit is that of the trust rules: 150 MB for the whole process while refusing."""
    path = tmp_path / "bomb.docx"
    path.write_bytes(bomb(kind))
    program = (
        "import re, sys\n"
        "from reports.readers.docx import UnreadableDocument, read_docx\n"
        "try:\n"
        "    with open(sys.argv[1], 'rb') as file: read_docx(file)\n"
        "except UnreadableDocument as error: print(error.code)\n"
        "status = open('/proc/self/status').read()\n"
        "print(int(re.search(r'VmHWM:\\s+([0-9]+) kB', status)[1]) // 1024)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    code, peak = run.stdout.split()
    assert code in {"too_large", "compressed", "unsafe_xml", "too_complex", "too_many_members"}
    assert int(peak) < 150


@given(st.data())
def test_damaged_files_are_read_or_refused_but_never_fail(data: st.DataObject) -> None:
    damaged = bytearray(data.draw(st.sampled_from([GOOD, zipped(members(GOOD), compression=0)])))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at] = data.draw(st.integers(0, 255))
    with suppress(UnreadableDocument):
        read_docx(bytes(damaged))
