"""Try mutated numbers, scenarios, changes, ranges and dictionaries at every door of sunrack, and report what should not
happen.

    python tools/fuzz.py 100000 --seed 1 --found found.json

Each trial ends in one of two ways: the input is refused by `ScenarioError`, `UnitError`, `Unknown` or `ValueError` with
words, or it is accepted, and then every number is finite, within its bounds and of its key's dimension, as an
independent reading of the same text has it. Anything else is a fault and is printed: another exception, a trial of over
a second, a wrong acceptance. What was found once stands in tests/corpus/fuzz.json and is tried again by the test suite.
"""

from __future__ import annotations

import argparse
import collections
import decimal
import fractions
import json
import math
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
import pint

import sunrack as sr
from sunrack.cli.mistakes import Mistake
from sunrack.cli.mistakes import scenario as from_command_line
from sunrack.scenario import SECTIONS, Scenario
from sunrack.study.axes import axis
from sunrack.units import Q, UnitError

CORPUS = Path(__file__).parent.parent / "tests" / "corpus" / "fuzz.json"
LONGEST = 1.0  # processor time of one trial [s]
TOKENS = (
    """
km m cm mm µm μm ft in mile nmi AU kg g t lb oz short_ton ton W kW MW mW TW hp s min h hour day week month year yr ms Hz
K degC degF °C °F celsius degree_Celsius degree_Fahrenheit fahrenheit delta_degC delta_degree_Celsius ΔdegC Δ°C kelvin degR mdegC kdegC
rad deg ° arcmin arcsec turn mrad rads rad_Si Gy krad_Si dB dBW dBm percent % ppm bit byte Gbit Tbit/s USD kUSD MUSD $ € c cent EUR
kWh MWh J GJ Wh/kg kWh/kg m² m**2 m^2 m⁻² m³ L gal N Pa bar mol A V Ω lm cd 1/year %/year percent/year USD/kg USD/kWh USD/W kW/kg
W/m² W/m^2/K J/kg/K g/kWh L/min/kW 1/s 1/h rad/s deg/day count dimensionless
* / ** ^ ( ) · × + - -- , . : ; = e E e5 E400 1e308 1e-400 1e-0501 nan inf -inf NaN Infinity None True 0x10 1_000 ½ ² ₆ ٣ １ 𝟓 … – −
per square cubic kilo mega  \t \n \\u0000 ' " [ ] { } # \\ < > & é 🚚 ‮ astronomical_unit year**-1 **999999999 9**9**9
06:00 25:00 24:00 6:7 12:60 -1:00 noon
""".replace("\\u0000", "\0")
    .replace("\\t", "\t")
    .split(" ")
)
NUMBERS = "0 1 -1 0.5 2 100 650 1e3 1e-3 1e9 -5 1e20 1e300 1e-300 1e306 3.14159 0.000001 1,5 3,000 1.2.3 .5 5. +7 00 007".split()
ODD: list[Any] = [
    None,
    True,
    False,
    0,
    1,
    -1,
    10**400,
    float("nan"),
    float("inf"),
    1e308,
    1 + 2j,
    b"650 km",
    [],
    ["650 km"],
    ("650 km", "700 km"),
    {},
    {"value": None},
    {"value": {}},
    {"value": "650 km", "value2": 1},
    {1: 2},
    set(),
    object(),
    lambda: 1,
    range(3),
    decimal.Decimal("0.5"),
    decimal.Decimal("NaN"),
    fractions.Fraction(1, 2),
    np.float32(0.5),
    np.int8(1),
    np.int64(2028),
    np.array(0.5),
    np.array([0.5]),
    np.array([0.5, 0.6]),
    np.ma.masked,
    np.ma.masked_array([0.5], [True]),
    np.datetime64("2026-01-01"),
    np.str_("650 km"),
    Q(40, "degC"),
    Q(650, "km"),
    Q([650, 700], "km"),
    Q(0.5),
    Q(5, "deg"),
    pint.UnitRegistry().Quantity(40, "degC"),
    pint.UnitRegistry().Quantity(5, "delta_degC"),
    pint.UnitRegistry().Quantity(650, "km"),
    pint.UnitRegistry().Quantity(float("nan"), "km"),
]
REFUSALS = (sr.ScenarioError, UnitError, ValueError, Mistake)
_plain = pint.UnitRegistry(autoconvert_offset_to_baseunit=False)
_plain.define("USD = [money]")


class Slow(Exception):
    """A trial that was stopped."""


class Wrong(Exception):
    """An input that was accepted and should not have been, or was read as another number."""


def mutated(chance: random.Random, text: str, pool: list[str]) -> str:
    """A text with one to three changes."""
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        place = chance.randint(0, len(text))
        kind = chance.randrange(8)
        if kind == 0:
            text = text[:place] + chance.choice(TOKENS) + text[place:]
        elif kind == 1 and text:
            place = min(place, len(text) - 1)
            text = text[:place] + text[place + 1 :]
        elif kind == 2:
            text = text[:place] + text[max(place - 3, 0) : place] + text[place:]
        elif kind == 3:
            other = chance.choice(pool)
            text = text[:place] + other[chance.randint(0, len(other)) :]
        elif kind == 4:
            text = f"{chance.choice(NUMBERS)} {text.partition(' ')[2]}"
        elif kind == 5:
            text = f"{text.partition(' ')[0]} {chance.choice(TOKENS)}"
        elif kind == 6:
            text = (
                text[:place] + chr(chance.choice([chance.randrange(32, 127), chance.randrange(0x2FFF)])) + text[place:]
            )
        else:
            text = chance.choice(pool)
    return text


def content(chance: random.Random, pool: list[str]) -> Any:
    """Something that a key might be given."""
    kind = chance.randrange(10)
    if kind < 6:
        return mutated(chance, chance.choice(pool), pool)
    if kind < 8:
        return chance.choice(ODD)
    record: dict[Any, Any] = {"value": mutated(chance, chance.choice(pool), pool)}
    for name in chance.sample(
        ["low", "high", "year", "source", "where", "why", "distribution", "group"], chance.randint(0, 3)
    ):
        record[name] = chance.choice(
            [mutated(chance, chance.choice(pool), pool), chance.choice(ODD), "assumption", 2026]
        )
    return record


def sound(case: Scenario) -> None:
    """Every number of an accepted scenario is finite, ordered and within its bounds.

    Raises:
        Wrong: One is not.
    """
    for key, value in case.values().items():
        numbers = [one for one in (value.low, value.si, value.high) if one is not None]
        if not all(type(one) in (float, np.float64) and math.isfinite(one) for one in numbers):
            raise Wrong(f"{key} is {numbers}")
        if sorted(numbers) != numbers:
            raise Wrong(f"{key} is out of order: {numbers}")
        room, _, name = key.partition(".")
        bounds = SECTIONS[room].extra(name).get("bounds", {}) if "." not in name else {}
        shown = value.quantity.magnitude
        low, above, high = (bounds.get(one) for one in ("at_least", "above", "at_most"))
        within = (low is None or shown >= low - 1e-9 * abs(low)) and (high is None or shown <= high + 1e-9 * abs(high))
        if not within or (above is not None and shown <= above):
            raise Wrong(f"{key} is {shown} {value.unit}, out of its bounds")


def as_read(text: str, si: float, unit: str) -> None:
    """An accepted text gives the number that plain pint reads in it, where plain pint can read it.

    Raises:
        Wrong: It gives another, or one of another dimension.
    """
    number, _, rest = text.strip().partition(" ")
    try:
        plain = _plain.Quantity(float(number), rest)
        target = _plain.Unit(unit or "dimensionless")
    except Exception:  # what plain pint cannot read says nothing
        return
    if plain.dimensionality != target.dimensionality:
        raise Wrong(f"{text!r} is accepted where {unit or 'a ratio'} is needed")
    try:
        expected = plain.to(target).to_base_units().magnitude
    except Exception:
        return
    if not math.isclose(expected, si, rel_tol=1e-5, abs_tol=1e-300):
        raise Wrong(f"{text!r} is read as {si} and not as {expected}")


def trial(door: str, key: str, given: Any, case: Scenario) -> bool:
    """Give something to one door.

    Returns:
        Whether it was accepted.
    Raises:
        Wrong: It was accepted and should not have been.
        Exception: What no user should see.
    """
    try:
        if door == "but":
            made = case.but({key: given})
        elif door == "load":
            made = sr.load(given)
        elif door == "nested":
            room, _, rest = key.partition(".")
            made = sr.load({room: {rest: given}})
        elif door == "set":
            made = from_command_line("rack-100kw", [f"{key}={given}"], [])
        elif door == "axis":
            values = np.asarray(axis(case, key, given).si, dtype=float)
            if values.size == 0 or not np.all(np.isfinite(values)):
                raise Wrong(f"an axis of {key} holds {values[:5]}")
            return True
        elif door == "quantity":
            if not np.all(np.isfinite(np.asarray(Q(given).to_base_units().magnitude, dtype=float))):
                raise Wrong(f"Q({given!r}) is not finite")
            return True
        elif door == "law":
            sr.thermal.radiator_area(heat=given, panel="320 K", sink="200 K", emissivity=0.8, faces=2)
            return True
        else:
            raise AssertionError(door)
    except REFUSALS as refusal:
        if not str(refusal).strip():
            raise Wrong("a refusal without a word") from None
        return False
    sound(made)
    if door in ("but", "set") and isinstance(given, str) and key in (values := made.values()):
        as_read(given, values[key].si, values[key].unit)
    return True


def one(chance: random.Random, case: Scenario, keys: list[str], pool: list[str]) -> tuple[str, str, Any]:
    """A door, a key and what it is given."""
    door = chance.choice(["but", "set", "set", "nested", "axis", "axis", "quantity", "quantity", "law", "load"])
    key = chance.choice(keys)
    own = str(case.values()[key]) if key in case.values() else chance.choice(pool)
    near = [own, own, chance.choice(pool)]
    if door == "set":
        return (
            door,
            mutated(chance, key, keys) if chance.random() < 0.1 else key,
            mutated(chance, chance.choice(near), pool),
        )
    if door == "axis":
        ends = [mutated(chance, chance.choice(near), pool) for _ in range(2)]
        text = ":".join([*ends, chance.choice([*NUMBERS, "3", "3:log", "5:linear"])])
        return door, key, chance.choice([text, ",".join(ends), ends, chance.choice(ODD)])
    if door == "quantity":
        return door, "", mutated(chance, chance.choice(pool), pool)
    if door == "law":
        return door, "", content(chance, pool)
    if door == "load":
        room, _, rest = key.partition(".")
        tables: dict[Any, Any] = {room: {rest: content(chance, pool)}}
        tables[chance.choice([*SECTIONS, "", "base", "title", room.upper()])] = content(chance, pool)
        return door, "", tables
    return door, key, content(chance, pool)


def guarded(call: Callable[[], Any]) -> Any:
    """A call that is stopped after ten seconds."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Slow("stopped after 10 s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 10)
    try:
        return call()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def run(count: int, seed: int) -> list[dict[str, str]]:
    """Faults of some trials."""
    chance, case = random.Random(seed), sr.load()
    keys = [*case.values(), "ground.regions", "launch.vehicle", "power.eclipse_policy", "orbit.shadow", "ground.source"]
    pool = [str(value) for value in case.values().values()] + [
        "06:00",
        "texas",
        "ride",
        "falcon-9",
        "650 km",
        "40 degC",
    ]
    faults: list[dict[str, str]] = []
    ended: collections.Counter[str] = collections.Counter()
    started = time.monotonic()
    for number in range(count):
        door, key, given = one(chance, case, keys, pool)
        before = time.process_time()
        try:
            accepted = guarded(lambda door=door, key=key, given=given: trial(door, key, given, case))  # type: ignore[misc]
            ended["accepted" if accepted else "refused"] += 1
            fault = "" if time.process_time() - before < LONGEST else f"took {time.process_time() - before:.1f} s"
        except Exception as problem:
            fault = f"{type(problem).__name__}: {problem}"
        if fault:
            ended["faults"] += 1
            faults.append({"door": door, "key": key, "given": repr(given), "fault": fault[:300]})
        if sys.stderr.isatty() and number % 500 == 0:
            print(f"\r{number:,} of {count:,}, {ended['faults']} faults", end="", file=sys.stderr, flush=True)
    print(f"{count:,} trials in {time.monotonic() - started:.0f} s: {dict(ended)}")
    return faults


def main() -> None:
    """Run trials and print the faults, each kind once."""
    options = argparse.ArgumentParser(description="Try mutated input at every door of sunrack.")
    options.add_argument("count", type=int, nargs="?", default=100_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--found", type=Path, help="write every fault to this JSON file")
    asked = options.parse_args()
    faults = run(asked.count, asked.seed)
    kinds: dict[tuple[str, str], list[dict[str, str]]] = collections.defaultdict(list)
    for fault in faults:
        kinds[fault["door"], fault["fault"][:40]].append(fault)
    for (door, _), rows in sorted(kinds.items(), key=lambda kind: -len(kind[1])):
        print(f"{len(rows):6} {door}: {rows[0]['key']} {rows[0]['given'][:120]}\n       {rows[0]['fault'][:200]}")
    if asked.found:
        asked.found.write_text(json.dumps(faults, indent=1, ensure_ascii=False), encoding="utf-8")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
