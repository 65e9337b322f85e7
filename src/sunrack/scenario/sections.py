"""From raw tables to values: catalogue names checked, what they give filled in, money moved, every problem put in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from sunrack.attitude import Attitude
from sunrack.catalogue import moved, near, records, sources
from sunrack.cost import Cost
from sunrack.finance import Finance
from sunrack.ground import PLANT_FIELDS, REGION_FIELDS, Ground, plant_value, plants_needed, region_value
from sunrack.launch import Launch
from sunrack.link import Link
from sunrack.mass import Mass
from sunrack.orbit import Orbit
from sunrack.power import Power
from sunrack.rack import Rack
from sunrack.scenario.files import ScenarioError
from sunrack.section import Refusal, Section
from sunrack.thermal import Thermal
from sunrack.units import UnitError
from sunrack.values import YOURS, Value, to_value

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
WORDS = ("title", "about", "base")
SUPPLIES = ("grid", "on-site-gas")


class Home(NamedTuple):
    """Where a region comes from: the region of the catalogue that it is or starts from, and whose power it has."""

    base: str
    supply: str


def parts(raw: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Every section by name as its model, the chosen regions' values as "sites" with their "homes", those of the plants that may serve them as
    "plants".

    Raises:
        ScenarioError: Every problem at once.
    """
    problems: list[tuple[str, str]] = []
    for key in raw:
        if key not in SECTIONS and key not in WORDS:
            problems.append((key, f"is not a known section; known are {', '.join(SECTIONS)}{near(key, SECTIONS)}"))
        elif key in WORDS and not isinstance(raw[key], str):
            problems.append((key, "must be text"))
    made: dict[str, Any] = {}
    sites: dict[str, dict[str, Value]] = {}
    homes: dict[str, Home] = {}
    plants: dict[str, dict[str, Value]] = {}
    for key, model in SECTIONS.items():
        written = raw.get(key, {})
        if not isinstance(written, Mapping):
            problems.append((key, f"must be a table of keys: [{key}]"))
            continue
        written = dict(written)
        if key == "ground":
            (sites, homes), plants = _sites(written, problems), _plants(written, problems)
        unknown = _choose(key, model, written, problems, own=sites if key == "ground" else ())
        try:
            made[key] = model.model_validate(written)
        except ValidationError as error:
            problems.extend(_words(key, model, one) for one in error.errors() if not _follows(model, one, unknown))
    problems += [(place, words) for key, section in made.items() for place, words in _unsourced(key, dict(section))]
    problems += [
        (place, words)
        for site, fields in {**sites, **plants}.items()
        for place, words in _unsourced(f"ground.{site}", fields)
    ]
    if problems:
        raise ScenarioError(name, list(dict.fromkeys(problems)))
    year = round(made["finance"].currency_year.si)
    for key, section in made.items():
        made[key] = section.model_copy(update=_priced(key, dict(section), year, problems))
    chosen = {
        site: sites[site] | _priced(f"ground.{site}", sites[site], year, problems) for site in made["ground"].regions
    }
    needed = plants_needed(made["ground"].source, made["ground"].bridge)
    serving = {plant: plants[plant] | _priced(f"ground.{plant}", plants[plant], year, problems) for plant in needed}
    if problems:
        raise ScenarioError(name, problems)
    return {**made, "sites": chosen, "homes": homes, "plants": serving}


def _unsourced(place: str, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Values whose source nobody knows."""
    known = (YOURS, "assumption")
    return [
        (
            f"{place}.{key}",
            f'has the source "{one.source}", which is not in sunrack sources{near(one.source, sources())}; write "assumption", or leave it out',
        )
        for key, one in values.items()
        if isinstance(one, Value) and one.source not in known and one.source not in sources()
    ]


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
    return error["type"] == "missing" and not refused.isdisjoint({key, model.given_by(key)[0]})


def _choose(
    place: str,
    model: type[Section],
    written: dict[str, Any],
    problems: list[tuple[str, str]],
    own: Collection[str] = (),
) -> set[str]:
    """Check the catalogue names of a section (or the user's own), and fill in what the chosen records give; answers with the keys it refused."""
    refused: set[str] = set()
    for key in model.model_fields:
        kind = model.extra(key).get("catalogue")
        if not kind or key not in written:
            continue
        many = str(model.model_fields[key].annotation).startswith("list")
        given = list(written[key]) if isinstance(written[key], tuple) else written[key]
        if many != isinstance(given, list):
            problems.append(
                (f"{place}.{key}", 'must be a list of names, for example ["texas"]' if many else "must be one name")
            )
            refused.add(key)
            del written[key]
            continue
        written[key] = given
        names = given if many else [given]
        if not names:
            problems.append((f"{place}.{key}", f"is empty; name at least one: sunrack catalogue {kind}"))
        for one in names:
            if isinstance(one, Mapping):
                problems.append(
                    (
                        f"{place}.{key}",
                        f'is a choice, and takes a name in place of a record: {key} = "{next(iter(records(kind)))}"',
                    )
                )
                refused.add(key)
            elif not isinstance(one, str) or (one not in records(kind) and one not in own):
                problems.append(
                    (
                        f"{place}.{key}",
                        f'"{one}" is not in the catalogue{near(one, records(kind))}; see: sunrack catalogue {kind}',
                    )
                )
                refused.add(key)
        if key in refused:
            del written[key]
    for key in model.model_fields:
        other = str(model.extra(key).get("unless") or "")
        if other and key in written and other in written and key < other:
            problems.append((f"{place}.{key}", f"and {other} are two figures for one thing; write one of them"))
    for key in model.model_fields:
        selector, item = model.given_by(key)
        other = str(model.extra(key).get("unless") or "")
        if not selector or key in written or (other and other in written and not _chosen_here(model, other, written)):
            continue
        kind = model.extra(selector).get("catalogue")
        record = records(kind).get(written.get(selector, ""), {}) if kind else {}
        if item in record:
            written[key] = record[item]
    return refused


def chosen_values(section: str, names: Mapping[str, str], year: int | None = None) -> dict[str, float]:
    """What a section would take from other records, as SI numbers by key: chosen_values("launch", {"vehicle": "falcon-9"}).

    Args:
        section: Of the scenario.
        names: The records, by the key that chooses each.
        year: Of the money of prices; each record's own if left out.
    Raises:
        ValueError: The price index does not reach that year.
    """
    written: dict[str, Any] = dict(names)
    _choose(section, SECTIONS[section], written, [])
    fields = {key: SECTIONS[section].extra(key) for key in written.keys() - names.keys()}
    values = {f"{section}.{key}": to_value(written[key], extra["unit"]) for key, extra in fields.items()}
    return {key: (moved(one, year) if year else one).si for key, one in values.items()}


def _chosen_here(model: type[Section], key: str, written: Mapping[str, Any]) -> bool:
    selector, item = model.given_by(key)
    kind = model.extra(selector).get("catalogue")
    return bool(kind) and records(str(kind)).get(written.get(selector, ""), {}).get(item) is written.get(key)


def _sites(
    written: dict[str, Any], problems: list[tuple[str, str]]
) -> tuple[dict[str, dict[str, Value]], dict[str, Home]]:
    """The regions of [ground] as values and homes, the user's [ground.<region>] over the catalogue's; takes those tables out.

    A table that names a region of the catalogue as its `base` is a region of the user's own.
    """
    known = records("regions")
    taken = {*Ground.model_fields, *records("generators")}
    tables = [
        key for key, table in written.items() if isinstance(table, Mapping) and (key in known or key not in taken)
    ]
    own = {key: dict(written.pop(key)) for key in tables}
    sites: dict[str, dict[str, Value]] = {}
    homes: dict[str, Home] = {}
    for site in dict.fromkeys([*own, *(name for name in _listed(written.get("regions")) if name in known)]):
        mine = own.get(site, {})
        base = site if site in known else mine.pop("base", None)
        if base is None:
            problems.append(
                (
                    f"ground.{site}",
                    f'needs a base, the region that ships from which yours starts: base = "texas"{near(site, [*known, *taken])}',
                )
            )
            base = next(iter(known))
        elif not isinstance(base, str) or base not in known:
            problems.append(
                (
                    f"ground.{site}.base",
                    f'"{base}" is not a region that ships{near(base, known)}; see: sunrack catalogue regions',
                )
            )
            base = next(iter(known))
        supply = known[base]["supply"] if site in known else mine.pop("supply", known[base]["supply"])
        if supply not in SUPPLIES:
            problems.append(
                (f"ground.{site}.supply", f'"{supply}" is not one of {", ".join(SUPPLIES)}{near(supply, SUPPLIES)}')
            )
        homes[site] = Home(base, str(supply))
        sites[site] = _read(f"ground.{site}", mine, known[base], REGION_FIELDS, region_value, problems)
    return sites, homes


def _read(
    place: str,
    mine: Mapping[str, Any],
    given: Mapping[str, Any],
    fields: Iterable[str],
    value: Callable[[Any, str], Value],
    problems: list[tuple[str, str]],
) -> dict[str, Value]:
    """A record's fields as values, the user's own over those that are given."""
    for key in mine.keys() - set(fields):
        problems.append((f"{place}.{key}", f"is not a known key{near(key, fields)}"))
    read: dict[str, Value] = {}
    for key in fields:
        try:
            read[key] = value(mine.get(key, given[key]), key)
        except UnitError as problem:
            problems.append((f"{place}.{key}", str(problem)))
    return read


def _plants(written: dict[str, Any], problems: list[tuple[str, str]]) -> dict[str, dict[str, Value]]:
    """The plants that [ground] may use or changes as values, its own [ground.<plant>] over the catalogue's; takes those tables out."""
    known = records("generators")
    own = {key: written.pop(key) for key in list(written) if key in known and isinstance(written[key], Mapping)}
    plants: dict[str, dict[str, Value]] = {}
    for name in dict.fromkeys([*own, *plants_needed(str(written.get("source")), str(written.get("bridge")))]):
        mine, fields = own.get(name, {}), [field for field in PLANT_FIELDS if field in known[name]]
        plants[name] = _read(f"ground.{name}", mine, known[name], fields, plant_value, problems)
    return plants


def _listed(names: Any) -> list[str]:
    return [name for name in names if isinstance(name, str)] if isinstance(names, (list, tuple)) else []


def _words(section: str, model: type[Section], error: Any) -> tuple[str, str]:
    """One of pydantic's errors as a place and a sentence."""
    key = str(error["loc"][0]) if error["loc"] else ""
    place = f"{section}.{key}" if key else section
    if error["type"] == "extra_forbidden":
        return place, f"is not a known key{near(key, model.model_fields)}"
    if error["type"] == "missing":
        selector, _ = model.given_by(key)
        return place, f"is missing, and what {section}.{selector} names does not give it" if selector else "is missing"
    if error["type"] == "literal_error":
        allowed = [word.strip("' ") for word in error["ctx"]["expected"].replace(" or ", ", ").split(",")]
        return place, f'"{error["input"]}" is not one of {", ".join(allowed)}{near(error["input"], allowed)}'
    return place, error["input"].words if isinstance(error["input"], Refusal) else str(error["msg"])
