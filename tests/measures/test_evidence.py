"""Evidence: what is accepted, how it is kept, who sees it."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from io import BytesIO
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ProtectedError
from django.test import Client
from openpyxl import Workbook
from PIL import Image

from agencies.models import Event
from ita_portal.pictures import MAX_PIXELS
from measures.errors import NotPossible
from measures.evidence import attach_files, detach_evidence
from measures.models import Evidence, EvidenceUse, Measure
from measures.uploads import check_upload, clean_name
from tests import factories


def address(measure: Measure) -> str:
    return f"/work/test/measures/{measure.pk}/evidence/6m/"


def office(*members: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for member in members:
            archive.writestr(member, "<x/>")
    return out.getvalue()


def workbook() -> bytes:
    out = BytesIO()
    Workbook().save(out)
    return out.getvalue()


def with_place() -> bytes:
    """A photograph that knows where it was taken."""
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (14.0, 2.0, 3.0)}
    exif[0x010F] = "CANARY"
    out = BytesIO()
    Image.new("RGB", (60, 40), "navy").save(out, "JPEG", exif=exif)
    return out.getvalue()


def flood() -> bytes:
    """Few bytes, more pixels than anybody prints."""
    out = BytesIO()
    side = int(MAX_PIXELS**0.5) + 10
    Image.new("1", (side, side)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.jpg", b"<!doctype html><script>1</script>"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("flood.png", flood()),
        ("broken.jpg", factories.make_picture()[:200]),
        ("page.pdf", b"<html>%PDF-1.7 %%EOF"),
        ("cut.pdf", b"%PDF-1.7 and no end"),
        ("x.docx", b"no archive"),
        ("x.docx", office("[Content_Types].xml", "xl/workbook.xml")),
        ("x.docx", office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("x.xlsx", office("[Content_Types].xml", "xl/workbook.xml", "../x")),
        ("x.exe", b"MZ"),
        ("x.html", b"<p>"),
        ("empty.png", b""),
        ("x", b"x"),
    ],
)
def test_refused(name: str, content: bytes) -> None:
    with pytest.raises(NotPossible, match=r"[ก-๙]"):
        check_upload(name, content)


def test_a_picture_is_drawn_anew() -> None:
    upload = check_upload("a.jpg", with_place() + b"<script>polyglot</script>")
    assert b"CANARY" not in upload.data
    assert b"polyglot" not in upload.data
    with Image.open(BytesIO(upload.data)) as picture:
        assert picture.size == (60, 40)
        assert not picture.getexif()
    assert upload.thumbnail is not None


def drawn(format: str, mode: str = "RGB") -> bytes:
    """A picture of 60 x 40 in a format, its left half red."""
    picture = Image.new(mode, (60, 40))
    left = {"1": 1, "P": 200, "L": 200, "I;16": 40_000}.get(mode, "red")
    if mode == "P":
        picture.putpalette([n % 256 for n in range(768)])
    picture.paste(left, (0, 0, 30, 40))
    out = BytesIO()
    more = {"save_all": True, "append_images": [picture]} if format == "MPO" else {}
    picture.save(out, format, **more)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.jpg", drawn("JPEG"), "image/jpeg"),
        ("two in one.jpg", drawn("MPO"), "image/jpeg"),
        ("grey.jpeg", drawn("JPEG", "L"), "image/jpeg"),
        ("print.jpg", drawn("JPEG", "CMYK"), "image/jpeg"),
        ("a.webp", drawn("WEBP"), "image/jpeg"),
        ("a.png", drawn("PNG"), "image/png"),
        ("a.PNG", drawn("PNG", "RGBA"), "image/png"),
        ("scan.png", drawn("PNG", "1"), "image/png"),
        ("chart.png", drawn("PNG", "P"), "image/png"),
        ("deep.png", drawn("PNG", "I;16"), "image/png"),
    ],
)
def test_every_kind_of_picture_that_is_offered(name: str, content: bytes, kind: str) -> None:
    upload = check_upload(name, content)
    assert (upload.is_picture, upload.content_type) == (True, kind)
    with Image.open(BytesIO(upload.data)) as picture:
        assert picture.size == (60, 40)
        left, right = (picture.convert("RGB").getpixel((x, 20)) for x in (5, 55))
        assert left != right


def test_a_picture_that_was_taken_lying_down_stands_up_and_is_made_small() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees
    out = BytesIO()
    Image.new("RGB", (4_800, 2_400), "navy").save(out, "JPEG", exif=exif)
    upload = check_upload("a.jpg", out.getvalue())
    with Image.open(BytesIO(upload.data)) as picture:
        assert picture.size == (1_200, 2_400)


def test_the_largest_picture_takes_little_more_than_itself() -> None:
    """In a process of its own, whose memory can be read."""
    script = """
import resource
from io import BytesIO
from PIL import Image
from ita_portal.pictures import clean_picture
out = BytesIO()
Image.new("RGB", (7200, 5500), "navy").save(out, "JPEG")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
clean_picture(out.getvalue())
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    grown = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert int(grown.stdout) < 100_000  # kB: two copies in full size would be 240,000 more


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", b"%PDF-1.7\n...%%EOF\n", "application/pdf"),
        ("a.docx", office("[Content_Types].xml", "word/document.xml"), "wordprocessingml.document"),
        ("a.xlsx", workbook(), "spreadsheetml.sheet"),
    ],
)
def test_documents_are_kept_as_they_are(name: str, content: bytes, kind: str) -> None:
    upload = check_upload(name, content)
    assert upload.data == content
    assert upload.content_type.endswith(kind)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/ประชุม.jpg", "ประชุม.jpg"),
        ("C:\\temp\\ภาพ.png", "ภาพ.png"),
        ("a\x00b.pdf", "ab.pdf"),
        ("gpj.\u202egnp.exe", "gpj.gnp.exe"),
        ("...", "file"),
        ("ก" * 300 + ".jpg", "ก" * 116 + ".jpg"),
    ],
)
def test_names_are_made_harmless(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_several_pictures_with_their_description(sign_in: Any, measure: Measure) -> None:
    files = [
        SimpleUploadedFile(f"ภาพ {n}.jpg", factories.make_picture(colour))
        for n, colour in enumerate(("red", "green", "blue"), start=1)
    ]
    response = sign_in("staff").post(
        address(measure), {"uploads": files, "caption": "ประชุม", "dated": "5 มกราคม 2566"}
    )
    assert response.status_code == 302
    uses = EvidenceUse.objects.filter(measure=measure)
    assert [use.position for use in uses] == [1, 2, 3]
    assert {use.evidence.caption for use in uses} == {"ประชุม"}
    assert not any(use.evidence.is_public for use in uses)
    assert Event.objects.filter(verb="attached").count() == 3


def test_one_bad_file_keeps_all_out(sign_in: Any, measure: Measure) -> None:
    files = [
        SimpleUploadedFile("a.jpg", factories.make_picture()),
        SimpleUploadedFile("b.jpg", b"<html>"),
        SimpleUploadedFile("c.svg", b"<svg/>"),
    ]
    response = sign_in("staff").post(address(measure), {"uploads": files, "caption": "คำบรรยาย"})
    assert response.status_code == 422
    assert "b.jpg" in response.content.decode()
    assert "c.svg" in response.content.decode()
    assert "คำบรรยาย" in response.content.decode()
    assert not Evidence.objects.exists()


def test_link(sign_in: Any, measure: Measure) -> None:
    client = sign_in("staff")
    assert client.post(address(measure), {"url": "javascript:alert(1)"}).status_code == 422
    client.post(address(measure), {"url": "https://example.go.th/ข่าว"})
    assert Evidence.objects.get().kind == "link"


def test_download_is_an_attachment_under_its_thai_name(sign_in: Any, measure: Measure) -> None:
    use = factories.make_evidence(measure)
    response = sign_in("executive").get(f"/work/test/evidence-files/{use.evidence_id}/full/")
    content = b"".join(response.streaming_content)
    assert response["Content-Disposition"].startswith("attachment")
    assert "ประชุม.jpg" in unquote(response["Content-Disposition"])
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert hashlib.sha256(content).hexdigest() == use.evidence.sha256


def test_the_name_on_disk_is_not_the_human_name(measure: Measure) -> None:
    use = factories.make_evidence(measure)
    assert "ประชุม" not in use.evidence.file.name
    assert use.evidence.file.name != use.evidence.thumbnail.name


def test_files_of_another_agency_are_not_found(stranger: Client, measure: Measure) -> None:
    use = factories.make_evidence(measure)
    for agency in ("test", "other"):
        for size in ("full", "small"):
            path = f"/work/{agency}/evidence-files/{use.evidence_id}/{size}/"
            assert stranger.get(path).status_code == 404


def test_order_and_taking_off(sign_in: Any, measure: Measure) -> None:
    one, two, three = (factories.make_evidence(measure, caption=c) for c in "abc")
    client = sign_in("staff")
    client.post(f"/work/test/evidence/{three.pk}/up/")
    client.post(f"/work/test/evidence/{one.pk}/down/")

    def order() -> str:
        uses = EvidenceUse.objects.filter(measure=measure)
        return "".join(use.evidence.caption for use in uses)

    assert order() == "cab"
    client.post(f"/work/test/evidence/{two.pk}/detach/")
    assert order() == "ca"
    assert Evidence.objects.count() == 3
    assert Event.objects.filter(verb="detached").get().changes == {"evidence": ["b", None]}


def test_one_picture_proves_two_measures(
    sign_in: Any, measure: Measure, elsewhere: Measure
) -> None:
    use = factories.make_evidence(measure, caption="ประชุมร่วม")
    client = sign_in("coordinator")
    client.post(address(elsewhere), {"others": [use.evidence_id]})
    assert EvidenceUse.objects.filter(evidence=use.evidence_id).count() == 2
    page = client.get(f"/work/test/measures/{measure.pk}/").content.decode()
    assert f"มาตรการที่ {elsewhere.position}</a>" in page
    with pytest.raises(ProtectedError):
        use.evidence.delete()


def test_staff_of_another_division_are_refused(sign_in: Any, elsewhere: Measure) -> None:
    use = factories.make_evidence(elsewhere)
    client = sign_in("staff")
    assert client.get(address(elsewhere)).status_code == 403
    assert client.post(f"/work/test/evidence/{use.pk}/detach/").status_code == 403
    assert EvidenceUse.objects.exists()


def test_a_closed_round_keeps_its_evidence(sign_in: Any, measure: Measure) -> None:
    use = factories.make_evidence(measure)
    client = sign_in("coordinator")
    client.post(f"/work/test/plans/{measure.plan_id}/rounds/6m/close/")
    client.post(f"/work/test/evidence/{use.pk}/detach/")
    file = SimpleUploadedFile("a.jpg", factories.make_picture())
    assert client.post(address(measure), {"uploads": [file]}).status_code == 422
    assert EvidenceUse.objects.count() == 1


def test_nothing_stays_when_a_row_fails(measure: Measure, people: Any) -> None:
    upload = check_upload("a.jpg", factories.make_picture())
    with pytest.raises(ValidationError):
        attach_files(
            measure=measure,
            round="6m",
            uploads=[upload],
            actor=people["staff"],
            description={"is_public": "perhaps"},
        )
    assert not Evidence.objects.exists()
    assert not Event.objects.exists()


def test_detaching_is_told_once(measure: Measure, people: Any) -> None:
    use = factories.make_evidence(measure)
    detach_evidence(use=use, actor=people["staff"])
    assert Event.objects.filter(verb="detached").count() == 1
