"""The section of the optimum: how far the scenario is from its best design."""

from __future__ import annotations

from sunrack.drawing import Block, Heading
from sunrack.findings import Findings
from sunrack.report import optima


def optimum(f: Findings) -> list[Block]:
    """The page of `optimize` over the built-in design choices."""
    return [Heading("Distance from the optimum"), *optima.optimum(f.optimum.found)]
