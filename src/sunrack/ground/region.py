"""The regions that ship: their fields with units, their values, and the namespace that `build` reads."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import SimpleNamespace
from typing import Any, Protocol, cast

from sunrack.catalogue import by_word, records
from sunrack.frozen import Frozen
from sunrack.reading import to_value
from sunrack.section import LARGEST
from sunrack.values import Value

REGION_FIELDS = {
    "power_price": "USD/kWh",
    "gas_factor": "",
    "winter_sun": "",
    "grid_wait": "year",
    "moratorium_wait": "month",
    "zoning": "month",
    "contested": "",
    "failure_if_contested": "",
    "build_factor": "",
    "pue": "",
    "water": "L/kWh",
    "carbon": "g/kWh",
    "capex": "USD/W",
    "land_price": "USD/acre",
    "import_duty": "",
}
REGION_TEXTS = ("title", "supply", "note", "moratorium", "attribution")
_SHARE: dict[str, Any] = {"at_least": 0, "at_most": 1}
_BOUNDS: dict[str, dict[str, Any]] = {
    "contested": _SHARE,
    "failure_if_contested": _SHARE,
    "pue": {"at_least": 1, "at_most": 10},
    "winter_sun": _SHARE,
    "gas_factor": {"at_least": 0, "at_most": 100},
    "build_factor": {"at_least": 0, "at_most": 100},
    "land_price": {"at_least": 0, "at_most": 1e9},
    "import_duty": {"at_least": 0, "at_most": 10},
}


class Region(Protocol):
    """A region as `build` reads it: quantities or bare SI numbers by the names of REGION_FIELDS, and two things more.

    `supply` is the word of its record, and `refusal` the odds that one application of all fails. A range stands beside
    its value as `<key>_low` and `<key>_high`, which `bounds` reads.
    """

    power_price: Any
    gas_factor: Any
    winter_sun: Any
    grid_wait: Any
    moratorium_wait: Any
    zoning: Any
    contested: Any
    failure_if_contested: Any
    build_factor: Any
    pue: Any
    water: Any
    carbon: Any
    capex: Any
    land_price: Any
    import_duty: Any
    supply: str
    refusal: Any


@cache
def region_values(name: str) -> dict[str, Value]:
    """Every number of a region, by field, with unit, range and source.

    Raises:
        Unknown: No such region, with the nearest name.
    """
    return Frozen({field: region_value(region_record(name)[field], field) for field in REGION_FIELDS})


def region_value(raw: Any, field: str) -> Value:
    """One number of a region as `Value`, from the catalogue or from a user, within its bounds."""
    return to_value(raw, REGION_FIELDS[field], **region_bounds(field))


def region_bounds(field: str) -> dict[str, Any]:
    """The bounds of one number of a region, in the unit it is shown in."""
    return _BOUNDS.get(field) or {"at_least": 0, "at_most": LARGEST[REGION_FIELDS[field]]}


def region_record(name: str) -> dict[str, Any]:
    """A region as it ships: title, supply, note, moratorium, attribution, and its values raw."""
    return by_word(records("regions"), name, "region")


def with_refusal(space: SimpleNamespace) -> Region:
    """A region's namespace with `refusal`: the odds that one application of all fails, share contested times failure if
    contested."""
    space.refusal = space.contested * space.failure_if_contested
    return cast(Region, space)


def namespace(values: Mapping[str, Value], **words: Any) -> SimpleNamespace:
    """What `build` reads: each value as a quantity, its range as `<key>_low` and `<key>_high` where it has one, and
    words."""
    space = SimpleNamespace(**words)
    for key, value in values.items():
        setattr(space, key, value.quantity)
        for end, si in (("low", value.low), ("high", value.high)):
            if si is not None:
                setattr(space, f"{key}_{end}", value.in_unit(si))
    return space


def region_inputs(name: str, values: Mapping[str, Value] | None = None) -> Region:
    """A region as quantities and words, with any of its values replaced by those given."""
    return with_refusal(
        namespace({**region_values(name), **(values or {})}, supply=region_record(name).get("supply", "grid"))
    )
