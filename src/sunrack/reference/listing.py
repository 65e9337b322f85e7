"""Every result of a comparison and every key of a scenario, with unit and meaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, get_args

from sunrack.catalogue import Unknown, near, records
from sunrack.comparison import Comparison
from sunrack.explanation.recording import recording, rooms
from sunrack.ground import PLANT_FIELDS, REGION_FIELDS, plant_bounds
from sunrack.ground.region import region_bounds
from sunrack.names import REGIONAL, Name
from sunrack.scenario import SECTIONS, load
from sunrack.units.laws import LAWS
from sunrack.verdict import compare

REGION = "<region>"  # in the names of results and keys that each region has
_PARTS = {
    "mass.lines": "predicted mass (with growth) of this line of the mass budget",
    "mass.best": "best estimate of the mass of this line of the mass budget",
    "cost.parts": "capital cost of one satellite: this part",
    "cost.stack": "part of cost.per_gpu_hour; the parts add up to it",
    f"ground.{REGION}.stack": "part of per_gpu_hour; the parts add up to it",
}
FIELDS = {
    "power_price": "Price of power from the grid for a large load.",
    "gas_factor": "Price of gas in the region, over ground.gas_fuel_price.",
    "winter_sun": "Mean power of a tracking solar array in the darkest month, over its power at full sun.",
    "grid_wait": "Wait for a large connection to the grid.",
    "moratorium_wait": "Time that a moratorium still runs.",
    "zoning": "Time to a zoning permit for one application.",
    "contested": "Share of applications that are contested.",
    "failure_if_contested": "Share of contested applications that are refused or withdrawn.",
    "build_factor": "Time to build, over ground.build_time.",
    "pue": "Power of the whole site over that of its computers (PUE).",
    "water": "Water used on site per energy of the computers.",
    "carbon": "Carbon dioxide of the grid's power, or of the plant's, per energy.",
    "capex": "Capital cost: of a site per power of its computers, of a plant per its power.",
    "land_price": "Price of land.",
    "import_duty": "Import duty on computers, as a share of their price.",
    "spare": "Power that is installed, over the power that is needed.",
    "life": "Life of the plant.",
    "efficiency": "Share of the fuel's heat (higher heating value) that becomes power.",
    "storage": "Hours of the load that the battery holds.",
    "storage_capex": "Capital cost of the battery per energy.",
    "storage_efficiency": "Share of the energy put into the battery that comes out.",
    "upkeep": "Operation and maintenance per energy delivered.",
    "lead": "Time from order to power.",
    "permit": "Time to an air permit.",
}
"""What the keys of a region and of a power plant mean."""

_CHECKED = {"margin": "margin of the check", "passed": "1 if the check passes, else 0:"}


@dataclass(frozen=True)
class ResultInfo:
    """One result: its name (with <region> where each region has one), the unit it is shown in, and what it means.

    `law` is the equation that gives it in the default scenario, by the name of its model function; empty where it
    follows from other results by plain arithmetic, which `sunrack explain` shows.
    """

    name: str
    unit: str
    about: str
    law: str = ""


@dataclass(frozen=True)
class KeyInfo:
    """One key of a scenario: its unit or the words that it may be, its bounds in words, its default, and what it
    means."""

    key: str
    unit: str
    allowed: str
    default: str
    about: str


def results(pattern: str = "", *, laws: bool = True) -> list[ResultInfo]:
    """Every result whose name fits, in the order of `Comparison.to_dict`.

    >>> import sunrack as sr
    >>> [one.name for one in sr.results("thermal.radiator_*", laws=False)]
    ['thermal.radiator_temperature', 'thermal.radiator_area', 'thermal.radiator_mass']

    Args:
        pattern: Part of a name, or a whole name with * and ?, such as "compare.*.cost_ratio"; all if left out.
        laws: Whether to look up the law of each, which takes a few seconds the first time.
    Raises:
        Unknown: No name fits, with the nearest; a KeyError and a ValueError.
    """
    everything = _results(laws)
    found = [one for one in everything if _fits(one.name, str(pattern))]
    if not found:
        raise Unknown(f'no result fits "{str(pattern)[:60]}"{near(pattern, [one.name for one in everything])}')
    return found


def _fits(name: str, pattern: str) -> bool:
    """Whether a name, or that of any region in place of <region>, fits a pattern."""
    if REGION in name and any(part in records("regions") for part in pattern.split(".")):
        pattern = ".".join(REGION if part in records("regions") else part for part in pattern.split("."))
    if not {"*", "?"} & {*pattern}:
        return pattern.lower() in name.lower()
    return fnmatchcase(name, pattern)


@cache
def _results(laws: bool) -> tuple[ResultInfo, ...]:
    case = load()
    c = compare(case)
    made = recording(case).graph("") if laws else None
    rows: dict[str, ResultInfo] = {}
    for name, unit, about in _described(c):
        slot = made.slot(name) if made else None
        call = made.node(slot).call if made and slot is not None else None
        generic = _generic(name)
        rows.setdefault(generic, ResultInfo(generic, unit, about, call.law if call and call.law in LAWS else ""))
    return tuple(rows.values())


def _described(c: Comparison) -> Iterator[tuple[str, str, str]]:
    """Name, unit and meaning of each result."""
    for prefix, room in rooms(c):
        for one in fields(room):
            if "unit" in one.metadata:
                yield prefix + one.name, one.metadata["label"], one.metadata["about"]
        for name, _, unit in room.parts_shown():
            yield prefix + name, unit, _PARTS.get(_generic(prefix + name).rpartition(".")[0], "")
    for check in c.checks:
        for name, row in check.results().items():
            share = ", as a share of the limit" if name == "margin" and not row["unit"] else ""
            yield f"checks.{check.slug}.{name}", row["unit"], f"{_CHECKED[name]} {check.title}{share}"
    yield "checks.passed", "", "1 if every check passes, else 0"


def _generic(name: str) -> str:
    parsed = Name.parse(name)
    return str(parsed._replace(region=REGION)) if parsed.region and parsed.room in REGIONAL else name


def keys() -> list[KeyInfo]:
    """Every key of a scenario, section by section; those of each region and each power plant last."""
    case, rows = load(), []
    values = case.values()
    for room, model in SECTIONS.items():
        section = getattr(case, room)
        for key, one in model.model_fields.items():
            extra, content = model.extra(key), getattr(section, key)
            name = f"{room}.{key}"
            default = str(values[name]) if name in values else "" if content is None else _listed(content)
            rows.append(KeyInfo(name, extra.get("unit", ""), _allowed(model, key), default, one.description or ""))
    tables = (
        (f"ground.{REGION}", REGION_FIELDS, region_bounds, "of the region"),
        ("ground.<plant>", PLANT_FIELDS, plant_bounds, "of the plant"),
    )
    for place, units, bounds, default in tables:
        for field, unit in units.items():
            allowed = bounds_in_words(bounds(field))
            rows.append(KeyInfo(f"{place}.{field}", unit, allowed, default, FIELDS[field]))
    return rows


def _listed(content: Any) -> str:
    return ", ".join(content) if isinstance(content, (list, tuple)) else str(content)


def _allowed(model: Any, key: str) -> str:
    """What a key may be, in words."""
    extra = model.extra(key)
    if "unit" in extra:
        return bounds_in_words(extra["bounds"])
    if kind := extra.get("catalogue"):
        return f"names of the catalogue {kind}"
    return ", ".join(one for one in get_args(model.model_fields[key].annotation) if isinstance(one, str))


def bounds_in_words(bounds: dict[str, Any]) -> str:
    """The numbers that a key may be: "more than 0, at most 100"."""
    said = [
        f"{words} {bounds[name]:,.10g}"
        for name, words in (("above", "more than"), ("at_least", "at least"), ("at_most", "at most"))
        if bounds.get(name) is not None
    ]
    return ("whole number, " if bounds.get("whole") else "") + ", ".join(said) if said else "any number"
