"""A runner evaluates the blocks of a plan: it solves the orbits, walks each block, and gathers the outputs."""

from __future__ import annotations

from collections.abc import Callable, Container, Generator, Mapping
from contextlib import closing
from dataclasses import replace
from functools import cached_property, partial
from math import prod
from typing import Any, Protocol, runtime_checkable

import numpy as np

from sunrack.catalogue import near, records
from sunrack.known import NOTHING_KNOWN, Known
from sunrack.names import Name
from sunrack.scenario import Scenario
from sunrack.study import steps
from sunrack.study.axes import REGIONS
from sunrack.study.cluster import in_order
from sunrack.study.engine import evaluate
from sunrack.study.memory import kept_memory
from sunrack.study.orbits import KEYS as ORBIT_KEYS
from sunrack.study.orbits import Orbits, cut
from sunrack.study.plan import Block, Plan, Words
from sunrack.study.recordings import Outputs, Recordings
from sunrack.study.steps import POOL, ROOMS, ChartErrors, measure, solve_near_steps
from sunrack.units import to_si
from sunrack.verdict import Comparison, compare

_YEAR = "year of "  # before the names of what varies among solved orbits


@runtime_checkable
class Shares(Protocol):
    """Draws as the shares of some distributions. A program can compute them itself, and only those that it needs."""

    def shares(self, start: int, stop: int, names: Container[str] | None = None) -> dict[str, Any]:
        """Numbers between 0 and 1 by name for the draws from `start` to `stop`, all of them or some."""

    def numbers(self, shares: Mapping[str, Any]) -> dict[str, Any]:
        """SI numbers by key from the shares."""


class Runner:
    """Evaluates the blocks of a plan, in any order and on any thread, and keeps what the blocks share.

    The blocks share the orbits, which are solved first or read from a chart, and the recorded programs.

    Args:
        plan: What to run.
    """

    def __init__(self, plan: Plan):
        self.plan = plan
        self.recordings = Recordings(plan, self._with_marks, self.block_inputs)

    def __getstate__(self) -> dict[str, Any]:
        return {name: one for name, one in vars(self).items() if name != "recordings"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)  # each process records its own programs
        self.recordings = Recordings(self.plan, self._with_marks, self.block_inputs)

    def check(self) -> dict[str, str]:
        """Walk the nominal point with units checked, for every option of each choice, one choice at a time.

        Returns:
            The unit of every output.
        Raises:
            ValueError: An output that is not a result, with the nearest name.
        """
        plan = self.plan
        units = {key: plan.unit(key) for key in plan.inputs}
        choices = [axis for axis in plan.axes if axis.words]
        first = {axis.key: axis.words[0] for axis in choices}
        for words in [first, *(first | {axis.key: word} for axis in choices for word in axis.words[1:])]:
            known, region = compare(plan.scenario_with(tuple(words.items()))).to_dict(), words.get(REGIONS)
            for name in plan.results:
                row = known.get(full_name(name, region))
                if row is None:
                    missing = Name.parse(name).region
                    if missing in records("regions") and missing not in plan.case.sites:
                        raise ValueError(
                            f'"{name}" belongs to a region that the scenario does not compare. '
                            f"Add {missing} to its regions"
                        )
                    raise ValueError(f'"{name}" is not a result{near(name, known)}')
                units[name] = str(row["unit"])
        return units

    def results(self, threads: int | None = None) -> Generator[tuple[Block, Outputs], None, None]:
        """Each block and its outputs, in order; few blocks are held at a time, so the memory in use stays constant.

        Args:
            threads: How many at once; all cores if left out.
        """
        blocks = self.plan.blocks
        with kept_memory():
            if blocks:
                yield blocks[0], self.run(blocks[0])  # solves what all blocks share
            yield from in_order(
                lambda number: (blocks[number], self.run(blocks[number])), range(1, len(blocks)), threads
            )

    def arrays(self, threads: int | None = None, progress: Callable[[int], None] | None = None) -> Outputs:
        """Every output of the plan as one array of the plan's shape.

        Args:
            threads: How many at once; all cores if left out.
            progress: Called with the points of each block that is done.
        """
        whole: Outputs = {}
        with closing(self.results(threads)) as blocks:
            for block, outputs in blocks:
                for name, content in outputs.items():
                    if name not in whole:
                        kind = object if np.asarray(content).dtype.kind in "US" else float
                        whole[name] = np.empty(self.plan.shape, dtype=kind)
                    whole[name][block.place] = content
                if progress:
                    progress(prod(block.shape))
        return {name: array.astype(str) if array.dtype == object else array for name, array in whole.items()}

    def run(self, block: Block) -> Outputs:
        """Every output of a block, in the unit shown; each of the block's shape or a shape that broadcasts to it."""
        outputs = self.recordings.outputs(block)
        if not self._steps_matter:
            return outputs
        solve = partial(self.evaluate_block, block.words, exact=True)
        return solve_near_steps(
            outputs, partial(self.block_inputs, block), block.shape, self.chart_errors.tolerance, solve
        )

    def evaluate_block(
        self, words: Words, inputs: Mapping[str, Any], exact: bool = False, marks: bool = False
    ) -> Outputs:
        """Every output for some choices and the inputs of a block.

        Args:
            words: The choices.
            inputs: What `block_inputs` gives.
            exact: Solve every orbit.
            marks: Add the MARKS to the outputs.
        """
        case, region, draws = self.plan.scenario_with(words), dict(words).get(REGIONS), self.plan.draws
        over = {name: one for name, one in inputs.items() if not name.startswith(_YEAR)}
        over = draws.numbers(over) if isinstance(draws, Shares) else over
        known = NOTHING_KNOWN if exact else self._known(case, over, inputs)
        regions = list(dict.fromkeys([region, *self._regions])) if region else self._regions
        c = evaluate(case, over, words={REGIONS: regions}, known=known)
        found = self._results(c, region)
        found |= {key: (over[key] - offset) / scale for key, (scale, offset) in self._scales.items()}
        outputs = {name: found[name] for name in self.plan.outputs}
        return outputs | (steps.marks(c, self.plan.results) if marks else {})

    def _with_marks(self, words: Words, inputs: Mapping[str, Any]) -> Outputs:
        """Every output of a block, with the MARKS where a step could move a result."""
        return self.evaluate_block(words, inputs, marks=self._steps_matter)

    def block_inputs(self, block: Block, names: Container[str] | None = None) -> dict[str, Any]:
        """Arrays that differ from block to block, by name, or of draws only those in `names`.

        In a grid each array lies along its own dimension, and the years of the orbits are among them.
        """
        if self.plan.draws:
            return self._drawn(block.place[0].start, block.place[0].stop, names)
        inputs = self.plan.axis_values(block.place)
        if (year := self.orbits.year(self.plan.scenario_with(block.words))) is not None:
            inputs |= {f"{_YEAR}{name}": content for name, content in cut(year, block.place).items()}
        return inputs

    def _drawn(self, start: int, stop: int, names: Container[str] | None = None) -> dict[str, Any]:
        draws = self.plan.draws
        if isinstance(draws, Shares):
            return draws.shares(start, stop, names)
        return dict(draws(start, stop)) if draws else {}

    @property
    def result_errors(self) -> dict[str, float]:
        """Largest measured relative error of each result that is read from a chart; empty if every orbit is solved."""
        return dict(self.chart_errors.errors) if self.plan.scattered else {}

    @property
    def orbit_errors(self) -> dict[str, float]:
        """Largest error of the charts that orbits are read from, by quantity; empty if every orbit is solved."""
        return self.orbits.errors

    @cached_property
    def _steps_matter(self) -> bool:
        """Whether a step could move a result that is read from a chart."""
        moved = any(Name.parse(name).room in ROOMS for name in self.plan.results)
        return moved and self.orbits.chart(self.plan.case) is not None

    @cached_property
    def chart_errors(self) -> ChartErrors:
        """The errors of the chart, measured on designs of the study itself; none where every orbit is solved."""
        plan = self.plan
        if self.orbits.chart(plan.case) is None:
            return ChartErrors({}, 0.0)
        count = min(POOL, plan.size)
        if plan.draws:
            pool = self._drawn(0, count)
        else:
            places = np.linspace(0, plan.size - 1, count).astype(np.intp)
            pool = {axis.key: axis.si[places] for axis in plan.axes}
        return measure(pool, *(partial(self.evaluate_block, (), exact=exact, marks=True) for exact in (False, True)))

    @cached_property
    def orbits(self) -> Orbits:
        """What is known of the orbits before any block is walked."""
        plan = self.plan
        if plan.draws:
            varied: dict[str, Any] = dict(plan.spans)
        elif plan.paired:
            varied = {axis.key: (float(axis.si.min()), float(axis.si.max())) for axis in plan.axes}
        else:
            varied = plan.axis_values((slice(None),) * len(plan.axes))
        varied = {key: one for key, one in varied.items() if key in ORBIT_KEYS}
        return Orbits(varied, plan.scattered, plan.size, plan.exact)

    def _known(self, case: Scenario, over: Mapping[str, Any], inputs: Mapping[str, Any]) -> Known:
        """The years of some designs, solved first or read from a chart; nothing where the walk solves them itself."""
        if (charted := self.orbits.chart(case)) is not None:
            altitude, clock = (over.get(key, np.float64(case.values()[key].si)) for key in ORBIT_KEYS[:2])
            year, views = charted.at(altitude, clock)
            return Known(year=year, views=views)
        if (solved := self.orbits.year(case)) is None:
            return NOTHING_KNOWN
        varied = {name.removeprefix(_YEAR): one for name, one in inputs.items() if name.startswith(_YEAR)}
        return Known(year=replace(solved, **varied))

    def _results(self, c: Comparison, region: str | None) -> Outputs:
        parts: Outputs = {}
        for room in {name.room for name in self._names if "." in name.key} & set(vars(c.design)):
            parts |= getattr(c.design, room).to_dict(f"{room}.")
        whole = {name: full_name(name, region) for name in self.plan.results}
        return {name: parts[full]["value"] if full in parts else c.result(full) for name, full in whole.items()}

    @cached_property
    def _names(self) -> list[Name]:
        return [Name.parse(name) for name in self.plan.results]

    @cached_property
    def _scales(self) -> dict[str, tuple[float, float]]:
        return {key: to_si(self.plan.unit(key))[:2] for key in self.plan.inputs}

    @cached_property
    def _regions(self) -> list[str]:
        """Regions that some output is of; the others are not evaluated."""
        wanted = {name.region for name in self._names}
        return [region for region in self.plan.case.sites if region in wanted]


def full_name(name: str, region: str | None) -> str:
    """A result's full name: "compare.cost_ratio" in a region is "compare.texas.cost_ratio"."""
    parts = Name.parse(name)
    return str(parts._replace(region=region)) if region and parts.is_regional and not parts.region else name
