"""What a study knows of its designs before they are sized."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sunrack import orbit


@dataclass(frozen=True, kw_only=True, eq=False)
class Known:
    """What a study knows of its designs before the walk.

    Attributes:
        year: The orbits' year, solved already.
        views: What array and radiator see on them, as `attitude.see` answers.
        luck: A number from 0 to 1 for each design, which makes a distribution of waits one outcome:
            "ground.<region>.luck" for a region's gates, "clock.luck" for orbit's own.
    """

    year: orbit.Year | None = None
    views: Mapping[str, Any] | None = None
    luck: Mapping[str, Any] = field(default_factory=dict)


NOTHING_KNOWN = Known()
