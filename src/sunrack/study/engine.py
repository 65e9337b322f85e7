"""One walk over arrays: the units were checked once, at the nominal point, by `compare`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack.catalogue import Unknown, by_word, near, records
from sunrack.rack import out_of_range
from sunrack.scenario import SECTIONS, Scenario
from sunrack.scenario.sections import options
from sunrack.study.axes import REGIONS
from sunrack.trace import Recorded
from sunrack.units import bare
from sunrack.values import Value
from sunrack.verdict import Comparison, weigh

# For each design of these the year is solved again; for each of ground.* the waits. So the three groups go apart.
_SLOW_ROOMS = ("orbit.", "attitude.", "finance.")


def evaluate(
    case: Scenario,
    over: Mapping[str, Any] | None = None,
    words: Mapping[str, Any] | None = None,
    orbit: Mapping[str, Any] | None = None,
) -> Comparison:
    """The comparison over bare SI arrays.

    Args:
        case: The nominal scenario; `compare(case)` has checked its units.
        over: SI numbers or arrays by key, of shapes that broadcast: {"orbit.altitude": [5e5, 6e5]}. "ground.<region>.luck", a number
            from 0 to 1 for each design, makes its gates one outcome instead of a distribution, and "clock.luck" makes orbit's own times one.
        words: Options and catalogue names by key that hold for all of them: {"power.eclipse_policy": "sleep"},
            {"launch.vehicle": "falcon-9"}, which brings its record's numbers; "ground.regions" may be an empty list.
        orbit: Its year where that is "solved" already, and what the satellite has "seen" on it.
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
        if regions is not None:
            inputs.ground.regions = regions
        for key, luck in (over or {}).items():
            if key == "clock.luck":
                inputs.cost.luck = luck
            elif key.endswith(".luck"):
                inputs.sites[key.split(".")[1]].luck = luck
        for name, room in (("solved", inputs.orbit), ("seen", inputs.attitude)):
            setattr(room, name, (orbit or {}).get(name))
        return weigh(case, inputs)


def with_words(case: Scenario, words: Mapping[str, Any]) -> Scenario:
    """The scenario with other options and catalogue names.

    Raises:
        Unknown: No such option, or no such word for it, with the nearest.
    """
    choices = {f"{room}.{name}": (model, name) for room, model in SECTIONS.items() for name in model.model_fields}
    numbers = case.values()
    for key, word in words.items():
        if key in numbers:
            raise Unknown(f'"{key}" is a number and no option; give it in `over`')
        model, name = by_word(choices, key, "option")
        if key == REGIONS:
            continue
        kind = model.extra(name).get("catalogue")
        known = records(str(kind)) if kind else dict.fromkeys(options(model, name))
        if not known:
            raise Unknown(f'"{key}" is a number and no option; give it in `over`')
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
        raise ValueError(f"{united[0]} is a quantity; a study takes bare SI numbers")
    if strange := [key for key in over if key not in known]:
        raise Unknown("; ".join(f'"{key}" is not a number of the scenario{near(key, known)}' for key in strange))
    powers = over.get("rack.power", case.rack.power.si)
    if isinstance(powers, Recorded) or not np.size(powers):
        return
    if words := out_of_range(case.rack, float(np.min(powers)), float(np.max(powers))):
        raise ValueError(f"rack.power {words}")


@dataclass(frozen=True)
class Driver:
    """How far one input moves one answer between its low and its high."""

    key: str
    value: Value
    at_low: float
    at_high: float

    @property
    def swing(self) -> float:
        """Distance between the two answers."""
        return abs(self.at_high - self.at_low)


def drivers(case: Scenario, answer: str) -> list[Driver]:
    """Every input with a range, sorted by how far it moves the answer, the largest first: one input at a time.

    Args:
        case: The scenario.
        answer: Name of a result, such as "compare.texas.cost_ratio" or "mass.wet".
    """
    return ranked(swings(case, answer))


def ranked(rows: Iterable[Driver]) -> list[Driver]:
    """The rows of which both ends can be built, the largest first."""
    return sorted((row for row in rows if np.isfinite(row.swing)), key=lambda row: -row.swing)


def swings(case: Scenario, answer: str) -> list[Driver]:
    """Every input with a range, in the scenario's order, those too of which an end cannot be built; arguments as `drivers`."""
    region = next(iter(_regions(answer)), None)
    ranged = {
        key: value
        for key, value in case.values().items()
        if value.low is not None
        and value.high is not None
        and value.low < value.high
        and (key.count(".") == 1 or key.split(".")[1] in (region, *case.plants))
    }
    slow = {key: value for key, value in ranged.items() if key.startswith(_SLOW_ROOMS)}
    ground = {key: value for key, value in ranged.items() if key.startswith("ground.")}
    fast = {key: value for key, value in ranged.items() if key not in slow and key not in ground}
    return [row for keys in (slow, fast, ground) if keys for row in _swings(case, keys, answer)]


def _swings(case: Scenario, ranged: Mapping[str, Value], answer: str) -> Iterable[Driver]:
    """Designs 2i and 2i + 1 have input i at its low and at its high, all others as they are."""
    over = {key: np.full(2 * len(ranged), value.si) for key, value in ranged.items()}
    for place, (key, value) in enumerate(ranged.items()):
        over[key][2 * place : 2 * place + 2] = value.low, value.high
    answers = np.broadcast_to(
        evaluate(case, over, words={"ground.regions": _regions(answer)}).result(answer), (2 * len(ranged),)
    )
    for place, (key, value) in enumerate(ranged.items()):
        yield Driver(key, value, float(answers[2 * place]), float(answers[2 * place + 1]))


def _regions(answer: str) -> list[str]:
    """The region that a result is of, if it is of one."""
    room, *path = answer.split(".")
    return path[:1] if room in ("compare", "ground") else []
