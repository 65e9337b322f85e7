"""What a finding is: frozen numbers in the units that they are shown in, and the same as plain data for JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from sunrack.markup import listing, short, table
from sunrack.section import shown


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Finding:
    """Numbers behind a part of the report: floats in the unit of their field, words, and findings within findings."""

    def __repr__(self) -> str:
        return listing(type(self).__name__, self._rows(), "to_dict()")

    def _repr_html_(self) -> str:
        return table(["", ""], self._rows())

    def _rows(self) -> list[tuple[str, str]]:
        return [(name, _short(one)) for name, one in self.to_dict().items()]

    def to_dict(self) -> dict[str, Any]:
        """Name → {value, unit} for numbers with a unit; everything else as plain data. A number that does not exist is
        None."""
        return {one.name: _entry(getattr(self, one.name), one.metadata) for one in fields(self)}


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Option(Finding):
    """One other way to build the satellite, and what it weighs and costs."""

    name: str
    chosen: bool = False  # whether the scenario is built this way
    rise: float = shown("K", "by how much the coolant is warmer than the scenario's")
    accepted: bool = True  # whether the rack accepts the coolant
    rack_mass: float = shown("kg", "mass of the rack")
    radiator_area: float = shown("m²", "planform area of the radiator")
    array_area: float = shown("m²", "area of the array")
    wet_mass: float = shown("kg", "predicted mass of the satellite with propellant")
    per_gpu_hour: float = shown("USD/hour", "all-in cost of a GPU-hour")

    @property
    def buildable(self) -> bool:
        """Whether the rack accepts the coolant and the satellite has a mass and a cost."""
        return self.accepted and math.isfinite(self.wet_mass) and math.isfinite(self.per_gpu_hour)


def plain_data(content: Any) -> Any:
    """Findings, tuples and mappings as dictionaries and lists; numbers that are not finite as None."""
    if isinstance(content, Finding):
        return content.to_dict()
    if isinstance(content, Mapping):
        return {str(key): plain_data(one) for key, one in content.items()}
    if isinstance(content, (list, tuple)):
        return [plain_data(one) for one in content]
    if isinstance(content, float):
        return float(content) if math.isfinite(content) else None
    return content


def _short(entry: Any) -> str:
    """An entry of `to_dict` as one line; what is nested by its size."""
    if isinstance(entry, dict) and entry.keys() == {"value", "unit"} and not isinstance(entry["value"], (dict, list)):
        return f"{short(entry['value'])} {entry['unit']}".rstrip()
    return f"… ({len(entry)})" if isinstance(entry, (dict, list)) else short(entry)


def _entry(content: Any, metadata: Mapping[str, Any]) -> Any:
    if "unit" not in metadata or content is None:
        return plain_data(content)
    return {"value": plain_data(content), "unit": metadata["label"]}
