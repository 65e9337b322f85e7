"""JSON Schema (2020-12) of a scenario and of the report's JSON, for editors that complete and check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sunrack.catalogue import records
from sunrack.findings import SECTIONS as FOUND
from sunrack.ground import PLANT_FIELDS, REGION_FIELDS
from sunrack.ground.region import region_bounds
from sunrack.ground.sources import plant_bounds
from sunrack.names import Name
from sunrack.reference.listing import FIELDS, REGION, bounds_in_words, results
from sunrack.report import SCHEMA
from sunrack.scenario import SECTIONS, load, shipped
from sunrack.scenario.sections import options
from sunrack.units.text import example
from sunrack.values import DISTRIBUTIONS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NUMBER = r"^\s*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_WITH_UNIT = rf"{_NUMBER}\s*(?:1\s?/\s?)?[^\s0-9.,*^_-].*$"
_PLAIN = rf"{_NUMBER}\s*(?:[^\s0-9.,*^_].*|-)?$"
_CLOCK = r"^\s*[0-9]{1,2}:[0-9]{2}\s*$"


def scenario_schema() -> dict[str, Any]:
    """The schema of a scenario file: every section, key, unit, bound, option and catalogue name."""
    rooms = {name: _section(name) for name in SECTIONS}
    return {
        "$schema": DIALECT,
        "title": "A scenario of sunrack",
        "description": "A key that is left out keeps the value of the base scenario.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "base": {"enum": list(shipped()), "description": "Built-in scenario that this one starts from."},
            "title": {"type": "string"},
            "about": {"type": "string"},
            **rooms,
        },
    }


def _section(room: str) -> dict[str, Any]:
    model = SECTIONS[room]
    usual = load()
    rows = {}
    for key, one in model.model_fields.items():
        extra, said = model.extra(key), one.description or ""
        content = getattr(getattr(usual, room), key)
        if "unit" in extra:
            rows[key] = _number(extra["unit"], extra["bounds"], said, clock=extra["clock"], default=content)
        elif kind := extra.get("catalogue"):
            rows[key] = _names(str(kind), said, many=isinstance(content, (list, tuple)))
        else:
            words = list(options(model, key))
            truths = [True, False] if words == ["yes", "no"] else []
            rows[key] = {"enum": [*words, *truths], "description": said}
    schema: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": rows}
    if room == "ground":
        rows |= {name: _table(PLANT_FIELDS, plant_bounds) for name in records("generators")}
        region = _table(REGION_FIELDS, region_bounds)
        region["properties"] |= {
            "base": {"enum": list(records("regions")), "description": "Region of the catalogue to start from."},
            "supply": {"enum": ["grid", "on-site-gas"], "description": "Where the region's power comes from."},
        }
        rows |= dict.fromkeys(records("regions"), region)
        schema["additionalProperties"] = region  # a region of the user's own
    return schema


def _table(units: Mapping[str, str], bounds: Any) -> dict[str, Any]:
    rows = {field: _number(unit, bounds(field), FIELDS[field]) for field, unit in units.items()}
    return {"type": "object", "additionalProperties": False, "properties": rows}


def _names(kind: str, said: str, *, many: bool) -> dict[str, Any]:
    known = list(records(kind))
    if not many:
        return {"enum": known, "description": said}
    listed = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$", "examples": [*known, "all"]}
    return {"type": "array", "minItems": 1, "uniqueItems": True, "items": listed, "description": said}


def _number(
    unit: str, bounds: Mapping[str, Any], said: str, *, clock: bool = False, default: Any = None
) -> dict[str, Any]:
    """A number with its unit as text, a plain number where there is no unit, or a record of these."""
    limits = bounds_in_words(dict(bounds))
    about = " ".join(
        part for part in (said, f"Unit: {unit or 'none (a ratio or a count)'}. Allowed: {limits}.") if part
    )
    text: dict[str, Any] = {"type": "string", "pattern": _PLAIN if not unit else _WITH_UNIT, "maxLength": 200}
    if clock:
        text["pattern"] = f"(?:{_WITH_UNIT})|(?:{_CLOCK})"
    kinds = [text, *([_plain(bounds)] if not unit else [])]
    one = kinds[0] if len(kinds) == 1 else {"anyOf": kinds}
    record = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "value": one,
            "low": one,
            "high": one,
            "year": {"type": "integer", "description": "Year of the money."},
            "source": {"type": "string", "description": "A key of sunrack sources, or assumption."},
            "where": {"type": "string"},
            "why": {"type": "string"},
            "distribution": {"enum": ["", *DISTRIBUTIONS]},
            "group": {"type": "string"},
            "correlation": {"type": "number", "minimum": 0, "maximum": 1},
            "kind": {"enum": ["choice", "convention"]},
        },
    }
    told = str(default) if default is not None else example(unit)
    return {"anyOf": [*kinds, record], "description": about, "examples": [told]}


def _plain(bounds: Mapping[str, Any]) -> dict[str, Any]:
    names = {"above": "exclusiveMinimum", "at_least": "minimum", "at_most": "maximum"}
    found = {names[key]: bounds[key] for key in names if bounds.get(key) is not None}
    return {"type": "number", **found, **({"multipleOf": 1} if bounds.get("whole") else {})}


def report_schema() -> dict[str, Any]:
    """The schema of what `sunrack report --format json` writes."""
    rows, regional = {}, {}
    for one in results(laws=False):
        said = f"{one.about} [{one.unit or '-'}]".strip()
        name = Name.parse(one.name)
        if name.region == REGION:
            pattern = rf"^{name.room}\.[A-Za-z0-9_-]+\.{name.key.replace('.', chr(92) + '.')}$"
            regional[pattern] = {"$ref": "#/$defs/result", "description": said}
        else:
            rows[one.name] = {"$ref": "#/$defs/result", "description": said}
    text, number = {"type": "string"}, {"type": ["number", "null"]}
    source = {"type": "string", "description": "A key of sunrack sources, assumption, or your scenario."}
    value = {
        "type": "object",
        "required": ["key", "shown", "si", "source", "tier"],
        "properties": {
            "key": text, "shown": text, "si": number, "low_si": number, "high_si": number, "source": source,
            "tier": text, "where": text, "why": text, "group": text, "distribution": {"type": ["string", "null"]},
            "dollars_of": {"type": ["integer", "null"]},
        },
    }  # fmt: skip
    check = {
        "type": "object",
        "required": ["name", "title", "slug", "requirement", "sense", "value", "limit", "unit", "margin", "margin_unit",
                     "passed"],
        "properties": {
            "name": text, "title": text, "slug": text, "requirement": text, "sense": {"enum": ["at most", "at least"]},
            "value": number, "limit": number, "unit": text, "margin": number, "margin_unit": text,
            "passed": {"type": "boolean"}, "reason": text,
        },
        "additionalProperties": False,
    }  # fmt: skip
    result = {
        "type": "object",
        "required": ["value", "unit"],
        "properties": {"value": {"type": ["number", "string", "null"]}, "unit": text},
        "additionalProperties": False,
    }
    verdict = {
        "type": "object",
        "required": ["winner", "binding", "sentences"],
        "properties": {"winner": text, "binding": text, "sentences": {"type": "array", "items": text}},
    }
    warning = {"type": "object", "required": ["place", "words"], "properties": {"place": text, "words": text}}
    return {
        "$schema": DIALECT,
        "title": "A report of sunrack",
        "description": "What is not finite is null.",
        "type": "object",
        "required": ["schema", "sunrack", "scenario", "verdict", "warnings", "results", "checks", "values", "findings"],
        "properties": {
            "schema": {"const": SCHEMA},
            "sunrack": {"type": "string", "description": "Version of the package."},
            "scenario": text,
            "verdict": verdict,
            "warnings": {"type": "array", "items": warning},
            "results": {
                "type": "object", "properties": rows, "patternProperties": regional, "additionalProperties": False
            },
            "checks": {"type": "array", "items": check},
            "values": {"type": "array", "items": value},
            "zoning": {},
            "findings": {"type": "object", "propertyNames": {"enum": [*FOUND]}},
        },
        "$defs": {"result": result},
    }  # fmt: skip


__all__ = ["report_schema", "scenario_schema"]
