"""Where every number comes from: guesses first, then weak sources, then the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sunrack.catalogue import sources, tier
from sunrack.drawing import Block, Heading, Table, Text, ranged
from sunrack.study.distributions import distribution
from sunrack.values import Value
from sunrack.verdict import Comparison

TIERS = ("guess", "weak", "yours", "secondary", "primary")


def ordered(values: Mapping[str, Value]) -> list[tuple[str, str, Value]]:
    """(key, tier, value), guesses first."""
    rows = [(key, tier(value.source), value) for key, value in values.items()]
    return sorted(rows, key=lambda row: TIERS.index(row[1]))


def used(c: Comparison) -> list[Block]:
    """The values behind a report, and the sources they name."""
    rows = ordered(c.scenario.values())
    counts = {name: sum(1 for row in rows if row[1] == name) for name in TIERS}
    said = ", ".join(f"{counts[name]} {words}" for name, words in _COUNTED.items() if counts[name])
    doubtful = [[key, ranged(value), kind] for key, kind, value in rows if kind in ("guess", "weak", "yours")]
    named = sorted({value.source for _, _, value in rows if value.source in sources()})
    blocks: list[Block] = [
        Heading("Sources, guesses first"),
        Text(f"{len(rows)} values: {said}. Reasons and places: sunrack sources, or sunrack sources KEY."),
        Table(["value", "with its range", ""], doubtful, wrap=[1]),
        Table(["source", "what", "tier"], [[key, _cited(key), tier(key)] for key in named], wrap=[1]),
    ]
    return blocks


_COUNTED = {
    "guess": "are guesses",
    "weak": "rest on weak sources (recalled, compiled, or claimed)",
    "yours": "are yours",
    "secondary": "on secondary sources",
    "primary": "on primary ones",
}


def _cited(key: str) -> str:
    source = sources()[key]
    where = source.get("doi") or source.get("url") or ""
    return ", ".join(
        str(part) for part in (source.get("author", ""), source.get("title", ""), source.get("year", ""), where) if part
    )


def one(key: str, value: Value) -> list[Block]:
    """Everything known of one value."""
    kind = tier(value.source)
    rows = [["value", ranged(value)], ["source", f"{value.source} ({kind})"]]
    if value.source in sources():
        rows.append(["work", _cited(value.source)])
    rows += [[name, text] for name, text in (("where", value.where), ("why", value.why)) if text]
    if value.year and value.is_money:
        moved = f"{value.moved_to}, moved from {value.year} by the price index"
        rows.append(["dollars of", moved if value.moved_to else str(value.year)])
    if shape := distribution(value):
        rows.append(["drawn", shape + (f", with group {value.group.removeprefix('-')}" if value.group else "")])
    elif value.distribution:
        rows.append(["drawn", "never: a choice"])
    return [Heading(key), Table(["", ""], rows, wrap=[1])]


def listing(values: Mapping[str, Value]) -> list[Block]:
    """Every value with source and reason, guesses first."""
    rows = [
        [key, f"{ranged(value)}{_dollars(value)}", kind, f"{value.source}{'. ' + value.why if value.why else ''}"]
        for key, kind, value in ordered(values)
    ]
    return [
        Heading("Every value, guesses first"),
        Table(["value", "with its range", "tier", "source and reason"], rows, wrap=[3, 1]),
    ]


def as_dict(values: Mapping[str, Value]) -> list[dict[str, Any]]:
    """The same for machines, in SI and as shown."""
    rows = []
    for key, kind, value in ordered(values):
        record: dict[str, Any] = {
            "key": key,
            "shown": str(value),
            "si": value.si,
            "low_si": value.low,
            "high_si": value.high,
        }
        record |= {"source": value.source, "tier": kind, "where": value.where, "why": value.why}
        record |= {"dollars_of": value.moved_to or value.year if value.is_money else None}
        rows.append(record | {"distribution": distribution(value), "group": value.group})
    return rows


def _dollars(value: Value) -> str:
    """The year of a price that was moved by the price index."""
    return f" (in {value.moved_to} dollars)" if value.moved_to else ""
