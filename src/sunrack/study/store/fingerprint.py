"""What a stored study was made of, and in words how another differs."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

from sunrack.study.distributions import distribution
from sunrack.study.plan import Plan
from sunrack.study.store.pieces import Pieces
from sunrack.study.store.record import FORMAT
from sunrack.values import Value, show


def fingerprint(pieces: Pieces, first: dict[str, Any]) -> dict[str, Any]:
    """Everything that the numbers of a study and their layout depend on, as JSON has it.

    Args:
        pieces: The study.
        first: Results of its first block: other code, another numpy or processor may give other last digits.
    """
    from sunrack import __version__

    plan = pieces.plan
    return {
        "format": FORMAT,
        "sunrack": __version__,
        "scenario": plan.case.name,
        "choices": {key: str(one) for key, one in _choices(plan).items()},
        "values": {
            key: [one.si, one.low, one.high, one.unit] for key, one in plan.case.values().items() if not one.follows
        },
        "axes": {
            axis.key: _axis(axis.shown, axis.si if axis.si is not None else axis.shown, axis.unit) for axis in plan.axes
        },
        "paired": plan.paired,
        "exact": plan.exact,
        "draws": _draws(plan),
        "results": list(plan.outputs),
        "piece": list(pieces.steps),
        "digits": _hash(*first.values()),
    }


def difference(held: dict[str, Any], wanted: dict[str, Any]) -> str:
    """How a stored study differs from the one that is wanted; nothing if it does not."""
    if held == wanted:
        return ""
    if held.get("format") != wanted["format"]:
        return "it was made by another version of sunrack, in another format"
    if held.get("sunrack") != wanted["sunrack"]:
        return f"it was made by sunrack {held.get('sunrack')}, this is {wanted['sunrack']}"
    said = [
        *(
            f"{key} is {_value(mine)} there and {_value(yours)} here"
            for key, mine, yours in _changed(held, wanted, "values")
        ),
        *(f"{key} is {mine} there and {yours} here" for key, mine, yours in _changed(held, wanted, "choices")),
    ]
    if list(held.get("axes", {})) != list(wanted["axes"]) or held.get("paired") != wanted["paired"]:
        said.append(
            f"it runs over {_listed(held.get('axes'), held.get('paired'))}, "
            f"this over {_listed(wanted['axes'], wanted['paired'])}"
        )
    else:
        said += [
            f"{key} takes {mine['said']} there and {yours['said']} here"
            for key, mine, yours in _changed(held, wanted, "axes")
        ]
    if held.get("results") != wanted["results"]:
        said.append(f"its results are {', '.join(held.get('results', []))}, these {', '.join(wanted['results'])}")
    said += _draws_differ(held.get("draws"), wanted["draws"])
    said += [] if held.get("exact") == wanted["exact"] else ["its orbits are solved the other way"]
    if not said:
        said = [
            (
                "its pieces are cut otherwise"
                if held.get("piece") != wanted["piece"]
                else "its last digits are of another machine or numpy"
            )
        ]
    return "; ".join(said[:3]) + (f"; and {len(said) - 3} more" if len(said) > 3 else "")


def _choices(plan: Plan) -> dict[str, Any]:
    sections = plan.case.sections().items()
    return {
        f"{room}.{key}": content
        for room, section in sections
        for key, content in section
        if not isinstance(content, Value)
    }


def _axis(shown: Any, exact: Any, unit: str) -> dict[str, str]:
    ends = (
        f"{shown[0]}" if len(shown) == 1 else f"{shown[0]} to {shown[-1]}" if unit else ", ".join(map(str, shown[:4]))
    )
    return {"said": f"{len(shown)} values, {ends} {unit}".strip(), "hash": _hash(exact)}


def _draws(plan: Plan) -> dict[str, Any] | None:
    if plan.draws is None:
        return None
    values, first = plan.case.values(), plan.draws(0, min(plan.count, 1024))
    how = {key: (distribution(values[key]), _group(values[key])) if key in values else ("uniform", "") for key in first}
    return {
        "count": plan.count,
        **plan.said,
        "keys": {key: [*how[key], _hash(one)] for key, one in first.items()},
        "inputs": list(plan.inputs),
    }


def _group(value: Value) -> str:
    """The group that a value is drawn with, and how closely."""
    return value.group + (f", rank correlation {value.correlation:.4g}" if value.correlation != 1 else "")


def _draws_differ(held: Any, wanted: Any) -> list[str]:
    """How draws differ, in words."""
    if held == wanted:
        return []
    if not held or not wanted:
        return ["it is of draws, this of axes" if held else "it is of axes, this of draws"]
    said = [
        f"its {name} is {held.get(name)}, this one's {wanted.get(name)}"
        for name in ("count", "seed", "method")
        if held.get(name) != wanted.get(name)
    ]
    old, new = held["keys"], wanted["keys"]
    said += [f"{key} is drawn there and not here" for key in old if key not in new]
    said += [f"{key} is drawn here and not there" for key in new if key not in old]
    said += [
        f"{key} is drawn {_way(old[key])} there and {_way(new[key])} here"
        for key in new
        if key in old and old[key][:2] != new[key][:2]
    ]
    return said or ["its draws are others"]


def _way(record: Any) -> str:
    return f"{record[0]} with group {record[1]}" if record[1] else f"{record[0]} by itself"


def _hash(*contents: Any) -> str:
    made = hashlib.sha256()
    for one in contents:
        made.update(np.ascontiguousarray(one).tobytes())
    return made.hexdigest()[:16]


def _changed(held: dict[str, Any], wanted: dict[str, Any], part: str) -> list[tuple[str, Any, Any]]:
    old, new = held.get(part, {}), wanted[part]
    return [(key, old.get(key), new.get(key)) for key in dict.fromkeys([*old, *new]) if old.get(key) != new.get(key)]


def _value(record: Any) -> str:
    if record is None:
        return "nothing"
    si, low, high, unit = record
    return show(si, unit) + (
        f" [{show(low, unit)}, {show(high, unit)}]" if low is not None and high is not None else ""
    )


def _listed(axes: Any, paired: Any) -> str:
    return (", ".join(axes or {}) or "no axis") + (" in pairs" if paired else "")
