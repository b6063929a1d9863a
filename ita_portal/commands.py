"""What all commands share: ``--json``, and one clear line instead of a traceback."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser


class PortalCommand(BaseCommand):
    """A command that prints what it did, as sentences or with ``--json`` as data.

    Subclasses raise ``CommandError`` for bad input: Django prints its line on standard error
    and leaves with status 1.
    """

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")

    def tell(self, outcome: Any, sentence: str, *, as_json: bool) -> None:
        """Print the outcome: the data for a program, or the sentence for a person."""
        text = json.dumps(outcome, ensure_ascii=False, default=str) if as_json else sentence
        self.stdout.write(text)
