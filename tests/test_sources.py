"""Sources: no number without one, none without a number; ranked by how weak and how decisive a value is; exported."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

import sunrack as sr
from sunrack.catalogue import KINDS, SEEDS, records, sources, tier
from sunrack.findings.sources import TIERS, effects_on_answer
from sunrack.report.cited import as_bibtex
from sunrack.scenario import SECTIONS, read_file, shipped

ROOT = Path(__file__).parents[1]
NUMBER = re.compile(r"[-+]?[0-9][0-9.]*(e[-+]?[0-9]+)?( .*)?")


def unsourced(table, place, is_number):
    """The places in a table where a number stands without a source, or an assumption without a reason."""
    wrong = []
    for key, one in table.items():
        here = f"{place}.{key}"
        if isinstance(one, dict) and "value" not in one:
            wrong += unsourced(one, here, is_number)
        elif isinstance(one, dict):
            source = one.get("source", "")
            known = source in sources() or (source == "assumption" and one.get("why"))
            wrong += [] if known else [here]
        elif is_number(here, one):
            wrong.append(here)
    return wrong


def counts(place, one):
    """In a scenario: whether a key is one that takes a number."""
    room, _, key = place.partition(".")[2].partition(".")
    return room in SECTIONS and key in SECTIONS[room].model_fields and "unit" in SECTIONS[room].extra(key)


def looks_like_one(place, one):
    """In a catalogue: a number, or text that begins with one and goes on with a unit."""
    if place.rpartition(".")[2] in ("title", "note", "status", "moratorium", "attribution"):
        return False
    return isinstance(one, (int, float)) and not isinstance(one, bool)


def named(texts, keys):
    """Those of some sources that texts name."""
    return {key for key in keys if any(re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", text) for text in texts)}


def texts():
    """All that may name a source: seeds, laws, pages."""
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "src").rglob("*.toml"), *(ROOT / "docs").glob("*.md")]
    return [one.read_text(encoding="utf-8") for one in files if one.name != "sources.toml"]


def test_no_number_of_a_shipped_scenario_is_without_a_source():
    for name in shipped():
        raw = read_file(Path(str(SEEDS / "scenarios" / f"{name}.toml")))
        assert unsourced(raw, name, counts) == []


@pytest.mark.parametrize("kind", [one for one in KINDS if one not in ("jurisdictions", "projects", "workloads")])
def test_no_number_of_a_catalogue_is_without_a_source(kind):
    tables = {name: dict(row) for name, row in records(kind).items()}
    if kind == "world":  # each of its entries is one number, under the key `value`
        tables = {name: {"number": row["value"]} for name, row in tables.items()}
    assert unsourced(tables, kind, looks_like_one) == []


def test_a_planted_number_without_a_source_is_found():
    raw = {"orbit": {"altitude": "650 km"}, "mass": {"margin": {"value": 0.2, "source": "nobody-2020"}}}
    raw["thermal"] = {"approach": {"value": "5 K", "source": "assumption"}, "coolant": "water-glycol"}
    assert unsourced(raw, "planted", counts) == [
        "planted.orbit.altitude",
        "planted.mass.margin",
        "planted.thermal.approach",
    ]
    with pytest.raises(sr.ScenarioError, match=r"mass\.margin\s+has the source \"nobody-2020\""):
        sr.load({"mass": raw["mass"]})


@pytest.mark.slow
def test_no_source_is_without_a_number_a_law_or_a_page():
    assert sorted(sources().keys() - named(texts(), sources())) == []


@pytest.mark.slow
def test_a_planted_source_without_a_number_is_found():
    planted = [*sources(), "nobody-2020", "aguera-20"]  # the second is only the beginning of a key that is named
    assert {*planted} - named(texts(), planted) == {"nobody-2020", "aguera-20"}


def test_the_list_begins_with_what_is_weak_and_decisive(run):
    rows, effects = json.loads(run("sources", "--format", "json").out), effects_on_answer(sr.compare())
    assert [TIERS.index(row["tier"]) for row in rows] == sorted(TIERS.index(row["tier"]) for row in rows)
    for kind in TIERS:
        for decided in (False, True):  # choices and conventions come last within their tier
            chosen = [
                row for row in rows if row["tier"] == kind and (row["rests_on"] in ("choice", "convention")) == decided
            ]
            moved = [effects.get(row["key"], 0.0) for row in chosen]
            assert moved == sorted(moved, reverse=True)
    assert "Effect" in run("sources").out and rows[0]["rests_on"] == "guess"


def test_an_effect_is_the_distance_between_two_scenarios():
    value = sr.load().values()["launch.price"]
    name = f"compare.{sr.compare().answer_region}.cost_ratio"
    low, high = (
        sr.compare(sr.load().but({"launch.price": f"{end!r} USD/kg"})).result(name)
        for end in (value.in_unit(value.low).magnitude.item(), value.in_unit(value.high).magnitude.item())
    )
    told = effects_on_answer(sr.compare())["launch.price"]
    assert told == pytest.approx((high - low) / sr.compare().result(name), rel=1e-9)


def test_values_as_csv(run):
    rows = list(csv.DictReader(io.StringIO(run("sources", "--format", "csv").out)))
    assert [*rows[0]][:4] == ["key", "shown", "si", "low_si"] and len(rows) == len(sr.load().values())
    row = next(one for one in rows if one["key"] == "orbit.altitude")
    assert float(row["si"]) == 650e3 and row["source"] == "aguera-2025" and row["tier"] == tier("aguera-2025")


def test_works_as_bibtex(run):
    text = run("sources", "--format", "bibtex").out
    keys = re.findall(r"^@misc\{([\w.-]+),$", text, re.MULTILINE)
    cited = {value.source for value in sr.load().values().values()} & sources().keys()
    assert keys == sorted(cited) and text.count("{") == text.count("}")
    one = run("sources", "aguera-2025", "--format", "bibtex").out
    assert one.startswith("@misc{aguera-2025,\n") and "url = {https://arxiv.org/abs/2511.19468}" in one
    assert as_bibtex(["assumption"]) == ""
    plain = re.sub(r"(?m)^  (url|doi) = .*$", "", as_bibtex(sources()))
    assert not re.search(r"(?<!\\)[&%$#_]", plain.replace("@misc", "")), "a sign that LaTeX reads is escaped"
