"""What an administrator types about an agency, its divisions and its people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError

from agencies.divisions import usual_divisions
from agencies.models import Agency, AgencyKind, Division, Membership, Official, Role
from agencies.theme import STANDARD, is_readable, readable_shade

MAX_LOGO = 5_000_000


class NamesField(forms.CharField):
    """Several names, one a line; blank lines and repetitions are left out."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = (" ".join(line.split()) for line in (super().clean(value) or "").splitlines())
        names = list(dict.fromkeys(line for line in lines if line))
        if any(len(name) > 200 for name in names):
            raise ValidationError("ชื่อยาวเกิน 200 ตัวอักษร")
        return names


class DetailsForm(forms.ModelForm):  # type: ignore[type-arg]
    """What stands on covers and public pages, and how the pages look."""

    aliases = NamesField(label="ชื่ออื่นที่ใช้เรียก", help_text="หนึ่งชื่อต่อหนึ่งบรรทัด ระบบใช้จับคู่ชื่อในเอกสาร Word")
    website = forms.URLField(
        label="เว็บไซต์หลัก", required=False, assume_scheme="https", max_length=200,
        help_text="เช่น https://www.example.go.th/",
    )  # fmt: skip
    colour = forms.RegexField(
        r"^#[0-9a-fA-F]{6}$",
        label="สีของหน่วยงาน",
        widget=forms.TextInput(attrs={"type": "color", "class": "form-control-color"}),
        required=False,
        help_text="ใช้ที่แถบบนและปุ่ม ระบบตรวจให้ว่าอ่านตัวอักษรได้ ทั้งจอสว่างและจอมืด",
    )

    class Meta:
        model = Agency
        fields = ("name", "short_name", "kind", "district", "province", "website", "numerals",
                  "aliases", "colour")  # fmt: skip
        help_texts = {
            "district": "ไม่ต้องพิมพ์คำว่าอำเภอ",
            "province": "ไม่ต้องพิมพ์คำว่าจังหวัด",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["colour"] = self.initial.get("colour") or STANDARD

    def clean_district(self) -> str:
        """Without the word that the pages put before it."""
        return str(self.cleaned_data["district"]).strip().removeprefix("อำเภอ").strip()

    def clean_province(self) -> str:
        """Likewise."""
        return str(self.cleaned_data["province"]).strip().removeprefix("จังหวัด").strip()

    def clean_colour(self) -> str:
        """Nothing for the portal's own colour; refused when nobody could read it."""
        colour = str(self.cleaned_data["colour"]).lower()
        if colour in ("", STANDARD):
            return ""
        if not is_readable(colour):
            raise ValidationError(
                f"สี {colour} อ่อนเกินไป ตัวอักษรบนสีนี้อ่านยาก สีใกล้เคียงที่ใช้ได้คือ {readable_shade(colour)}"
            )
        return colour


class LogoForm(forms.Form):
    """The agency's logo."""

    logo = forms.FileField(label="ตราสัญลักษณ์ (JPG หรือ PNG)")

    def clean_logo(self) -> Any:
        """Not too large to be a logo."""
        logo = self.cleaned_data["logo"]
        if logo.size > MAX_LOGO:
            raise ValidationError("ภาพใหญ่เกิน 5 MB กรุณาลดขนาดก่อน")
        return logo


class NewAgencyForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new agency; the kind is read from its name."""

    join = forms.BooleanField(label="ให้ฉันเป็นผู้ดูแลระบบของหน่วยงานนี้ด้วย", required=False, initial=True)

    class Meta:
        model = Agency
        fields = ("name", "slug", "district", "province")
        help_texts = {
            "name": "ชื่อเต็ม เช่น เทศบาลตำบลตัวอย่าง",
            "slug": "ตัวอักษรอังกฤษ เช่น tambon-example จะอยู่ในที่อยู่ของหน้าที่เผยแพร่ เปลี่ยนภายหลังไม่ได้",
        }

    def clean_name(self) -> str:
        """One name, one agency."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if Agency.objects.filter(
            name=name,
            province=self.data.get("province", "").strip(),
            district=self.data.get("district", "").strip(),
        ).exists():
            raise ValidationError("มีหน่วยงานชื่อนี้ในอำเภอและจังหวัดนี้แล้ว")
        return name

    def save(self, commit: bool = True) -> Agency:
        """The agency with its kind."""
        self.instance.kind = AgencyKind.of_name(self.instance.name)
        agency: Agency = super().save(commit=commit)
        return agency


class DivisionsForm(forms.Form):
    """Several divisions at once: ticked, and typed."""

    usual = forms.MultipleChoiceField(
        label="ส่วนราชการที่มักมี", widget=forms.CheckboxSelectMultiple, required=False
    )
    others = NamesField(label="ส่วนราชการอื่น", help_text="หนึ่งชื่อต่อหนึ่งบรรทัด")

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = set(agency.divisions.values_list("name", flat=True))
        names = [name for name in usual_divisions(agency.kind_of) if name not in known]
        self.fields["usual"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
        if not names:
            del self.fields["usual"]

    def clean(self) -> dict[str, Any]:
        """At least one."""
        super().clean()
        self.cleaned_data["names"] = [
            *self.cleaned_data.get("usual", []),
            *self.cleaned_data.get("others", []),
        ]
        if not self.errors and not self.cleaned_data["names"]:
            raise ValidationError("กรุณาเลือกหรือพิมพ์ชื่ออย่างน้อยหนึ่งส่วนราชการ")
        return self.cleaned_data


class DivisionForm(forms.ModelForm):  # type: ignore[type-arg]
    """One division."""

    aliases = NamesField(label="ชื่ออื่นที่ใช้เรียก", help_text="หนึ่งชื่อต่อหนึ่งบรรทัด ระบบใช้จับคู่ชื่อในเอกสาร Word")

    class Meta:
        model = Division
        fields = ("name", "parent", "aliases", "email", "position", "covers_all")
        help_texts = {
            "email": "รับการแจ้งเตือนของส่วนราชการ ถ้ามี",
            "position": "ลำดับในรายการ",
            "parent": "สำหรับงานที่อยู่ภายใต้กองหรือสำนัก",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Division.objects.filter(agency=self.instance.agency).exclude(pk=self.instance.pk)
        self.fields["parent"].queryset = others.filter(parent=None)  # type: ignore[attr-defined]

    def clean_parent(self) -> Division | None:
        """Two levels: a division with units of its own stays at the top."""
        parent: Division | None = self.cleaned_data["parent"]
        if parent and self.instance.units.exists():
            raise ValidationError("ส่วนราชการนี้มีงานอยู่ภายใต้ จึงอยู่ภายใต้ส่วนราชการอื่นไม่ได้")
        return parent

    def clean_name(self) -> str:
        """A name of its own within the agency."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        same = Division.objects.filter(agency=self.instance.agency, name=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise ValidationError("มีส่วนราชการชื่อนี้อยู่แล้ว")
        return name


class PlaceForm(forms.Form):
    """A person's place in an agency: role, and for staff the division."""

    display_name = forms.CharField(label="ชื่อที่แสดง", max_length=200)
    email = forms.EmailField(label="อีเมล", required=False, help_text="สำหรับการแจ้งเตือน ถ้ามี")
    role = forms.ChoiceField(label="บทบาท", choices=Role.choices)
    division = forms.ModelChoiceField(
        label="ส่วนราชการ",
        queryset=Division.objects.none(),
        required=False,
        help_text="ระบุเมื่อเป็นเจ้าหน้าที่ส่วนราชการ บทบาทอื่นเว้นว่าง",
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = [self.initial["division"]] if self.initial.get("division") else []
        own = Division.objects.to_choose(agency, kept=kept)
        self.fields["division"].queryset = own  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Only staff belong to a division, and they must."""
        super().clean()
        is_staff = self.cleaned_data.get("role") == Role.STAFF
        if is_staff and not self.cleaned_data.get("division") and "division" not in self.errors:
            self.add_error("division", "กรุณาเลือกส่วนราชการของเจ้าหน้าที่")
        if not is_staff:
            self.cleaned_data["division"] = None
        return self.cleaned_data

    @property
    def place(self) -> dict[str, Any]:
        """The cleaned values as the services take them."""
        return {name: self.cleaned_data[name] for name in
                ("display_name", "email", "role", "division")}  # fmt: skip


class PersonForm(PlaceForm):
    """A new person, or one who has an account from another agency."""

    field_order = ("username", "display_name", "role", "division", "email")
    username = forms.CharField(
        label="ชื่อผู้ใช้",
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text="เช่น somsri หากมีบัญชีในระบบอยู่แล้ว ให้ใช้ชื่อเดิม",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )


class OwnNameForm(forms.Form):
    """What somebody says of themselves."""

    display_name = forms.CharField(label="ชื่อที่แสดง", max_length=200)
    email = forms.EmailField(label="อีเมล", required=False)


class OfficialForm(forms.ModelForm):  # type: ignore[type-arg]
    """Somebody who signs."""

    class Meta:
        model = Official
        fields = ("name", "job_title", "acting_for", "division")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = [self.instance.division_id] if self.instance.division_id else []
        own = Division.objects.to_choose(self.instance.agency, kept=kept)
        self.fields["division"].queryset = own  # type: ignore[attr-defined]


def place_of(membership: Membership) -> dict[str, Any]:
    """What ``PlaceForm`` begins with."""
    return {
        "display_name": membership.user.display_name,
        "email": membership.user.email,
        "role": membership.role,
        "division": membership.division_id,
    }
