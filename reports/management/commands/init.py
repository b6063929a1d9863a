"""``init``: make the portal ready to serve. Safe to repeat."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser

from agencies.models import User
from assessments.frameworks import load_frameworks
from ita_portal.commands import PortalCommand
from ita_portal.static_build import build_static
from reports.demo import load_demo
from reports.writers.fonts import write_web_fonts


class Command(PortalCommand):
    help = "Migrate, load the frameworks and build the static files; --demo adds fictional agencies"
    # The checks load every page of the portal, which a start that has nothing to do need not.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--demo", action="store_true", help="load the demonstration data")

    def handle(self, *args: Any, demo: bool, json: bool, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        loaded = load_frameworks(Path(settings.BASE_DIR) / "fixtures" / "frameworks")
        if not any(settings.FONTS_DIR.glob("*.woff2")):
            write_web_fonts(settings.FONTS_DIR)
        built = build_static()
        accounts = load_demo() if demo else []
        outcome = {
            "frameworks_added": [year for year, _ in loaded.loaded],
            "static_built": built,
            "accounts": [account.as_dict() for account in accounts],
        }
        lines = ["The portal is ready."]
        if accounts:
            lines.append("Accounts of the demonstration (password: what stands behind the name):")
            lines += [f"  {a.username:<16} {a.password:<18} {a.described}" for a in accounts]
        elif not User.objects.exists():
            lines.append("Nobody can sign in yet: manage.py add_administrator NAME")
        self.tell(outcome, "\n".join(lines), as_json=json)
