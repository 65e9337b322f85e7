"""Our model with their inputs: all of them, none, and every subset of their groups, in one evaluation for each choice
of words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from sunrack.catalogue import near
from sunrack.names import Name
from sunrack.published.expressions import Expression, ExpressionError, Lookup
from sunrack.published.measures import Measure, in_base, measure
from sunrack.published.records import Analysis, Group
from sunrack.published.shares import subsets
from sunrack.scenario import Scenario
from sunrack.study.axes import REGIONS
from sunrack.study.engine import evaluate
from sunrack.units import to_si
from sunrack.verdict import Comparison

SIDES = ("orbit", "ground")


@dataclass(frozen=True)
class Run:
    """One evaluation on each side; both are the same where no input holds on one side alone.

    Args:
        orbit: Gives every result but those of the ground.
        ground: Gives the results of the ground.
        region: Stands for a region that a name leaves out.
    """

    orbit: Comparison
    ground: Comparison
    region: str = ""

    def __call__(self, name: str) -> Any:
        """A result, or an input, by name: a measure or a word; arrays where the run is of many designs.

        Raises:
            ExpressionError: There is no such name, or it compares two sides with inputs of their own.
        """
        parts = Name.parse(name)
        if parts.is_regional and not parts.region and self.region:
            parts = parts._replace(region=self.region)
        if parts.room == "compare" and self.orbit is not self.ground:
            words = "compares sides that have inputs of their own; write the quotient of their two results instead"
            raise ExpressionError(f'"{name}" {words}')
        c = self.ground if parts.room == "ground" else self.orbit
        for full in dict.fromkeys((str(parts), name)):
            if not _is_result(c, full):
                if (found := _input(c, full)) is not None:
                    return found
                continue
            with suppress(KeyError):
                return _truth(full, *c.row(full))
        known = [*c.to_dict(), *c.scenario.values()]
        raise ExpressionError(f'"{name}" is neither a result nor an input{near(name, known)}')


def _is_result(c: Comparison, name: str) -> bool:
    """Whether a result may have this name; asked first, since a name that is none takes long to refuse."""
    parts = Name.parse(name)
    regions: Any = c.answers.against if parts.room == "compare" else c.answers.ground
    home = regions.get(parts.region) if parts.region else getattr(c.answers.design, parts.room, None)
    if home is None:
        return parts.room in ("checks", "clock")
    return "." in parts.key or parts.key in home.__dataclass_fields__


def _truth(name: str, found: Any, unit: str) -> Any:
    """Whether a check passes, as a truth value; another result as a measure or a word."""
    if np.asarray(found).dtype.kind in "US":
        return found
    is_truth = name.startswith("checks.") and name.endswith(".passed")
    return np.asarray(found).astype(bool) if is_truth else measure(found, unit)


def _input(c: Comparison, key: str) -> Any:
    """An input of a comparison by its key: a measure or a word; None where there is none."""
    parts = Name.parse(key)
    home = c.inputs.sites.get(parts.region) if parts.region else getattr(c.inputs, parts.room, None)
    content = getattr(home, parts.key, None) if home is not None and "." not in parts.key else None
    if content is None or isinstance(content, str):
        return content
    if (value := c.scenario.values().get(key)) is None:
        return None
    return Measure(np.asarray(content, dtype=float)[()], in_base(value.unit)[2])


def run(case: Scenario, analysis: Analysis, groups: Iterable[Group], more: Mapping[str, Any] | None = None) -> Run:
    """The model with the inputs of some groups.

    Args:
        case: What it starts from.
        analysis: Whose groups they are.
        groups: Those whose inputs hold.
        more: Further inputs, on both sides.
    Raises:
        ScenarioError: Inputs that cannot hold together.
    """
    made = [_run_side(case, analysis, list(groups), side, more or {}) for side in SIDES[: 1 + analysis.two_sided]]
    return Run(made[0], made[-1], analysis.region)


def scenario_of(case: Scenario, region: str, groups: Iterable[Group], side: str, more: Mapping[str, Any]) -> Scenario:
    """The scenario with the inputs of some groups, as they hold on one side."""
    made = case.but({REGIONS: [region]}, *(part for group in groups for part in group.of(side) if part))
    return made.but(more) if more else made  # these replace what a group says


def _run_side(
    case: Scenario, analysis: Analysis, groups: list[Group], side: str, more: Mapping[str, Any]
) -> Comparison:
    return evaluate(scenario_of(case, analysis.region, groups, side, more))


def on_subsets(case: Scenario, analysis: Analysis, wanted: Mapping[str, tuple[Expression, str]]) -> dict[str, Any]:
    """Some results on every subset of an analysis's groups, each an array in the order of `shares.subsets`.

    Groups that differ by numbers alone go through the walk as one array. Each choice of the others, which bring words
    or keys that the base does not have, is a walk of its own.

    Args:
        case: What it starts from.
        analysis: Whose groups they are.
        wanted: Expression and unit by name.
    """
    groups, rows = analysis.groups, subsets(len(analysis.groups))
    base = case.but({REGIONS: [analysis.region]})
    other = [place for place, group in enumerate(groups) if not all(_numbers_alone(base, group, s) for s in SIDES)]
    plain = [place for place in range(len(groups)) if place not in other]
    found = {name: np.full(len(rows), np.nan) for name in wanted}
    for bits in product((False, True), repeat=len(other)):
        chosen = [groups[place] for place, bit in zip(other, bits, strict=True) if bit]
        here = (rows[:, other] == np.array(bits, dtype=bool)).all(axis=1)
        masks = {place: rows[here][:, place] for place in plain}
        sides = [
            _array_side(base, chosen, {groups[place].title: (groups[place], masks[place]) for place in plain}, side)
            for side in SIDES[: 1 + analysis.two_sided]
        ]
        lookup: Lookup = Run(sides[0], sides[-1], analysis.region)
        for name, (expression, unit) in wanted.items():
            with suppress(ExpressionError):  # a design whose price is imposed has no lines of it
                found[name][here] = expression.number(lookup, unit)
    return found


def _array_side(base: Scenario, chosen: list[Group], plain: Mapping[str, tuple[Group, Any]], side: str) -> Comparison:
    """One walk over all subsets of the groups that differ by numbers, the others as chosen."""
    start = base.but(*(part for group in chosen for part in group.of(side) if part)) if chosen else base
    before, over = start.values(), {}
    for group, mask in plain.values():
        parts = [part for part in group.of(side) if part]
        if not parts:
            continue
        after = start.but(*parts).values()
        for key in _written(start, parts):
            over[key] = np.where(mask, after[key].si, before[key].si)
    return evaluate(start, over)


def _written(case: Scenario, parts: Iterable[Mapping[str, Any]]) -> list[str]:
    """The keys of numbers that some inputs write, those of records without their parts."""
    values = case.values()
    return [key for one in parts for key in (_number_key(name, values) for name in flat(one)) if key]


def _numbers_alone(case: Scenario, group: Group, side: str) -> bool:
    """Whether a group changes nothing but numbers that the scenario has already."""
    values = case.values()
    return all(_number_key(name, values) for part in group.of(side) for name in flat(part))


def _number_key(name: str, values: Mapping[str, Any]) -> str:
    """The key of a number by the dotted name that writes it, or its value, its low, its source; "" for another.

    A time of the schedule is another too: what is written replaces its range, which sets the months and with them the
    interest, and an array would keep the range.
    """
    key = next((key for key in (name, name.rpartition(".")[0]) if key in values), "")
    if not key or values[key].follows:
        return ""
    is_time = Name.parse(key).room in ("cost", "ground") and to_si(values[key].unit)[2] == to_si("s")[2]
    return "" if is_time and not key.endswith("_life") else key


def flat(table: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """The dotted names of everything that nested tables hold, and what they hold."""
    found: dict[str, Any] = {}
    for key, content in table.items():
        name = f"{before}.{key}" if before else str(key)
        found |= flat(content, name) if isinstance(content, Mapping) else {name: content}
    return found


def option_of(case: Scenario, key: str) -> Any:
    """The word of an option by its key; None for another key."""
    parts = Name.parse(key)
    return getattr(case.sections().get(parts.room), parts.key, None)
