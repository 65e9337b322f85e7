"""Two scenarios side by side, and one input's break-even."""

from __future__ import annotations

from typing import Any

import numpy as np

from sunrack.catalogue import place, the_place
from sunrack.drawing import Block, Heading, Table, Text, number, ranged
from sunrack.study import BOUNDARIES, Breakeven
from sunrack.values import show
from sunrack.verdict import Comparison

RESULTS = (
    "mass.wet", "mass.per_power", "power.array_area", "power.battery_energy", "thermal.radiator_area",
    "orbit.sunlit_fraction", "orbit.longest_eclipse",
    "launch.satellites_per_launch", "launch.cost_per_satellite", "cost.satellite",
    "cost.capex_per_watt_without_compute", "cost.delivered_fraction",
    "cost.infrastructure_per_kw_year", "cost.all_in_per_kw_year", "cost.per_gpu_hour", "cost.per_million_tokens",
)  # fmt: skip


def inputs(a: Comparison, b: Comparison) -> list[tuple[str, str, str]]:
    """Every input that differs: key, its value in A, its value in B."""
    one, other = (_written(c) for c in (a, b))
    return [
        (key, one.get(key, ""), other.get(key, ""))
        for key in dict.fromkeys([*one, *other])
        if one.get(key) != other.get(key)
    ]


def _written(c: Comparison) -> dict[str, str]:
    words = {
        f"{room}.{key}": ", ".join(content) if isinstance(content, list) else content
        for room, section in c.scenario.sections().items()
        for key, content in section
        if isinstance(content, (str, list))
    }
    return words | {key: str(value) for key, value in c.scenario.values().items() if not value.follows}


def results(a: Comparison, b: Comparison) -> list[dict[str, Any]]:
    """The main results of both, with the unit and B over A."""
    names = [*RESULTS, *(f"compare.{region}.cost_ratio" for region in a.against if region in b.against)]
    units, rows = a.to_dict(), []
    for name in names:
        one, other = a.result(name), b.result(name)
        with np.errstate(all="ignore"):
            rows.append(
                {
                    "name": name,
                    "unit": units[name]["unit"],
                    "a": one,
                    "b": other,
                    "b_over_a": float(np.float64(other) / one),
                }
            )
    return rows


def page(a: Comparison, b: Comparison) -> list[Block]:
    """Two scenarios side by side: verdicts, inputs and results that differ."""
    names = (a.scenario.name, b.scenario.name) if a.scenario.name != b.scenario.name else ("A", "B")
    said: list[Block] = [
        Text(f"{name}: {c.verdict.sentences[0]}{_fails(c)}", strong=True) for name, c in zip(names, (a, b), strict=True)
    ]
    out = [
        [row["name"], row["unit"], number(row["a"], 4), number(row["b"], 4), number(row["b_over_a"])]
        for row in results(a, b)
        if row["a"] != row["b"]
    ]
    differ = inputs(a, b)
    tables: list[Block] = [
        Heading("Inputs that differ"),
        Table(["Input", *names], differ, wrap=[0, 1, 2]) if differ else Text("None."),
        Heading("Results that differ"),
        Table(["Result", "Unit", *names, "Ratio"], out, "llrrr", wrap=[0]) if out else Text("None."),
    ]
    return [*said, *tables]


def _fails(c: Comparison) -> str:
    return f" The design {said}." if (said := c.failing) else ""


def crossings(found: list[Breakeven], leading: str, fails: str = "") -> list[Block]:
    """One input's break-even against each of some regions, for each cost boundary; what the base case fails; and what
    to ask next of the leading region."""
    b, several = found[0], len(found) > 1
    tables = [(place(one.region), _rows(one)) for one in found]
    if several and all(table == tables[0][1] for _, table in tables):
        tables = [(f"each of {len(found)} regions", tables[0][1])]
    rows = [
        [*(["" if line else region] if several else []), *row]
        for region, table in tables
        for line, row in enumerate(table)
    ]
    advice = next(one.advice for one in found if one.region == leading)
    span = f"{show(b.span[0], b.value.unit)} to {show(b.span[1], b.value.unit)}"
    said = (
        f"Current value: {ranged(b.value)}. Range searched: {span}; other inputs are unchanged. Where there are several"
        " break-even values, the table shows the one nearest to the current value."
    )
    return [
        Heading(f"Break-even value of {b.key} against {'the ground' if several else the_place(b.region)}"),
        Table(
            [*(["Region"] if several else []), "Cost boundary", "Break-even at", "Note"], rows, wrap=[len(rows[0]) - 2]
        ),
        *([Text(f"In the base case the design {fails}.", strong=True)] if fails else []),
        Text(said),
        *([Text(advice)] if advice else []),
    ]


def _rows(b: Breakeven) -> list[list[str]]:
    """A row for each cost boundary."""
    found = ((words, b.crossings[name]) for name, words in BOUNDARIES.items())
    return [[words, "none" if one.value is None else str(one), one.words] for words, one in found]


def crossings_rows(b: Breakeven) -> list[dict[str, Any]]:
    """The same as records, one a cost boundary."""
    told = b.to_dict()
    head = {name: told[name] for name in ("key", "region", "unit", "now")}
    return [{**head, "boundary": name, **row} for name, row in told["crossings"].items()]
