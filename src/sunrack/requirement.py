"""One requirement that a design must meet, and how it is measured: value, limit, margin, pass or fail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack.markup import Shown, short
from sunrack.section import plain

HAIR = 1e-9  # of a limit, by which rounding may miss it
DIFFERENCES = ("K", "dB")  # units whose zero is arbitrary: a share of a limit in them would have no meaning
SCALES = {"K": 10.0, "dB": 3.0}  # what weighs in them as much as a whole limit, where a study adds up shortfalls


@dataclass(frozen=True, repr=False)
class Check(Shown):
    """One requirement, of one design or of arrays of them. `margin` is what is left; negative where the check fails.

    A margin is a share of the limit, but K for temperatures and dB for levels. Where the value or the limit of one
    design is no finite number, `reason` says why in words; else it is empty. `slug` names the results
    checks.<slug>.margin and checks.<slug>.passed; `name` is the title that a reader sees.
    """

    name: str
    slug: str
    requirement: str
    sense: str
    value: Any
    limit: Any
    unit: str
    margin: Any
    passed: Any
    reason: str = ""

    def __repr__(self) -> str:
        said = short(self.passed) if np.ndim(self.passed) else "passes" if self.passed else "fails"
        unit = f" {self.unit}".rstrip()
        return f"<Check {self.name}: {said}, {short(self.value)}{unit}, {self.sense} {short(self.limit)}{unit}>"

    @property
    def title(self) -> str:
        """What a reader sees: the name."""
        return self.name

    @property
    def distance(self) -> Any:
        """The margin in the unit of the value, where `margin` may be a share of the limit."""
        with np.errstate(invalid="ignore"):  # infinite less infinite
            return self.value - self.limit if self.sense == "at least" else self.limit - self.value

    def results(self) -> dict[str, dict[str, Any]]:
        """Name → {value, unit} of its two results: "margin", and "passed", which is 1 where the check passes, else
        0."""
        unit = self.unit if self.unit in DIFFERENCES else ""
        passed = (np.bool_(self.passed) if isinstance(self.passed, bool) else self.passed).astype(float)
        return {
            "margin": {"value": plain(self.margin, ""), "unit": unit},
            "passed": {"value": plain(passed, ""), "unit": ""},
        }


def at_most(name: str, requirement: str, value: Any, limit: Any, unit: str, *, slug: str) -> Check:
    """A check that passes where the value is at most the limit, both in `unit`."""
    actual, permitted = _in(value, unit), _in(limit, unit)  # these names stand in explanations
    margin, passed = _margin(permitted - actual, permitted, unit), actual <= permitted * (1 + HAIR)
    return Check(name, slug, requirement, "at most", actual, permitted, unit, margin, passed)


def at_least(
    name: str,
    requirement: str,
    value: Any,
    limit: Any,
    unit: str,
    label: str = "",
    *,
    strict: bool = False,
    slug: str,
) -> Check:
    """A check that passes where the value is at least the limit, or, if `strict`, above it; `label` is printed for
    `unit`."""
    actual, required = _in(value, unit), _in(limit, unit)
    passed = actual > required if strict else actual >= required * (1 - HAIR)
    margin = _margin(actual - required, required, label or unit)
    return Check(name, slug, requirement, "at least", actual, required, label or unit, margin, passed)


def _margin(left: Any, limit: Any, unit: str) -> Any:
    return left if unit in DIFFERENCES else left / limit


def _in(content: Any, unit: str) -> Any:
    number = plain(content, unit)
    return np.float64(number) if isinstance(number, float) else number  # numpy's divides by 0 without an exception
