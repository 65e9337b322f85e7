"""The spreadsheet back end: a program as rows of formulas, one for each step, each in the block of its law.

A spreadsheet has no infinite number: HUGE stands for it. It is far above every number of the model, and its fourth
power still fits into a cell: an overflow would be an error (#NUM!), which spreads even through MIN. What the formulas
make of HUGE counts as infinite from ENDLESS on. A value that is undefined is an error (#N/A), as it is in a cell that
takes from it. Where a formula of a spreadsheet would lose digits, another form of the same function stands.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sunrack.trace.flat import FlatStep, flatten
from sunrack.trace.parts import Slot
from sunrack.trace.program import Program

HUGE = "1E+75"  # stands for an infinite number
ENDLESS = "1E+45"  # the least that counts as infinite: HUGE divided by large numbers is still above it
MOST = 64  # numbers in one row; a longer list is no calculation that a reader would follow in a spreadsheet

_ONE = {
    "negative": "-{0}", "positive": "{0}", "float": "{0}", "absolute": "ABS({0})", "fabs": "ABS({0})",
    "sign": "SIGN({0})", "floor": "INT({0})", "ceil": "-INT(-{0})", "trunc": "TRUNC({0})",
    "rint": "IF(ABS({0}-INT({0})-0.5)<1E-12,2*ROUND({0}/2,0),ROUND({0},0))",
    "sqrt": "SQRT({0})", "cbrt": "SIGN({0})*ABS({0})^(1/3)", "square": "{0}*{0}",
    "reciprocal": "IF({0}=0," + HUGE + ",1/{0})",
    "exp": "IF({0}>172," + HUGE + ",IF({0}<-745,0,EXP({0})))", "exp2": "2^{0}",
    "expm1": "IF({0}>172," + HUGE + ",2*SINH({0}/2)*EXP({0}/2))",
    "log": "IF({0}=0,-" + HUGE + ",LN({0}))", "log2": "LN({0})/LN(2)", "log10": "LOG10({0})",
    "log1p": "2*ATANH({0}/(2+{0}))", "sin": "SIN({0})", "cos": "COS({0})", "tan": "TAN({0})", "arcsin": "ASIN({0})",
    "arccos": "ACOS({0})", "arctan": "ATAN({0})", "sinh": "IF(ABS({0})>172,SIGN({0})*" + HUGE + ",SINH({0}))",
    "cosh": "IF(ABS({0})>172," + HUGE + ",COSH({0}))", "tanh": "TANH({0})",
    "arcsinh": "ASINH({0})", "arccosh": "ACOSH({0})", "arctanh": "ATANH({0})",
    "degrees": "DEGREES({0})", "rad2deg": "DEGREES({0})", "radians": "RADIANS({0})", "deg2rad": "RADIANS({0})",
    "signbit": "({0}<0)*1", "logical_not": "({0}=0)*1", "invert": "({0}=0)*1",
    "isfinite": "IFERROR((ABS({0})<" + ENDLESS + ")*1,0)", "isinf": "(ABS({0})>=" + ENDLESS + ")*1",
    "isnan": "ISERROR({0})*1",
}  # fmt: skip
_POWER = "IF({1}=0,1,IF(AND({0}=0,{1}<0)," + HUGE + ",{0}^{1}))"
_TWO = {
    "add": "{0}+{1}", "subtract": "IF(MIN({0},{1})>=" + ENDLESS + ",NA(),{0}-{1})", "multiply": "{0}*{1}",
    "divide": "IF({1}=0,IF({0}=0,NA(),SIGN({0})*" + HUGE + "),"
    "IF(MIN(ABS({0}),ABS({1}))>=" + ENDLESS + ",NA(),{0}/{1}))",
    "floor_divide": "INT({0}/{1})", "remainder": "{0}-{1}*INT({0}/{1})", "fmod": "{0}-{1}*TRUNC({0}/{1})",
    "power": _POWER, "float_power": _POWER, "arctan2": "ATAN2({1},{0})",
    "hypot": "SQRT({0}*{0}+{1}*{1})", "maximum": "MAX({0},{1})", "minimum": "MIN({0},{1})",
    "fmax": "IF(ISERROR({0}),{1},IF(ISERROR({1}),{0},MAX({0},{1})))",
    "fmin": "IF(ISERROR({0}),{1},IF(ISERROR({1}),{0},MIN({0},{1})))",
    "greater": "({0}>{1})*1", "greater_equal": "({0}>={1})*1", "less": "({0}<{1})*1", "less_equal": "({0}<={1})*1",
    "equal": "({0}={1})*1", "not_equal": "({0}<>{1})*1", "copysign": "IF({1}<0,-1,1)*ABS({0})",
    "heaviside": "IF({0}<0,0,IF({0}>0,1,{1}))",
    "logical_and": "AND({0}<>0,{1}<>0)*1", "logical_or": "OR({0}<>0,{1}<>0)*1", "logical_xor": "(({0}<>0)<>({1}<>0))*1",
    "bitwise_and": "AND({0}<>0,{1}<>0)*1", "bitwise_or": "OR({0}<>0,{1}<>0)*1", "bitwise_xor": "(({0}<>0)<>({1}<>0))*1",
}  # fmt: skip
_THREE = {"where": "IF({0}<>0,{1},{2})", "clip": "MIN(MAX({0},{1}),{2})"}
_SPREAD = {**_ONE, **_TWO, **_THREE}
_ROWS = {
    "sum": "SUM({0})", "prod": "PRODUCT({0})", "max": "MAX({0})", "min": "MIN({0})", "mean": "SUM({0})/COLUMNS({0})",
    "any": "(SUMPRODUCT(({0}<>0)*1)>0)*1", "all": "(SUMPRODUCT(({0}<>0)*1)=COLUMNS({0}))*1",
    "argmax": "MATCH(MAX({0}),{0},0)-1", "argmin": "MATCH(MIN({0}),{0},0)-1",
}  # fmt: skip
KNOWN = {*_SPREAD, *_ROWS, "gather", "take", "take_along", "interp", "searchsorted", "round", "sort", "cumsum"} | {
    "cumprod",
    "diff",
}
"""Every operation of a flat program: all of them, which a test holds."""

Cells = Callable[[int, int], str]
"""The cell of a place (first) and of which of its numbers (second)."""


@dataclass(frozen=True)
class Row:
    """The formulas of one step, without their equals signs: one for each of its numbers.

    `law` is the innermost law that the step belongs to, empty outside any; `name` is what the value is called.
    """

    place: int
    law: str
    name: str
    unit: str
    formulas: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A program as a spreadsheet: constants by place, rows in order, and the place of each output."""

    inputs: tuple[str, ...]
    constants: dict[int, list[Any]]
    rows: tuple[Row, ...]
    outputs: dict[str, int]


def part_that_fits(program: Program, outputs: Iterable[str]) -> tuple[Program, dict[int, str]]:
    """The program of some outputs without the lists that no row holds: there it is cut, and takes a number as input.

    Args:
        program: Of one design.
        outputs: Names of its outputs.
    Returns:
        The program, and the keys of the inputs by the slots where it was cut: what these rest on is not live.
    Raises:
        ValueError: An output that is itself a list.
    """
    whole = program.part(outputs)
    sizes = {step.slot: math.prod(step.shape) for step in whole.steps if step.kind != "several"}
    long = {slot for slot, size in sizes.items() if size > MOST}
    if lists := [name for name, one in whole.outputs if type(one) is Slot and one.number in long]:
        raise ValueError(f"{lists[0]} is a list of numbers, which no cell holds")
    named = {one.slot: one.text for one in reversed(program.names)}
    cuts = {
        step.slot: f"fixed {named.get(step.slot, f'step {step.slot}')}"
        for step in whole.steps
        if step.slot not in long and any(one in long for one in step.slots)
    }
    return whole.part(cuts=cuts), cuts


def written(program: Program, cells: Cells) -> Sheet:
    """A program as rows of formulas.

    Args:
        program: Of one design, with marks, so that each row can say its law and name.
        cells: Where each number stands: numbers of one place lie side by side in one row.
    Raises:
        ValueError: A step of more than MOST numbers.
    """
    flat = flatten(program)
    if any(step.size > MOST for step in flat.steps):
        raise ValueError(f"a step has more than {MOST} numbers, which no row of formulas is for")
    first = len(flat.inputs) + len(flat.values)
    laws = {slot: call.law for call in program.calls for slot in call.steps}  # an inner law comes after its caller
    names = {one.slot: one for one in reversed(program.names)}
    sizes = {len(flat.inputs) + k: len(one) if isinstance(one, list) else 1 for k, one in enumerate(flat.values)}
    sizes |= {first + k: step.size for k, step in enumerate(flat.steps)}
    rows = []
    for place, step in enumerate(flat.steps, first):
        name = names.get(step.slot)
        text, unit = (name.text, name.unit) if name else ("", "")
        rows.append(Row(place, laws.get(step.slot, ""), text, unit, _formulas(step, sizes, cells)))
    constants = {
        len(flat.inputs) + k: list(one) if isinstance(one, list) else [one] for k, one in enumerate(flat.values)
    }
    return Sheet(flat.inputs, constants, tuple(rows), flat.outputs)


def _formulas(step: FlatStep, sizes: dict[int, int], cells: Cells) -> tuple[str, ...]:
    op, takes, words = step.op, step.takes, step.words

    def cell(take: int, k: int) -> str:
        return cells(takes[take], 0 if sizes.get(takes[take], 1) == 1 else k)

    def span(take: int, start: int = 0, stop: int | None = None) -> str:
        stop = sizes.get(takes[take], 1) if stop is None else stop
        return f"{cells(takes[take], start)}:{cells(takes[take], stop - 1).rpartition('!')[2]}"

    if op in _SPREAD:
        return tuple(_SPREAD[op].format(*(cell(take, k) for take in range(len(takes)))) for k in range(step.size))
    if op in _ROWS:
        length = words[0]
        return tuple(_ROWS[op].format(span(0, k * length, (k + 1) * length)) for k in range(step.size))
    if op == "gather":
        known = [cells(one, k) for one in takes for k in range(sizes.get(one, 1))]
        return tuple(known[k] for k in (words[1] or range(words[0])))
    if op == "round":
        return tuple(f"ROUND({cell(0, k)},{words[0]})" for k in range(step.size))
    if op in ("take", "take_along"):
        return _picked(step, cell, span(0))
    if op == "interp":
        return tuple(_between(cell(0, k), span(1), span(2)) for k in range(step.size))
    if op == "searchsorted":
        sign = "<=" if words[0] == "right" else "<"
        return tuple(f"SUMPRODUCT(({span(0)}{sign}{cell(1, k)})*1)" for k in range(step.size))
    length = words[0]
    starts = [k - k % length for k in range(step.size)]
    if op == "sort":
        return tuple(f"SMALL({span(0, at, at + length)},{k - at + 1})" for k, at in enumerate(starts))
    if op in ("cumsum", "cumprod"):
        total = "SUM" if op == "cumsum" else "PRODUCT"
        return tuple(f"{total}({span(0, at, k + 1)})" for k, at in enumerate(starts))
    if op == "diff":
        return _differences(step, cell)
    raise ValueError(f'the operation "{op}" has no formula')


def _picked(step: FlatStep, cell: Callable[[int, int], str], table: str) -> tuple[str, ...]:
    """Numbers of a table at places that are worked out."""
    outer, length, inner, last = step.words
    count = last if step.op == "take_along" else step.size // (outer * inner)
    found = []
    for k in range(step.size):
        row, column = k // (count * inner), k % inner
        at = cell(1, k if step.op == "take_along" else k // inner % count)
        wrapped = f"MIN(MAX({at},0),{length - 1})" if last == "clip" else f"IF({at}<0,{at}+{length},{at})"
        found.append(f"INDEX({table},({row * length}+{wrapped})*{inner}+{column + 1})")
    return tuple(found)


def _between(x: str, grid: str, heights: str) -> str:
    """Linear between the points of a table, constant beyond its ends."""
    k = f"MATCH({x},{grid},1)"
    low, high = f"INDEX({grid},{k})", f"INDEX({grid},{k}+1)"
    start, end = f"INDEX({heights},{k})", f"INDEX({heights},{k}+1)"
    inside = f"({end}-{start})/({high}-{low})*({x}-{low})+{start}"
    first, last = f"INDEX({grid},1)", f"INDEX({grid},COLUMNS({grid}))"
    below, above = f"INDEX({heights},1)", f"INDEX({heights},COLUMNS({heights}))"
    return f"IF({x}<={first},{below},IF({x}>={last},{above},{inside}))"


def _differences(step: FlatStep, cell: Callable[[int, int], str]) -> tuple[str, ...]:
    length, order = step.words
    left = length - order
    signs = [(-1) ** (order - k) * math.comb(order, k) for k in range(order + 1)]
    return tuple(
        "+".join(f"({sign})*{cell(0, k // left * length + k % left + j)}" for j, sign in enumerate(signs))
        for k in range(step.size)
    )
