"""Giving people their place in an agency, and taking it back.

An account may serve several agencies. What belongs to the account itself (its name, its password)
is changed by an agency only when the account is that agency's alone.
"""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction

from agencies.errors import NotPossible
from agencies.events import change_logged, log_event
from agencies.models import Agency, Division, Membership, Role, User
from agencies.one_time import make_one_time_password

LAST_ADMINISTRATOR = "หน่วยงานต้องมีผู้ดูแลระบบอย่างน้อยหนึ่งคน กรุณาตั้งผู้อื่นก่อน"
SHARED = "บัญชีนี้ใช้กับหน่วยงานอื่นหรือดูแลทั้งระบบด้วย ต้องให้เจ้าของบัญชีหรือผู้ดูแลระบบกลางเป็นผู้เปลี่ยน"


def belongs_to_agency_alone(user: User, agency: Agency) -> bool:
    """Whether an agency may change the account itself. One query."""
    return not user.is_staff and not user.memberships.exclude(agency=agency).exists()


@transaction.atomic
def add_person(
    *,
    agency: Agency,
    username: str,
    display_name: str,
    email: str,
    role: str,
    division: Division | None,
    actor: User | None,
) -> tuple[Membership, str]:
    """Give a person a role. Returns the membership and the password to hand over, which is ""
    when the account was there before: it keeps its own. Raises ``NotPossible``."""
    user = User.objects.filter(username__iexact=username).first()
    password = ""
    if user is None:
        password, stored = make_one_time_password()
        user = User.objects.create(
            username=username, display_name=display_name, email=email, password=stored
        )
    elif not user.is_active:
        raise NotPossible("บัญชีนี้ถูกปิดใช้ กรุณาติดต่อผู้ดูแลระบบกลาง")
    elif agency.memberships.filter(user=user).exists():
        raise NotPossible("ผู้ใช้นี้มีสิทธิในหน่วยงานนี้แล้ว")
    membership = Membership.objects.create(user=user, agency=agency, role=role, division=division)
    log_event(
        agency=agency, actor=actor, verb="created", thing=membership,
        changes={"role": (None, role), "division": (None, division)},
    )  # fmt: skip
    return membership, password


@transaction.atomic
def change_person(
    *,
    membership: Membership,
    role: str,
    division: Division | None,
    display_name: str,
    email: str,
    actor: User,
) -> None:
    """Change what a person is here, and the account's name and address where it is the agency's
    alone. Raises ``NotPossible`` when the last administrator would go."""
    if role != Role.ADMINISTRATOR:
        _refuse_last_administrator(membership)
    here = [membership.agency]
    change_logged(membership, {"role": role, "division": division}, agencies=here, actor=actor)
    if belongs_to_agency_alone(membership.user, membership.agency):
        account = {"display_name": display_name, "email": email}
        change_logged(membership.user, account, agencies=here, actor=actor)


@transaction.atomic
def remove_person(*, membership: Membership, actor: User) -> None:
    """Take a person's place in the agency; the account stays, and so does what they wrote.
    Raises ``NotPossible`` for the last administrator."""
    _refuse_last_administrator(membership)
    log_event(agency=membership.agency, actor=actor, verb="deleted", thing=membership)
    membership.delete()


@transaction.atomic
def hand_over_password(*, membership: Membership, actor: User) -> str:
    """A new password to be changed at the next login; whoever is signed in is signed out.
    Raises ``NotPossible`` when the account is not the agency's alone."""
    _refuse_shared(membership, actor)
    password, membership.user.password = make_one_time_password()
    membership.user.save(update_fields=["password"])
    log_event(agency=membership.agency, actor=actor, verb="handed_over", thing=membership)
    return password


@transaction.atomic
def drop_second_factor(*, membership: Membership, actor: User) -> None:
    """For somebody whose telephone is lost. Raises ``NotPossible`` as for a password."""
    _refuse_shared(membership, actor)
    Authenticator.objects.filter(user=membership.user).delete()
    log_event(agency=membership.agency, actor=actor, verb="factor_dropped", thing=membership)


@transaction.atomic
def change_own_name(*, user: User, display_name: str, email: str) -> None:
    """What somebody says of themselves; each agency that they belong to sees it in its log."""
    places = Agency.objects.filter(memberships__user=user)
    change_logged(user, {"display_name": display_name, "email": email}, agencies=places, actor=user)


def _refuse_shared(membership: Membership, actor: User) -> None:
    if not (actor.is_staff or belongs_to_agency_alone(membership.user, membership.agency)):
        raise NotPossible(SHARED)


def _refuse_last_administrator(membership: Membership) -> None:
    """Locks the administrators, so that two of them cannot remove each other at once."""
    if membership.role != Role.ADMINISTRATOR:
        return
    administrators = membership.agency.memberships.filter(role=Role.ADMINISTRATOR)
    if len(administrators.select_for_update()) < 2:
        raise NotPossible(LAST_ADMINISTRATOR)
