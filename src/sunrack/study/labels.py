"""The results of a plan as a labelled dataset: dimensions named by key, coordinates in the user's units, attributes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from sunrack.study.plan import Plan
from sunrack.study.runner import Runner

if TYPE_CHECKING:
    import xarray

_LARGE = 1e-3  # relative error of a result, from which on the screen tells it


def labelled(runner: Runner, found: Mapping[str, Any], units: Mapping[str, str]) -> xarray.Dataset:
    """The arrays that a runner gave as a dataset."""
    import xarray

    plan = runner.plan
    variables = {name: (plan.dims, found[name], {"units": units[name]}) for name in plan.outputs}
    return xarray.Dataset(variables, coordinates(plan), attributes(runner))


def coordinates(plan: Plan) -> dict[str, Any]:
    """The coordinates of a plan's dataset: along its dimensions, in the user's units."""
    if plan.draws:
        return {"draw": ("draw", np.arange(plan.count))}
    dims = plan.dims * len(plan.axes) if plan.paired else plan.dims
    return {
        axis.key: (dim, axis.shown, {"units": axis.unit} if axis.unit else {})
        for dim, axis in zip(dims, plan.axes, strict=True)
    }


def attributes(runner: Runner) -> dict[str, Any]:
    """Attributes of a dataset: version, scenario, how its orbits were found, and whether the walk was recorded."""
    from sunrack import __version__

    return {
        "sunrack": __version__,
        "scenario": runner.plan.case.name,
        "orbits": "chart" if runner.orbit_errors else "solved",
        "orbit_errors": _rounded(runner.orbit_errors),
        "result_errors": _rounded(runner.result_errors),
        **runner.recordings.attributes,
        **runner.plan.said,
    }


def _rounded(errors: Mapping[str, float]) -> str:
    """Errors by name as JSON, where there are any."""
    return (
        json.dumps({name: float(f"{error:.2g}") for name, error in errors.items()}) if errors else "every orbit solved"
    )


def large_errors(runner: Runner) -> str:
    """A sentence on the results whose error from the chart of orbits may exceed a thousandth; empty if none may."""
    large = {name: error for name, error in runner.result_errors.items() if error > _LARGE}
    worst = sorted(large, key=lambda name: -large[name])[:3]
    said = ", ".join(f"{name} by {100 * large[name]:.2g} %" for name in worst)
    more = f" and {len(large) - len(worst)} more results" if len(large) > len(worst) else ""
    return f"orbits were read from a chart, which may miss {said}{more}; --exact solves every orbit" if large else ""
