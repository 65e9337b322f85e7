"""Where a site's power comes from: the grid, a plant beside the site, or the one until the other; each with its wait,
price and carbon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sunrack.catalogue import by_word, records
from sunrack.finance import capital_recovery_factor
from sunrack.gates import bounds
from sunrack.ground.inputs import Ground
from sunrack.ground.money import generation_price, solar_price
from sunrack.ground.region import Region
from sunrack.reading import to_value
from sunrack.section import LARGEST
from sunrack.units import maximum, minimum
from sunrack.values import Value

PLANT_FIELDS = {
    "capex": "USD/kW",
    "spare": "",
    "life": "year",
    "efficiency": "",
    "storage": "hour",
    "storage_capex": "USD/kWh",
    "storage_efficiency": "",
    "upkeep": "USD/kWh",
    "lead": "month",
    "permit": "month",
    "carbon": "g/kWh",
}
_BOUNDS: dict[str, dict[str, Any]] = {
    "spare": {"at_least": 1, "at_most": 100},
    "life": {"above": 0, "at_most": 100},
    "efficiency": {"above": 0, "at_most": 1},
    "storage_efficiency": {"above": 0, "at_most": 1},
}


@dataclass(frozen=True, kw_only=True)
class Source:
    """One source of power at one site; `waits` is its part of the schedule's gates, `on_grid` the share of its power
    from the grid."""

    name: str
    price: Any
    carbon: Any
    waits: Mapping[str, tuple[Any, Any, Any]]
    on_grid: Any = 0.0


def plant_value(raw: Any, field: str) -> Value:
    """One number of a plant as `Value`, from the catalogue or from a user, within its bounds."""
    return to_value(raw, PLANT_FIELDS[field], **plant_bounds(field))


def plant_bounds(field: str) -> dict[str, Any]:
    """The bounds of one number of a plant, in the unit it is shown in."""
    return _BOUNDS.get(field) or {"at_least": 0, "at_most": LARGEST[PLANT_FIELDS[field]]}


def plant_values(name: str) -> dict[str, Value]:
    """Every number of a plant that its record has, by field.

    Raises:
        Unknown: No such plant, with the nearest name.
    """
    record = by_word(records("generators"), name, "plant")
    return {field: plant_value(record[field], field) for field in PLANT_FIELDS if field in record}


def plants_needed(source: Any, bridge: Any) -> list[str]:
    """The plants of the catalogue that a choice of source may use.

    Raises:
        Unknown: A source or a plant of the bridge that there is not, with the nearest.
    """
    plants = list(records("generators"))
    alone = {name: [name] for name in plants}
    served = by_word(alone, bridge, "plant of the bridge")
    return by_word({"grid": [], **alone, "bridge": served, "best": plants}, source, "source of power")


def asked(inputs: Ground, region: Region, plants: Mapping[str, Any]) -> tuple[str, ...]:
    """The sources to compare at a region: one, or all of them, the grid first."""
    if not on_grid(region):
        return (region.supply,)
    alone = {name: (name,) for name in ("grid", *plants, *records("generators"), "bridge")}
    return by_word({**alone, "best": ("grid", *plants, "bridge")}, inputs.source, "source of power")


def on_grid(region: Region) -> bool:
    """Whether a region takes its power from the grid, or else has a plant of its own.

    Raises:
        Unknown: Its `supply` is neither "grid" nor "on-site-gas".
    """
    return by_word({"grid": True, "on-site-gas": False}, region.supply, "supply of a region")


def offered(
    inputs: Ground, region: Region, *, plants: Mapping[str, Any], cost_of_capital: Any, load: Any
) -> dict[str, Source]:
    """Every source that a region has, but for bridging.

    Args:
        inputs: The section `Ground`.
        region: A region's values and the word `supply`; a region that makes its own power has that source alone.
        plants: Values of the plants that may serve, by the names of PLANT_FIELDS, their ranges as `<key>_low` and
            `<key>_high`.
        cost_of_capital: Cost of capital, a year.
        load: Mean load over peak load.
    """
    wait = bounds(region, "grid_wait")
    if not on_grid(region):
        none = (0 * wait[1],) * 3
        return {
            region.supply: Source(
                name=region.supply,
                price=region.power_price,
                carbon=region.carbon,
                waits={"plant": wait, "air permit": none},
            )
        }
    known = {
        "grid": Source(name="grid", price=region.power_price, carbon=region.carbon, waits={"grid": wait}, on_grid=1.0)
    }
    fuel = inputs.gas_fuel_price * region.gas_factor
    for name, plant in plants.items():
        recovery = capital_recovery_factor(cost_of_capital, plant.life)
        if hasattr(plant, "storage"):
            price = solar_price(
                plant.capex,
                region.winter_sun,
                plant.storage,
                plant.storage_capex,
                plant.storage_efficiency,
                recovery,
                plant.upkeep,
            )
        else:
            price = generation_price(plant.capex, plant.spare, recovery, load, fuel, plant.efficiency, plant.upkeep)
        waits = {"plant": bounds(plant, "lead"), "air permit": bounds(plant, "permit")}
        known[name] = Source(name=name, price=price, carbon=plant.carbon, waits=waits)
    return known


def bridged(grid: Source, plant: Source, *, years: Any = None, life: Any = None) -> Source:
    """A plant now and the grid later: the wait of the quicker, and each one's price and carbon for its years of the
    facility's life.

    Args:
        grid: The grid.
        plant: The plant that serves until then; it is sold on at its book value.
        years: Time on the plant; none at all if left out (for the waits alone).
        life: Life of the facility.
    """
    share = 0.0 if years is None else minimum(maximum(years / life, 0.0), 1.0)
    price, carbon = (
        getattr(grid, one) + share * (getattr(plant, one) - getattr(grid, one)) for one in ("price", "carbon")
    )
    return Source(name="bridge", price=price, carbon=carbon, waits={**grid.waits, **plant.waits}, on_grid=1.0 - share)
