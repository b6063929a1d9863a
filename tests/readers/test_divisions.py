"""Who is responsible, out of the text of one cell."""

import pytest

from reports.readers.divisions import ALL_DIVISIONS, read_responsible


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("สำนักปลัด", ["สำนักปลัด"]),
        ("สำนักปลัด กองคลัง กองช่าง กองการศึกษาฯ", ["สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา"]),
        ("สำนักปลัด/กองคลัง, กองช่าง", ["สำนักปลัด", "กองคลัง", "กองช่าง"]),
        ("๑. สำนักปลัด\n๒. กองคลัง", ["สำนักปลัด", "กองคลัง"]),
        ("- สำนักปลัด\n- กองคลัง", ["สำนักปลัด", "กองคลัง"]),
        ("กองคลังและกองช่าง", ["กองคลัง", "กองช่าง"]),
        ("สำนักปลัดกองคลังกองช่าง", ["สำนักปลัด", "กองคลัง", "กองช่าง"]),
        ("กองการศึกษา ศาสนาและ วัฒนธรรม", ["กองการศึกษา ศาสนาและวัฒนธรรม"]),
        ("กองสาธารณสุข และสิ่งแวดล้อม", ["กองสาธารณสุขและสิ่งแวดล้อม"]),
        ("สำนักปลัด อบต.", ["สำนักปลัด"]),
        ("เจ้าหน้าที่ทุกภารกิจงาน", [ALL_DIVISIONS]),
        ("ทุกส่วนราชการ", [ALL_DIVISIONS]),
        ("ทุกสำนัก/กอง", [ALL_DIVISIONS]),
        (
            "ทุกภารกิจงานจัดทำข้อมูลในส่วนงานตนเอง และส่งมอบให้สำนักปลัดรวบรวม",
            [ALL_DIVISIONS, "สำนักปลัด"],
        ),
        ("หัวหน้าสำนักปลัด", ["สำนักปลัด"]),
        ("", []),
    ],
)
def test_divisions(text: str, names: list[str]) -> None:
    assert list(read_responsible(text).names) == names


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("กองคลัง/งานพัสดุ", [("กองคลัง", "งานพัสดุ")]),
        ("งานตรวจสอบภายใน สำนักปลัด", [("สำนักปลัด", "งานตรวจสอบภายใน")]),
        ("สำนักปลัดเทศบาล (งานนิติการ)", [("สำนักปลัดเทศบาล", "งานนิติการ")]),
        (
            "งานบริหารงานบุคคล งานแผนงานและ งบประมาณ สำนักปลัด",
            [("สำนักปลัด", "งานบริหารงานบุคคล"), ("สำนักปลัด", "งานแผนงานและงบประมาณ")],
        ),
        ("งานธุรการ", [("งานธุรการ", "")]),
    ],
)
def test_units_belong_to_the_division_beside_them(text: str, pairs: list[tuple[str, str]]) -> None:
    assert [(d.name, d.unit) for d in read_responsible(text).divisions] == pairs


def test_who_is_named_beside_all_divisions() -> None:
    found = read_responsible("ผู้บริหาร และทุกส่วนราชการ\n๑. นายกเทศมนตรี")
    assert (found.names, found.officers) == ((ALL_DIVISIONS,), ("ผู้บริหาร", "นายกเทศมนตรี"))


def test_a_numbered_list_below_the_divisions_names_officers() -> None:
    found = read_responsible("สำนักปลัด กองคลัง\n๑. ปลัดเทศบาล\n๒. ผู้อำนวยการกองคลัง\n๓. นิติกร")
    assert found.names == ("สำนักปลัด", "กองคลัง")
    assert found.officers == ("ปลัดเทศบาล", "ผู้อำนวยการกองคลัง", "นิติกร")
