"""A scenario: one section a room. Load it, check it, change it; every problem told at once, in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from sunrack.attitude import Attitude
from sunrack.catalogue import Unknown, near, near_record, records
from sunrack.cost import Cost
from sunrack.finance import Finance
from sunrack.frozen import Frozen, frozen
from sunrack.future import Years
from sunrack.ground import Ground, with_refusal
from sunrack.launch import Launch
from sunrack.link import Link
from sunrack.mass import Mass
from sunrack.orbit import Orbit
from sunrack.power import Power
from sunrack.rack import Rack
from sunrack.scenario.changes import changes_in, put_over, said, shipped_tables
from sunrack.scenario.everywhere import in_each_region
from sunrack.scenario.files import ScenarioError, read_bytes, read_file, shipped, shipped_text, tables_in, text_of
from sunrack.scenario.following import follow
from sunrack.scenario.inputs import Inputs, enter, space
from sunrack.scenario.lines import line_of, lines_in
from sunrack.scenario.plausible import choices_of, outside
from sunrack.scenario.regions import Home
from sunrack.scenario.sections import SECTIONS, chosen_values, key_rules, parts
from sunrack.scenario.writing import as_frame, as_html, as_toml, contents, difference, summary
from sunrack.section import Section
from sunrack.thermal import Thermal
from sunrack.values import YOURS, Value

DEFAULT = "rack-100kw"


@dataclass(frozen=True, kw_only=True, repr=False)
class Scenario:
    """Everything a design and its comparison start from: `case.orbit.altitude`; `case.but(...)` makes another.

    Two scenarios are equal where all that they say is equal, whatever they are called.
    """

    name: str = field(compare=False)
    title: str
    about: str
    rack: Rack
    orbit: Orbit
    attitude: Attitude
    power: Power
    thermal: Thermal
    link: Link
    mass: Mass
    launch: Launch
    cost: Cost
    finance: Finance
    years: Years
    ground: Ground
    sites: Mapping[str, Mapping[str, Value]]
    homes: Mapping[str, Home]
    plants: Mapping[str, Mapping[str, Value]]
    raw: Mapping[str, Any] = field(compare=False)

    def __getstate__(self) -> dict[str, Any]:
        return {name: one for name, one in vars(self).items() if name not in ("_values", "_bare")}

    def __hash__(self) -> int:
        return hash(tuple(sorted(contents(self).items(), key=lambda row: row[0])))

    def __repr__(self) -> str:
        return summary(self, self._base())

    def _repr_html_(self) -> str:
        return as_html(self, self._base())

    def _base(self) -> Scenario:
        return load(self.name if self.name in shipped() else str(self.raw.get("base", DEFAULT)))

    def diff(self, other: str | Path | Mapping[str, Any] | Scenario) -> dict[str, tuple[Any, Any]]:
        """Key → (mine, theirs) of all in which this scenario and another differ; None where one has no such key.

        Args:
            other: A scenario, or what `load` takes.
        """
        return difference(self, load(other))

    def to_toml(self) -> str:
        """The text of a complete, commented TOML file that loads to the same scenario."""
        return as_toml(self.raw)

    def but(self, *changes: Mapping[str, Any] | None, **sections: Mapping[str, Any]) -> Scenario:
        """A new, validated scenario with some keys changed; neither the order of the changes nor their spelling
        matters.

        A key that is written replaces the one below, its range with it; a part of a record that is written alone, such
        as "orbit.altitude.low", leaves the other parts.

        Args:
            changes: {"orbit.altitude": "1400 km", …} or {"orbit": {"altitude": …}}; more than one if you like.
            sections: orbit={"altitude": "1400 km"}.
        Raises:
            ScenarioError: Every problem at once; one is a key that is written twice with different contents.
        """
        written = [one for one in changes if one is not None]
        if strange := [one for one in written if not isinstance(one, Mapping)]:
            words = f"must be mappings such as {{'orbit.altitude': '1400 km'}}, not {said(strange[0])}"
            raise ScenarioError(self.name, [("changes", words)])
        problems: list[tuple[str, str]] = []
        keys = changes_in([*written, sections], problems)
        if any(path[0] == "base" for path in keys):
            problems.append(
                ("base", "cannot be changed: it names the scenario to start from. Load the other scenario instead")
            )
            keys = {path: content for path, content in keys.items() if path[0] != "base"}
        keys = in_each_region(keys, self.raw, problems)
        return _built(put_over(self.raw, dict(sorted(keys.items())), problems), self.name, problems)

    def against(self, region: str | None = None) -> tuple[Scenario, str]:
        """The scenario with a region among those it is compared with, and the region's name.

        Args:
            region: One of the scenario's, of its own, or one that ships; the scenario's first if left out.
        Raises:
            Unknown: There is no such region, with the nearest name.
        """
        listed = list(self.ground.regions)
        if region is None or region in listed:
            return self, region or listed[0]
        if region not in (known := [*listed, *self.homes, *records("regions")]):
            raise Unknown(
                f'"{region}" is not a region{near_record(region, "regions", known) or "."} See: sunrack regions'
            )
        return self.but({"ground.regions": [*listed, region]}), region

    def __getitem__(self, key: str) -> Any:
        """What stands at a key: a number as a quantity in the unit shown, a choice as text: case["orbit.altitude"].

        Raises:
            Unknown: No such key, with the nearest; a KeyError and a ValueError.
        """
        known = contents(self) | self.values()
        if key not in known:
            raise Unknown(f'"{str(key)[:60]}" is not a key of the scenario{near(key, known)}')
        return known[key].quantity if isinstance(known[key], Value) else known[key]

    def __contains__(self, key: object) -> bool:
        return key in contents(self) or key in self.values()

    def keys(self) -> list[str]:
        """The names of everything that the scenario says, in their order."""
        return list(contents(self) | self.values())

    def to_frame(self) -> Any:
        """Every number as a pandas DataFrame: value, unit, low, high, source and tier by key."""
        return as_frame(self.values())

    def sections(self) -> dict[str, Section]:
        """Every section by name."""
        return {name: getattr(self, name) for name in SECTIONS}

    def values(self) -> dict[str, Value]:
        """Every number by its key, regions included, money in the currency year."""
        return dict(self._values)

    @cached_property
    def _values(self) -> dict[str, Value]:
        return {
            f"{place}.{key}": content
            for place, fields in self._tables().items()
            for key, content in fields
            if isinstance(content, Value)
        }

    def _tables(self) -> dict[str, Any]:
        """The keys and contents of each section, region and plant, by its place."""
        sites = {name: [*fields.items(), ("supply", self.homes[name].supply)] for name, fields in self.sites.items()}
        plants = {name: fields.items() for name, fields in self.plants.items()}
        return {**self.sections(), **{f"ground.{name}": fields for name, fields in {**sites, **plants}.items()}}

    def inputs(self, over: Mapping[str, Any] | None = None, *, bare: bool = False) -> Inputs:
        """What the walk reads: a namespace a section, quantities or, for a study, bare SI numbers.

        Args:
            over: SI numbers or arrays by key, in place of the scenario's (bare only).
            bare: Bare SI numbers instead of quantities.
        """
        over = over or {}
        spaces = {name: SimpleNamespace(**vars(one)) for name, one in (self._bare if bare else self._spaces()).items()}
        for key in over.keys() & self._values.keys():
            place, _, name = key.rpartition(".")
            enter(spaces[place], place, name, self._values[key], over[key], bare)
        rooms = SimpleNamespace(**{name: spaces[name] for name in SECTIONS})
        follow(rooms, [key for key, one in self._values.items() if one.follows and key not in over], bare=bare)
        rooms.plants = {name: spaces[f"ground.{name}"] for name in self.plants}
        rooms.sites = {name: with_refusal(spaces[f"ground.{name}"]) for name in self.sites}
        return cast(Inputs, rooms)

    @cached_property
    def _bare(self) -> dict[str, SimpleNamespace]:
        return self._spaces(bare=True)

    def _spaces(self, *, bare: bool = False) -> dict[str, SimpleNamespace]:
        return {place: space(place, fields, bare) for place, fields in self._tables().items()}


def load(scenario: str | Path | Mapping[str, Any] | Scenario | None = None) -> Scenario:
    """A validated scenario from a shipped name, a TOML file or a mapping; what is not written comes from its base.

    Args:
        scenario: "rack-100kw" (the default), "my.toml", {"orbit": {"altitude": "1400 km"}}.
    Raises:
        ScenarioError: Every problem at once, each with its place, what is wrong and what would be right.
    """
    if scenario is None:
        scenario = DEFAULT
    if isinstance(scenario, Scenario):
        return scenario
    if isinstance(scenario, Mapping):
        return _based(scenario, "your scenario")
    if not isinstance(scenario, (str, Path)):
        words = f"must be a name, a path or a mapping, not {type(scenario).__name__}"
        raise ScenarioError("your scenario", [("scenario", words)])
    if isinstance(scenario, str) and scenario in shipped():
        return _built(shipped_tables(str(scenario)), str(scenario), [])
    return read(read_bytes(Path(scenario)), str(scenario))


def read(content: bytes, name: str) -> Scenario:
    """A validated scenario from the content of a TOML file.

    Args:
        content: All of it.
        name: What it is called in messages.
    Raises:
        ScenarioError: Every problem at once, each with its line.
    """
    text = text_of(content, name)
    written = tables_in(text, name)
    try:
        return _based(written, name)
    except ScenarioError as error:
        known = lines_in(text)
        lines = {place: line for place, words in error.problems if (line := line_of(place, words, known))}
        told = sorted(error.problems, key=lambda problem: lines.get(problem[0], 0))
        raise ScenarioError(name, told, lines) from None


def warnings(case: Scenario, *, choices: bool = True) -> list[tuple[str, str]]:
    """(place, words) of each value outside the range that the default cites; choices of the design may be left out."""
    if all(value.source != YOURS for value in case.values().values()):
        return []
    return outside(case, _with_choices(json.dumps(choices_of(case), sort_keys=True)), choices=choices)


@lru_cache(maxsize=32)
def _with_choices(made: str) -> Scenario:
    """The default with the choices of another scenario, as JSON text."""
    return load().but(json.loads(made))


def _based(written: Mapping[str, Any], name: str) -> Scenario:
    problems: list[tuple[str, str]] = []
    keys = changes_in([written], problems)
    base = keys.get(("base",), DEFAULT)
    if not isinstance(base, str) or base not in shipped():
        names = shipped()
        words = f"{said(base)} is not a built-in scenario: {', '.join(names)}{near(base, names)}"
        raise ScenarioError(name, [*problems, ("base", words)])
    keys = in_each_region(keys, shipped_tables(base), problems)
    return _built(put_over(shipped_tables(base), keys, problems), name, problems)


def _built(raw: Frozen, name: str, problems: list[tuple[str, str]]) -> Scenario:
    """The scenario of some tables.

    Args:
        raw: Its tables.
        name: What it is called in messages.
        problems: Those of what was written, told together with those of the values.
    """
    try:
        made = parts(raw, name)
    except ScenarioError as error:
        raise ScenarioError(name, list(dict.fromkeys([*problems, *error.problems]))) from None
    if problems:
        raise ScenarioError(name, list(dict.fromkeys(problems)))
    made |= {key: frozen(made[key]) for key in ("sites", "homes", "plants")}
    return Scenario(name=name, title=raw.get("title", ""), about=raw.get("about", ""), raw=raw, **made)


__all__ = [
    "DEFAULT", "SECTIONS", "Inputs", "Scenario", "ScenarioError", "chosen_values", "key_rules", "load", "read",
    "read_bytes", "read_file", "shipped", "shipped_text", "text_of", "warnings",
]  # fmt: skip
