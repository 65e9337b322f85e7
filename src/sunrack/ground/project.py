"""The project that the ground builds: how large it is, whether it rents or builds, and when its halls follow the
first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from sunrack.catalogue import records
from sunrack.reading import to_value
from sunrack.section import Section, Value, value
from sunrack.units import Second, Share, Watt, WattPerSecond, law, magnitude

_SHARES = ("rent", "zoning", "queue", "build", "equipment")  # columns of the catalogue `sizes`


class Project(Section):
    """A project as large as the fleet: what is rented, what is built, and how quickly."""

    colocation_limit: Value = value("MW", "Largest project that rents room in a standing hall.", at_least=0)
    colocation_time: Value = value("month", "From the decision to a rented 0.1 MW in service.", at_least=0)
    colocation_rent: Value = value(
        "USD/kW/month", "Rent of room, cooling and its upkeep, without electricity.", at_least=0, at_most=1e6
    )
    hall_power: Value = value("MW", "Power of the computers of one hall.", above=0)
    ramp_rate: Value = value("MW/month", "Power that one campus adds after its first hall.", above=0, at_most=1e6)
    campus_power: Value = value("MW", "Largest campus; a larger project is several at once.", above=0)
    region_ramp: Value = value("MW/month", "The most that one region adds for one project.", above=0, at_most=1e6)
    approved_delay: Value = value("month", "Delay of power or equipment that was promised.", at_least=0)
    approved_delay_odds: Value = value("", "Share of approved projects that such a delay meets.", at_least=0, at_most=1)
    electrical_share: Value = value("", "Electrical equipment over facility capital.", at_least=0, at_most=1)
    electrical_life: Value = value("year", "Time over which it is paid off, facility_life at most.", above=0)
    cooling_share: Value = value("", "Cooling over facility capital.", at_least=0, at_most=1)
    cooling_life: Value = value("year", "Time over which it is paid off, facility_life at most.", above=0)
    warranty_share: Value = value(
        "", "Share of the price of failed accelerators that their maker bears.", at_least=0, at_most=1
    )


@law
def ramp_together(power: Watt, campus: Watt, ramp: WattPerSecond, most: WattPerSecond) -> WattPerSecond:
    """Power that a project adds per time after its first hall, on as many campuses as it needs.

        R = min(r max(P / P_campus, 1), R_most)

    Args:
        power: P, power of the project's computers [W].
        campus: P_campus, largest campus [W].
        ramp: r, what one campus adds [W/s].
        most: R_most, the most that the region adds for one project [W/s].
    Returns:
        Power added per time [W/s].

    Valid for campuses that are begun together.
    Source: epoch-timelines-2026, power added after the first hall.
    """
    return np.minimum(ramp * np.maximum(power / campus, 1), most)


@law
def hall_delay(power: Watt, share: Share, hall: Watt, ramp: WattPerSecond) -> Second:
    """Time from the first hall in service to a share of the project in service.

        t = max(s P − P_hall, 0) / R

    Args:
        power: P, power of the project's computers [W].
        share: s, the share of it [-].
        hall: P_hall, power of one hall [W].
        ramp: R, power added per time after the first hall [W/s].
    Returns:
        Time [s]; none where the first hall holds the share.

    Valid for halls that follow each other evenly.
    Source: epoch-timelines-2026, energisations of sites in service.
    """
    return np.maximum(share * power - hall, 0) / ramp


@dataclass(frozen=True, kw_only=True)
class Size:
    """What the size of a project means: whether it rents, and shares of the times that a campus of 100 MW takes."""

    rents: Any
    rent: Any  # of colocation_time
    zoning: Any  # of the region's time of an application, and of its odds of refusal
    queue: Any  # of the region's wait for power
    build: Any  # of build_time
    equipment: Any  # of equipment_lead
    to_half: Any  # [s] after first service
    to_all: Any


@cache
def _table() -> dict[str, Any]:
    """The catalogue `sizes` as columns, the powers as their logarithms."""
    rows = records("sizes").values()
    power = np.array([to_value(row["power"], "MW").si for row in rows])
    return {"power": np.log(power)} | {name: np.array([to_value(row[name], "").si for row in rows]) for name in _SHARES}


def size(inputs: Any, power: Any) -> Size:
    """What the power of a project means for its months.

    Args:
        inputs: The section `Ground`.
        power: Power of the project's computers [W], a number or an array.
    """
    watts, table = magnitude(power, "W"), _table()
    shares = {name: np.interp(np.log(np.maximum(watts, 1.0)), table["power"], table[name]) for name in _SHARES}
    hall, campus, limit = (
        magnitude(getattr(inputs, one), "W") for one in ("hall_power", "campus_power", "colocation_limit")
    )
    ramp, most = (magnitude(getattr(inputs, one), "W/s") for one in ("ramp_rate", "region_ramp"))
    rents = watts <= limit
    after = {
        name: np.where(rents, 0.0, hall_delay.si(watts, share, hall, ramp_together.si(watts, campus, ramp, most)))[()]
        for name, share in (("to_half", 0.5), ("to_all", 1.0))
    }
    return Size(rents=rents, **shares, **after)


def rents(inputs: Any, power: Any) -> bool:
    """Whether a project of some power rents room, so that no campus of its own is judged; of an array the first."""
    return bool(np.ravel(magnitude(power, "W") <= magnitude(inputs.colocation_limit, "W"))[0])
