"""Values that are allowed and unlikely: those outside the range that the default cites."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sunrack.catalogue import records
from sunrack.names import Name
from sunrack.rack import OWN
from sunrack.reading import to_value
from sunrack.scenario.sections import SECTIONS
from sunrack.values import YOURS, Value, show

if TYPE_CHECKING:
    from sunrack.scenario import Scenario

_UNITS = {"power": "kW", "gpus": "", "mass": "kg", "price": "MUSD"}


def outside(case: Scenario, default: Scenario, *, choices: bool) -> list[tuple[str, str]]:
    """(place, words) of each value that the user wrote and that lies outside the range that the default cites.

    A value with a source of its own is deliberate.

    Args:
        case: The scenario.
        default: The default scenario with the choices of `case`, so that a value is held against the record that was
            chosen.
        choices: Whether choices of the design, and values with a range of their own, are among them.
    """
    cited, rows = default.values(), []
    for key, value in case.values().items():
        name = Name.parse(key)
        table = case.raw.get(name.room, {})
        if name.region:
            table = table.get(name.region, {})
        home = case.homes.get(name.region)
        usual = cited.get(str(name._replace(region=home.base)) if home else key)
        if usual is None or name.key not in table or value.source != YOURS:
            continue
        deliberate = usual.distribution == "none" or usual.kind or value.low is not None
        if _is_outside(value.si, usual) and (choices or not deliberate):
            kind = "assumed" if usual.source == "assumption" else "cited"
            source = "" if usual.source == "assumption" else f" ({usual.source})"
            rows.append((key, f"{value} is outside the {kind} {_range(usual)}{source}"))
    return rows + (_unlike_racks(case) if case.rack.model == OWN else [])


_UNLIKE = 5  # times more or less than any rack of the catalogue
_PER = (("power", "gpus", "kW", "power per accelerator"), ("mass", "power", "kg/kW", "mass per power"),
        ("price", "power", "MUSD/kW", "price per power"))  # fmt: skip


def _unlike_racks(case: Scenario) -> list[tuple[str, str]]:
    """(place, words) of each number of the user's own rack that is far from every rack of the catalogue."""
    rows = []
    for key, other, unit, words in _PER:
        known = [
            to_value(one[key], _UNITS[key]).number / to_value(one[other], _UNITS[other]).number
            for one in records("racks").values()
            if key in one and other in one
        ]
        value, by = getattr(case.rack, key), getattr(case.rack, other)
        own = value.number / by.number
        if value.source == YOURS and not min(known) / _UNLIKE <= own <= max(known) * _UNLIKE:
            ends = f"{min(known):.3g} to {max(known):.3g} {unit}"
            rows.append(
                (f"rack.{key}", f"{value} is a {words} of {own:.3g} {unit}; racks of the catalogue have {ends}")
            )
    return rows


def choices_of(case: Scenario) -> Mapping[str, object]:
    """The changes that give the default the choices of a scenario, and its dollars."""
    made: dict[str, object] = {
        f"{room}.{key}": getattr(section, key)
        for room, section in case.sections().items()
        for key in SECTIONS[room].model_fields
        if not isinstance(getattr(section, key), (Value, list)) and getattr(section, key) is not None
    }
    bases = dict.fromkeys(case.homes[site].base for site in case.sites)
    made["ground.regions"] = [base for base in bases if base in records("regions")]
    unpublished = {"power", "mass", "price", "gpus"} - records("racks")[case.rack.model].keys()
    given = {f"rack.{key}": getattr(case.rack, key) for key in unpublished}  # no range is cited for them
    made |= {key: f"{float(value.number)!r} {value.unit}".strip() for key, value in given.items()}
    return made | {"finance.currency_year": case.finance.currency_year.si}


def _is_outside(si: float, usual: Value) -> bool:
    slack = 1e-9 * abs(si)
    below = usual.low is not None and si < usual.low - slack
    return below or (usual.high is not None and si > usual.high + slack)


def _range(usual: Value) -> str:
    if usual.low is None or usual.high is None:
        end = usual.low if usual.low is not None else usual.high
        return f"limit {show(end if end is not None else usual.si, usual.unit)}"
    return f"range {show(usual.low, usual.unit)} to {show(usual.high, usual.unit)}"
