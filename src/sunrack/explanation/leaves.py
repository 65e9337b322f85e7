"""What is known of a value of the scenario: its range, its source and how good that is."""

from __future__ import annotations

from typing import Any

from sunrack.catalogue import tier
from sunrack.values import Value, printed, show


def described(value: Value) -> dict[str, Any]:
    """A leaf as data: everything that the scenario knows of it but the number itself."""
    ends = [None if si is None else float(value.in_unit(si).magnitude) for si in (value.low, value.high)]
    said = {
        "rests_on": value.rests_on,
        "source": value.source,
        "tier": tier(value.source),
        "where": value.where,
        "why": value.why,
    }
    return {"range": ends if any(end is not None for end in ends) else None, **said}


def labelled(value: Value) -> str:
    """A leaf in words: its range, what it rests on, its tier and its source."""
    span = ""
    if value.low is not None and value.high is not None:
        low, high = (show(si, value.unit).removesuffix(printed(value.unit)).strip() for si in (value.low, value.high))
        span = f"({low} to {high}) "
    kind = tier(value.source)
    if value.source == "assumption" or kind == "yours":
        return f"{span}[{value.rests_on}]"
    return f"{span}[{value.kind and f'{value.kind}, '}{kind}: {value.source}]"
