"""The JavaScript back end: a program as plain data for the small interpreter in `runtime.js`, in a page or in node.

The interpreter takes no text of a program to be evaluated, so that a page needs no permission for it.
"""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files
from typing import Any

from sunrack.trace.flat import flatten
from sunrack.trace.program import Program


@cache
def runtime() -> str:
    """The text of the interpreter: `const model = sunrackModel(data); model.run({key: number})`."""
    return files("sunrack.trace").joinpath("runtime.js").read_text(encoding="utf-8")


def written(program: Program) -> dict[str, Any]:
    """A program as plain data: what `json.dumps` takes and `runtime.js` plays.

    Args:
        program: Of one design: its inputs are single numbers.
    Returns:
        "inputs" (keys), "values" (constants: numbers, words or lists), "operations" (names), "steps" (whole numbers,
        see `runtime.js`), "words" (the other arguments of steps) and "outputs" (place by name).
    Raises:
        ValueError: An input that is no single number.
    """
    flat = flatten(program)
    operations = list(dict.fromkeys(step.op for step in flat.steps))
    numbers = {name: number for number, name in enumerate(operations)}
    first, steps = len(flat.inputs) + len(flat.values), []
    for own, step in enumerate(flat.steps, first):
        # places are counted back from the step's own: small numbers, which a page packs well
        steps += [numbers[step.op], 2 * len(step.takes) + bool(step.words), *(own - one for one in step.takes)]
    return {
        "inputs": list(flat.inputs),
        "values": [list(map(_plain, one)) if isinstance(one, list) else _plain(one) for one in flat.values],
        "operations": operations,
        "steps": steps,
        "words": [list(step.words) for step in flat.steps if step.words],
        "outputs": flat.outputs,
    }


def _plain(one: Any) -> Any:
    """A constant as JSON has it: a word begins with a quotation mark; what is not finite is written without one."""
    if isinstance(one, str):
        return f'"{one}'
    if isinstance(one, bool):
        return float(one)
    number = float(one)
    if math.isnan(number):
        return "nan"
    if math.isinf(number):
        return "inf" if number > 0 else "-inf"
    whole = number.is_integer() and abs(number) < 2**53 and (number != 0 or math.copysign(1, number) > 0)
    return int(number) if whole else number
