"""Figures of a study of uncertainty: how the draws lie, what moves a result, where two inputs bring orbit even."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sunrack.study.sensitivities import Sensitivity
from sunrack.study.summary import Summary

if TYPE_CHECKING:
    import xarray

_BARS = 15


def _figure(height: float = 4.0) -> tuple[Any, Any]:
    from matplotlib.figure import Figure  # no screen is opened

    figure = Figure(figsize=(7.0, height), layout="constrained")
    return figure, figure.add_subplot()


def _save(figure: Any, path: Path) -> None:
    figure.savefig(path, dpi=150, metadata={"Date": None} if path.suffix.lower() == ".svg" else None)


def sample(draws: xarray.Dataset, said: Summary, path: Path) -> None:
    """Share of the draws below each ratio, by region: where a line crosses one it shows the odds; it ends below one by what cannot be built."""
    figure, axes = _figure()
    for one in said.odds:
        ratio = np.sort(draws[one.ratio.name].to_numpy())
        axes.plot(ratio[np.isfinite(ratio)], (np.arange(ratio.size) + 1)[np.isfinite(ratio)] / ratio.size, label=one.region)
    axes.axvline(1, color="black", linewidth=0.8)
    axes.set(xscale="log", ylim=(0, 1), xlabel="cost of a GPU-hour in orbit over that on the ground", ylabel="share of draws below")
    axes.legend()
    _save(figure, path)


def sensitivity(found: Sensitivity, path: Path) -> None:
    """The tornado: each input from its low to its high, the one that moves most on top."""
    rows = found.drivers[:_BARS]
    figure, axes = _figure(1.2 + 0.28 * len(rows))
    for place, row in enumerate(rows):
        axes.barh(place, row.at_low - found.now, left=found.now, color="tab:blue", label="at its low" if place == 0 else None)
        axes.barh(place, row.at_high - found.now, height=0.5, left=found.now, color="tab:orange", label="at its high" if place == 0 else None)
    axes.axvline(found.now, color="black", linewidth=0.8)
    axes.set(yticks=range(len(rows)), yticklabels=[row.key for row in rows], xlabel=f"{found.output} [{found.unit or '-'}]")
    axes.invert_yaxis()
    axes.legend()
    _save(figure, path)


def frontier(found: xarray.Dataset, path: Path) -> None:
    """The curve on which orbit is even, and where the scenario stands."""
    key, other = str(next(iter(found.coords))), str(next(iter(found.data_vars)))
    figure, axes = _figure()
    axes.plot(found[key], found[other], label=f"orbit even with {found.attrs['region']}")
    axes.plot(found[key].attrs["now"], found[other].attrs["now"], "o", color="black", label="the scenario")
    axes.set(**{f"{side}label": f"{one} [{found[one].attrs['units'] or '-'}]" for side, one in (("x", key), ("y", other))})
    axes.legend()
    _save(figure, path)
