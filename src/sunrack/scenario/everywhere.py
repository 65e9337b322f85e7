"""Keys of every region at once: "ground.*.power_price" stands for the key of each region that is compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sunrack.catalogue import near, records
from sunrack.ground import PLANT_FIELDS, REGION_FIELDS, Ground
from sunrack.scenario.regions import ALL

EVERY = "*"
Keys = dict[tuple[str, ...], Any]


def in_each_region(keys: Keys, base: Mapping[str, Any], problems: list[tuple[str, str]]) -> Keys:
    """Changes in which a key of every region is one key for each; what is written for one region goes before.

    Args:
        keys: Contents by the parts of each key.
        base: The tables that are changed.
        problems: Gets a key that is not one of a region.
    """
    own = {path: content for path, content in keys.items() if path[:2] != ("ground", EVERY)}
    if len(own) == len(keys):
        return keys
    made: Keys = {}
    for path, content in keys.items():
        if path in own:
            continue
        if len(path) < 3 or path[2] not in REGION_FIELDS:
            field = path[2] if len(path) > 2 else ""
            problems.append((".".join(path), f"Unknown key of a region{near(field, REGION_FIELDS)}"))
            continue
        for region in _regions(own, base):
            one = ("ground", region, *path[2:])
            if not any(other == one[: len(other)] for other in own):
                made[one] = content
    return own | _under(made, own)


def _under(made: Keys, own: Keys) -> Keys:
    """The changes, a whole value as its "value" where a part of it is written for one region."""
    return {
        (*path, "value") if any(len(other) > len(path) and other[: len(path)] == path for other in own) else path: one
        for path, one in made.items()
    }


def _regions(own: Keys, base: Mapping[str, Any]) -> list[str]:
    """The regions that are compared once the changes are made, and those that have a table of their own."""
    ground = base.get("ground", {})
    listed: Any = own.get(("ground", "regions"), ground.get("regions", ()))
    names: Sequence[str] = [one for one in listed if isinstance(one, str)] if isinstance(listed, (list, tuple)) else []
    if ALL in names:
        names = list(records("regions"))
    taken = {*Ground.model_fields, *records("generators")}
    tables = [path[1] for path in own if path[0] == "ground" and len(path) > 2]
    tables += [name for name, content in ground.items() if isinstance(content, Mapping)]
    return list(dict.fromkeys([*names, *(one for one in tables if one not in taken)]))


def meant(key: str, regions: Iterable[str] = ("texas",)) -> str:
    """A sentence with the full names of a key of regions or of plants that stands without its table; empty for
    another."""
    if key in REGION_FIELDS:
        return f"Did you mean ground.{next(iter(regions))}.{key}? For all regions: ground.{EVERY}.{key}"
    if key in PLANT_FIELDS:
        return f"Did you mean ground.on-site-gas.{key}?"
    return ""
