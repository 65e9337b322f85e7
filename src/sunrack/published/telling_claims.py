"""Claims in words and tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sunrack.drawing import Block, Heading, Table, Text, number
from sunrack.drawing.words import printed_unit
from sunrack.published.claims import FAILS, HOLDS, HOLDS_IF, UNTESTED, Claims, Tested, documents


def told(found: Claims) -> list[Block]:
    """Every claim under its verdict."""
    counts = ", ".join(f"{count} {_COUNTED[verdict]}" for verdict, count in found.counts.items())
    blocks: list[Block] = [
        Heading(f"Claims of the seed documents, tested with {found.scenario}"),
        Text(f"{len(found)} claims: {counts}.", strong=True),
    ]
    for verdict, title in _TITLES.items():
        rows = [row for row in found if row.verdict == verdict]
        if rows:
            blocks += [Heading(f"{title} ({len(rows)})"), _drawn(rows, verdict)]
    notes = [f"{row.claim.name}: {row.claim.why}" for row in found if row.claim.why]
    sources = [f"{number_}: {title}" for number_, title in documents().items()]
    return [
        *blocks,
        Heading("How they were tested"),
        *map(Text, notes),
        Text(f"Places are document and line. {'. '.join(sources)}."),
        Text("Every verdict is computed from the scenario: --set changes inputs and may change verdicts."),
    ]


_COUNTED = {HOLDS: "hold", HOLDS_IF: "hold if inputs change", FAILS: "do not hold", UNTESTED: "cannot be tested here"}
_TITLES = {HOLDS: "Holds", HOLDS_IF: "Holds if", FAILS: "Does not hold", UNTESTED: "Cannot be tested here"}


def _drawn(rows: list[Tested], verdict: str) -> Table:
    if verdict == UNTESTED:
        lines = [[row.claim.claim, row.claim.reason, row.claim.place.partition(",")[0]] for row in rows]
        return Table(["claim", "reason", "place"], lines, "lll", wrap=[0, 1])
    if verdict == HOLDS_IF:
        lines = [[row.claim.claim, assumed(row.assuming), says(row), _place(row)] for row in rows]
        return Table(["claim", "if", "the model says", "place"], lines, "llll", wrap=[0, 1, 2])
    lines = [[row.claim.claim, says(row), _place(row)] for row in rows]
    return Table(["claim", "the model says", "place"], lines, "lll", wrap=[0, 1])


def _place(row: Tested) -> str:
    return row.claim.place.partition(",")[0]


def says(row: Tested) -> str:
    """What the model says, in one line."""
    return "; ".join(f"{label}: {_said(content, unit)}" for label, (content, unit) in row.says.items())


def _said(content: Any, unit: str) -> str:
    if content is None:
        return "no finite number"
    if isinstance(content, str):
        return content
    whole = not unit and float(content).is_integer()  # a count, such as that of checks
    return f"{content:,.0f}" if whole else f"{number(content)} {printed_unit(unit)}".strip()


def assumed(changes: Mapping[str, Any]) -> str:
    """Changes in one line: "orbit.altitude = 1400 km"."""
    return ", ".join(f"{key} = {content}" for key, content in changes.items())
