"""Where every number comes from: assumptions first, then weak sources, then the rest."""

from __future__ import annotations

from collections.abc import Mapping

from sunrack.catalogue import sources, tier
from sunrack.drawing import Block, Heading, Table, Text, number, ranged
from sunrack.findings import Findings
from sunrack.findings.sources import drawn, ordered
from sunrack.report.words import quality
from sunrack.values import Value


def used(f: Findings) -> list[Block]:
    """The values behind a report, and the sources they name."""
    found, values = f.sources, f.comparison.scenario.values()
    said = ", ".join(f"{found.counts[name]} {words}" for name, words in _COUNTED.items() if found.counts[name])
    doubtful = [[key, ranged(values[key]), quality(tier(values[key].source))] for key in found.doubtful]
    cited = [[key, tier(key), _cited(key)] for key in found.cited]  # an address may stand over the edge of the last
    blocks: list[Block] = [
        Heading("Inputs and sources (assumptions first)"),
        Text(f"{len(values)} input values: {said}. For reasons and references, run: sunrack sources [KEY]."),
        Table(["Input", "Value [low, high]", "Quality"], doubtful, wrap=[1]),
        Table(["Source", "Quality", "Reference"], cited, wrap=[2]),
    ]
    return blocks


_COUNTED = {
    "guess": "are assumptions without a published source",
    "choice": "are design or policy choices",
    "convention": "are conventions",
    "weak": "come from weak sources (recalled, compiled or claimed)",
    "yours": "are yours",
    "secondary": "come from secondary sources",
    "primary": "come from primary sources",
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
    rows = [["value [low, high]", ranged(value)], ["source", f"{value.source} ({quality(kind)})"]]
    if value.source in sources():
        rows.append(["reference", _cited(value.source)])
    rows += [[name, text] for name, text in (("where", value.where), ("why", value.why)) if text]
    if value.year and value.is_money:
        moved = f"{value.moved_to}, moved from {value.year} by the price index"
        rows.append(["price level of", moved if value.moved_to else str(value.year)])
    if words := drawn(value):
        rows.append(["drawn", words])
    return [Heading(key), Table(["", ""], rows, wrap=[1])]


def listing(values: Mapping[str, Value], effects: Mapping[str, float] | None = None) -> list[Block]:
    """Every value with source and reason, assumptions first; with the effects those that move the answer most first."""
    rows = [
        [
            key,
            f"{ranged(value)}{_dollars(value)}",
            *([] if effects is None else [_effect(effects.get(key))]),
            ". ".join(part for part in (f"{quality(kind)}{_named(value)}", value.why) if part),
        ]
        for key, kind, value in ordered(values, effects)
    ]
    note = (
        "Within a source quality the input that moves the answer most comes first; choices and conventions come last."
        " The effect is the distance between the cost ratios at the ends of the range, in % of the ratio. It is"
        " infinite where the design is infeasible at one end."
    )
    head = ["Input", "Value [low, high]", *([] if effects is None else ["Effect, %"]), "Quality, source and reason"]
    return [
        Heading("Inputs and sources (assumptions first)"),
        *([] if effects is None else [Text(note)]),
        Table(head, rows, "ll" + ("" if effects is None else "r") + "l", wrap=[len(head) - 1, 1, 0]),
    ]


def _named(value: Value) -> str:
    """Whether a value is a choice or a convention, and the key of its source, where it has them."""
    kind = f" ({value.kind})" if value.kind else ""
    return f"{kind}: {value.source}" if value.source in sources() else kind


def _effect(share: float | None) -> str:
    return "" if share is None else number(100 * share, 3)


def _dollars(value: Value) -> str:
    """The year of a price that was moved by the price index."""
    return f" (in {value.moved_to} USD)" if value.moved_to else ""
