"""What the world has today, from the catalogue `world`, in one unit each."""

from __future__ import annotations

from dataclasses import dataclass

from sunrack.catalogue import moved, records, tier
from sunrack.findings.base import Finding
from sunrack.reading import to_value
from sunrack.units import to_si

# By record, the unit that its value is shown in.
UNITS = {
    "orbital-launches": "1/year",
    "mass-launched": "t/year",
    "satellites-built": "1/year",
    "accelerators": "GW/year",
    "packaging-wafers": "1/month",
    "packages-per-wafer": "",
    "network-traffic": "Tbit/s",
    "active-satellites": "",
    "mass-in-orbit": "t",
    "site-jobs": "1/MW",
    "working-hours": "hour/year",
    "local-tax": "MUSD/MW/year",
    "others-bills": "GUSD",
    "inference-share": "",
    "buyers-spread": "",
    "orbit-odds": "",
}


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Given(Finding):
    """One record: value and range in `unit`, its source and how far that is to be trusted."""

    name: str
    title: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    tier: str

    @property
    def si(self) -> float:
        """The value in SI."""
        return self.value * to_si(self.unit)[0]


def given(name: str, year: int | None = None) -> Given:
    """One record of the catalogue `world`.

    Args:
        name: Of the record.
        year: Of the money, where it is a price; its own if left out.
    """
    record, unit = records("world")[name], UNITS[name]
    value = to_value(record["value"], unit)
    value = moved(value, year) if year else value
    scale = to_si(unit)[0]
    low, high = (value.si if end is None else end for end in (value.low, value.high))
    return Given(
        name=name,
        title=str(record["title"]),
        value=value.si / scale,
        low=low / scale,
        high=high / scale,
        unit=unit,
        source=value.source,
        tier=tier(value.source),
    )
