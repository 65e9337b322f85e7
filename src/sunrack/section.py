"""What every room's config section and every result is made of: pydantic models of values, frozen dataclasses of
answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, get_args

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from sunrack import markup
from sunrack.reading import to_value
from sunrack.units import UnitError, is_bare, is_quantity, to_si

if TYPE_CHECKING:
    # A section is a type twice: in a `Scenario` its numbers are `Value`, in the inputs of a discipline they are
    # quantities or bare SI numbers. To a type checker a number is therefore anything, and the names of the keys are
    # checked.
    Value = Any
else:
    from sunrack.values import Value as Value

# The most that a key of a unit may be where it says nothing itself. Each is ten times or more beyond anything that was
# built or proposed: what lies above has a wrong unit or prefix, and would pass as a design.
LARGEST = {
    "": 1e6, "kg": 1e6, "t": 1e8, "kg/kW": 1e4, "kg/m²": 1e4, "kg/m³": 3e4, "kg/kg": 1e5, "kg/(N·m·s)": 1e4,
    "t/year": 1e9,
    "mm": 1e5, "nm": 1e6, "m": 1e4, "N/kW": 1e3, "kg/N": 1e5, "km": 1e6, "ft": 1e5, "m²": 1e6, "m³": 1e6, "m²/m³": 1e5,
    "acre/MW": 1e4, "ft²/MW": 1e7,
    "W": 1e8, "kW": 1e6, "MW": 1e7, "W/kg": 1e5, "W/m²": 1e4, "kW/m³": 1e5, "Wh/kg": 1e4, "J/kg/K": 1e5, "K": 3000,
    "N": 1e5,
    "ms": 1e10, "s": 1e5, "hour": 8766, "day": 36_525, "month": 1200, "year": 100, "1/s": 1e12, "1/t": 1.0,
    "1/year": 1e6, "1/m²/year": 1e4,
    "percent/year": 1000, "%/year": 1000, "rad_Si": 1e9, "Gbit/s": 1e9, "Mbit/s/kW": 1e9, "L/kWh": 1e4, "g/kWh": 1e5,
    "kPa": 1e5, "L/min/kW": 1e4, "kg/(L/min)": 1e3, "K/W": 100, "min": 1e6,
    "1/cm²": 1e20, "1/hour": 1000, "kWh": 1e7, "N·m": 1e5, "Hz": 1000,
    "kUSD": 1e7, "MUSD": 1e7, "USD/W": 1e6, "USD/kW": 1e7, "USD/kg": 1e8, "USD/kWh": 1e7, "USD/GJ": 1e5, "USD/m²": 1e7,
    "USD/hour": 1e6, "USD/kW/year": 1e6,
}  # fmt: skip


def value(
    unit: str,
    about: str,
    *,
    above: float | None = None,
    at_least: float | None = None,
    at_most: float | None = None,
    clock: bool = False,
    whole: bool = False,
    level: bool = False,
    chosen_by: str = "",
    unless: str = "",
    optional: bool = False,
    together: tuple[str, ...] = (),
    follows: bool = False,
) -> Any:
    """A config key that holds a number with a unit.

    Args:
        unit: Unit it is shown in; its dimension is required.
        about: One line for `sunrack init` and error messages.
        above, at_least, at_most: Bounds in that unit; the unit's LARGEST at most if left out.
        clock: Accept a time of day.
        whole: Only whole numbers.
        level: A plain number of decibels, which may be written "3 dB" too.
        chosen_by: "cell.efficiency" takes the value from the record that the key `cell` of this section names, unless
            the scenario writes one.
        unless: Another key of the section that, when written, takes this one's place.
        optional: The key imposes what the model works out otherwise: it may be missing.
        together: Keys of the section, this one among them, that are written all or none.
        follows: Where it is not written the value follows others (`scenario.following`).
    """
    extra: dict[str, Any] = {
        "unit": unit,
        "clock": clock,
        "chosen_by": chosen_by,
        "unless": unless,
        "together": together,
    }
    at_most = LARGEST.get(unit) if at_most is None else at_most
    extra["bounds"] = {"above": above, "at_least": at_least, "at_most": at_most, "whole": whole, "level": level}
    free = unless or optional or together or follows
    return Field(default=None if free else ..., description=about, json_schema_extra=extra)


def choice(kind: str, about: str) -> Any:
    """A config key that names a record of the catalogue `kind` (or a list of them)."""
    return Field(description=about, json_schema_extra={"catalogue": kind})


def option(about: str) -> Any:
    """A config key that is one of a few words (typed with Literal)."""
    return Field(description=about)


YesNo = Literal["yes", "no"]
_TRUTH = {"true": "yes", "false": "no"}  # as TOML and Python write them


@dataclass(frozen=True)
class Refusal:
    """A value that cannot be read, and why."""

    words: str


class Section(BaseModel):
    """One room's part of a scenario: frozen, every key known, every number with its unit."""

    # pydantic builds its validator for the first section that does not fit
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> Self:
        """The section of what is written: as `model_validate` gives it, and sooner where everything fits.

        Raises:
            pydantic.ValidationError: A key that is not known or is missing, or a content that does not fit.
        """
        read, fields = cls._read(written), cls.model_fields
        fits = all(key in fields and _fits(fields[key].annotation, one) for key, one in read.items())
        if fits and all(key in read or not one.is_required() for key, one in fields.items()):
            return cls.model_construct(**read)
        return cls.model_validate(written)

    @model_validator(mode="before")
    @classmethod
    def _read_first(cls, raw: Any) -> Any:
        return cls._read(raw) if isinstance(raw, Mapping) else raw

    @classmethod
    def _read(cls, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Every number as a `Value`; what cannot be read stays as its `Refusal`, so that all problems are told at
        once."""
        read = dict(raw)
        for key in read.keys() & cls.model_fields.keys():
            extra = cls.extra(key)
            if "unit" in extra:
                try:
                    read[key] = to_value(read[key], extra["unit"], clock=extra["clock"], **extra["bounds"])
                except UnitError as problem:
                    read[key] = Refusal(str(problem))
            elif str(read[key]).lower() in _TRUTH and get_args(cls.model_fields[key].annotation) == ("yes", "no"):
                read[key] = _TRUTH[str(read[key]).lower()]
        return read

    def __repr__(self) -> str:
        return markup.listing(type(self).__name__, self._rows(), "list(section)")

    def _repr_html_(self) -> str:
        return markup.table(["key", "value"], self._rows())

    def _rows(self) -> list[tuple[str, str]]:
        return [(key, markup.short(content)) for key, content in self if content is not None]

    @classmethod
    def extra(cls, key: str) -> dict[str, Any]:
        """What `value` or `choice` said of a key."""
        known = cls.model_fields[key].json_schema_extra
        return known if isinstance(known, dict) else {}

    @classmethod
    def given_by(cls, key: str) -> tuple[str, str]:
        """The key that chooses a record which gives this one, and the record's field: ("cell", "efficiency"); empty
        where none does."""
        selector, _, item = str(cls.extra(key).get("chosen_by", "")).partition(".")
        return selector, item


def _fits(annotation: Any, content: Any) -> bool:
    """Whether a content is certainly what an annotation asks for; where it is not, pydantic decides."""
    kind = type(content)
    if annotation is str or kind is str:
        return kind is str and (annotation is str or content in get_args(annotation))
    if annotation == list[str]:
        return kind is list and all(type(one) is str for one in content)
    return annotation is kind or kind in get_args(annotation)


def shown(unit: str, about: str, label: str = "") -> Any:
    """A field of a result that is shown in `unit`; `label` where the printed unit has another spelling."""
    return field(metadata={"unit": unit, "about": about, "label": label or unit})


@cache
def _ratios(kind: Any) -> tuple[str, ...]:
    """The names of a result's fields that are plain numbers."""
    return tuple(one.name for one in fields(kind) if one.metadata.get("unit") == "")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Result:
    """A room's answer: quantities, or SI arrays in a study; `to_dict` gives both in the units shown. No equality:
    arrays have none."""

    def __post_init__(self) -> None:
        """Show a ratio as a plain number, whatever units it came from: no bit/terabit."""
        if is_bare():
            return
        kind: Any = type(self)
        for name in _ratios(kind):
            content = getattr(self, name)
            if is_quantity(content) and not content.unitless:
                object.__setattr__(self, name, content.to(""))

    def __repr__(self) -> str:
        rows = [(name, f"{text} {unit}".rstrip()) for name, text, unit in markup.result_rows(self.to_dict())]
        return markup.listing(type(self).__name__, rows, "to_dict()")

    def to_dict(self, prefix: str = "") -> dict[str, dict[str, Any]]:
        """Name → {value, unit}; quantities as floats (or arrays) in the unit shown, text as it is."""
        rows: dict[str, dict[str, Any]] = {}
        for one in fields(self):
            if "unit" in one.metadata:
                content, unit = getattr(self, one.name), one.metadata["unit"]
                rows[prefix + one.name] = {"value": plain(content, unit), "unit": one.metadata["label"]}
        return rows | {
            prefix + name: {"value": plain(one, unit), "unit": unit} for name, one, unit in self.parts_shown()
        }

    def parts_shown(self) -> Iterator[tuple[str, Any, str]]:
        """Further answers: the dotted name of each, the answer, and the unit it is shown in."""
        return iter(())

    def _part(self, name: str) -> tuple[Any, str]:
        """A further answer and its unit; a KeyError where there is none of that name."""
        for known, content, unit in self.parts_shown():
            if known == name:
                return content, unit
        raise KeyError(name)

    def value(self, name: str) -> Any:
        """One answer as `to_dict` gives it: a bare number in the unit shown, or text; a part by its dotted name."""
        if "." in name:
            return plain(*self._part(name))
        return plain(getattr(self, name), self.__dataclass_fields__[name].metadata["unit"])

    def unit(self, name: str) -> str:
        """The unit that `value` gives an answer in; "dB" for a level, which is held as a plain number."""
        if "." in name:
            return self._part(name)[1]
        known = self.__dataclass_fields__[name].metadata
        return "dB" if known["label"] == "dB" else str(known["unit"])

    def _repr_html_(self) -> str:
        return markup.table(["result", "value", "unit"], markup.result_rows(self.to_dict()), "lrl")


R = TypeVar("R", bound=Result)


def joined(kind: type[R], *parts: Result) -> R:
    """One result of a kind that has the fields of several.

    Args:
        kind: The class, a subclass of those of the parts.
        parts: The results whose fields it takes.
    """
    return kind(**{one.name: getattr(part, one.name) for part in parts for one in fields(part)})


def plain(content: Any, unit: str) -> Any:
    """A quantity or SI number as a bare number in `unit`; text stays text."""
    if isinstance(content, str):
        return str(content)
    if getattr(content, "dtype", np.dtype(float)).kind in "US":
        return content
    if is_quantity(content):
        from sunrack.units import as_quantity

        number = as_quantity(content, unit).magnitude
    else:
        scale, offset, _ = to_si(unit)
        duck = hasattr(content, "__array_function__") and not isinstance(
            content, np.ndarray
        )  # an array of another kind stays one
        number = (
            np.asarray(content, dtype=float)
            if not duck
            else content
            if content.dtype == float
            else content.astype(float)
        )
        number = number - offset if offset else number
        number = number / scale if scale != 1 else number
    return float(number) if np.ndim(number) == 0 else number
