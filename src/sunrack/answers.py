"""What one walk gives, and every result of it by its dotted name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

import numpy as np

from sunrack import cost, returns
from sunrack.catalogue import Unknown, near
from sunrack.rivals import Against, Rival
from sunrack.satellite import Design


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Answers:
    """What one walk gives."""

    design: Design
    ground: Mapping[str, Rival]
    against: Mapping[str, Against]
    clock: cost.Clock
    time_to_half_fleet: Any


class Named:
    """Results by their dotted names: a mapping of names to quantities, rows of value and unit, a table."""

    inputs: Any
    answers: Answers
    checks: Any  # every physical check, a cached property of the comparison

    def to_dict(self) -> dict[str, dict[str, Any]]:
        """Dotted name → {value, unit} of every result."""
        rows = self.answers.design.to_dict() | self.answers.clock.to_dict("clock.")
        for name, rival in self.answers.ground.items():
            rows |= rival.to_dict(f"ground.{name}.")
        for name, against in self.answers.against.items():
            rows |= against.to_dict(f"compare.{name}.")
        for name, one in self.returns.items():
            rows |= one.to_dict(f"{name}.")
        for check_ in self.checks:
            rows |= {f"checks.{check_.slug}.{name}": row for name, row in check_.results().items()}
        return rows | {"checks.passed": {"value": self._all_pass(), "unit": ""}}

    def _all_pass(self) -> Any:
        """1 where every check passes, else 0."""
        return reduce(np.minimum, (one.results()["passed"]["value"] for one in self.checks))

    @cached_property
    def returns(self) -> dict[str, returns.Returns]:
        """What each side returns at the market price: "cost" of orbit, and "ground.<region>"; bare SI numbers."""
        found, inputs = self.answers, self.inputs
        return {"cost": returns.in_orbit(inputs, found.design.cost, found.design.launch)} | {
            f"ground.{name}": returns.on_ground(inputs, rival, inputs.sites[name])
            for name, rival in found.ground.items()
        }

    def result(self, name: str) -> Any:
        """One result by its dotted name, as `to_dict` gives it: "mass.wet", "compare.texas.cost_ratio".

        Raises:
            Unknown: No such result, with the nearest name; a KeyError and a ValueError.
        """
        return self.row(name)[0]

    def row(self, name: str) -> tuple[Any, str]:
        """One result and the unit that it is shown in."""
        if not isinstance(name, str):
            raise Unknown(f'{str(name)[:60]} is not a result. A result has a name such as "mass.wet"')
        try:
            room, _, rest = name.partition(".")
            if name == "checks.passed":
                return self._all_pass(), ""
            if room == "checks":
                slug, _, key = rest.partition(".")
                row = {one.slug: one for one in self.checks}[slug].results()[key]
                return row["value"], row["unit"]
            side, _, key = name.rpartition(".")
            if key in returns.NAMES:
                return self.returns[side].value(key), self.returns[side].unit(key)
            owner, key = self._owner(room, rest)
            return owner.value(key), owner.unit(key)
        except (KeyError, AttributeError):
            if name in (known := self.to_dict()):
                raise
            raise Unknown(f'"{name}" is not a result{near(name, known)}') from None

    def _owner(self, room: str, rest: str) -> tuple[Any, str]:
        """The answer that holds a result, and the result's name in it."""
        found, (part, _, key) = self.answers, rest.partition(".")
        if room in ("ground", "compare"):
            return (found.ground if room == "ground" else found.against)[part], key
        if room == "power" and part == "ledger":
            return found.design.ledger, key
        return found.clock if room == "clock" else getattr(found.design, room), rest

    def __getitem__(self, name: str) -> Any:
        """One result by its dotted name as a quantity in the unit shown, or as text: c["mass.wet"].

        Raises:
            Unknown: No such result, with the nearest name; a KeyError and a ValueError.
        """
        from sunrack.units import Quantity, unit_of

        content, unit = self.row(name)
        return content if np.asarray(content).dtype.kind in "US" else Quantity(content, unit_of(unit))

    def __contains__(self, name: object) -> bool:
        return name in self.to_dict()

    def __iter__(self) -> Iterator[str]:
        return iter(self.to_dict())

    def keys(self) -> list[str]:
        """The names of all results, in their order; with them `dict(c)` is every result as a quantity or text."""
        return list(self.to_dict())

    def to_frame(self) -> Any:
        """Every result as a pandas DataFrame: its name as the index, its value and its unit as columns."""
        from pandas import DataFrame

        frame = DataFrame.from_dict(self.to_dict(), orient="index", columns=["value", "unit"])
        return frame.rename_axis("result")
