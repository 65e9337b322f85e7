"""The published ratios of orbit to ground, read from the records alone: no design is walked, no expression parsed."""

from __future__ import annotations

import tomllib
from functools import cache

from sunrack.catalogue import SEEDS


@cache
def published_ratios() -> tuple[tuple[str, float, str], ...]:
    """Of each published analysis with both sides: its short name, orbit over ground as published, and the boundary of
    that ratio, in the order of the alphabet.

    The ratios are on different boundaries, so they are not comparable.

    >>> [f"{name} {ratio:g}" for name, ratio, _ in published_ratios() if name == "McCalip"]
    ['McCalip 3.22']
    """
    rows = []
    for file in (SEEDS / "published").iterdir():
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        ratio = table["answers"].get("ratio", {}).get("value")
        if isinstance(ratio, (int, float)):
            rows.append((str(table["short"]), float(ratio), str(table["boundary"])))
    return tuple(sorted(rows))
