"""A scenario: one section a room. Load it, check it, change it; every problem told at once, in words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from pydantic import ValidationError

from sunrack.attitude import Attitude
from sunrack.catalogue import SEEDS, moved, near, records
from sunrack.cost import Cost
from sunrack.finance import Finance
from sunrack.ground import REGION_FIELDS, Ground, region_value
from sunrack.launch import Launch
from sunrack.link import Link
from sunrack.mass import Mass
from sunrack.orbit import Orbit
from sunrack.power import Power
from sunrack.rack import Rack
from sunrack.section import Refusal, Section
from sunrack.thermal import Thermal
from sunrack.units import UnitError
from sunrack.values import Value, to_value

DEFAULT = "rack-100kw"
SECTIONS: dict[str, type[Section]] = {
    "rack": Rack,
    "orbit": Orbit,
    "attitude": Attitude,
    "power": Power,
    "thermal": Thermal,
    "link": Link,
    "mass": Mass,
    "launch": Launch,
    "cost": Cost,
    "finance": Finance,
    "ground": Ground,
}
_WORDS = ("title", "about", "base")
_SIZE_LIMIT = 1_000_000


class ScenarioError(ValueError):
    """What is wrong with a scenario, all of it: `.problems` is a list of (place, words)."""

    def __init__(self, name: str, problems: list[tuple[str, str]]) -> None:
        self.name, self.problems = name, problems
        width = max((len(place) for place, _ in problems), default=0)
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__("\n".join([f"{name} has {count}", *(f"  {place:<{width}}  {words}" for place, words in problems)]))


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """Everything a design and its comparison start from. Values are `case.orbit.altitude`; `case.but(...)` makes another."""

    name: str
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
    ground: Ground
    sites: Mapping[str, Mapping[str, Value]]
    raw: Mapping[str, Any]

    def but(self, changes: Mapping[str, Any] | None = None, /, **sections: Mapping[str, Any]) -> Scenario:
        """A new, validated scenario with some keys changed.

        Args:
            changes: {"orbit.altitude": "1400 km", …} or {"orbit": {"altitude": …}}.
            sections: orbit={"altitude": "1400 km"}.
        Raises:
            ScenarioError: Every problem at once.
        """
        changed: dict[str, Any] = {}
        for key, content in {**(changes or {}), **sections}.items():
            place = changed
            *path, last = key.split(".")
            for step in path:
                place = place.setdefault(step, {})
            place[last] = {**place.get(last, {}), **content} if isinstance(content, Mapping) and not path else content
        return _build(_merge(self.raw, changed), self.name)

    def values(self) -> dict[str, Value]:
        """Every number by its key, regions included, money in the currency year: {"orbit.altitude": Value, …}."""
        rows = {
            f"{name}.{key}": content
            for name in SECTIONS
            for key, content in getattr(self, name)
            if isinstance(content, Value)
        }
        return rows | {f"ground.{site}.{key}": one for site, fields in self.sites.items() for key, one in fields.items()}

    def inputs(self, over: Mapping[str, Any] | None = None, *, bare: bool = False) -> SimpleNamespace:
        """What the walk reads: a namespace a section, quantities or, for a study, bare SI numbers.

        Args:
            over: SI numbers or arrays by key, in place of the scenario's (bare only).
            bare: Bare SI numbers instead of quantities.
        """
        over = over or {}
        rooms = SimpleNamespace()
        for name in SECTIONS:
            section = SimpleNamespace()
            for key, content in getattr(self, name):
                _enter(section, key, content, over.get(f"{name}.{key}"), bare, ranges=name == "ground")
            setattr(rooms, name, section)
        rooms.sites = {}
        for site, fields in self.sites.items():
            place = SimpleNamespace(supply=records("regions")[site]["supply"])
            for key, one in fields.items():
                _enter(place, key, one, over.get(f"ground.{site}.{key}"), bare, ranges=True)
            rooms.sites[site] = place
        return rooms


def _enter(space: SimpleNamespace, key: str, content: Any, over: Any, bare: bool, *, ranges: bool) -> None:
    """Put a value into a namespace; with `ranges` its low and high too, as key_low and key_high, widened to hold a swept value."""
    if not isinstance(content, Value):
        setattr(space, key, content)
        return
    middle = np.float64(content.si) if over is None else np.asarray(over, dtype=float)
    setattr(space, key, middle if bare else content.quantity)
    if ranges:
        low, high = content.low if content.low is not None else content.si, content.high if content.high is not None else content.si
        setattr(space, f"{key}_low", np.minimum(low, middle) if bare else content.in_unit(low))
        setattr(space, f"{key}_high", np.maximum(high, middle) if bare else content.in_unit(high))


def shipped() -> list[str]:
    """Names of the scenarios that ship."""
    return sorted(path.name.removesuffix(".toml") for path in (SEEDS / "scenarios").iterdir() if path.name.endswith(".toml"))


def shipped_text(name: str) -> str:
    """The file of a shipped scenario, comments and all."""
    return (SEEDS / "scenarios" / f"{name}.toml").read_text(encoding="utf-8")


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
        return _based({key: dict(part) if isinstance(part, Mapping) else part for key, part in scenario.items()}, "your scenario")
    if isinstance(scenario, str) and scenario in shipped():
        return _build(_shipped(scenario), scenario)
    return _based(read_file(Path(scenario)), str(scenario))


def read_file(path: Path) -> dict[str, Any]:
    """The tables of a TOML file, or a `ScenarioError` that says why it cannot be read."""
    name = str(path)
    try:
        if path.is_dir():
            raise ScenarioError(name, [("file", "is a folder; give a .toml file in it")])
        if not path.exists():
            raise ScenarioError(name, [("file", f'does not exist; shipped scenarios are {", ".join(shipped())}{near(name, shipped())}')])
        with path.open("rb") as file:
            content = file.read(_SIZE_LIMIT + 1)
        if len(content) > _SIZE_LIMIT:
            raise ScenarioError(name, [("file", f"is larger than {_SIZE_LIMIT // 1000} kB; a scenario is a few kB")])
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise ScenarioError(name, [("file", f"is not UTF-8 text (byte {problem.start})")]) from None
    except tomllib.TOMLDecodeError as problem:
        raise ScenarioError(name, [("file", f"is not TOML: {problem}")]) from None
    except OSError as problem:
        raise ScenarioError(name, [("file", f"cannot be read: {problem.strerror or problem}")]) from None


@cache
def _shipped(name: str) -> dict[str, Any]:
    written = tomllib.loads(shipped_text(name))
    return _merge(_shipped(written["base"]), written) if "base" in written else written


def _based(written: dict[str, Any], name: str) -> Scenario:
    base = written.get("base", DEFAULT)
    if base not in shipped():
        raise ScenarioError(name, [("base", f'"{base}" is not a shipped scenario; those are {", ".join(shipped())}{near(str(base), shipped())}')])
    return _build(_merge(_shipped(base), written), name)


def _merge(base: Mapping[str, Any], change: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
    """Sections merge key by key; a key that is written replaces the one below, its range with it."""
    merged = dict(base)
    for key, content in change.items():
        below = merged.get(key)
        tables = isinstance(below, Mapping) and isinstance(content, Mapping)
        site = depth == 1 and isinstance(content, Mapping) and "value" not in content
        merged[key] = _merge(below, content, depth + 1) if tables and (depth == 0 or site) else content  # type: ignore[arg-type]
    return merged


def _build(raw: Mapping[str, Any], name: str) -> Scenario:
    problems: list[tuple[str, str]] = []
    for key in raw:
        if key not in SECTIONS and key not in _WORDS:
            problems.append((key, f"is not a known section; known are {', '.join(SECTIONS)}{near(key, SECTIONS)}"))
        elif key in _WORDS and not isinstance(raw[key], str):
            problems.append((key, "must be text"))
    made: dict[str, Any] = {}
    sites: dict[str, dict[str, Value]] = {}
    for key, model in SECTIONS.items():
        written = raw.get(key, {})
        if not isinstance(written, Mapping):
            problems.append((key, f"must be a table of keys: [{key}]"))
            continue
        written = dict(written)
        if key == "ground":
            sites = _sites(written, problems)
        unknown = _choose(key, model, written, problems)
        try:
            made[key] = model.model_validate(written)
        except ValidationError as error:
            problems.extend(_words(key, model, one) for one in error.errors() if not _follows(model, one, unknown))
    if problems:
        raise ScenarioError(name, list(dict.fromkeys(problems)))
    year = round(made["finance"].currency_year.si)
    for key, section in made.items():
        made[key] = section.model_copy(update=_priced(key, dict(section), year, problems))
    chosen = {site: sites[site] | _priced(f"ground.{site}", sites[site], year, problems) for site in made["ground"].regions}
    if problems:
        raise ScenarioError(name, problems)
    return Scenario(name=name, title=str(raw.get("title", "")), about=str(raw.get("about", "")), sites=chosen, raw=raw, **made)


def _priced(place: str, values: Mapping[str, Any], year: int, problems: list[tuple[str, str]]) -> dict[str, Value]:
    """The prices among some values, in money of a year."""
    prices: dict[str, Value] = {}
    for key, one in values.items():
        if isinstance(one, Value) and one.is_money:
            try:
                prices[key] = moved(one, year)
            except ValueError as problem:
                problems.append((f"{place}.{key}", str(problem)))
    return prices


def _follows(model: type[Section], error: Any, refused: set[str]) -> bool:
    """Whether a key is missing only because the choice that gives it was refused, which is told already."""
    key = str(error["loc"][0]) if error["loc"] else ""
    return error["type"] == "missing" and not refused.isdisjoint({key, str(model.extra(key).get("chosen_by", "")).partition(".")[0]})


def _choose(place: str, model: type[Section], written: dict[str, Any], problems: list[tuple[str, str]]) -> set[str]:
    """Check the catalogue names of a section, and fill in what the chosen records give; answers with the keys it refused."""
    refused: set[str] = set()
    for key in model.model_fields:
        kind = model.extra(key).get("catalogue")
        if not kind or key not in written:
            continue
        names = written[key] if isinstance(written[key], list) else [written[key]]
        if not names:
            problems.append((f"{place}.{key}", f"is empty; name at least one: sunrack catalogue {kind}"))
        for one in names:
            if not isinstance(one, str) or one not in records(kind):
                problems.append((f"{place}.{key}", f'"{one}" is not in the catalogue{near(one, records(kind))}; see: sunrack catalogue {kind}'))
                refused.add(key)
        if key in refused:
            del written[key]
    for key in model.model_fields:
        other = str(model.extra(key).get("unless") or "")
        if other and key in written and other in written and key < other:
            problems.append((f"{place}.{key}", f"and {other} are two figures for one thing; write one of them"))
    for key in model.model_fields:
        selector, _, item = str(model.extra(key).get("chosen_by", "")).partition(".")
        other = str(model.extra(key).get("unless") or "")
        if not selector or key in written or (other and other in written and not _chosen_here(model, other, written)):
            continue
        kind = model.extra(selector).get("catalogue")
        record = records(kind).get(written.get(selector, ""), {}) if kind else {}
        if item in record:
            written[key] = record[item]
    return refused


def chosen_values(section: str, names: Mapping[str, str]) -> dict[str, float]:
    """What a section would take from other records, as SI numbers by key: chosen_values("launch", {"vehicle": "falcon-9"})."""
    written: dict[str, Any] = dict(names)
    _choose(section, SECTIONS[section], written, [])
    fields = {key: SECTIONS[section].extra(key) for key in written.keys() - names.keys()}
    return {f"{section}.{key}": to_value(written[key], extra["unit"]).si for key, extra in fields.items()}


def _chosen_here(model: type[Section], key: str, written: Mapping[str, Any]) -> bool:
    selector, _, item = str(model.extra(key).get("chosen_by", "")).partition(".")
    kind = model.extra(selector).get("catalogue")
    return bool(kind) and records(str(kind)).get(written.get(selector, ""), {}).get(item) is written.get(key)


def _sites(written: dict[str, Any], problems: list[tuple[str, str]]) -> dict[str, dict[str, Value]]:
    """The regions of [ground] as values, with the user's own [ground.<region>] over the catalogue's; takes those tables out."""
    known = records("regions")
    own = {key: written.pop(key) for key in list(written) if key in known and isinstance(written[key], Mapping)}
    sites: dict[str, dict[str, Value]] = {}
    for site in dict.fromkeys([*own, *(name for name in _listed(written.get("regions")) if name in known)]):
        mine, record = own.get(site, {}), known[site]
        for key in mine.keys() - REGION_FIELDS.keys():
            problems.append((f"ground.{site}.{key}", f"is not a known key{near(key, REGION_FIELDS)}"))
        sites[site] = {}
        for key in REGION_FIELDS:
            try:
                sites[site][key] = region_value(mine.get(key, record[key]), key)
            except UnitError as problem:
                problems.append((f"ground.{site}.{key}", str(problem)))
    return sites


def _listed(names: Any) -> list[str]:
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []


def _words(section: str, model: type[Section], error: Any) -> tuple[str, str]:
    """One of pydantic's errors as a place and a sentence."""
    key = str(error["loc"][0]) if error["loc"] else ""
    place = f"{section}.{key}" if key else section
    if error["type"] == "extra_forbidden":
        return place, f"is not a known key{near(key, model.model_fields)}"
    if error["type"] == "missing":
        kind = str(model.extra(key).get("chosen_by", "")).partition(".")[0]
        return place, f"is missing, and what {section}.{kind} names does not give it" if kind else "is missing"
    if error["type"] == "literal_error":
        allowed = [word.strip("' ") for word in error["ctx"]["expected"].replace(" or ", ", ").split(",")]
        return place, f'"{error["input"]}" is not one of {", ".join(allowed)}{near(error["input"], allowed)}'
    return place, error["input"].words if isinstance(error["input"], Refusal) else str(error["msg"])
