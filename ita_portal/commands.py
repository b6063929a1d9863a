"""What all commands share: ``--json``, and one clear line instead of a traceback."""

from __future__ import annotations

import json
import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError


class PortalCommand(BaseCommand):
    """A command that prints what it did, as sentences or with ``--json`` as data.

    Subclasses raise ``CommandError`` for bad input: Django prints its line on standard error
    and leaves with status 1.
    """

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Arguments that are not understood are bad input like any other: one line, status 1."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        if getattr(parser, "called_from_command_line", False):
            parser.error = self._complain  # type: ignore[method-assign]
        return parser

    def execute(self, *args: Any, **options: Any) -> str | None:
        """A database that is not there, or not of this version, is one line as well."""
        try:
            return super().execute(*args, **options)
        except (OperationalError, ProgrammingError) as error:
            reason = str(error).strip().splitlines()[0]
            raise CommandError(f"the database: {reason}; see: manage.py doctor") from error

    def _complain(self, message: str) -> NoReturn:
        self.stderr.write(f"CommandError: {message}")
        sys.exit(1)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")

    def tell(self, outcome: Any, sentence: str, *, as_json: bool) -> None:
        """Print the outcome: the data for a program, or the sentence for a person."""
        text = json.dumps(outcome, ensure_ascii=False, default=str) if as_json else sentence
        self.stdout.write(text)
