"""What may stand in an address. Importing this module makes ``<be:year>`` known, once."""

from __future__ import annotations

from django.urls import register_converter


class BuddhistYear:
    """A Buddhist-era year of four Arabic digits; ``int`` would accept Thai ones as well."""

    regex = "2[5-6][0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(BuddhistYear, "be")
