"""The part of docs/validation.md about changes of the code: its figures are those of results.jsonl."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "docs" / "validation.md"
TITLE = "## Changes of the code that the tests notice"


def part(rows: dict[str, dict[str, Any]]) -> str:
    """Figures by room, and each survivor with its reason."""
    reasons = tomllib.loads((HERE / "survivors.toml").read_text(encoding="utf-8"))["equivalent"]
    rooms: dict[str, list[dict[str, Any]]] = {}
    for row in rows.values():
        rooms.setdefault(row["room"], []).append(row)
    alive = [row for row in rows.values() if not row["killed"]]
    same = [row for row in alive if row["key"] in reasons]
    killed, counted = len(rows) - len(alive), len(rows) - len(same)
    lines = [
        f"{TITLE}\n",
        "`python tools/mutants` changes one operator, number or condition of the code at a time and runs the tests of that part of"
        " the model. The changes are a seeded random sample with the same number for each part.\n",
        f"The sample has {len(rows)} changes. The tests notice {killed} of them, {100 * killed / max(len(rows), 1):.1f} %"
        f" (target: 90 %). {len(same)} others change no result. Of the rest, the tests notice"
        f" {100 * killed / max(counted, 1):.1f} %.\n",
        "| Part | Changes | Noticed | Not noticed | No effect |\n| --- | --- | --- | --- | --- |",
    ]
    for room, here in sorted(rooms.items()):
        noticed = sum(row["killed"] for row in here)
        harmless = sum(row["key"] in reasons and not row["killed"] for row in here)
        lines += [f"| {room} | {len(here)} | {noticed} | {len(here) - noticed - harmless} | {harmless} |"]
    lines += ["\nChanges that no test notices:\n"]
    for row in alive:
        place, change = row["key"].rsplit(":", 2)[0], " → ".join(f"`{one[2:]}`" for one in row["change"])
        lines += [
            f"- {place}: {change}. {reasons.get(row['key'], 'A test is missing, or this change has not been read yet.')}"
        ]
    return "\n".join(lines) + "\n"


def write(rows: dict[str, dict[str, Any]]) -> None:
    """Put the part in its place: from its heading to the next one, or at the end of the page."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(TITLE)
    after = rest.partition("\n## ")[2]
    PAGE.write_text(f"{before.rstrip()}\n\n{part(rows)}" + (f"\n## {after}" if after else ""), encoding="utf-8")
