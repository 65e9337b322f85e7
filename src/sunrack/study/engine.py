"""One walk over arrays: the units were checked once, at the nominal point, by `compare`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from sunrack.catalogue import Unknown, by_word, near, records
from sunrack.known import NOTHING_KNOWN, Known
from sunrack.rack import out_of_range
from sunrack.scenario import SECTIONS, Scenario
from sunrack.scenario.sections import options
from sunrack.study.axes import REGIONS
from sunrack.trace import Recorded
from sunrack.units import bare
from sunrack.verdict import Comparison, weigh


def evaluate(
    case: Scenario,
    over: Mapping[str, Any] | None = None,
    words: Mapping[str, Any] | None = None,
    known: Known = NOTHING_KNOWN,
) -> Comparison:
    """The comparison over bare SI arrays.

    Args:
        case: The nominal scenario; `compare(case)` has checked its units.
        over: SI numbers or arrays by key, of shapes that broadcast: {"orbit.altitude": [5e5, 6e5]}.
            "ground.<region>.luck", a number from 0 to 1 for each design, makes its gates one outcome instead of a
            distribution, and "clock.luck" makes orbit's own times one.
        words: Options and catalogue names by key that hold for all of them: {"power.eclipse_policy": "sleep"},
            {"launch.vehicle": "falcon-9"}, which brings its record's numbers; "ground.regions" may be an empty list.
        known: The orbits' year and views where the study has them already. Luck is given in `over`.
    Raises:
        Unknown: No such number, option or word, with the nearest name; a KeyError and a ValueError.
        ScenarioError: Words that do not go together, such as a cell whose record lacks a number.
    Returns:
        A `Comparison` whose results are SI arrays; `to_dict` shows them in their units.
    """
    words = dict(words or {})
    regions = chosen_regions(case, words.pop(REGIONS)) if REGIONS in words else None
    if missing := [name for name in regions or () if name not in case.sites]:
        words[REGIONS] = [*case.sites, *missing]
    case = with_words(case, words) if words else case
    if over:
        _known(case, over)
        over = {key: one if isinstance(one, Recorded) else np.asarray(one, dtype=float) for key, one in over.items()}
    with bare(), np.errstate(all="ignore"):
        inputs = case.inputs(over, bare=True)
        luck = {key: one for key, one in (over or {}).items() if key.endswith(".luck")}
        return weigh(case, inputs, replace(known, luck=luck), regions)


def with_words(case: Scenario, words: Mapping[str, Any]) -> Scenario:
    """The scenario with other options and catalogue names.

    Raises:
        Unknown: No such option, or no such word for it, with the nearest.
    """
    choices = {f"{room}.{name}": (model, name) for room, model in SECTIONS.items() for name in model.model_fields}
    numbers = case.values()
    for key, word in words.items():
        if key in numbers:
            raise Unknown(f'"{key}" is a number, not an option. Give it in `over`')
        model, name = by_word(choices, key, "option")
        if key == REGIONS:
            continue
        kind = model.extra(name).get("catalogue")
        known = records(str(kind)) if kind else dict.fromkeys(options(model, name))
        if not known:
            raise Unknown(f'"{key}" is a number, not an option. Give it in `over`')
        by_word(known, word, key)
    return case.but(words)


def chosen_regions(case: Scenario, names: Any) -> list[str]:
    """The names of some regions, none at all among them.

    Raises:
        Unknown: No list of names, a name twice, or no such region, with the nearest.
    """
    known = {**case.homes, **dict.fromkeys(records("regions"))}
    names = [names] if isinstance(names, str) else names
    if not isinstance(names, (list, tuple)):
        raise Unknown(f'{REGIONS} takes a list of names such as ["texas"], not {names!r:.60}')
    for place, name in enumerate(names):
        by_word(known, name, "region")
        if name in names[:place]:
            raise Unknown(f'{REGIONS} names "{name}" twice')
    return list(names)


def _known(case: Scenario, over: Mapping[str, Any]) -> None:
    """Refuse a key that nothing would read."""
    known = {*case.values(), "clock.luck", *(f"ground.{site}.luck" for site in case.sites)}
    if united := [key for key, one in over.items() if hasattr(one, "dimensionality")]:
        raise ValueError(f"{united[0]} is a quantity. A study takes bare SI numbers")
    if strange := [key for key in over if key not in known]:
        raise Unknown("; ".join(f'"{key}" is not a numeric input{near(key, known)}' for key in strange))
    powers = over.get("rack.power", case.rack.power.si)
    if isinstance(powers, Recorded) or not np.size(powers):
        return
    if words := out_of_range(case.rack, float(np.min(powers)), float(np.max(powers))):
        raise ValueError(f"rack.power {words}")
