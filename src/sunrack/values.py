"""A value with its unit, its range and where it comes from: the leaf of every scenario and catalogue."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, replace
from typing import Any

import numpy as np

from sunrack import markup
from sunrack.units import to_si

YOURS = "your scenario"
FOLLOWS = "follows"  # the source (in seeds/sources.toml) of what is not written and is worked out from other values
DISTRIBUTIONS = (
    "balanced", "log-balanced", "triangular", "log-triangular", "uniform", "log-uniform", "pert", "none",
)  # fmt: skip
KINDS = ("fact", "choice", "convention", "guess", "yours")  # what a value rests on, see `Value.rests_on`


@dataclass(frozen=True, slots=True, repr=False)
class Value:
    """One number of a scenario or catalogue: held in SI, shown in `unit`, with its range and its source.

    `low` and `high` are bounds that a careful reader would accept, not standard deviations; None where no range is
    known. `distribution` says how a sample draws from them ("": by their shape), `group` with which other values: those
    of "growth" are low and high together, those of "-growth" high where they are low. `correlation` is the rank
    correlation with other members of the group that have the same, 1 where they move as one. `kind` is "choice" (a
    decision of the designer or planner) or "convention" where the record says so; neither is drawn in a sample. `year`
    is that of the money as it was written, `moved_to` that of the money in which the number now is. A value that
    `follows` is not written: the walk works it out from others, and the number here is what it comes to in this
    scenario.
    """

    si: float
    unit: str
    low: float | None = None
    high: float | None = None
    year: int | None = None
    source: str = YOURS
    where: str = ""
    why: str = ""
    distribution: str = ""
    group: str = ""
    moved_to: int | None = None
    follows: bool = False
    kind: str = ""
    correlation: float = 1.0

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """For pydantic: an instance of this class, which a section makes itself; told outright, since finding out costs
        more."""
        from pydantic_core import core_schema

        return core_schema.is_instance_schema(cls)

    @property
    def quantity(self) -> Any:
        """The value as a quantity in the unit it is shown in."""
        return self.in_unit(self.si)

    @property
    def number(self) -> float:
        """The bare number in the unit it is shown in."""
        scale, offset, _ = to_si(self.unit)
        return (self.si - offset) / scale

    def in_unit(self, si: float) -> Any:
        """Any SI number of this value's kind as a quantity in its unit."""
        from sunrack.units import Quantity, unit_of

        scale, offset, _ = to_si(self.unit)
        return Quantity(np.float64((si - offset) / scale), unit_of(self.unit))

    @property
    def is_money(self) -> bool:
        """Whether the value is a price, so that its year matters."""
        return any(name == "USD" for name, _ in to_si(self.unit)[2])

    @property
    def rests_on(self) -> str:
        """One of KINDS: a published "fact", a "choice", a "convention", a "guess" without a source, or "yours"."""
        if self.kind:
            return self.kind
        return {"assumption": "guess", YOURS: "yours"}.get(self.source, "fact")

    @property
    def is_guess(self) -> bool:
        """Whether it is a judgement without a published source."""
        return self.rests_on == "guess"

    def times(self, factor: float, year: int) -> Value:
        """The value and its range scaled: money moved to another year."""
        low, high = (None if x is None else x * factor for x in (self.low, self.high))
        return replace(self, si=self.si * factor, low=low, high=high, moved_to=year)

    def __str__(self) -> str:
        return show(self.si, self.unit)

    def __repr__(self) -> str:
        ends = " to ".join(show(one, self.unit) for one in (self.low, self.high) if one is not None)
        return f"<Value {', '.join([str(self), *([ends] if ends else []), self.source])}>"

    def _repr_html_(self) -> str:
        return markup.table([""], [[repr(self)[7:-1]]])


def _unchanged(one: Value, name: str, *_: object) -> None:
    raise FrozenInstanceError(f"a Value cannot be changed ({name}). Make another scenario with `but` instead")


# A frozen class with slots refuses its fields, and any other name with an error of its own.
Value.__setattr__ = Value.__delattr__ = _unchanged  # type: ignore[method-assign,assignment]


def show(si: float, unit: str, digits: int = 4) -> str:
    """An SI number as text in `unit`, to four significant digits."""
    scale, offset, _ = to_si(unit)
    number = (si - offset) / scale
    whole = 10**digits <= abs(number) < 1e4
    form = ",.0f" if 1e4 <= abs(number) < 1e15 else ".0f" if whole else f".{digits}g"
    return f"{number:{form}} {printed(unit)}".strip()


def printed(unit: str) -> str:
    """A unit as it is printed: a difference of temperatures is in K, which is read as such where one is wanted."""
    return "K" if unit == "delta_K" else unit
