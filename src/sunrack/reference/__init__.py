"""What users look up: every result, every key, and the schemas of files."""

from __future__ import annotations

from typing import Any

from sunrack.catalogue import by_word
from sunrack.reference.listing import KeyInfo, ResultInfo, keys, results
from sunrack.reference.schemas import report_schema, scenario_schema

SCHEMAS = {"scenario": scenario_schema, "report": report_schema}


def schema(kind: str = "scenario") -> dict[str, Any]:
    """The JSON Schema (2020-12) of a scenario file, or of the JSON that `sunrack report` writes.

    >>> import sunrack as sr
    >>> sr.schema("scenario")["properties"]["orbit"]["properties"]["shadow"]["enum"]
    ['cylinder', 'umbra', 'penumbra']

    Args:
        kind: "scenario" or "report".
    Raises:
        Unknown: Another word; a KeyError and a ValueError.
    """
    return by_word(SCHEMAS, kind, "schema")()


__all__ = ["SCHEMAS", "KeyInfo", "ResultInfo", "keys", "results", "schema"]
