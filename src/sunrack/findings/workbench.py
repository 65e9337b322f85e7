"""Where the designs beside a comparison are walked: each change once, on bare SI numbers."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from functools import cached_property
from typing import Any, cast

import numpy as np

from sunrack.findings import points
from sunrack.findings.base import Option
from sunrack.names import Name
from sunrack.satellite import Design
from sunrack.scenario import Inputs
from sunrack.section import plain
from sunrack.units import bare
from sunrack.values import Value
from sunrack.verdict import Comparison, Rival, compare, on_ground
from sunrack.walk import walk


class Workbench:
    """One comparison, the designs beside it, and the inputs that they start from. Every number in them is bare SI."""

    def __init__(self, comparison: Comparison) -> None:
        if comparison.units is None:  # it ran with units, or on other numbers than its scenario's
            comparison = compare(comparison.scenario, against=comparison.asked)
        self.comparison = comparison.bare
        self._designs: dict[tuple[tuple[str, str], ...], Design] = {(): self.comparison.design}

    @property
    def inputs(self) -> Inputs:
        """The scenario's inputs; nobody changes them."""
        return cast(Inputs, self.comparison.inputs)

    @cached_property
    def values(self) -> dict[str, Value]:
        """Every number of the scenario by its key."""
        return self.comparison.scenario.values()

    @property
    def here(self) -> Design:
        """The scenario's own design."""
        return self.design({})

    def design(self, words: Mapping[str, str]) -> Design:
        """The design with other option words: {"power.eclipse_policy": "sleep"}; walked once."""
        key = tuple(sorted((key, word) for key, word in words.items() if word != self._word(key)))
        if key not in self._designs:
            self._designs[key] = _walked(_changed(self.inputs, key))
        return self._designs[key]

    def varied(self, over: Mapping[str, Any]) -> tuple[Any, Design]:
        """The inputs and the designs with other option words, or arrays of SI numbers, by key of a discipline; in one
        walk."""
        inputs = _changed(self.inputs, tuple(over.items()))
        return inputs, _walked(inputs)

    def _word(self, key: str) -> Any:
        name = Name.parse(key)
        return getattr(getattr(self.comparison.scenario, name.room), name.key)

    @cached_property
    def _numbers(self) -> tuple[Design, dict[str, slice], int]:
        """Every design that differs by numbers alone, in one walk."""
        c = self.comparison
        over, places = points.together(c, self.values)
        count = max(place.stop for place in places.values())
        return _walked(c.scenario.inputs(over, bare=True)), places, count

    def group(self, name: str) -> Designs:
        """The designs of one group of `points.GROUPS`."""
        design, places, count = self._numbers
        return Designs(design, places[name], count)

    @cached_property
    def _with_plants(self) -> Inputs:
        """The inputs with every plant that may serve a region."""
        return self.comparison.scenario.but({"ground.source": "best"}).inputs(bare=True)

    def rival(self, region: str, source: str) -> Rival:
        """The rack in a region on another source of power, or on the "best"."""
        inputs = _changed(self._with_plants, (("ground.source", source),))
        with bare(), np.errstate(all="ignore"):
            return on_ground(inputs, inputs.sites[region])


class Designs:
    """Some of the designs of one walk over arrays."""

    def __init__(self, design: Design, place: slice, count: int) -> None:
        self._design, self._place, self._count = design, place, count

    def column(self, name: str, unit: str) -> Any:
        """One result of each design by its dotted name, in a unit; text as it is."""
        parts = Name.parse(name)
        return self.row(getattr(getattr(self._design, parts.room), parts.key), unit)

    def row(self, content: Any, unit: str) -> Any:
        """A result of the walk as a number for each design, in a unit."""
        return np.broadcast_to(plain(content, unit), (self._count,))[self._place]

    @property
    def cost(self) -> Any:
        """The cost of the walk, whose parts `row` reads."""
        return self._design.cost


def option(name: str, design: Design, **said: Any) -> Option:
    """One design as an option.

    Args:
        name: What the option is called.
        design: One design.
        said: Other fields of the option.
    """
    return Option(
        name=name,
        **{"rise": 0.0, **said},
        rack_mass=plain(design.rack.mass, "kg"),
        radiator_area=plain(design.thermal.radiator_area, "m²"),
        array_area=plain(design.power.array_area, "m²"),
        wet_mass=plain(design.mass.wet, "kg"),
        per_gpu_hour=plain(design.cost.per_gpu_hour, "USD/hour"),
    )


def _changed(inputs: Inputs, over: tuple[tuple[str, Any], ...]) -> Inputs:
    """The inputs with other words or numbers by key; all else is shared."""
    changed = copy(inputs)
    for key, content in over:
        room, _, name = Name.parse(key)
        setattr(changed, room, copy(getattr(changed, room)))
        setattr(getattr(changed, room), name, content)
    return changed


def _walked(inputs: Inputs) -> Design:
    with bare(), np.errstate(all="ignore"):
        return walk(inputs)
