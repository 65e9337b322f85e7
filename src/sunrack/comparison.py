"""A design beside the ground: its results by name, its checks, and the verdict."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from sunrack import cost, leading
from sunrack.answers import Answers, Named
from sunrack.cautions import Caution, cautions
from sunrack.checks import check, failing, reasons, table
from sunrack.drawing import Block, Text, as_html
from sunrack.markup import short
from sunrack.requirement import Check
from sunrack.rivals import Against, Rival
from sunrack.satellite import Design
from sunrack.scenario import Scenario, warnings
from sunrack.section import plain
from sunrack.sentences import Verdict, judge
from sunrack.units import bare, closed, is_quantity
from sunrack.unpublished import unpublished


@dataclass(frozen=True, eq=False, repr=False)
class Comparison(Named):
    """A design, its rivals on the ground, and the verdict; in a study, many designs as arrays.

    Args:
        scenario: What was compared.
        inputs: What the walk read.
        answers: What it gave: bare SI numbers or arrays, or quantities where it ran with units.
        units: The units in which bare answers are given as quantities, from `units_in`, or a function that finds
            them when a quantity is first asked for; None leaves the answers as they are.
        asked: The region that the verdict is about; the cheapest if None.
        beyond: Laws that were called beyond what they are valid for, and the numbers that are outside.
    """

    scenario: Scenario
    inputs: Any
    answers: Answers
    units: Any = None
    asked: str | None = None
    beyond: Mapping[Any, float] = field(default_factory=dict)

    def _given(self, name: str) -> Any:
        """One of the answers, as quantities if the units are known."""
        answer = getattr(self.answers, name)
        if self.units is None:
            return answer
        from sunrack.units import with_units

        units = self.units() if callable(self.units) else self.units
        return with_units(answer, units[name])

    @cached_property
    def design(self) -> Design:
        """The satellite."""
        design: Design = self._given("design")
        return design

    @cached_property
    def ground(self) -> dict[str, Rival]:
        """The data centre in each region, by the region's name."""
        return dict(self._given("ground"))

    @cached_property
    def against(self) -> dict[str, Against]:
        """Orbit against each region."""
        return dict(self._given("against"))

    @cached_property
    def clock(self) -> cost.Clock:
        """When orbit serves."""
        clock: cost.Clock = self._given("clock")
        return clock

    @cached_property
    def time_to_half_fleet(self) -> Any:
        """Median time from today until half the fleet serves."""
        return self._given("time_to_half_fleet")

    @cached_property
    def bare(self) -> Comparison:
        """The same comparison on the numbers that the walk gave, in bare SI unless it ran with units."""
        return self if self.units is None else replace(self, units=None)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """Every physical check; of a study's designs, arrays. Computed when they are first asked for."""
        if self.bare is not self:
            return self.bare.checks
        with closed() if is_quantity(self.inputs.finance.cost_of_capital) else bare():
            return check(self.inputs, self.answers.design)

    @cached_property
    def warnings(self) -> tuple[Caution, ...]:
        """What is allowed and deserves a second look.

        Values outside the ranges that the default cites, a compute life longer than the satellite's, laws beyond what
        they are valid for.
        """
        return cautions(self.scenario, self.beyond)

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """The shape of the arrays that a study's designs are; empty for one design."""
        if self.bare is not self:
            return self.bare.shape
        return np.broadcast_shapes(*(np.shape(row["value"]) for row in self.to_dict().values()))

    @property
    def time_to_first_token(self) -> Any:
        """Orbit's median time from today to its first token."""
        return self.clock.time_to_first_token

    @cached_property
    def refused(self) -> tuple[str, ...]:
        """The regions where every jurisdiction whose rules are known refuses a campus of the fleet's power."""
        if self.bare is not self:
            return self.bare.refused
        return leading.refused(self.scenario, self.answers.ground)

    @cached_property
    def weak(self) -> tuple[str, ...]:
        """The regions whose price, wait or capital rests on a guess or on a weak source."""
        return tuple(name for name in self.answers.ground if leading.weak(self.scenario, name))

    @property
    def cheapest(self) -> str:
        """The region where a GPU-hour costs least, of those that neither refuse the campus nor rest on guesses, if
        any."""
        return leading.cheapest(self.answers.ground, self.refused, self.weak)

    @property
    def answer_region(self) -> str:
        """The region that the verdict is about, which is the one that was asked for, or the cheapest."""
        return self.asked or self.cheapest

    @property
    def failing(self) -> str:
        """The first check that fails, in words and numbers, and how many more; nothing where all pass."""
        self._single("the first check that fails")
        return failing(self.checks)

    @property
    def fastest(self) -> str:
        """The region with the shortest median time to power."""
        times = {name: plain(one.time_to_power, "month") for name, one in self.answers.ground.items()}
        return min(times, key=lambda name: float(np.mean(times[name])))

    @cached_property
    def verdict(self) -> Verdict:
        """Who wins, in two sentences, and what binds.

        Raises:
            ValueError: These are arrays of designs, or there is no region to compare with.
        """
        self._single("a verdict")
        if not self.answers.ground:
            raise ValueError("a verdict needs a region to compare with, and ground.regions is empty")
        return judge(self.bare)

    def _single(self, what: str) -> None:
        """Refuse what arrays have not."""
        if self.shape:
            raise ValueError(
                f"{what} is about one design, and these results are arrays of the shape {self.shape}. Use results by"
                ' name instead, such as "compare.texas.cost_ratio" or "checks.mass_converges.passed"'
            )

    def checks_shown(self, only: Collection[str] = (), *, names: int | None = None) -> list[Block]:
        """The checks as a table, or some by their slugs, and why some have no number.

        Args:
            only: Slugs; all checks if left out.
            names: How many checks are named for one reason before they are only counted.
        """
        shown = tuple(one for one in self.checks if one.slug in only or not only)
        return [table(shown), *([Text(why)] if (why := reasons(shown, names)) else [])]

    @property
    def unusual(self) -> list[str]:
        """A sentence for each value outside the range that the default cites for it."""
        return [f"{place}: {words}." for place, words in warnings(self.scenario, choices=False)]

    @property
    def unpublished(self) -> list[str]:
        """Sentences on what the maker of the rack does not publish, and what one GPU-hour of it is."""
        return unpublished(self.scenario)

    def __str__(self) -> str:
        return repr(self) if self.shape or not self.answers.ground else str(self._page())

    def __repr__(self) -> str:
        alone = not self.shape and self.answers.ground
        said = self.verdict.sentences[0] if alone else f"results of the shape {self.shape}"
        return f"<Comparison {short(self.scenario.name)}: {said}>"

    def _repr_html_(self) -> str:
        if self.shape or not self.answers.ground:
            return as_html([Text(repr(self))])
        return str(self._page()._repr_html_())

    def _page(self) -> Any:
        """The first page of the report, which is drawn far above this module and only when somebody looks."""
        from sunrack.report.pages import report

        return report(self)
