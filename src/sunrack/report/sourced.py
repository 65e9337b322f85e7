"""Where every number comes from: guesses first, then weak sources, then the rest."""

from __future__ import annotations

from collections.abc import Mapping

from sunrack.catalogue import sources, tier
from sunrack.drawing import Block, Heading, Table, Text, number, ranged
from sunrack.findings import Findings
from sunrack.findings.sources import drawn, ordered
from sunrack.values import Value


def used(f: Findings) -> list[Block]:
    """The values behind a report, and the sources they name."""
    found, values = f.sources, f.comparison.scenario.values()
    said = ", ".join(f"{found.counts[name]} {words}" for name, words in _COUNTED.items() if found.counts[name])
    doubtful = [[key, ranged(values[key]), tier(values[key].source)] for key in found.doubtful]
    blocks: list[Block] = [
        Heading("Sources, guesses first"),
        Text(f"{len(values)} values: {said}. Reasons and places: sunrack sources, or sunrack sources KEY."),
        Table(["value", "with its range", ""], doubtful, wrap=[1]),
        Table(["source", "what", "tier"], [[key, _cited(key), tier(key)] for key in found.cited], wrap=[1]),
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
    if words := drawn(value):
        rows.append(["drawn", words])
    return [Heading(key), Table(["", ""], rows, wrap=[1])]


def listing(values: Mapping[str, Value], effects: Mapping[str, float] | None = None) -> list[Block]:
    """Every value with source and reason, guesses first; with the effects those that move the answer most first."""
    rows = [
        [
            key,
            f"{ranged(value)}{_dollars(value)}",
            *([] if effects is None else [_effect(effects.get(key))]),
            ". ".join(part for part in (kind if kind == "guess" else f"{kind}: {value.source}", value.why) if part),
        ]
        for key, kind, value in ordered(values, effects)
    ]
    note = (
        "Within a tier the value that moves the answer most comes first. Its effect is the distance between the cost"
        " ratios at the ends of its range, in % of the ratio; it is infinite where no design can be built at one end."
    )
    head = ["value", "with its range", *([] if effects is None else ["effect, %"]), "tier, source and reason"]
    return [
        Heading("Every value, guesses first"),
        *([] if effects is None else [Text(note)]),
        Table(head, rows, "ll" + ("" if effects is None else "r") + "l", wrap=[len(head) - 1, 1, 0]),
    ]


def _effect(share: float | None) -> str:
    return "" if share is None else number(100 * share, 3)


def _dollars(value: Value) -> str:
    """The year of a price that was moved by the price index."""
    return f" (in {value.moved_to} dollars)" if value.moved_to else ""
