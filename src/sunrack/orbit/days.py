"""One orbit's calendar year, day by day and dated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack.orbit.path import Orbit
from sunrack.orbit.sun_synchronous import nodal_period, sun_synchronous_inclination
from sunrack.orbit.year import MOMENTS, day_shapes
from sunrack.units import magnitude


@dataclass(frozen=True)
class Days:
    """A calendar year of one orbit, bare SI, one entry a day: 365 of them, or 366; numbers are nan where there is no
    such orbit."""

    date: list[str]  # 2027-01-01, …
    beta: Any  # rad at noon, universal time
    eclipse: Any  # s, longest eclipse of the day
    sunlit_fraction: Any  # - of the day out of the shadow
    sun_distance: Any  # m at noon


def by_day(inputs: Orbit, shadow: str = "") -> Days:
    """The dated year of one orbit.

    Args:
        inputs: Keys of `Orbit`, one orbit: quantities, or bare SI.
        shadow: In place of the inputs' own, if given.
    """
    altitude, local_time, year = (float(magnitude(content, unit)) for content, unit in
                                  ((inputs.altitude, "m"), (inputs.local_time, "s"), (inputs.year, "")))  # fmt: skip
    inclination = sun_synchronous_inclination.si(altitude)
    fraction, beta, distance = day_shapes(
        altitude, inclination, local_time, int(np.rint(year)), shadow or inputs.shadow
    )
    noon = MOMENTS // 2
    return Days(
        date=dates(int(np.rint(year))),
        beta=beta[:, noon],
        eclipse=fraction.max(axis=-1) * nodal_period.si(altitude, inclination),
        sunlit_fraction=1 - fraction.mean(axis=-1),
        sun_distance=distance[:, noon],
    )


def dates(year: int) -> list[str]:
    """Every day of a calendar year as 2027-01-01, by astropy, without the network.

    The days are counted in UT1, whose days are all of one length, so that no table of leap seconds can be missing or
    stale.
    """
    from astropy.utils import iers

    with iers.conf.set_temp("auto_download", False), iers.conf.set_temp("auto_max_age", None):
        from astropy.time import Time  # under these settings: its import may look for leap seconds

        first, after = (Time(f"{one:04d}-01-01T12:00:00", scale="ut1", format="isot") for one in (year, year + 1))
        days = Time(first.jd1 + np.arange(round(after.jd - first.jd)), first.jd2, scale="ut1", format="jd")
        return [str(text) for text in days.to_value("iso", subfmt="date")]
