"""Array, panel and coolant through one orbit after another: how warm by day, how cold in eclipse, and how fast when the
rack is off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack.constants import STEFAN_BOLTZMANN
from sunrack.section import Result, plain, shown
from sunrack.thermal.radiator import radiator_area_along_coolant
from sunrack.thermal.stepping import Lumps, State, stepped, stride_of
from sunrack.units import JoulePerSquareMetreKelvin, Kelvin, Q, Ratio, Second, Share, is_quantity, law

ORBITS = 3  # the loop settles within a third of an orbit, so the memory of the start is gone; `repeat_residual` tells
STEPS = 24  # of the sunlit and of the eclipsed part, each longer than the last: within 0.2 K of a stiff integrator
SHARES = tuple(float(share) for share in 1.1 ** np.arange(STEPS) / np.sum(1.1 ** np.arange(STEPS)))
STOPPED = 120  # steps after the rack's stop
BAND = 4.0  # K: heaters switch on one after another over so much, which keeps the course free of chatter


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Swing(Result):
    """Temperatures through an orbit that repeats. Coolant: hottest as it returns from the rack, coldest as it reaches
    it."""

    coolant_hottest: Any = shown("K", "Highest at the rack's outlet.")
    coolant_coldest: Any = shown("K", "Lowest at the rack's inlet.")
    panel_hottest: Any = shown("K", "Highest mean of the panel's surface.")
    panel_coldest: Any = shown("K", "Lowest mean of the panel's surface.")
    array_hottest: Any = shown("K", "Array at dusk.")
    array_coldest: Any = shown("K", "Array at the end of eclipse.")
    energy_residual: Any = shown("", "Heat in, less heat out and heat stored, over the last orbit, of heat in.")
    repeat_residual: Any = shown("K", "By how much the last orbit's end misses its start.")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Course(Result):
    """Temperatures against time, as arrays: of coolant where it leaves the rack and where it reaches it, of panel and
    array."""

    time: Any = shown("min", "From the start.")
    coolant_return: Any = shown("K", "At the rack's outlet.")
    coolant_supply: Any = shown("K", "At the rack's inlet.")
    panel: Any = shown("K", "Mean of the panel's surface.")
    array: Any = shown("K", "Of the array.")


Part = tuple[Any, Any, Any, Any]  # time [s], gain of the array [W/m²], heat into the coolant [W], gain of the panel [W]


@law
def cooling_time(
    start: Kelvin,
    end: Kelvin,
    sink: Kelvin,
    emissivity: Share,
    heat_capacity: JoulePerSquareMetreKelvin,
    faces: Ratio = 2.0,
) -> Second:
    """Time in which a panel and the coolant in it cool when no heat comes.

        t = c / (n ε σ) ∫ dT / (T⁴ − T_s⁴), from end to start

    Args:
        start: Temperature at first [K].
        end: Temperature at last [K].
        sink: Sink temperature; heat that still comes is counted as a warmer sink, (T_s⁴ + q / n ε σ)^¼ [K].
        emissivity: Of the face in the infrared, times fin efficiency [-].
        heat_capacity: Of panel and coolant for each square metre of planform [J/m²/K].
        faces: How many faces of a panel radiate [-].
    Returns:
        Time; infinite where the sink is no colder than the end, nan where the end is warmer than the start [s].

    Valid for one lump at one temperature: coolant that goes on flowing.
    Source: incropera-2007, ch. 5 (lumped capacitance with radiation; the integral is that of
    `radiator_area_along_coolant`).
    """
    lost = heat_capacity * np.where(end > start, np.nan, start - end)
    return radiator_area_along_coolant.si(lost, start, end, sink, emissivity, faces)


@np.errstate(all="ignore")  # what cannot be built is inf or nan, in silence
def follow(**orbit: Any) -> Swing:
    """The extremes of an orbit that repeats, of three lumps that are stepped through orbits alike.

        c_a dT_a/dt = q_a − ε_a σ T_a⁴
        C_c dT_c/dt = Q − G (T_c − T_p)
        C_p dT_p/dt = G (T_c − T_p) + A (q_p + ε_p (F σ T_a⁴ − σ T_p⁴))

    Linearly implicit steps of second order; the heat given off is a fourth unknown, so that energy closes to rounding.

    Valid for arrays and panels of 400 J/m²/K and more (a square metre of 0.5 kg); below 300 the steps are too long for
    the Sun on so thin a sheet.

    Args:
        orbit: What `read_orbit` takes. Quantities, bare SI numbers or arrays of one shape.
    """
    lumps, parts = read_orbit(**orbit)
    before, state, given, taken, rows = _settled(lumps, parts)
    stored = lumps.wet * (state[1] - before[1]) + lumps.dry * (state[2] - before[2])
    returned, supplied, surface, sheet = (np.stack(np.broadcast_arrays(*one)) for one in zip(*rows, strict=True))
    moved = [np.abs(now - then) for now, then in zip(state, before, strict=True)]
    missed = np.maximum(np.maximum(moved[0], moved[1]), moved[2])
    ends: list[tuple[Any, Any]] = [(returned, np.max), (supplied, np.min)]
    ends += [(one, end) for one in (surface, sheet) for end in (np.max, np.min)]
    answers = [*(end(one, axis=0) for one, end in ends), missed]
    checked = is_quantity(orbit["heat"][0])
    kelvins = [Q(one[()], "K") if checked else one[()] for one in answers]
    return Swing(
        coolant_hottest=kelvins[0],
        coolant_coldest=kelvins[1],
        panel_hottest=kelvins[2],
        panel_coldest=kelvins[3],
        array_hottest=kelvins[4],
        array_coldest=kelvins[5],
        energy_residual=(taken - given - stored) / taken,
        repeat_residual=kelvins[6],
    )


def read_orbit(
    *,
    sunlit_time: Any,
    eclipse_time: Any,
    array_gain: tuple[Any, Any],
    array_emissivity: Any,
    array_capacity: Any,
    heat: tuple[Any, Any],
    flow_capacity: Any,
    conductance: Any,
    coolant_capacity: Any,
    panel_gain: tuple[Any, Any],
    panel_emissivity: Any,
    panel_capacity: Any,
    panel_area: Any,
    array_view: Any,
) -> tuple[Lumps, list[Part]]:
    """The lumps, and the sunlit and the eclipsed part of an orbit, as bare SI numbers with their dimensions checked.

    A pair holds sunlight and eclipse.

    Args:
        sunlit_time, eclipse_time: Parts of the orbit [s].
        array_gain: Taken up by a square metre of array and not turned into electricity [W/m²].
        array_emissivity: Of front and back together [-].
        array_capacity: Of a square metre of array [J/m²/K].
        heat: Into the coolant [W].
        flow_capacity: Coolant flow times specific heat [W/K].
        conductance: From coolant to panel [W/K].
        coolant_capacity: Of the coolant [J/K].
        panel_gain: Taken up by a square metre of planform from Earth and Sun, all faces [W/m²].
        panel_emissivity: Of all faces together, times fin efficiency [-].
        panel_capacity: Of the panel [J/K].
        panel_area: Planform at work [m²].
        array_view: Share of a face's view that the array fills [-].
    """
    area = _number(panel_area, "m²")
    lumps = Lumps(
        thin=_number(array_capacity, "J/m²/K"),
        wet=_number(coolant_capacity, "J/K"),
        dry=_number(panel_capacity, "J/K"),
        across=_number(conductance, "W/K"),
        flow=_number(flow_capacity, "W/K"),
        bright=_number(array_emissivity, "") * STEFAN_BOLTZMANN,
        radiating=_number(panel_emissivity, "") * STEFAN_BOLTZMANN * area,
        seen=_number(array_view, ""),
    )
    parts = [
        (_number(time, "s"), _number(gain, "W/m²"), _number(load, "W"), _number(face, "W/m²") * area)
        for time, gain, load, face in zip((sunlit_time, eclipse_time), array_gain, heat, panel_gain, strict=True)
    ]
    return lumps, parts


def _settled(lumps: Lumps, parts: list[Part]) -> tuple[State, State, Any, Any, list[list[Any]]]:
    """The last of `ORBITS` orbits: its first and last state, heat given off and taken in, and a row of `_shown` for
    each step. Of the orbits before only the state matters."""
    length = parts[0][0] + parts[1][0]
    mean = [sum(part[0] * part[place] for part in parts) / length for place in (1, 2, 3)]
    array = (mean[0] / lumps.bright) ** 0.25
    panel = (lumps.seen * array**4 + (mean[1] + mean[2]) / lumps.radiating) ** 0.25
    state: State = (array, panel + mean[1] / lumps.across, panel)
    steps = [(stride_of(lumps, time * share), gains) for time, *gains in parts for share in SHARES]
    for one, gains in steps * (ORBITS - 1):
        state = stepped(lumps, one, state, *gains)[0]
    before, given, taken, rows = state, 0.0, 0.0, []
    for one, (gain, load, face) in steps:
        state, first, second = stepped(lumps, one, state, gain, load, face)
        given = given + one.step * (1.5 * first + 0.5 * second)
        taken = taken + one.step * (load + face)
        rows.append(_shown(lumps, state, load))
    return before, state, given, taken, rows


def _shown(lumps: Lumps, state: State, load: Any) -> list[Any]:
    """Coolant from the rack and to it, panel and array [K]."""
    array, coolant, panel = state
    passed = lumps.across * (coolant - panel)
    return [coolant + load / (2 * lumps.flow), coolant - passed / (2 * lumps.flow), panel, array]


@np.errstate(all="ignore")
def orbit_course(**orbit: Any) -> Course:
    """Temperatures against time through an orbit that repeats, from the end of one eclipse to the end of the next.

    Args:
        orbit: What `read_orbit` takes, of one design.
    """
    lumps, parts = read_orbit(**orbit)
    before, _, _, _, rows = _settled(lumps, parts)
    steps = [time * share for time, _, _, _ in parts for share in SHARES]
    return _course([_shown(lumps, before, parts[1][2]), *rows], np.concatenate([[0.0], np.cumsum(steps)]))


@np.errstate(all="ignore")
def safe_course(*, duration: Any, safe_heat: Any, heater_power: Any, held: Any, **orbit: Any) -> Course:
    """Temperatures against time from the moment at which the rack stops: at the end of the eclipse, when the coolant is
    the coldest, with neither Sun on the array nor daylight on the panel from then on.

    Args:
        duration: How long to follow [s].
        safe_heat: Into the coolant, heaters apart [W].
        heater_power: Of all heaters, which switch on one after another from `BAND` above what they hold [W].
        held: Temperature at the rack's inlet at which all heaters are on [K].
        orbit: What `read_orbit` takes, of one design: the orbit before the stop.
    """
    lumps, parts = read_orbit(**orbit)
    _, state, _, _, rows = _settled(lumps, parts)
    _, gain, _, face = parts[1]
    heat, heaters, floor = _number(safe_heat, "W"), _number(heater_power, "W"), _number(held, "K")
    step, rows = stride_of(lumps, _number(duration, "s") / STOPPED), rows[-1:]
    for _ in range(STOPPED):
        load = heat + heaters * np.clip((floor + BAND - rows[-1][1]) / BAND, 0, 1)
        state = stepped(lumps, step, state, gain, load, face)[0]
        rows.append(_shown(lumps, state, load))
    return _course(rows, step.step * np.arange(STOPPED + 1))


def _course(rows: list[list[Any]], times: Any) -> Course:
    returned, supplied, panel, array = np.asarray(rows, dtype=float).T
    return Course(time=times, coolant_return=returned, coolant_supply=supplied, panel=panel, array=array)


def _number(content: Any, unit: str) -> Any:
    """Bare SI with its dimension checked; never a Python float, which would raise where numpy gives inf."""
    number = plain(content, unit)
    return np.float64(number) if isinstance(number, float) else number
