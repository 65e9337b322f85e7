"""Other people's analyses and announced satellites as records: what one holds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sunrack.published.expressions import Expression


@dataclass(frozen=True, kw_only=True)
class Group:
    """Inputs of an analysis that are changed together; one step of the waterfall."""

    title: str
    why: str = ""
    inferred: bool = False  # ours, where the analysis does not publish them
    inputs: Mapping[str, Any] = field(default_factory=dict)  # of both sides
    orbit_inputs: Mapping[str, Any] = field(default_factory=dict)
    ground_inputs: Mapping[str, Any] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[Mapping[str, Any], ...]:
        """The three tables of inputs."""
        return self.inputs, self.orbit_inputs, self.ground_inputs

    def of(self, side: str) -> list[Mapping[str, Any]]:
        """What holds on one side, "orbit" or "ground"."""
        return [self.inputs, self.orbit_inputs if side == "orbit" else self.ground_inputs]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One published figure, and the expression over our results that stands for it."""

    name: str
    title: str
    unit: str = ""
    low: float
    high: float
    result: Expression | None = None  # None where no result of ours stands for it
    why: str = ""
    inputs: Mapping[str, Any] = field(default_factory=dict)  # of this figure alone

    @property
    def nearest(self) -> float:
        """The figure, or the geometric middle of its range."""
        return math.sqrt(self.low * self.high) if self.low * self.high > 0 else (self.low + self.high) / 2


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """A published analysis or an announced satellite."""

    name: str
    title: str
    short: str
    author: str = ""
    year: int
    url: str = ""
    tier: str
    read: str = ""
    boundary: str
    counts: str  # the boundary in a few words
    region: str = "texas"
    status: str = ""  # of a satellite: announced, filed, flown
    cannot: tuple[str, ...] = ()
    note: str = ""
    groups: tuple[Group, ...] = ()
    answers: tuple[Answer, ...] = ()
    explained: str = ""  # the answer whose steps are shown
    file: str = ""  # what it is called in messages
    lines: Mapping[str, int] = field(default_factory=dict, repr=False)

    @property
    def two_sided(self) -> bool:
        """Whether some inputs hold on one side alone."""
        return any(group.orbit_inputs or group.ground_inputs for group in self.groups)

    def answer(self, name: str) -> Answer | None:
        """The answer of that name, if there is one."""
        return next((one for one in self.answers if one.name == name), None)
