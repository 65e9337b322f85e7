"""From raw tables to values: catalogue names checked, what they give filled in, money moved, every problem put in
words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple, get_args

from pydantic import ValidationError

from sunrack.attitude import Attitude
from sunrack.catalogue import Unknown, by_word, moved, near, records, sources
from sunrack.cost import Cost
from sunrack.finance import Finance
from sunrack.frozen import Frozen, Same, frozen
from sunrack.future import Years
from sunrack.ground import REGION_FIELDS, Ground, plants_needed
from sunrack.launch import Launch
from sunrack.link import Link
from sunrack.mass import Mass
from sunrack.names import Name
from sunrack.orbit import Orbit
from sunrack.power import Power
from sunrack.rack import OWN, Rack, out_of_range
from sunrack.reading import to_value
from sunrack.scenario.chosen import choose
from sunrack.scenario.everywhere import meant
from sunrack.scenario.files import ScenarioError
from sunrack.scenario.following import followed
from sunrack.scenario.regions import Home, own_plants, own_sites, take_moved
from sunrack.section import Refusal, Section
from sunrack.thermal import Thermal
from sunrack.units import example
from sunrack.values import YOURS, Value

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
    "years": Years,  # last: where a key's draws come from goes by its place
}
WORDS = ("title", "about", "base")
_EMPTY = Frozen()  # the table of a section that nothing is written of
# What to write in the place of keys that older scenarios have.
GONE = {
    "cost.first_unit": "is gone: a satellite is bought line by line; write cost.price_level, cost.structure_price and"
    " the like, or impose its price by cost.satellite_per_watt",
}

# What newcomers write for a key, and the words that lead to what answers their question.
OTHER_NAMES = {"rack.accelerators": "gpus", "rack.cost": "price", "rack.weight": "mass", "orbit.height": "altitude"}
ELSEWHERE = {
    "year": "To ask about a year, run: sunrack when",
    "size": 'The size of the project is launch.fleet_power. Example: --set "launch.fleet_power=1 GW"',
    "fleet": 'The size of the fleet is launch.fleet_power. Example: --set "launch.fleet_power=1 GW"',
}


def parts(raw: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Every section by name as its model; the chosen regions' values as "sites" with their "homes"; "plants" that may
    serve.

    Raises:
        ScenarioError: Every problem at once.
    """
    problems: list[tuple[str, str]] = []
    for key in raw:
        if key not in SECTIONS and key not in WORDS:
            problems.append((key, f"Unknown section. The sections are {', '.join(SECTIONS)}{_meant(key)}"))
        elif key in WORDS and not isinstance(raw[key], str):
            problems.append((key, "must be text"))
    tables = {key: Same(frozen(raw.get(key, _EMPTY))) for key in SECTIONS}
    read = {key: _read(key, table) for key, table in tables.items()}
    problems += [problem for one in read.values() for problem in one.problems]
    rack, ground = read["rack"].section, read["ground"]
    if rack is not None and (words := out_of_range(rack, *_spanned(rack.power))):
        problems.append(("rack.power", words))
    if problems:
        raise ScenarioError(name, list(dict.fromkeys(problems)))
    year = round(read["finance"].section.currency_year.si)
    dated = {key: _dated(key, table, year) for key, table in tables.items()}
    made = {key: one.section for key, one in dated.items()}
    made |= {key: made[key].model_copy(update=values) for key, values in followed(made).items()}
    sites, plants = dated["ground"].sites, dated["ground"].plants
    chosen = {site: sites[site] for site in made["ground"].regions}
    serving = {plant: plants[plant] for plant in plants_needed(made["ground"].source, made["ground"].bridge)}
    idle = [f"ground.{one}." for one in {*sites, *plants} - {*chosen, *serving}]  # written, and not used
    problems = [one for part in dated.values() for one in part.problems if not one[0].startswith(tuple(idle))]
    if problems:
        raise ScenarioError(name, problems)
    return {**made, "sites": chosen, "homes": ground.homes, "plants": serving}


class _Part(NamedTuple):
    """What a section's table gives: its model, the regions and plants of [ground], and what is wrong."""

    section: Any
    sites: Mapping[str, dict[str, Value]]
    homes: Mapping[str, Home]
    plants: Mapping[str, dict[str, Value]]
    problems: tuple[tuple[str, str], ...]


@lru_cache(maxsize=512)
def _read(key: str, table: Same) -> _Part:
    """A section as its table says, each price in money of its own year; one that a change leaves alone is not read
    again."""
    problems: list[tuple[str, str]] = []
    if not isinstance(table.content, Mapping):
        return _Part(None, {}, {}, {}, ((key, f"must be a table of keys: [{key}]"),))
    model, section, written = SECTIONS[key], None, dict(table.content)
    sites: dict[str, dict[str, Value]] = {}
    homes: dict[str, Home] = {}
    plants: dict[str, dict[str, Value]] = {}
    if key == "ground":
        take_moved(written, problems)
        (sites, homes), plants = own_sites(written, problems), own_plants(written, problems)
    unknown = choose(key, model, written, problems, own=sites if key == "ground" else ())
    try:
        section = model.of(written)
    except ValidationError as error:
        problems += [_words(key, model, one, written) for one in error.errors() if not _follows(model, one, unknown)]
    places = {key: dict(section or {})} | {f"ground.{one}": fields for one, fields in {**sites, **plants}.items()}
    problems += [problem for place, values in places.items() for problem in _unsourced(place, values)]
    return _Part(section, sites, homes, plants, tuple(problems))


@lru_cache(maxsize=512)
def _dated(key: str, table: Same, year: int) -> _Part:
    """A section with its prices in money of a year; `_read` found no problem in it."""
    part, problems = _read(key, table), list[tuple[str, str]]()
    lists = {name: frozen(content) for name, content in part.section if isinstance(content, list)}
    section = part.section.model_copy(update=lists | _priced(key, dict(part.section), year, problems))
    sites, plants = (
        {one: fields | _priced(f"ground.{one}", fields, year, problems) for one, fields in places.items()}
        for places in (part.sites, part.plants)
    )
    return _Part(section, sites, part.homes, plants, tuple(problems))


def _meant(key: str) -> str:
    """The words '. Did you mean "x"?' for what stands where a section should: a key of one, or a section that is
    near."""
    if key in ELSEWHERE:
        return f". {ELSEWHERE[key]}"
    inside = [f"{name}.{key}" for name, model in SECTIONS.items() if key in model.model_fields]
    inside += [f"ground.texas.{key}"] if key in REGION_FIELDS else []
    inside += [f"ground.{key}"] if key in records("regions") or key in records("generators") else []
    return f'. Did you mean "{inside[0]}"?' if inside else near(key, SECTIONS)


def _unsourced(place: str, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Values whose source nobody knows."""
    known = (YOURS, "assumption")
    return [
        (
            f"{place}.{key}",
            (
                f'has the source "{one.source}", which is not a known source{near(one.source, sources()) or "."} Write'
                ' "assumption", or leave it out'
            ),
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


def _spanned(value: Value) -> tuple[float | None, ...]:
    return value.si, value.low, value.high


def _follows(model: type[Section], error: Any, refused: set[str]) -> bool:
    """Whether a key is missing only because the choice that gives it was refused, which is told already."""
    key = str(error["loc"][0]) if error["loc"] else ""
    return error["type"] == "missing" and not refused.isdisjoint({key, model.given_by(key)[0]})


def chosen_values(section: str, names: Mapping[str, str], year: int | None = None) -> dict[str, float]:
    """What a section would take from other records, as SI numbers by key: chosen_values("launch", {"vehicle":
    "falcon-9"}).

    Args:
        section: Of the scenario.
        names: The records, by the key that chooses each.
        year: Of the money of prices; each record's own if left out.
    Raises:
        Unknown: No such section, choice or record, in words.
        ValueError: The price index does not reach that year.
    """
    model = by_word(SECTIONS, section, "section")
    for key in names:
        by_word(
            {one: one for one in model.model_fields if model.extra(one).get("catalogue")}, key, f"choice of {section}"
        )
    written: dict[str, Any] = dict(names)
    problems: list[tuple[str, str]] = []
    choose(section, model, written, problems)
    if problems:
        raise Unknown("; ".join(f"{place} {words}" for place, words in problems))
    fields = {key: SECTIONS[section].extra(key) for key in written.keys() - names.keys()}
    values = {f"{section}.{key}": to_value(written[key], extra["unit"]) for key, extra in fields.items()}
    return {key: (moved(one, year) if year else one).si for key, one in values.items()}


def key_rules(key: str) -> dict[str, Any]:
    """What its section says of a number: "unit", "bounds", "clock"; empty for a key of a region or a power plant."""
    name = Name.parse(key)
    return {} if name.region else SECTIONS[name.room].extra(name.key)


def options(model: type[Section], key: str) -> tuple[str, ...]:
    """The words that an option may be; empty for another key."""
    return tuple(one for one in get_args(model.model_fields[key].annotation) if isinstance(one, str))


def _words(section: str, model: type[Section], error: Any, written: Mapping[str, Any]) -> tuple[str, str]:
    """One of pydantic's errors as a place and a sentence.

    Args:
        section: Its name.
        model: Its class.
        error: As pydantic gives it.
        written: What the section was given.
    """
    key = str(error["loc"][0]) if error["loc"] else ""
    place = f"{section}.{key}" if key else section
    if error["type"] == "extra_forbidden":
        if section == "ground" and (key in records("regions") or key in records("generators")):
            return place, f"must be a table of keys: [{place}]"
        if section == "ground" and (regional := meant(key)):
            return place, f"needs its region or plant. {regional}"
        meant_by = OTHER_NAMES.get(place)
        hint = f'. Did you mean "{meant_by}"?' if meant_by else near(key, model.model_fields)
        return place, GONE.get(place, f"Unknown key{hint}")
    if error["type"] == "missing":
        selector, _ = model.given_by(key)
        record = records(model.extra(selector)["catalogue"]).get(written.get(selector, ""), {}) if selector else {}
        if "unknown" in record:
            extra = model.extra(key)
            shape = "72" if extra["bounds"]["whole"] else example(extra["unit"])
            name = written[selector]
            lacking = "is not known" if name == OWN else f"is not published for {name}"
            return place, f'{lacking}: give your own figure, written like --set "{place}={shape}"'
        without = f", and the entry of {section}.{selector} does not have it" if selector else ""
        return place, f"is missing{without}"
    if error["type"] == "literal_error":
        allowed, given = options(model, key), error["input"]
        if isinstance(given, Mapping):
            return place, f"takes one of the words {', '.join(allowed)}, not a record"
        return place, f'"{str(given)[:60]}" is not one of {", ".join(allowed)}{near(given, allowed)}'
    return place, error["input"].words if isinstance(error["input"], Refusal) else str(error["msg"])
