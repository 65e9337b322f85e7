"""Parts of the page on sensitivity: elasticities at the point, and shares of variance by groups of inputs."""

from __future__ import annotations

import math

from sunrack.drawing import Block, Heading, Table, Text, number
from sunrack.study.sensitivities import Sensitivity

_STEEPEST = 8  # elasticities that a page shows


def elasticities(s: Sensitivity) -> list[Block]:
    """The inputs that a small change of moves the result most."""
    strong = sorted((one for one in s.elasticities if abs(one.elasticity) > 0), key=lambda one: -abs(one.elasticity))
    if not strong:
        return []
    rows = [[one.wrt, number(one.elasticity), number(one.value), one.unit or "-"] for one in strong[:_STEEPEST]]
    said = f"Elasticity: change of {s.output} in percent for 1 % more of the input, at the present values."
    return [
        Heading("Elasticities at the point"),
        Table(["input", "elasticity", "derivative", "unit"], rows, "lrrl", wrap=[0, 3]),
        Text(said),
    ]


def shares(s: Sensitivity) -> list[Block]:
    """Shares of the variance by groups of inputs."""
    if not s.groups or all(math.isnan(one.total) for one in s.groups):
        return []
    rows = [
        [
            one.name,
            str(len(one.keys)),
            f"{one.first:.3f} ± {one.first_error:.3f}",
            f"{one.total:.3f} ± {one.total_error:.3f}",
        ]
        for one in s.groups
    ]
    head = ["group", "inputs", "first-order index", "total-order index"]
    said = (
        "Shares of variance when every ranged value is drawn together, by groups of inputs; ± is 95 % confidence. The"
        " first-order index counts a group without its interactions with others, the total-order index with them."
    )
    return [Heading("Shares of variance by group"), Table(head, rows, "lrrr"), Text(said)]
