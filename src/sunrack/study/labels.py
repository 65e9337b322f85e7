"""A plan's results as a labelled dataset: dimensions named by key, coordinates in the user's units, what it says of itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from sunrack.study.plan import Plan

_LARGE = 1e-3  # of a result: what is said on the screen

if TYPE_CHECKING:
    import xarray


def labelled(plan: Plan, found: Mapping[str, Any], units: Mapping[str, str]) -> xarray.Dataset:
    """The arrays of a plan as a dataset."""
    import xarray

    variables = {name: (plan.dims, found[name], {"units": units[name]}) for name in plan.outputs}
    return xarray.Dataset(variables, coordinates(plan), attributes(plan))


def coordinates(plan: Plan) -> dict[str, Any]:
    """The coordinates of a plan's dataset: along its dimensions, in the user's units."""
    if plan.draws:
        return {"draw": ("draw", np.arange(plan.count))}
    dims = plan.dims * len(plan.axes) if plan.paired else plan.dims
    return {
        axis.key: (dim, axis.shown, {"units": axis.unit} if axis.unit else {})
        for dim, axis in zip(dims, plan.axes, strict=True)
    }


def attributes(plan: Plan) -> dict[str, Any]:
    """What a dataset says of itself: version, scenario, how its orbits were found, and whether the walk was recorded."""
    from sunrack import __version__

    said = {"orbit_errors": _rounded(plan.orbit_errors), "result_errors": _rounded(plan.result_errors)}
    orbits = "chart" if plan.orbit_errors else "solved"
    return {
        "sunrack": __version__,
        "scenario": plan.case.name,
        "orbits": orbits,
        **said,
        **plan.walks.said,
        **plan.said,
    }


def _rounded(errors: Mapping[str, float]) -> str:
    """Errors by name as JSON, where there are any."""
    return (
        json.dumps({name: float(f"{error:.2g}") for name, error in errors.items()}) if errors else "every orbit solved"
    )


def missed(plan: Plan) -> str:
    """Results that the chart of orbits may miss by more than a thousandth, in a sentence; nothing where there are none."""
    large = {name: error for name, error in plan.result_errors.items() if error > _LARGE}
    worst = sorted(large, key=lambda name: -large[name])[:3]
    said = ", ".join(f"{name} by {100 * large[name]:.2g} %" for name in worst)
    more = f" and {len(large) - len(worst)} more results" if len(large) > len(worst) else ""
    return f"orbits were read from a chart, which may miss {said}{more}; --exact solves every orbit" if large else ""
