"""The fictional agencies, their divisions, and one person for each role."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.management.base import CommandError

from agencies.models import Agency, AgencyKind, Division, Membership, Role, User
from reports.demo.data import read_data


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A person to sign in as, and in Thai who that is."""

    username: str
    password: str
    described: str

    def as_dict(self) -> dict[str, str]:
        """Plain data."""
        return asdict(self)


def demo_accounts() -> list[DemoAccount]:
    """The accounts as they were made; what somebody changed since is not known here."""
    data = read_data("agencies")
    return [
        DemoAccount(person["username"], data["password"], person["display_name"])
        for person in data["people"]
    ]


def is_loaded() -> bool:
    """Whether one of the fictional agencies is there, so that nothing more is to be done."""
    slugs = [agency["slug"] for agency in read_data("agencies")["agencies"]]
    return Agency.objects.filter(slug__in=slugs).exists()


def store_agencies() -> None:
    """Store the agencies with divisions and people. Raises ``CommandError`` when somebody
    else's account has one of the names: it must not become a member of a fictional agency."""
    data = read_data("agencies")
    usernames = [person["username"] for person in data["people"]]
    if taken := User.objects.filter(username__in=usernames).values_list("username", flat=True):
        raise CommandError(f"The demonstration makes accounts that exist: {', '.join(taken)}")
    for agency in data["agencies"]:
        _store_agency(agency)
    password = make_password(data["password"])  # once for all: the hash is slow on purpose
    for person in data["people"]:
        _store_person(person, password)


def _store_agency(data: dict[str, Any]) -> None:
    values = {key: value for key, value in data.items() if key != "divisions"}
    agency = Agency(**values, kind=AgencyKind.of_name(data["name"]))
    agency.full_clean()
    agency.save()
    Division.objects.bulk_create(
        Division(agency=agency, position=position, **division)
        for position, division in enumerate(data["divisions"], start=1)
    )


def _store_person(data: dict[str, Any], password: str) -> None:
    user = User.objects.create(
        username=data["username"],
        display_name=data["display_name"],
        password=password,
        is_staff=data.get("central", False),
    )
    for agency in Agency.objects.filter(slug__in=data["agencies"]):
        division = agency.divisions.get(name=data["division"]) if "division" in data else None
        Membership.objects.create(user=user, agency=agency, role=data["role"], division=division)


@dataclass(frozen=True, slots=True)
class People:
    """The people of one agency by what they do."""

    coordinator: User
    executive: User
    staff: dict[int, User]  # by the division that they belong to

    @classmethod
    def of(cls, agency: Agency) -> People:
        """Look them up, in one query."""
        members = list(agency.memberships.select_related("user"))
        by_role = {member.role: member.user for member in members}
        staff = {m.division_id: m.user for m in members if m.division_id is not None}
        return cls(by_role[Role.COORDINATOR], by_role[Role.EXECUTIVE], staff)

    def reporter(self, divisions: list[Division]) -> User:
        """Who reports on a measure: somebody of its divisions, else the coordinator."""
        found = [self.staff[d.pk] for d in divisions if d.pk in self.staff]
        return found[0] if found else self.coordinator
