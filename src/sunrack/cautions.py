"""What a comparison warns of: it is computed, and worth a second look."""

from __future__ import annotations

from collections.abc import Mapping
from types import FrameType
from typing import Any, NamedTuple

from sunrack.orbit.dose import dose_rate
from sunrack.scenario import Scenario
from sunrack.scenario import warnings as outside_range
from sunrack.values import printed


class SunrackWarning(UserWarning):
    """A value or a combination of values that is allowed and unlikely, or beyond what a law is valid for."""


class Caution(NamedTuple):
    """One warning: the key or the law that it is about, and what is said of it."""

    place: str
    words: str

    def __str__(self) -> str:
        return f"{self.place}: {self.words}"


def cautions(case: Scenario, beyond: Mapping[Any, float] | None = None) -> tuple[Caution, ...]:
    """What to warn of: values outside the range that the default cites, lives that do not go together, and laws beyond
    what they are valid for.

    Args:
        case: The scenario.
        beyond: From `units.validity.noting_validity` around a walk: laws and the numbers that are outside.
    """
    rows = [Caution(place, words) for place, words in outside_range(case)]
    earning, flying = case.finance.compute_life, case.finance.satellite_life
    if earning.si > flying.si * (1 + 1e-9):
        words = (
            f"{earning} is longer than the satellite's life, {flying}: in orbit the accelerators earn for the"
            " shorter of the two, on the ground for all of it"
        )
        rows.append(Caution("finance.compute_life", words))
    return (
        *rows,
        *(_beyond(law, validity, number) for (law, validity), number in {**(beyond or {}), **_dose(case)}.items()),
    )


def _dose(case: Scenario) -> dict[Any, float]:
    """The dose, which the walk reads for three cases of its table at once and not through its law."""
    given = {"altitude": case.orbit.altitude.si, "shield_thickness": case.orbit.shield_thickness.si}
    found = ((one, one.outside(given)) for one in dose_rate.validities)
    return {(dose_rate.name, one): number for one, number in found if number is not None}


def _beyond(law: str, validity: Any, number: float) -> Caution:
    said = f"{number:,.4g} {printed(validity.unit)}".strip()
    return Caution(law, f"{validity.words} = {said} is outside the range that this law is valid for, {validity}")


def is_user(frame: FrameType) -> bool:
    """Whether a function is the user's own, and not of this package, which compares many variants of a scenario."""
    return str(frame.f_globals.get("__name__", "")).partition(".")[0] != "sunrack"


__all__ = ["Caution", "SunrackWarning", "cautions", "is_user"]
