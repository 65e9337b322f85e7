"""What an optimisation may choose: ranges of numbers, words of options, and the margin that each check must keep."""

from __future__ import annotations

import tomllib
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from sunrack.catalogue import SEEDS, Unknown, by_word, near
from sunrack.markup import listed
from sunrack.requirement import DIFFERENCES, SCALES
from sunrack.scenario import Scenario
from sunrack.scenario.changes import changes_in
from sunrack.study.axes import Axis, allowed_words, axis
from sunrack.study.bracket import whole
from sunrack.units import UnitError, in_si

Words = tuple[tuple[str, str], ...]  # one word for each option, as (key, word)


@dataclass(frozen=True)
class Number:
    """A number that may be chosen between two ends, in SI; `whole` where only whole numbers are allowed.

    Its place between them is a share from 0 to 1, of the ratio where the ends are more than ten times apart.
    """

    key: str
    low: float
    high: float
    unit: str
    whole: bool = False

    @property
    def by_ratio(self) -> bool:
        """Whether equal steps of the share are equal factors."""
        return 0 < 10 * self.low < self.high

    def at(self, share: Any) -> Any:
        """The numbers at some shares."""
        if self.by_ratio:
            number = self.low * (self.high / self.low) ** np.asarray(share)
        else:
            number = self.low + (self.high - self.low) * np.asarray(share)
        return np.rint(number) if self.whole else number

    def share(self, number: Any) -> Any:
        """The shares at which some numbers lie."""
        if self.by_ratio:
            with np.errstate(divide="ignore"):  # 0 is no part of a range by ratio: its share is minus infinity
                return np.log(np.asarray(number) / self.low) / np.log(self.high / self.low)
        return (np.asarray(number) - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class Option:
    """An option and the words that may be chosen for it."""

    key: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Choices:
    """Everything that may be chosen."""

    numbers: tuple[Number, ...]
    options: tuple[Option, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of all of them, numbers first."""
        return (*(one.key for one in self.numbers), *(one.key for one in self.options))

    def values(self, points: Any, but: Container[str] = ()) -> dict[str, Any]:
        """SI numbers by key, but some, at points of the unit cube, shape (designs, numbers); one number where all are
        the same."""
        same = np.all(points == points[0], axis=0)
        return {
            one.key: one.at(points[0 if same[at] else slice(None), at])
            for at, one in enumerate(self.numbers)
            if one.key not in but
        }

    def own_point(self, case: Scenario) -> Any:
        """The scenario's own numbers as a point, outside the unit cube where a number lies outside its range, and
        infinitely far outside where it is 0 and its range is counted by ratio."""
        values = case.values()
        return np.array([float(one.share(values[one.key].si)) for one in self.numbers])

    def point(self, case: Scenario) -> Any:
        """The scenario's own numbers as a point of the unit cube, each moved to the nearest end where it lies
        outside."""
        return np.clip(self.own_point(case), 0, 1)

    def begin(self, case: Scenario, start: Mapping[str, Any]) -> Scenario:
        """The scenario with some values to start from.

        Raises:
            ValueError: A value of what is not chosen, which would move nothing.
        """
        begun = case.but(start)
        written = (".".join(path) for path in changes_in((start,), []))
        if idle := [key for key in written if not any(f"{key}.".startswith(f"{one}.") for one in self.keys)]:
            raise ValueError(f"start may hold only what is chosen, not {listed(idle)}; set that in the scenario")
        return begun

    def own_words(self, case: Scenario) -> Words:
        """The scenario's own word for each option, also one that may not be chosen."""
        return tuple((one.key, chosen_word(case, one.key)) for one in self.options)

    def words(self, case: Scenario) -> Words:
        """The scenario's own word for each option; the first that may be chosen where its own may not."""
        return tuple(
            (one.key, own if own in one.words else one.words[0])
            for one, (_, own) in zip(self.options, self.own_words(case), strict=True)
        )

    def rounded(self, points: Any) -> Any:
        """The same points, those of whole numbers at the share of the nearest whole number."""
        points = np.array(points, dtype=float)
        for place, one in enumerate(self.numbers):
            if one.whole:
                points[..., place] = one.share(one.at(points[..., place]))
        return points


def choose(case: Scenario, over: Mapping[str, Any] | None = None) -> Choices:
    """What may be chosen, all mistakes told at once.

    Args:
        case: The scenario.
        over: For a number its two ends, "500 km:1000 km" or two quantities, or None for its own range; for an option
            its words, or None for all of them. The built-in list if left out.
    Raises:
        ValueError: One sentence a line.
    """
    if over is None:
        return _built_in(case)
    example = 'for example over={"orbit.altitude": "500 km:1000 km"}'
    if not isinstance(over, Mapping) or not over:
        raise ValueError(f"what to choose must be a mapping from keys to their ends or words, {example}")
    numbers: list[Number] = []
    options: list[Option] = []
    problems: list[str] = []
    for key, content in over.items():
        try:
            found = _choice(case, str(key), content)
        except ValueError as problem:
            problems.append(str(problem))
            continue
        if isinstance(found, Number):
            numbers.append(found)
        else:
            options.append(found)
    if problems:
        raise ValueError("\n".join(problems))
    return Choices(tuple(numbers), tuple(options))


def required_margins(
    slugs: Mapping[str, str], margins: Mapping[str, Any] | float | str | None = None
) -> tuple[dict[str, float], dict[str, float]]:
    """The margin that each check must keep, and what a shortfall of one is measured in, by the check's slug.

    Args:
        slugs: The unit of every check's margin by its slug.
        margins: By slug: a share ("25 %", 0.25), or kelvin or decibels ("5 K"). They go over the built-in margins; a
            number alone is the share that every check keeps whose margin is a share; 0 asks for no margin at all.
    Raises:
        ValueError: No such check, with the nearest slug, or a margin that cannot be read.
    """
    found = dict.fromkeys(slugs, 0.0)
    if margins is None or isinstance(margins, Mapping):
        written = {**_table()["margins"], **(margins or {})}
    else:
        share = _margin("every check", margins, "")
        written = {slug: 0.0 if unit in DIFFERENCES else share for slug, unit in slugs.items()}
    for slug, content in written.items():
        by_word(slugs, slug, "check")
        found[slug] = _margin(slug, content, slugs[slug])
    return found, {slug: SCALES.get(unit, 1.0) for slug, unit in slugs.items()}


def _margin(slug: str, content: Any, unit: str) -> float:
    try:
        number = _difference(content, unit) if unit in DIFFERENCES else float(in_si(content, ""))
    except (UnitError, ValueError) as problem:
        raise ValueError(f"the margin of {slug} {problem}; write {_like(unit)}") from None
    if not np.isfinite(number):
        raise ValueError(f"the margin of {slug} must be a finite number; write {_like(unit)}")
    return number


def _difference(content: Any, unit: str) -> float:
    """A number with or without its unit; of kelvin any difference of temperatures."""
    try:
        return float(str(content).strip().removesuffix(unit))
    except ValueError:
        return float(in_si(content, "delta_K" if unit == "K" else unit))


def _like(unit: str) -> str:
    return f'for example "5 {unit}"' if unit in DIFFERENCES else 'a share of its limit, for example "25 %"'


@cache
def _table() -> dict[str, Any]:
    """The built-in design choices and margins."""
    return tomllib.loads((SEEDS / "choices.toml").read_text("utf-8"))


def _built_in(case: Scenario) -> Choices:
    table = _table()
    over: dict[str, Any] = {key: f"{one['low']}:{one['high']}" for key, one in table["numbers"].items()}
    for key, words in table["options"].items():
        # what a scenario has already may stay, also a promise
        over[key] = list(dict.fromkeys([*words, chosen_word(case, key)])) if words else None
    return choose(case, over)


def _choice(case: Scenario, key: str, content: Any) -> Number | Option:
    words = allowed_words(case, key)
    if key == "ground.regions":
        raise ValueError("ground.regions is no choice of the design; name the region in `against`")
    if words:
        found = axis(case, key, list(words) if content is None else content)
        return Option(key, found.words)
    ends = _ends(case, key, content)
    low, high = float(np.min(ends.si)), float(np.max(ends.si))
    if len(ends) != 2 or low >= high:
        raise ValueError(f'{key} needs two different ends, for example "500 km:1000 km"')
    return Number(key, low, high, case.values()[key].unit, whole(key))


def _ends(case: Scenario, key: str, content: Any) -> Axis:
    if isinstance(content, str) and content.count(":") in (1, 3):
        content = f"{content}:2"
    values = case.values()
    if key not in values:
        raise Unknown(f'"{key}" is not an input that can be chosen{near(key, values)}')
    value = values[key]
    if content is None:
        if value.low is None or value.high is None or value.low >= value.high:
            raise ValueError(f'{key} has no range of its own; give its two ends, for example "500 km:1000 km"')
        content = [value.in_unit(value.low), value.in_unit(value.high)]
    return axis(case, key, content)


def chosen_word(case: Scenario, key: str) -> str:
    """The word of a scenario for an option."""
    room, _, name = key.partition(".")
    try:
        return str(getattr(getattr(case, room), name))
    except AttributeError:
        raise Unknown(f'"{key}" is not an option of the scenario') from None
