import copy
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from assessments.catalogue import Catalogue, load_catalogue
from assessments.framework_files import FrameworkFileError, read_framework
from assessments.frameworks import load_frameworks, store_framework
from assessments.models import Confidence, Framework, Item

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "frameworks"
YEARS = (2564, 2565, 2566, 2567, 2568, 2569)


def data_of(year: int) -> dict[str, Any]:
    path = FOLDER / f"{year}.json"
    return read_framework(path.read_bytes(), path.name)


@pytest.mark.django_db
def test_load_stores_each_edition_once_and_never_changes_one() -> None:
    first = load_frameworks(FOLDER)
    assert first.loaded == tuple((year, 1) for year in YEARS)
    Framework.objects.filter(fiscal_year=2565).update(note="แก้ในฐานข้อมูล")
    second = load_frameworks(FOLDER)
    assert (second.loaded, second.present) == ((), first.loaded)
    assert Framework.objects.get(fiscal_year=2565).note == "แก้ในฐานข้อมูล"
    with pytest.raises(IntegrityError), transaction.atomic():
        store_framework(data_of(2565))


@pytest.mark.django_db
def test_one_bad_file_stores_nothing(tmp_path: Path) -> None:
    (tmp_path / "2564.json").write_bytes((FOLDER / "2564.json").read_bytes())
    (tmp_path / "2565.json").write_text('{"format": 1}')
    with pytest.raises(FrameworkFileError, match=r"2565\.json: .*ขาด edition"):
        load_frameworks(tmp_path)
    assert not Framework.objects.exists()


@pytest.mark.django_db
def test_database_and_file_give_the_same_catalogue(django_assert_num_queries: Any) -> None:
    load_frameworks(FOLDER)
    for year in YEARS:
        assert load_catalogue(year) == Catalogue.from_data(data_of(year))
    with django_assert_num_queries(8):
        load_catalogue(2565)
    assert load_catalogue(2560) is None


@pytest.mark.django_db
def test_the_newest_edition_is_current() -> None:
    load_frameworks(FOLDER)
    store_framework({**data_of(2565), "edition": 2})
    current = Framework.objects.current(2565)
    assert current is not None
    assert current.edition == 2
    newest = Framework.objects.newest_editions()
    assert [(f.fiscal_year, f.edition) for f in newest][-2:] == [(2565, 2), (2564, 1)]


@pytest.mark.django_db
def test_facts_keep_their_confidence_and_sources() -> None:
    load_frameworks(FOLDER)
    year_2565 = Framework.objects.get(fiscal_year=2565)
    assert year_2565.provenance("pass_mark").confidence == Confidence.CONFIRMED
    assert len(year_2565.provenance("pass_mark").source.split("\n")) == 2
    year_2567 = Framework.objects.get(fiscal_year=2567)
    assert (year_2567.measures_item, year_2567.provenance("measures_item").is_established) == (
        "",
        False,
    )
    unknown = Item.objects.get(framework=year_2565, code="O14")
    assert (unknown.title, unknown.confidence) == ("", Confidence.UNCONFIRMED)


def test_files_state_what_the_sources_establish_and_no_more() -> None:
    """Counts and codes from the published lists of each year; a value that only memory gives
    is a suggestion."""
    codes = {
        year: (facts["measures_item"]["value"], facts["report_item"]["value"])
        for year in YEARS
        for facts in [data_of(year)["facts"]]
    }
    assert codes == {
        2564: ("O42", "O43"),
        2565: ("O42", "O43"),
        2566: ("O42", "O43"),
        2567: (None, None),
        2568: (None, None),
        2569: ("O25", "O26"),
    }
    assert [len(data_of(year)["items"]) for year in YEARS] == [43, 43, 43, 4, 28, 26]
    assert [len(data_of(year)["questions"]) for year in YEARS] == [45, 45, 0, 0, 0, 0]
    assert data_of(2567)["suggestions"]["measures_item"] == "O34"
    assert data_of(2568)["suggestions"]["item_titles"].keys() == {"O5", "O7", "O27", "O28"}
    for year in YEARS:
        data = data_of(year)
        known = {row["code"] for row in data["items"] if row["title"]}
        assert not known & data["suggestions"].get("item_titles", {}).keys()


def _without_edition(data: dict[str, Any]) -> None:
    del data["edition"]


def _unknown_key(data: dict[str, Any]) -> None:
    data["colour"] = "red"


def _weight_missing(data: dict[str, Any]) -> None:
    data["instruments"][0]["weight"] = None


def _weights_too_high(data: dict[str, Any]) -> None:
    data["instruments"][0]["weight"] = 31


def _code_twice(data: dict[str, Any]) -> None:
    data["items"][1]["code"] = "O1"


def _unknown_source(data: dict[str, Any]) -> None:
    data["items"][0]["source"] = ["hearsay"]


def _no_source(data: dict[str, Any]) -> None:
    data["items"][0]["source"] = []


def _wrong_place(data: dict[str, Any]) -> None:
    data["items"][0]["sub_indicator"] = "9.9"


def _wrong_instrument(data: dict[str, Any]) -> None:
    data["questions"][0]["indicator"] = 6


def _text_for_a_number(data: dict[str, Any]) -> None:
    data["rating_levels"][0]["minimum"] = "๙๕"


def _levels_in_disorder(data: dict[str, Any]) -> None:
    data["rating_levels"].reverse()


def _unknown_item(data: dict[str, Any]) -> None:
    data["facts"]["measures_item"]["value"] = "O44"


def _mark_too_high(data: dict[str, Any]) -> None:
    data["facts"]["pass_mark"]["value"] = 850


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_without_edition, "ขาด edition"),
        (_unknown_key, "ไม่รู้จัก colour"),
        (_weight_missing, "น้ำหนักของทุกเครื่องมือ"),
        (_weights_too_high, "น้ำหนักของทุกเครื่องมือ"),
        (_code_twice, "items: O1 ซ้ำกัน"),
        (_unknown_source, "items O1: ไม่มีแหล่งข้อมูล hearsay"),
        (_no_source, "items O1: ข้อมูลที่ยืนยันแล้วต้องระบุแหล่งข้อมูล"),
        (_wrong_place, "items O1: ไม่มีตัวชี้วัดย่อย 9.9"),
        (_wrong_instrument, "questions I1: ไม่ตรงกับตัวชี้วัดที่ 6"),
        (_text_for_a_number, "rating_levels รายการที่ 1: minimum"),
        (_levels_in_disorder, "ต้องเรียงจากระดับสูงสุด"),
        (_unknown_item, "ไม่มีข้อมูล O44"),
        (_mark_too_high, "facts pass_mark: value"),
    ],
)
def test_says_what_is_wrong_and_where(spoil: Any, message: str) -> None:
    data = copy.deepcopy(data_of(2565))
    spoil(data)
    with pytest.raises(FrameworkFileError) as caught:
        read_framework(json.dumps(data).encode(), "2565.json")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"[" * 100_000, b"null", b'{"format": 1', b"\xff\xfe"]
)
def test_refuses_what_is_no_framework_file(content: bytes) -> None:
    with pytest.raises(FrameworkFileError):
        read_framework(content, "x.json")


def test_refuses_a_huge_file_unread() -> None:
    with pytest.raises(FrameworkFileError, match="ใหญ่เกินไป"):
        read_framework(b" " * 3_000_000, "x.json")
