"""The catalogues that ship: every value can be read, has a range that holds it and a source that exists."""

import re
import tomllib

import pytest

from sunrack import catalogue
from sunrack.reading import to_value
from sunrack.units import unit_of
from sunrack.values import Value

# What a reader of a catalogue may count on: field, unit, and whether every record must have it. A wing's mass is given one way only.
UNITS = {
    "racks": {
        "power": "kW", "mass": "kg", "gpus": "", "price": "MUSD", "liquid_fraction": "", "coolant_supply_limit": "K",
        "coolant_supply_design": "K", "failure_rate": "percent/year", "idle_power": "kW", "throughput": "1/s", "height": "m", "width": "m", "depth": "m",
        "coolant_flow_limit": "L/min/kW", "chip_limit": "K", "chip_resistance": "K/W", "chip_share": "",
    },
    "cells": {"efficiency": "", "temperature_coefficient": "1/K", "absorptivity": "", "emissivity": "",
              "damage_slope": "", "damage_fluence": "1/cm²", "damage_weight": ""},
    "arrays": {"areal_mass": "kg/m²", "specific_power": "W/kg", "price": "USD/W", "stowed_power_density": "kW/m³"},
    "batteries": {"specific_energy": "Wh/kg", "efficiency": "", "price": "USD/kWh", "rate_limit": "1/hour"},
    "radiators": {"areal_mass": "kg/m²", "stowed_density": "m²/m³"},
    "coatings": {"emissivity": "", "absorptivity_begin": "", "absorptivity": ""},
    "coolants": {"minimum": "K", "maximum": "K", "heat_capacity": "J/kg/K", "density": "kg/m³"},
}  # fmt: skip
OPTIONAL = {
    "idle_power",
    "chip_limit",
    "chip_resistance",
    "chip_share",
    "throughput",
    "height",
    "width",
    "depth",
    "areal_mass@arrays",
    "specific_power",
}
FRACTIONS = {"efficiency", "absorptivity", "absorptivity_begin", "emissivity", "liquid_fraction", "chip_share"}
STATUS = {"flown", "in production", "promised"}
OWN = "your own"  # of the record for what a scenario describes itself
TIERS = {"primary", "secondary", "weak"}
SHIPPED = [kind for kind in catalogue.KINDS if (catalogue.SEEDS / "catalogue" / f"{kind}.toml").is_file()]
VALUES = [
    (kind, name, field, record)
    for kind in SHIPPED
    for name, row in catalogue.records(kind).items()
    for field, record in row.items()
    if isinstance(record, dict)
]


def written_unit(record: dict[str, str]) -> str:
    """The unit that a record's own text bears, for catalogues whose fields are told elsewhere."""
    return re.sub(r"^[-+\d.eE]+\s*", "", str(record["value"])).replace("degC", "K")


def read(kind: str, name: str, field: str) -> Value:
    """One value of a catalogue in its unit."""
    return to_value(catalogue.records(kind)[name][field], UNITS[kind][field])


@pytest.mark.parametrize(("kind", "name", "field", "record"), VALUES, ids=[f"{k}.{n}.{f}" for k, n, f, _ in VALUES])
def test_every_value_reads_and_is_sourced(kind: str, name: str, field: str, record: dict[str, str]) -> None:
    """Property: a value has a readable unit, lies in its range, and names a source that exists, or says why it is assumed."""
    assert kind not in UNITS or field in UNITS[kind], f"{kind} has no field {field}"
    value = to_value(record, UNITS[kind][field] if kind in UNITS else written_unit(record))
    assert value.low is None or value.low <= value.si
    assert value.high is None or value.si <= value.high
    assert value.source == "assumption" or value.source in catalogue.sources(), f"no source {value.source}"
    assert value.source != "assumption" or value.why
    assert not value.is_money or value.year in catalogue.price_index()
    assert kind not in UNITS or (value.low is None) == (value.high is None), "a range has two ends"
    if kind in UNITS and field in FRACTIONS:
        assert all(0 <= x <= 1 for x in (value.low, value.si, value.high) if x is not None)


@pytest.mark.parametrize("kind", sorted(UNITS))
def test_every_record_is_whole(kind: str) -> None:
    """Property: every record has a title, a status of three words, and each field that its catalogue promises."""
    for name, row in catalogue.records(kind).items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
        assert row["title"]
        assert row["status"] in STATUS or (name == "own" and row["status"] == OWN), f"{name} is {row['status']}"
        needed = {field for field in UNITS[kind] if field not in OPTIONAL and f"{field}@{kind}" not in OPTIONAL}
        lacking = {field for field in needed - row.keys() if field not in row.get("unknown", "")}
        assert not lacking, f"{name} lacks {sorted(lacking)} and does not say that it is unknown"


def test_mentioned_sources_exist() -> None:
    """Property: a key such as gilmore-2002 that a reason mentions is a source, so that the reader can follow it."""
    key = re.compile(r"\b[a-z]+(?:-[a-z]+)*-(?:19|20)\d\d\b")
    reasons = [record.get("why", "") for kind, _, _, record in VALUES if kind in UNITS]
    mentioned = {one for why in reasons for one in key.findall(why)}
    assert mentioned
    assert mentioned <= catalogue.sources().keys()


def test_wings_have_one_mass_figure() -> None:
    """Property: a wing's mass is by area or by power, never both, since the two would contradict each other."""
    for name, row in catalogue.records("arrays").items():
        assert ("areal_mass" in row) != ("specific_power" in row), name


def test_coatings_darken_and_coolants_span_a_range() -> None:
    """Property: no coating is whiter at the end of life than new; every coolant's range has a positive width."""
    for name in catalogue.records("coatings"):
        assert read("coatings", name, "absorptivity").si >= read("coatings", name, "absorptivity_begin").si, name
    for name in catalogue.records("coolants"):
        assert read("coolants", name, "maximum").si > read("coolants", name, "minimum").si + 20, name
    for name in catalogue.records("cells"):
        assert read("cells", name, "temperature_coefficient").si < 0, name


def test_coolants_stay_below_their_critical_points() -> None:
    """Published: critical temperatures (reference equations of state: ammonia Tillner-Roth 1993, R134a Tillner-Roth and Baehr 1994, carbon dioxide
    Span and Wagner 1996), 405.4, 374.2 and 304.1 K; a liquid loop keeps at least 10 K below them."""
    for name, critical in {"ammonia": 405.4, "r134a": 374.2, "carbon-dioxide": 304.1}.items():
        assert read("coolants", name, "maximum").si <= critical - 10


def test_space_station_figures_follow_from_its_hardware() -> None:
    """Published: ISS radiators, 2,475 lb over 79.2 m² and 740.7 kg over 3.12 x 13.6 m (NASA); 31 kW wings of 1,100 kg. Tolerance 1 %: rounding."""
    assert read("radiators", "iss-hrs", "areal_mass").si == pytest.approx(2475 * 0.45359237 / 79.2, rel=0.01)
    assert read("radiators", "iss-pvr", "areal_mass").si == pytest.approx(740.7 / (3.12 * 13.6), rel=0.01)
    assert read("arrays", "saw", "specific_power").si == pytest.approx(31_000 / 1_100, rel=0.01)
    assert read("arrays", "saw", "price").si == pytest.approx(450e6 / 8 / 31_000, rel=0.01)


def test_rack_power_is_the_sum_of_its_trays() -> None:
    """Published: NVIDIA's device specifications, 18 compute trays of 6,667 W. Tolerance 0.1 %: the sum is rounded to 120 kW."""
    assert read("racks", "gb200-nvl72", "power").si == pytest.approx(18 * 6667, rel=0.001)


def test_seed_rack_is_the_claim_as_told() -> None:
    """Published: the podcast's rack, 100 kW, 3,000 lb, 8 by 4 by 3 ft, kept as told and marked weak."""
    assert read("racks", "seed-rack", "power").si == pytest.approx(100e3)
    assert read("racks", "seed-rack", "mass").si == pytest.approx(1360.777, abs=0.001)
    assert read("racks", "seed-rack", "height").si == pytest.approx(2.4384)
    assert catalogue.tier("baker-2026") == "weak"


def test_sources_are_whole() -> None:
    """Property: each source has title, author, year and one of three tiers, and what was only recalled is weak."""
    for key, row in catalogue.sources().items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key), key
        assert row["title"] and row["author"], key
        assert 1850 < row["year"] < 2027, key
        assert row["tier"] in TIERS, key
        assert "not read." not in row.get("note", "") or row["tier"] == "weak", key
        assert row.get("url", "https://").startswith(("https://", "http://")), key


def test_tier_words() -> None:
    """Property: an assumption is a guess, a user's value is theirs, an unknown key is weak."""
    assert catalogue.tier("assumption") == "guess"
    assert catalogue.tier("your scenario") == "yours"
    assert catalogue.tier("no-such-work-1900") == "weak"
    assert catalogue.tier("iau-2015") == "primary"


def test_price_index_rises() -> None:
    """Published: United States consumer prices rose every year from 1990 but 2009, when they fell 0.36 % (Bureau of Labor Statistics)."""
    index = catalogue.price_index()
    assert list(index) == list(range(1990, 2027))
    fell = [year for year in range(1991, 2027) if index[year] < index[year - 1]]
    assert fell == [2009]
    assert index[2009] / index[2008] - 1 == pytest.approx(-0.0036, abs=1e-4)


def test_money_moves_by_the_index() -> None:
    """Independent: 100 USD/kg of 2000 (index 172.2) is 182.2 USD/kg of 2024 (313.689), by hand; the range moves alike and back again."""
    money = to_value({"value": "100 USD/kg", "low": "50 USD/kg", "high": "200 USD/kg", "year": 2000}, "USD/kg")
    later = catalogue.moved(money, 2024)
    assert later.si == pytest.approx(182.1655, rel=1e-6)
    assert (later.low, later.high) == (pytest.approx(91.08275, rel=1e-6), pytest.approx(364.331, rel=1e-6))
    assert catalogue.moved(money, 2000) is money


def test_what_is_no_price_does_not_move() -> None:
    """Property: a mass with a year, and a price without one, stay as they are."""
    mass = to_value({"value": "7 kg/m²", "year": 2000}, "kg/m²")
    undated = to_value("5 USD/W", "USD/W")
    assert catalogue.moved(mass, 2024) is mass
    assert catalogue.moved(undated, 2024) is undated


@pytest.mark.parametrize("years", [(1960, 2020), (2020, 2060)])
def test_years_beyond_the_index_are_refused_in_words(years: tuple[int, int]) -> None:
    """Property: the sentence tells the years that the index spans and the one it does not reach."""
    money = to_value({"value": "5 USD/W", "year": years[0]}, "USD/W")
    with pytest.raises(ValueError, match=r"runs from 1990 to 2026 and does not reach (1960|2060)"):
        catalogue.moved(money, years[1])


def test_near_names_are_told() -> None:
    """Property: a slip of the pen gets the nearest name, a word unlike any gets none."""
    assert catalogue.near("sillicon", catalogue.records("cells")) == '. Did you mean "silicon"?'
    assert catalogue.near("amonia", catalogue.records("coolants")) == '. Did you mean "ammonia"?'
    assert catalogue.near("xyzzy", catalogue.records("coolants")) == ""
    with pytest.raises(KeyError, match='Did you mean "radiators"'):
        catalogue.records("radiator")


@pytest.mark.parametrize("kind", sorted(UNITS))
def test_files_are_plain(kind: str) -> None:
    """Property: each file is TOML in which a record is a table, and every unit told here is a unit."""
    table = tomllib.loads((catalogue.SEEDS / "catalogue" / f"{kind}.toml").read_text(encoding="utf-8"))
    assert table == catalogue.records(kind)
    assert all(isinstance(row, dict) for row in table.values())
    assert all(unit_of(unit) is not None for unit in UNITS[kind].values())


def test_a_shelf_read_in_parts_equals_the_file_read_whole():
    """Independent: each table read alone against the whole file read by tomllib."""
    import tomllib

    from sunrack.catalogue import KINDS, SEEDS, records, sources

    for kind in KINDS:
        assert dict(records(kind)) == tomllib.loads((SEEDS / "catalogue" / f"{kind}.toml").read_text(encoding="utf-8"))
    assert dict(sources()) == tomllib.loads((SEEDS / "sources.toml").read_text(encoding="utf-8"))
