"""The tables below [ground]: regions, the user's own among them, and plants; and what a region may be called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from sunrack.catalogue import Unknown, near, near_record, place, records, title
from sunrack.ground import PLANT_FIELDS, REGION_FIELDS, Ground, plant_value, plants_needed, region_value
from sunrack.units import UnitError
from sunrack.values import Value

ALL = "all"  # in place of names of regions: every one
SUPPLIES = ("grid", "on-site-gas")
LONGEST_NAME = 64
_NAME = re.compile(rf"[A-Za-z0-9_-]{{1,{LONGEST_NAME}}}", re.ASCII)
_RESERVED = (ALL, "base", "supply", "luck", "grid", "on-site-gas", "bridge", "best", *REGION_FIELDS)


# Keys of [ground] that are now those of the plant on-site-gas, a record of the catalogue like every other plant.
MOVED = {
    "gas_capex": "capex",
    "gas_spare": "spare",
    "gas_life": "life",
    "gas_efficiency": "efficiency",
    "gas_upkeep": "upkeep",
    "gas_lead": "lead",
    "gas_carbon": "carbon",
    "air_permit": "permit",
}


class Home(NamedTuple):
    """Where a region comes from: the region of the catalogue that it is or starts from, and whose power it has."""

    base: str
    supply: str


def no_such(name: Any, kind: str) -> str:
    """Why a catalogue has no record of a name, in words that follow the name."""
    known = records(kind)
    if kind == "regions" and isinstance(name, str) and name:
        titled = [one for one in known if name.lower() in (place(one).lower(), title(kind, one).lower())]
        if titled:
            return f'is a title. Write the name of the region: "{titled[0]}"'
        if wrong := name_problem(name):
            return wrong
    return f"is not in the catalogue{near(name, known) or '.'} See: sunrack catalogue {kind}"


def name_problem(name: str) -> str | None:
    """Why a region cannot be called so, in words; None where it can.

    Names of results, files and columns are made of it, so that dots, slashes, commas and letters beyond ASCII would
    break these.
    """
    rule = (
        f'a region of your own has a name of at most {LONGEST_NAME} ASCII letters, digits, "-" and "_", such as us-east'
    )
    if not _NAME.fullmatch(name):
        return f"cannot name a region: {rule}"
    taken = {
        "a key of [ground]": Ground.model_fields,
        "a plant (sunrack catalogue generators)": records("generators"),
        "a word that sunrack uses": _RESERVED,
    }
    return next(
        (f"is already {what} and cannot name a region: {rule}" for what, words in taken.items() if name in words), None
    )


def take_moved(written: dict[str, Any], problems: list[tuple[str, str]]) -> None:
    """Take the keys of [ground] that have moved out of it, and say where each is now."""
    for key, field in MOVED.items():
        if key in written:
            del written[key]
            problems.append((f"ground.{key}", f"is now a key of a power plant. Write ground.on-site-gas.{field}"))


def own_sites(
    written: dict[str, Any], problems: list[tuple[str, str]]
) -> tuple[dict[str, dict[str, Value]], dict[str, Home]]:
    """The regions of [ground] as values and homes, the user's [ground.<region>] over the catalogue's; takes those
    tables out.

    A table that names a region of the catalogue as its `base` is a region of the user's own.
    """
    known = records("regions")
    taken = {*Ground.model_fields, *records("generators")}
    own = {
        key: dict(written.pop(key)) for key in list(written) if key not in taken and isinstance(written[key], Mapping)
    }
    listed = written.get("regions")
    names = [name for name in listed if name in known] if isinstance(listed, list) else []
    names = list(known) if isinstance(listed, list) and list(listed) == [ALL] else names
    sites: dict[str, dict[str, Value]] = {}
    homes: dict[str, Home] = {}
    for site in dict.fromkeys([*own, *names]):
        mine = own.get(site, {})
        if site not in known and (wrong := name_problem(site)):
            problems.append((f"ground.{site}", wrong))
            continue
        homes[site] = home = _home(site, mine, problems)
        sites[site] = _read(f"ground.{site}", mine, known[home.base], REGION_FIELDS, region_value, problems)
    return sites, homes


def _home(site: str, mine: dict[str, Any], problems: list[tuple[str, str]]) -> Home:
    """Where a region comes from; takes the words `base` and `supply` out of its table."""
    known = records("regions")
    if site in known:
        return Home(site, str(known[site]["supply"]))
    base = mine.pop("base", None)
    if base is None:
        taken = [*known, *Ground.model_fields, *records("generators")]
        words = f'needs a base, the built-in region to start from. Example: base = "texas"{near(site, taken)}'
        problems.append((f"ground.{site}", words))
    elif not isinstance(base, str) or base not in known:
        meant = near_record(base, "regions", known) or "."
        words = f'"{base}" is not a built-in region{meant} See: sunrack catalogue regions'
        problems.append((f"ground.{site}.base", words))
    base = base if isinstance(base, str) and base in known else next(iter(known))
    supply = mine.pop("supply", known[base]["supply"])
    if supply not in SUPPLIES:
        words = f'"{supply}" is not one of {", ".join(SUPPLIES)}{near(supply, SUPPLIES)}'
        problems.append((f"ground.{site}.supply", words))
    return Home(base, str(supply))


def own_plants(written: dict[str, Any], problems: list[tuple[str, str]]) -> dict[str, dict[str, Value]]:
    """The plants that [ground] may use or changes as values, its own [ground.<plant>] over the catalogue's; takes those
    out."""
    known = records("generators")
    own = {key: written.pop(key) for key in list(written) if key in known and isinstance(written[key], Mapping)}
    plants: dict[str, dict[str, Value]] = {}
    needed: list[str] = []
    with suppress(Unknown):  # the section tells which word is wrong
        needed = plants_needed(written.get("source"), written.get("bridge"))
    for name in dict.fromkeys([*own, *needed]):
        mine, fields = own.get(name, {}), [field for field in PLANT_FIELDS if field in known[name]]
        plants[name] = _read(f"ground.{name}", mine, known[name], fields, plant_value, problems)
    return plants


def _read(
    place: str,
    mine: Mapping[str, Any],
    given: Mapping[str, Any],
    fields: Iterable[str],
    value: Callable[[Any, str], Value],
    problems: list[tuple[str, str]],
) -> dict[str, Value]:
    """A record's fields as values, the user's own over those that are given."""
    for key in sorted(mine.keys() - set(fields)):
        problems.append((f"{place}.{key}", f"Unknown key{near(key, fields)}"))
    read: dict[str, Value] = {}
    for key in fields:
        try:
            read[key] = value(with_given(mine.get(key, given[key]), given[key]), key)
        except UnitError as problem:
            problems.append((f"{place}.{key}", str(problem)))
    return read


def with_given(written: Any, given: Any) -> Any:
    """A record that is written without a value, over the one that a catalogue gives; else what is written."""
    if isinstance(written, Mapping) and written and "value" not in written:
        return {**(given if isinstance(given, Mapping) else {"value": given}), **written}
    return written
