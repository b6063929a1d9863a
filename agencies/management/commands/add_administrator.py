"""``add_administrator``: the first account of a portal, or a way back in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError, transaction

from agencies.models import User
from agencies.one_time import make_one_time_password
from ita_portal.commands import PortalCommand


class Command(PortalCommand):
    help = (
        "Make an account that administers the whole portal, and print its first password. For an "
        "account that is there: a new first password, and the right to administer"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="the name that pages show")

    @transaction.atomic
    def handle(self, *args: Any, username: str, name: str, json: bool, **options: Any) -> None:
        try:
            UnicodeUsernameValidator()(username)
        except ValidationError as error:
            raise CommandError("A user name has letters, digits and @ . + - _ only.") from error
        password, stored = make_one_time_password()
        try:
            user, made = User.objects.get_or_create(username=username)
        except DatabaseError as error:
            raise CommandError("The database is not ready: run manage.py init first.") from error
        user.password, user.is_staff, user.is_active = stored, True, True
        user.display_name = name or user.display_name
        user.save()
        outcome = {"username": username, "password": password, "made": made}
        sentence = (
            f"{username} may administer the portal. First password, to be changed at the login:\n"
            f"  {password}"
        )
        self.tell(outcome, sentence, as_json=json)
