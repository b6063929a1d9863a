"""``script/bench``: how fast the portal is, each figure beside a named reference of the same run.

Every module here with a ``run()`` is a bench. It returns rows; their ratio is what to look at,
since machines differ. Nothing here passes or fails.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import sys
import tempfile
from pathlib import Path

import bench
from bench.measuring import Row


def main(wanted: list[str]) -> None:
    """Run the benches named, or all, against a database and folder of their own."""
    names = [m.name for m in pkgutil.iter_modules(bench.__path__) if not m.name.startswith("_")]
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="ita-portal-bench") as folder:
        os.environ["ITA_PORTAL_DATA"] = folder
        os.environ.pop("DATABASE_URL", None)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
        for name in names:
            module = importlib.import_module(f"bench.{name}")
            if hasattr(module, "run") and (not wanted or name in wanted):
                print(f"{name} ...", file=sys.stderr)
                rows += module.run()
    print_table(rows)
    target = Path(__file__).parent / "results.json"
    target.write_text(json.dumps([row.as_dict() for row in rows], indent=1), encoding="utf-8")


def print_table(rows: list[Row]) -> None:
    """The rows as an aligned table."""
    print(f"{'what':<52} {'value':>9} unit   {'reference':<40} {'value':>9} {'ratio':>6}")
    for row in rows:
        print(
            f"{row.name:<52} {row.value:>9.3f} {row.unit:<6} {row.reference:<40} "
            f"{row.reference_value:>9.3f} {row.ratio:>6.2f}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
