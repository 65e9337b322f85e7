"""What users write, in any spelling, taken apart into single keys; and single keys put over the tables of a
scenario."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from enum import Enum
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from sunrack.catalogue import records
from sunrack.frozen import Frozen, FrozenList, frozen
from sunrack.ground import PLANT_FIELDS, REGION_FIELDS, Ground
from sunrack.reading import to_value
from sunrack.scenario.files import shipped, shipped_text
from sunrack.scenario.regions import name_problem
from sunrack.scenario.sections import SECTIONS
from sunrack.units import Q, UnitError, to_si
from sunrack.values import YOURS, Value

RECORD = ("value", "low", "high", "year", "source", "where", "why", "distribution", "group", "correlation", "kind")
DEEPEST = 6  # ground.texas.power_price.low is 4
MOST_KEYS = 20_000  # a complete scenario with 20 regions of its own has about 1,000
MOST_DIGITS = 300  # of a whole number: no float holds more than 308
Problems = list[tuple[str, str]]


class Change(NamedTuple):
    """One key and what is written there; `copied` where it only comes with a `Value` and gives way to what is
    written."""

    path: tuple[str, ...]
    content: Any
    copied: bool = False


class _Unusable(ValueError):
    """A content that no key can hold, in words."""


def reading(path: tuple[str, ...]) -> dict[str, Any]:
    """How the number at a key is read, as `to_value` takes it, bounds apart; empty where no number stands."""
    if len(path) == 2 and path[0] in SECTIONS and path[1] in SECTIONS[path[0]].model_fields:
        extra = SECTIONS[path[0]].extra(path[1])
        kinds = {kind: extra["bounds"][kind] for kind in ("whole", "level")} if "unit" in extra else {}
        return {"unit": extra["unit"], "clock": extra["clock"], **kinds} if kinds else {}
    if len(path) == 3 and path[0] == "ground" and path[1] not in Ground.model_fields:
        fields = PLANT_FIELDS if path[1] in records("generators") else REGION_FIELDS
        return {"unit": fields[path[2]]} if path[2] in fields else {}
    return {}


def changes_in(written: Iterable[Mapping[Any, Any]], problems: Problems) -> dict[tuple[str, ...], Any]:
    """Every key that some mappings write and its content, as TOML has it; nothing of the mappings is kept or changed.

    Args:
        written: Nested or with dotted keys, or both: {"orbit": {"altitude": "1400 km"}}, {"orbit.altitude.low": "600
            km"}.
        problems: Gets what is wrong: a key that is not text, one key with two different contents, …
    """
    found: list[Change] = []
    for one in written:
        _take_apart(one, (), (), found, problems)
    tables = {change.path[:depth] for change in found for depth in range(1, len(change.path))}
    keys: dict[tuple[str, ...], Change] = {}
    for change in found:
        if change.path in tables:  # another key lies below this one
            if change.content == {} and isinstance(change.content, dict):
                continue
            if not reading(change.path):
                problems.append((".".join(change.path), _no_table(change.path)))
                continue
            change = change._replace(path=(*change.path, "value"))
        other = keys.setdefault(change.path, change)
        if other is change or (change.copied and not other.copied):
            continue
        if other.copied and not change.copied:
            keys[change.path] = change
        elif not _same(other.content, change.content):
            words = f"is given twice, as {said(other.content)} and as {said(change.content)}. Keep one of them"
            problems.append((".".join(change.path), words))
    _credit(keys)
    return {path: change.content for path, change in keys.items() if not _dotted_region(path, problems)}


def _credit(keys: dict[tuple[str, ...], Change]) -> None:
    """Make a record yours that comes with a `Value` and changes any part of it without naming a source; `why` names the
    old."""
    for path, change in list(keys.items()):
        parts = [keys[one] for part in RECORD[1:] if (one := (*path[:-1], part)) in keys]
        if path[-1] != "source" or not change.copied or change.content == YOURS or all(part.copied for part in parts):
            continue
        why, where = ((*path[:-1], part) for part in ("why", "where"))
        keys[path] = change._replace(content=YOURS)
        if why not in keys or keys[why].copied:
            keys[why] = Change(why, f"the value is from {change.content}", copied=True)
        if where in keys and keys[where].copied:
            del keys[where]


def _take_apart(
    written: Mapping[Any, Any], path: tuple[str, ...], above: tuple[int, ...], found: list[Change], problems: Problems
) -> None:
    """Enter every key below a mapping into `found`."""
    for key, content in written.items():
        steps = tuple(one.strip() for one in str.__str__(key).split(".")) if isinstance(key, str) else ()
        place = (*path, *steps)
        if not all(steps) or not steps:
            problems.append((".".join((*path, said(key, 40))), "is not a key. A key is text such as orbit.altitude"))
            continue
        if isinstance(content, Value):
            try:
                _take_value(content, place, found)
            except (UnitError, TypeError, OverflowError) as problem:  # made by hand, of no number or no unit
                problems.append((".".join(place), f"is a Value that cannot be read: {problem}"))
        elif isinstance(content, Mapping) and content:
            if id(content) in above or len(place) > DEEPEST:
                words = "contains itself" if id(content) in above else "is nested too deeply"
                problems.append((".".join(place), f"{words}. A scenario is sections of keys"))
                continue
            _take_apart(content, place, (*above, id(content)), found, problems)
        else:
            try:
                found.append(Change(place, _plain(content, place)))
            except _Unusable as problem:
                problems.append((".".join(place), str(problem)))
        if len(found) > MOST_KEYS:
            problems.append((".".join(place[:1]), f"has more than {MOST_KEYS:,} keys"))
            return


def _take_value(value: Value, place: tuple[str, ...], found: list[Change]) -> None:
    """Enter a `Value` of another scenario: its number, and what is known of it unless the user writes that too."""
    number = as_text(value.si, value.unit)
    if place[-1] in ("low", "high") and len(place) > 2:
        found.append(Change(place, number))
        return
    place = place[:-1] if place[-1] == "value" and len(place) > 2 else place
    found.append(Change((*place, "value"), number))
    for part in RECORD[1:]:
        content = getattr(value, part)
        content = value.moved_to or value.year if part == "year" else content
        if content not in (None, ""):
            text = as_text(content, value.unit) if part in ("low", "high") else content
            found.append(Change((*place, part), text, copied=True))


def _plain(content: Any, place: tuple[str, ...]) -> Any:
    """A content as TOML has it: text, a number, a list or an empty table; what is none of these stays, to be refused by
    its key."""
    if isinstance(content, Enum):
        return _plain(content.value, place)
    if isinstance(content, str):
        text = str.__str__(content).strip()
        if any(
            "\ud800" <= one <= "\udfff" for one in text
        ):  # half of a pair: bytes of a command line that are not UTF-8
            raise _Unusable("contains bytes that are not UTF-8 text")
        return int(text) if _is_year(place) and text.isascii() and text.isdigit() and len(text) < 5 else text
    if isinstance(content, Mapping):
        return {}
    if isinstance(content, bool) or content is None:
        return str(content).lower() if _is_year(place) else content
    if isinstance(content, int) and content.bit_length() > MOST_DIGITS * math.log2(10):
        raise _Unusable(f"is a whole number of more than {MOST_DIGITS} digits, which no key can hold")
    if isinstance(content, (int, float)):
        return int(content) if isinstance(content, int) else float(content)
    if _is_year(place) and isinstance(content, np.integer):
        return int(content)
    if _is_year(place):  # a quantity, say, of which only the number would be read
        return said(content)
    if isinstance(content, np.ndarray) and content.ndim == 1 and content.dtype.kind == "U":
        content = content.tolist()
    if isinstance(content, (list, tuple)):
        return FrozenList(_plain(one, place) for one in content)
    if how := reading(place) or (reading(place[:-1]) if place[-1] in RECORD[:3] else {}):
        with suppress(UnitError):  # the key tells what is wrong
            return as_text(to_value(content, **how).si, how["unit"])
    return content


def _is_year(place: tuple[str, ...]) -> bool:
    """Whether a key is the year of a record: it alone is a whole number, which a command line can only write as
    text."""
    return place[-1] == "year" and len(place) > 2


def _dotted_region(path: tuple[str, ...], problems: Problems) -> bool:
    """Whether a key can only be meant for a region of the user's own whose name has a dot, which is told once."""
    known = {*REGION_FIELDS, *PLANT_FIELDS, "base", "supply"}
    taken = path[1] in Ground.model_fields or path[1] in records("regions") if len(path) > 1 else True
    if len(path) < 4 or path[0] != "ground" or taken or path[2] in known:
        return False
    name = ".".join(path[1:3])
    problems.append((f"ground.{name}", str(name_problem(name))))
    return True


@cache
def shipped_tables(name: str) -> Frozen:
    """The tables of a shipped scenario over those of its base."""
    written = tomllib.loads(shipped_text(name))
    base = shipped_tables(written["base"]) if "base" in written else {}
    return Frozen(_merged(base, written, (), []))


def put_over(base: Mapping[str, Any], keys: Mapping[tuple[str, ...], Any], problems: Problems) -> Frozen:
    """The tables of a scenario with some keys changed.

    A key that is written replaces the one below, its range with it. A part of a record that is written alone, such as
    orbit.altitude.low, changes that part.
    """
    tree: dict[str, Any] = {}
    for path, content in keys.items():
        place = tree
        for step in path[:-1]:
            place = place.setdefault(step, {})
        place[path[-1]] = content
    return Frozen(_merged(_of_model(base, tree), tree, (), problems))


def _of_model(base: Mapping[str, Any], change: Mapping[str, Any]) -> Mapping[str, Any]:
    """The tables below a change; where it chooses another rack, without the power and mass shipped for the old one."""
    rack, chosen = base.get("rack"), change.get("rack")
    if (
        not isinstance(rack, Mapping)
        or not isinstance(chosen, Mapping)
        or chosen.get("model", rack["model"]) == rack["model"]
    ):
        return base
    ours = [shipped_tables(name)["rack"] for name in shipped()]
    old = {key for key in ("power", "mass") if any(key in one and one[key] == rack.get(key) for one in ours)}
    return {**base, "rack": {key: content for key, content in rack.items() if key not in old}}


def _merged(base: Mapping[str, Any], change: Mapping[str, Any], path: tuple[str, ...], problems: Problems) -> Any:
    both = dict(base)
    for key, content in change.items():
        place, below = (*path, key), base.get(key)
        if isinstance(content, Mapping) and reading(place):
            both[key] = frozen(_record(below, content))
        elif isinstance(content, Mapping) and (isinstance(below, Mapping) or below is None):
            both[key] = Frozen(_merged(below or {}, content, place, problems))
        elif isinstance(content, Mapping):
            both[key] = below
            problems.append((".".join(place), _no_table(place)))
        else:
            both[key] = frozen(content)
    return both


def _record(below: Any, content: Mapping[str, Any]) -> Mapping[str, Any]:
    if "value" in content or not content or below is None:
        return content  # without a value: of a number that a catalogue gives, which is merged where that is known
    return {**(below if isinstance(below, Mapping) else {"value": below}), **content}


def _no_table(path: tuple[str, ...]) -> str:
    if len(path) == 1:
        return f"must be a table of keys: [{path[0]}]" if path[0] in SECTIONS else "is not a table"
    if path[0] == "ground" and len(path) == 2 and path[1] not in Ground.model_fields:
        return f"must be a table of keys: [ground.{path[1]}]"
    return "takes a name, not a record"


def _same(one: Any, other: Any) -> bool:
    """Whether two contents are written alike."""
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(_same, one, other))
    return (type(one) is type(other) and isinstance(one, (str, int, float, bool)) and one == other) or one is other


def said(content: Any, most: int = 60) -> str:
    """A content as a sentence shows it."""
    try:
        text = f'"{content}"' if isinstance(content, str) else repr(content)
    except Exception:  # whatever a stranger's __repr__ raises
        text = type(content).__name__
    text = "".join(one if one.isprintable() else "?" for one in text[: most + 1])
    return text if len(text) <= most else f"{text[: most - 1]}…"


def as_text(si: float, unit: str) -> str:
    """An SI number as text in a unit that reads back as the same number."""
    scale, offset, _ = to_si(unit)
    number = (si - offset) / scale
    texts = [f"{number:.12g}", f"{number:.15g}", repr(number)]
    for way in (math.inf, -math.inf):
        step = number
        for _ in range(4):
            step = math.nextafter(step, way)
            texts.append(repr(step))
    exact = next((f"{text} {unit}" for text in texts if scale * float(text) + offset == si), "")
    return (exact or f"{si!r} {Q(1.0, unit).to_base_units().units:D}").strip()
