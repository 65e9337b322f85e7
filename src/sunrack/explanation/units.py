"""In which unit a reader sees a value that the walk holds as a bare number.

The laws that take or give it, the inputs and the results around it say what it is: a time, a mass, money. Arithmetic
carries that on. The unit of the result that is explained comes first where it is of the same kind; else the size of the
value decides how it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from sunrack import constants
from sunrack.trace import Program, Slot
from sunrack.trace.parts import Step
from sunrack.trace.terms import SHAPING
from sunrack.units import to_si
from sunrack.units.laws import LAWS
from sunrack.values import Value

Powers = tuple[tuple[str, float], ...]
"""Base units with their powers, as `to_si` gives them."""

# Units of one kind, the smallest first, in which numbers of different sizes are written.
_LADDERS = (
    "s min hour day month year",
    "m km",
    "g kg",
    "W kW MW GW",
    "USD MUSD",
    "bit/s Mbit/s Gbit/s",
    "USD/year USD/hour",
    "USD/kWh",
    "USD/kg",
    "N",
    "Pa kPa",
    "USD/kW/year",
    "MW/month",
    "W/K kW/K",
    "J/K kJ/K",
    "deg",
)
_BY_KIND = {to_si(ladder.split()[0])[2]: tuple(ladder.split()) for ladder in _LADDERS}
_BARE = {"s", "USD/s", "1/s"}  # units of SI that nobody reads these in, unless the result itself is in them
_ENERGY = to_si("J")[2]  # a torque has the same powers, so that what a value was made from decides
NUMBERS = ("value in ", "limit in ")  # before the unit: how a recording calls the numbers that a check compares
_LEAST = 0.01  # in the unit of the result; what is smaller has a smaller unit

_DIMENSIONAL = {one for name, one in vars(constants).items() if isinstance(one, float) and name != "EARTH_J2"}
_SAME = SHAPING | set(
    "add subtract minimum maximum fmin fmax fmod remainder negative absolute fabs copysign where clip sort getitem max"
    " min sum mean cumsum diff flip stack concatenate take take_along_axis round rint floor ceil trunc"
    " add.reduce maximum.reduce minimum.reduce".split()
)
_OF_FIRST = {"copysign", "take", "take_along_axis", "getitem"}  # the others are signs and places
_PLAIN = set(
    "exp exp2 expm1 log log2 log10 log1p sin cos tan sinh cosh tanh sign greater greater_equal less less_equal equal"
    " not_equal logical_and logical_or logical_not logical_xor bitwise_and bitwise_or invert isfinite isinf isnan any"
    " all argmax argmin searchsorted".split()
)


class Kinds:
    """What each slot of a recorded walk is.

    Args:
        program: With its marks.
        values: The numbers of the scenario by key.
    """

    def __init__(self, program: Program, values: Mapping[str, Value]) -> None:
        self._constants = {one.slot: one.value for one in program.constants}
        self.written = {slot: unit for slot, unit in _declared(program, values) if slot not in self._constants}
        self.powers: dict[int, Powers] = {slot: to_si(unit)[2] for slot, unit in self.written.items()}
        told = {one.slot: one.unit for one in program.names if one.rank == "result"}
        told |= {one.slot: one.unit for one in program.inputs}
        self.powers |= {slot: to_si(unit)[2] for slot, unit in told.items()}
        self.written = {slot: unit for slot, unit in told.items() if unit} | self.written
        for name in program.names:
            if name.rank == "argument" and name.text.startswith(NUMBERS):
                self.powers.setdefault(name.slot, ())  # a plain number already: the check has divided by its unit
        inside = {slot for call in program.calls if call.law in LAWS for slot in call.steps}
        # a law is shown whole, and constants inside it may have units
        self.open = [step for step in program.steps if step.slot not in inside]
        self._forward()
        for step in reversed(self.open):  # what gives a time by a sum is a time
            if step.op in _SAME and step.slot in self.powers:
                for one in self._alike(step):
                    self.powers.setdefault(one.number, self.powers[step.slot])
                    if step.slot in self.written:
                        self.written.setdefault(one.number, self.written[step.slot])
        self._forward()

    def _forward(self) -> None:
        for step in self.open:
            if step.slot not in self.powers and (found := self.answer(step)) is not None:
                self.powers[step.slot] = found
                if found == _ENERGY:
                    said = [self.written.get(one, "J") for one in step.slots if self.powers.get(one) == found]
                    self.written[step.slot] = next(iter(said), "J")

    def unit(self, slot: int, si: Any, own: str = "", first: str = "") -> str:
        """The unit to show a value in; none where it is a plain number or nothing is known of it.

        Args:
            slot: Of the value.
            si: The value, or several.
            own: The unit that it has by its name.
            first: The unit of the result that is explained.
        """
        powers = self.powers.get(slot)
        if powers is None:
            return own
        if not powers:
            return own if own and not to_si(own)[2] else ""
        if powers == _ENERGY:
            return self.written.get(slot, own)
        return fitting(powers, si, (first, own if own not in _BARE else "")) or self.written.get(slot) or _spelt(powers)

    def answer(self, step: Step) -> Powers | None:
        """What a step gives by what it takes; None where that is not known."""
        if step.op in _PLAIN:
            return ()
        if step.op in _SAME:
            known = {self.powers[one.number] for one in self._alike(step) if one.number in self.powers}
            return known.pop() if len(known) == 1 else None
        parts = [self._of(one) for one in step.takes]
        if step.op in ("multiply", "divide") and None not in parts:
            return _product((parts[0] or (), 1), (parts[1] or (), 1 if step.op == "multiply" else -1))
        if step.op in ("sqrt", "square", "reciprocal") and parts[0] is not None:
            return _product((parts[0], {"sqrt": 0.5, "square": 2, "reciprocal": -1}[step.op]))
        if step.op == "power" and parts[0] is not None:
            exponent = self._number(step.takes[1])
            return () if not parts[0] else None if exponent is None else _product((parts[0], exponent))
        return None

    def _alike(self, step: Step) -> list[Slot]:
        """What a step takes that is of the kind of its answer."""
        taken = step.takes[1:] if step.op == "where" else step.takes[:1] if step.op in _OF_FIRST else step.takes
        return [one for one in taken if type(one) is Slot and not self._is_constant(one)]

    def _is_constant(self, one: Slot) -> bool:
        return one.number in self._constants

    def _number(self, one: Any) -> float | None:
        """A constant that is one number."""
        content = self._constants.get(one.number) if type(one) is Slot else one
        return None if content is None or np.size(content) != 1 else float(np.ravel(content)[0])

    def _of(self, one: Any) -> Powers | None:
        """What a term of a product is; a constant of nature has a unit that is written nowhere."""
        if type(one) is Slot and not self._is_constant(one):
            return self.powers.get(one.number)
        number = self._number(one)
        return None if number is None or number in _DIMENSIONAL else ()


def fitting(powers: Powers, si: Any, wanted: Sequence[str]) -> str:
    """The first of some units that a value can be read in, else one by its size; none where its kind has one alone.

    Args:
        powers: Of the value's unit.
        si: The value, or several.
        wanted: Units, of this kind or of others.
    """
    ladder, size = _BY_KIND.get(powers, ()), _middle(si)
    for unit in wanted:
        fits = not ladder or size == 0 or size >= _LEAST * to_si(unit)[0]
        if unit and to_si(unit)[2] == powers and fits:
            return unit
    known = [one for one in ladder if size >= to_si(one)[0]] if np.isfinite(size) else ladder
    return known[-1] if known else ladder[0] if ladder else ""


def _declared(program: Program, values: Mapping[str, Value]) -> Iterable[tuple[int, str]]:
    """Slots with the units that the ends of ranges and the arguments and answers of laws say."""
    answers = []
    for call in program.calls:
        if call.law in LAWS:
            units = LAWS[call.law].parameters
            pairs = [(one, units[name][0]) for name, one in call.args]
            answers += [(call.answer, units["return"][0])]
            yield from ((one.number, unit) for one, unit in pairs if type(one) is Slot)
    yield from ((one.number, unit) for one, unit in answers if type(one) is Slot)
    for name in program.names:
        if name.rank in ("low", "high"):
            yield name.slot, values[name.text.removesuffix(f".{name.rank}")].unit


def _product(*factors: tuple[Powers, float]) -> Powers:
    """Powers of a product; an angle times a length is a length."""
    found: dict[str, float] = {}
    for powers, exponent in factors:
        for name, power in powers:
            found[name] = found.get(name, 0) + power * exponent
    whole = {name: int(power) if power == int(power) else power for name, power in found.items() if power}
    others = {name: power for name, power in whole.items() if name != "radian"}
    return tuple(sorted((others or whole).items()))


_SIGNS = {"second": "s", "meter": "m", "kilogram": "kg", "kelvin": "K", "radian": "rad", "ampere": "A"}
_RAISED: dict[float, str] = {1: "", 2: "²", 3: "³"}


def _spelt(powers: Powers) -> str:
    """A unit by its base units: kg·m/s²."""
    above, below = ([pair for pair in powers if pair[1] * sign > 0] for sign in (1, -1))
    top = "·".join(_raised(*pair) for pair in above) or "1"
    return "/".join([top, *(_raised(name, -power) for name, power in below)])


def _raised(name: str, power: float) -> str:
    return _SIGNS.get(name, name) + _RAISED.get(power, f"^{power:g}")


def _middle(si: Any) -> float:
    """The size of a value, of several the middle one of those that are not zero."""
    sizes = np.abs(np.ravel(np.asarray(si, float)))
    sizes = sizes[sizes != 0]
    return float(np.median(sizes)) if sizes.size else 0.0


__all__ = ["Kinds", "Powers", "fitting"]
