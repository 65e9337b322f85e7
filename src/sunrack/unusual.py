"""Values of a scenario that lie outside the range that the default cites for them: allowed, and worth a second look."""

from __future__ import annotations

from sunrack.scenario import Scenario, load
from sunrack.values import YOURS, show


def unusual(case: Scenario) -> list[str]:
    """A line for each value that the user wrote without a range, outside the range of the built-in default.

    Args:
        case: The scenario.
    """
    known, lines = load().values(), []
    for key, value in case.values().items():
        usual = known.get(key)
        if (
            usual is None
            or value.source != YOURS
            or value.low is not None
            or usual.distribution == "none"
            or usual.kind
        ):
            continue  # a range of one's own, or a choice
        if usual.low is None or usual.high is None:
            continue
        if not usual.low <= value.si <= usual.high:
            low, high = (show(end, value.unit) for end in (usual.low, usual.high))
            lines.append(f"{key} = {value} is outside the cited range of {low} to {high}")
    return lines
