"""How long a site waits for its power: from its gates to the months that its result gives."""

from __future__ import annotations

from typing import Any

import numpy as np

from sunrack.gates import as_time, bounds, seconds, triangular
from sunrack.ground.inputs import Ground
from sunrack.ground.project import Size
from sunrack.ground.region import Region
from sunrack.ground.schedule import GATES, idle_time, network
from sunrack.ground.sources import Source
from sunrack.tables import pick
from sunrack.units import magnitude


def site_times(
    inputs: Ground, region: Region, source: Source, project: Size | None = None, luck: Any = None
) -> dict[str, Any]:
    """Quantiles of the time to first service, what binds, the medians of its parts, and the times to half and all."""
    gates = {
        "site control": bounds(inputs, "site_control"),
        "moratorium": bounds(region, "moratorium_wait"),
        "zoning": bounds(region, "zoning"),
        "retry": bounds(inputs, "retry_time"),
        "construction": _scaled(bounds(inputs, "build_time"), region.build_factor),
        "equipment": bounds(inputs, "equipment_lead"),
        "water permit": bounds(inputs, "water_permit"),
        "commissioning": bounds(inputs, "commissioning"),
        **source.waits,
    }
    late, refusal = 0.0, _bare(region.refusal)
    if project is not None:
        gates["zoning"], refusal = _scaled(gates["zoning"], project.zoning), project.zoning * refusal
        gates["construction"] = _scaled(gates["construction"], project.build)
        gates["equipment"] = _scaled(gates["equipment"], project.equipment)
        if "grid" in gates:
            gates["grid"] = _scaled(gates["grid"], project.queue)
        gates["delay"], late = bounds(inputs, "approved_delay"), _bare(inputs.approved_delay_odds)
    found = network(
        {name: seconds(one) for name, one in gates.items()},
        refusal=refusal,
        most=_bare(inputs.most_refusals),
        luck=luck,
        late=late,
    )
    times = {f"time_to_power_{name}": getattr(found, name) for name in ("p10", "p50", "p90")}
    times |= {"zoning_time": found.permission, "works_time": found.works, "supply_time": found.supply}
    times["idle_time"] = idle_time.si(found.permission, found.works, found.supply)
    gate, share, rents, to_half, to_all = found.gate, found.share, False, 0.0, 0.0
    if project is not None:
        rents, to_half, to_all = project.rents, project.to_half, project.to_all
        room = seconds(_scaled(bounds(inputs, "colocation_time"), project.rent))
        for name, u in (("p10", 0.1), ("p50", 0.5), ("p90", 0.9)):
            rented = triangular.si(u, *room) if luck is None else room[1]
            times[f"time_to_power_{name}"] = choose(rents, rented, times[f"time_to_power_{name}"])
        for name in ("zoning_time", "works_time", "supply_time", "idle_time"):
            times[name] = choose(rents, 0.0, times[name])
        gate, share = np.where(rents, len(GATES) - 1, gate), choose(rents, 1.0, share)
    first = times["time_to_power_p50"]
    times |= {"time_to_power": first, "time_to_half": first + to_half, "time_to_all": first + to_all}
    return {name: as_time(one) for name, one in times.items()} | {
        "facility": _words(np.where(rents, "colocation", "campus")),
        "binding_gate": _words(pick(np.array(GATES), gate)),
        "binding_odds": share,
    }


def _scaled(times: tuple[Any, Any, Any], factor: Any) -> tuple[Any, Any, Any]:
    """Least, most likely and greatest time, each times a factor."""
    least, most_likely, greatest = times
    return factor * least, factor * most_likely, factor * greatest


def _bare(ratio: Any) -> Any:
    return magnitude(ratio, "")


def choose(condition: Any, one: Any, other: Any) -> Any:
    """One number or word where a condition holds, else the other."""
    if isinstance(one, str) or getattr(one, "dtype", np.dtype(float)).kind in "US":
        return _words(np.where(condition, one, other))
    return np.where(condition, one, other)[()]


def _words(array: Any) -> Any:
    return str(array) if np.ndim(array) == 0 else array
