"""The page of an optimisation: how far the scenario is from its optimum, what binds, and what each choice is worth."""

from __future__ import annotations

import math

from sunrack.drawing import Block, Heading, Table, Text, number, percent
from sunrack.requirement import DIFFERENCES
from sunrack.study.front import Front
from sunrack.study.optima import Binding, Optimum
from sunrack.study.worth import Worth


def optimum(found: Optimum) -> list[Block]:
    """The answer first, then the limits, then the table of choices."""
    blocks: list[Block] = [Text(_answer(found), strong=True), Text(_limits(found))]
    if found.at_ends:
        ends = ", ".join(f"{key} ({end} end)" for key, end in found.at_ends)
        blocks.append(Text(f"At an end of their range, where no check holds them back: {ends}."))
    if found.choices:
        head = ["choice", found.case.name, "optimum", "alone", "optimum without it"]
        rows = [[*_row(one)] for one in found.choices]
        said = (
            f"{found.objective} in {found.unit or 'no unit'}. Alone: the scenario with this choice alone. Without it:"
            " the optimum with this choice as the scenario has it and all others fitted again."
        )
        if any("*" in cell for row in rows for cell in row):
            said += " * Some check fails or misses its margin."
        blocks += [Heading("What each choice is worth"), Table(head, rows, "lllrr", wrap=[0, 1, 2]), Text(said)]
    if said := _no_matter(found):
        blocks.append(Text(said))
    return blocks


def _answer(found: Optimum) -> str:
    value, start = (f"{number(one, 4)} {found.unit}".strip() for one in (found.value, found.start))
    if not found.feasible:
        return (
            f"{found.case.name}: no design within these ranges was found that passes every check with its margin. The"
            f" closest gives {found.objective} = {value}."
        )
    if not math.isfinite(found.start):
        return f"{found.case.name}: {found.objective} is {value} in the best design. The scenario itself is infeasible."
    if found.distance < 5e-4:
        return f"{found.case.name}: the scenario is at its optimum; {found.objective} is {value}."
    way = "less" if found.value < found.start else "more"
    said = f"{found.case.name}: {found.objective} is {value} in the best design"
    said += f", {percent(found.distance)} {way} than in the scenario ({start})."
    return said if found.start_feasible else f"{said} The scenario does not pass every check with its margin."


def _limits(found: Optimum) -> str:
    if found.short:
        return f"It misses: {'; '.join(_margin(one) for one in found.short)}."
    if not found.binding:
        return "Every check passes with its margin, and none holds the design back."
    held = "; ".join(_margin(one) for one in found.binding)
    return f"Every check passes with its margin. These hold the design back: {held}."


def _margin(one: Binding) -> str:
    if one.unit in DIFFERENCES:
        return f"{one.title} (margin {number(one.margin)} {one.unit}, required {number(one.required)} {one.unit})"
    return f"{one.title} (margin {percent(one.margin)}, required {percent(one.required)})"


def _row(one: Worth) -> tuple[str, ...]:
    return (
        one.key,
        one.before,
        one.after,
        number(one.alone, 4) + ("" if one.alone_feasible else " *"),
        number(one.without, 4) + ("" if one.without_feasible else " *"),
    )


def _no_matter(found: Optimum) -> str:
    same = [one.key for one in found.choices if not one.matters]
    words = [f"{key} = {word}" for key, word in found.ties if key not in same]
    if not same and not words:
        return ""
    return f"These choices change the optimum by less than 1 %: {', '.join([*same, *words])}."


def front(found: Front) -> list[Block]:
    """The designs of a Pareto front, from the least of the first result to the least of the second."""
    units = [f"{name}, {unit}".removesuffix(", ") for name, unit in zip(found.objectives, found.units, strict=True)]
    rows = [[number(one, 4), number(other, 4), ", ".join(_changes(made))] for one, other, made in found.rows]
    said = (
        f"{found.case.name}: {len(rows)} designs, each with every check at its margin. No other design that was"
        " found has both results smaller. The last column shows the options that differ from the scenario's."
    )
    return [Text(said, strong=True), Table([*units, "options"], rows, "rrl", wrap=[2])]


def _changes(made: tuple[tuple[str, str], ...]) -> list[str]:
    return [f"{key} = {word}" for key, word in made] or ["-"]
