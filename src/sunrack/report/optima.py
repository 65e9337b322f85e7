"""The page of an optimisation: how far the scenario is from its optimum, what binds, and what each choice is worth."""

from __future__ import annotations

import math

from sunrack.catalogue import the_place
from sunrack.commands import command
from sunrack.drawing import Block, Heading, Table, Text, number, percent
from sunrack.requirement import DIFFERENCES
from sunrack.study.front import Front
from sunrack.study.optima import Binding, Optimum
from sunrack.study.worth import Worth

_SAME = 5e-4  # share of the objective, below which a scenario is at its optimum


def optimum(found: Optimum) -> list[Block]:
    """The answer first, then the limits, then the table of choices."""
    blocks: list[Block] = [
        Text(_answer(found), strong=True),
        *(Text(said) for said in (_ratio(found), _limits(found)) if said),
    ]
    if found.at_ends and found.feasible:  # of a design that fails a check, that check may be what holds them there
        ends = ", ".join(f"{key} ({end} end)" for key, end in found.at_ends)
        blocks.append(
            Text(f"These choices stop at an end of the allowed range, and no check limits them before that: {ends}.")
        )
    if found.choices:
        unit, best = f" in {found.unit}" if found.unit else "", "optimum" if found.feasible else "closest"
        design = best if found.feasible else "closest design"
        head = ["choice", "scenario", best, "with this change only", "without this change"]
        rows = [[*_row(one)] for one in found.choices]
        said = (
            f"The last two columns are {found.objective}{unit}: of the scenario with this change only, and of the"
            f" {design} without this change, with all other choices optimised again."
        )
        if any("*" in cell for row in rows for cell in row):
            said += " In a design marked * at least one check fails or misses its margin, so its value is no answer."
        blocks += [Heading("What each choice is worth"), Text(said), Table(head, rows, "lllrr", wrap=[0, 1, 2])]
    if found.feasible and (said := _no_matter(found)):
        blocks.append(Text(said))
    return blocks


def _answer(found: Optimum) -> str:
    called = found.case.name in ("your scenario", "standard input")  # words, and no name that keeps its spelling
    name = found.case.name.capitalize() if called else found.case.name
    value, start = (f"{number(one, 4)} {found.unit}".strip() for one in (found.value, found.start))
    if not found.feasible:
        return (
            f"{name}: no design within the allowed ranges passes every check with its margin. In the design"
            f" that comes closest {found.objective} is {value}."
        )
    if not math.isfinite(found.start):
        return f"{name} is infeasible. In the best design that was found {found.objective} is {value}."
    if found.distance < _SAME:
        return f"{name} is at its optimum: {found.objective} is {value}."
    way = "less" if found.value < found.start else "more"
    said = (
        f"{name} is not at its optimum. In the best design that was found {found.objective} is {value},"
        f" {percent(found.distance)} {way} than in the scenario ({start})."
    )
    if found.start_feasible:
        return said
    missed = "; ".join(_margin(one) for one in found.start_short)
    return f"{said} The scenario itself does not pass every check with its required margin: {missed}."


def _ratio(found: Optimum) -> str:
    """What the optimum changes in the comparison with the ground; empty where that is not what was optimised."""
    if found.objective != "cost.per_gpu_hour" or not math.isfinite(found.ratio):
        return ""
    where = the_place(found.region)
    design = "best" if found.feasible else "closest"
    said = f"A GPU-hour from the {design} design costs {number(found.ratio)} times as much as in {where}"
    said += f" (from the scenario {number(found.start_ratio)} times)." if math.isfinite(found.start_ratio) else "."
    if found.feasible and found.ratio > 1:
        said += (
            " Better design choices alone do not make orbit cheaper. What else would have to be true:"
            f" {command(found.case, 'parity', f'--against {found.region}')}"
        )
    return said


def _limits(found: Optimum) -> str:
    if found.short:
        return f"Checks that miss their required margin: {'; '.join(_margin(one) for one in found.short)}."
    if not found.binding:
        return "Every check passes with its required margin, and no check limits the design."
    held = "; ".join(_margin(one) for one in found.binding)
    return (
        "Every check passes with its required margin. These checks have no more than that, so they limit the design:"
        f" {held}."
    )


def _margin(one: Binding) -> str:
    if one.unit in DIFFERENCES:
        margin, required = (f"{number(share)} {one.unit}" for share in (one.margin, one.required))
    else:
        margin, required = percent(one.margin), percent(one.required)
    return (
        f"{one.title} (margin {margin})"
        if margin == required
        else f"{one.title} (margin {margin}, required {required})"
    )


def _row(one: Worth) -> tuple[str, ...]:
    return (
        one.key,
        one.before,
        one.after,
        number(one.alone, 4) + ("" if one.alone_feasible else "*"),
        number(one.without, 4) + ("" if one.without_feasible else "*"),
    )


def _no_matter(found: Optimum) -> str:
    same = [one.key for one in found.choices if not one.matters]
    words = [f"{key} = {word}" for key, word in found.ties if key not in same]
    if not same and not words:
        return ""
    which = "This choice changes" if len(same) + len(words) == 1 else "Each of these choices changes"
    return f"{which} the optimum by less than 1 %, so it can be made either way: {', '.join([*same, *words])}."


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
