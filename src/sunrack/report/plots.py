"""Studies as figures: a sweep along one key or over two, how draws lie, what moves a result, where two inputs bring
orbit even."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from sunrack.catalogue import place as region_title
from sunrack.report.grids import coordinate

if TYPE_CHECKING:
    import xarray

    from sunrack.study.sensitivities import Sensitivity
    from sunrack.study.summary import Summary

MOST = 8  # panels of a figure
_LINES = 12  # names that a legend takes
_CURVES = 8  # regions whose lines can be told apart
_BARS = 15  # of a tornado
_MAPPED = 1000  # points of a map along each side: a figure has no more


def check(dims: Sequence[str], results: Sequence[str]) -> None:
    """Refuse what a figure cannot show.

    Raises:
        ValueError: More than two dimensions or too many results, in words.
    """
    if len(dims) > 2:
        raise ValueError(
            f"a figure shows one or two inputs, not {len(dims)} ({', '.join(dims)}). Fix the others with --set, or"
            " write the grid with --output"
        )
    if len(results) > MOST:
        raise ValueError(f"a figure shows at most {MOST} results, not {len(results)}. Select results with --result")


def figure(grid: xarray.Dataset, file: Path | BinaryIO, form: str) -> None:
    """One panel a result, with units on the axes.

    Args:
        grid: A sweep over one or two keys, or paired.
        file: Where it goes.
        form: png, svg or pdf.
    Raises:
        ValueError: See `check`; or there is no number to draw.
    """
    results = [str(name) for name, one in grid.data_vars.items() if one.dtype.kind not in "USO"]
    check([str(one) for one in grid.sizes], results)
    if not results:
        raise ValueError("a figure needs a numeric result; the selected results are text")
    drawing, panels = _page(str(grid.attrs.get("scenario", "")), len(results))
    for panel, name in zip(panels, results, strict=False):
        if len(grid.sizes) == 1:
            _lines(panel, grid, name)
        else:
            _over_two(panel, drawing, grid, name)
    for panel in panels[len(results) :]:
        panel.set_axis_off()
    _saved(drawing, file, form)


def sample(name: str, draws: Mapping[str, Any], said: Summary, file: Path | BinaryIO, form: str) -> None:
    """Share of the draws below each ratio, by region: where a line crosses one it shows the odds; it ends below one by
    what cannot be built. Of many regions, whose lines would hide each other, the span from P10 to P90, the cheapest
    orbit on top."""
    if len(said.odds) > _CURVES:
        _spans(name, said, file, form)
        return
    drawing, (panel,) = _page(name)
    for one in said.odds:
        ratio = np.sort(draws[one.ratio.name])
        share, finite = (np.arange(ratio.size) + 1) / ratio.size, np.isfinite(ratio)
        panel.plot(_thinned(ratio[finite]), _thinned(share[finite]), label=region_title(one.region))
    _ratios(panel, said)
    panel.set(ylim=(0, 1), ylabel="share of draws below")
    panel.legend(fontsize="small")
    _saved(drawing, file, form)


def _spans(title: str, said: Summary, file: Path | BinaryIO, form: str) -> None:
    rows = sorted(said.odds, key=lambda one: one.ratio.p50)
    drawing, (panel,) = _page(title, height=1.2 + 0.28 * len(rows))
    ratios = np.array([[one.ratio.p10, one.ratio.p50, one.ratio.p90] for one in rows]).T
    panel.hlines(range(len(rows)), ratios[0], ratios[2], linewidth=5, alpha=0.5, label="P10 to P90")
    panel.plot(ratios[1], range(len(rows)), "o", color="black", markersize=4, label="P50")
    _ratios(panel, said)
    panel.set(yticks=range(len(rows)), yticklabels=[region_title(one.region) for one in rows])
    panel.invert_yaxis()
    panel.legend(fontsize="small", loc="lower right", bbox_to_anchor=(1, 1), ncols=2)
    _saved(drawing, file, form)


def _ratios(panel: Any, said: Summary) -> None:
    """An axis of orbit over ground by its logarithm, in plain numbers, with a line where the two are even; and that no
    draw can be built."""
    from matplotlib.ticker import LogLocator

    panel.axvline(1, color="black", linewidth=0.8)
    panel.set(xscale="log", xlabel="cost of a GPU-hour, orbit divided by ground")
    panel.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    panel.xaxis.set_major_formatter("{x:g}")
    panel.xaxis.set_minor_formatter("")
    if said.unbuildable == 1:
        _none(panel, np.inf)


def tornado(found: Sensitivity, file: Path | BinaryIO, form: str) -> None:
    """Each input from its low to its high, the one that moves most on top."""
    rows = found.drivers[:_BARS]
    drawing, (panel,) = _page("", height=1.2 + 0.28 * len(rows))
    for place, row in enumerate(rows):
        panel.barh(
            place, row.at_low - found.now, left=found.now, color="tab:blue", label="at its low" if place == 0 else None
        )
        panel.barh(
            place,
            row.at_high - found.now,
            height=0.5,
            left=found.now,
            color="tab:orange",
            label="at its high" if place == 0 else None,
        )
    panel.axvline(found.now, color="black", linewidth=0.8)
    panel.set(yticks=range(len(rows)), yticklabels=[row.key for row in rows], xlabel=_named(found.result, found.unit))
    panel.invert_yaxis()
    panel.legend(fontsize="small")
    _saved(drawing, file, form)


def frontier(found: xarray.Dataset, file: Path | BinaryIO, form: str) -> None:
    """The curve on which orbit is even, and where the scenario stands."""
    key, other = str(next(iter(found.coords))), str(next(iter(found.data_vars)))
    drawing, (panel,) = _page(str(found.attrs.get("scenario", "")))
    panel.plot(
        *_along(panel, found, key, found[other].values),
        markersize=4,
        label=f"break-even with {region_title(found.attrs['region'])}",
        **_joined(found, key),
    )
    panel.plot(found[key].attrs["now"], found[other].attrs["now"], "o", color="black", label="base case")
    panel.set_ylabel(_label(found, other), wrap=True)
    panel.legend(fontsize="small")
    _none(panel, found[other].values, "no break-even")
    _saved(drawing, file, form)


def _page(title: str, panels: int = 1, height: float = 0) -> tuple[Any, Any]:
    """An empty figure and its panels, two beside each other where there are more than one."""
    from matplotlib.figure import Figure  # no screen is opened

    columns = 1 if panels == 1 else 2
    rows = -(-panels // columns)
    drawing = Figure(
        figsize=(8 if columns == 1 else 11, height or (4.8 if rows == 1 else 3.4 * rows)), layout="constrained"
    )
    drawing.suptitle(title, fontsize="medium")
    return drawing, drawing.subplots(rows, columns, squeeze=False).ravel()


def _saved(drawing: Any, file: Path | BinaryIO, form: str) -> None:
    """The same bytes for the same figure."""
    drawing.savefig(
        file,
        format=form,
        dpi=150,
        metadata={"Date": None} if form == "svg" else {"CreationDate": None} if form == "pdf" else None,
    )


def _thinned(numbers: Any) -> Any:
    """As many of a line's points as a figure shows."""
    return (
        numbers[np.unique(np.linspace(0, numbers.size - 1, min(numbers.size, _MAPPED)).round().astype(int))]
        if numbers.size
        else numbers
    )


def _lines(panel: Any, grid: xarray.Dataset, name: str) -> None:
    """A result along one key, or along the first of paired ones."""
    key = str(next(iter(grid.coords)))
    panel.set_ylabel(_label(grid, name), wrap=True)
    panel.plot(*_along(panel, grid, key, grid[name].values), color="tab:blue", markersize=4, **_joined(grid, key))
    _none(panel, grid[name].values)


def _over_two(panel: Any, drawing: Any, grid: xarray.Dataset, name: str) -> None:
    one = grid[name]
    words = [str(key) for key in one.dims if grid[key].dtype.kind in "USO"]
    few = [key for key in words if grid.sizes[key] <= _LINES]
    if few:
        by = few[-1]
        key = next(str(other) for other in one.dims if other != by)
        panel.set_ylabel(_label(grid, name), wrap=True)
        for word in grid[by].values:
            values = one.sel({by: word}).values
            panel.plot(*_along(panel, grid, key, values), label=str(word), markersize=4, **_joined(grid, key))
        panel.legend(title=by, fontsize="small", title_fontsize="small")
        _none(panel, one.values)
    else:
        _map(panel, drawing, grid, name)


def _map(panel: Any, drawing: Any, grid: xarray.Dataset, name: str) -> None:
    """Filled contours over two keys; a line where a ratio of costs is 1."""
    one = grid[name]
    one = one[
        {
            key: np.unique(np.linspace(0, length - 1, min(length, _MAPPED)).round().astype(int))
            for key, length in one.sizes.items()
        }
    ]
    across, up = (str(key) for key in one.dims)
    values = np.ma.masked_invalid(np.asarray(one.values.T, float))
    x, y = _along(panel, one, across, None)[0], _along(panel, one, up, None, upward=True)[0]
    panel.set_title(_label(grid, name), fontsize="medium", wrap=True)
    _none(panel, one.values)
    if values.count() == 0:
        return
    if min(values.shape) < 2 or np.ptp(values.compressed()) == 0:
        drawn = panel.pcolormesh(x, y, values, cmap="viridis", shading="nearest")
    else:
        wide = values.min() > 0 and values.max() > 30 * values.min()
        levels: Any = (
            {"levels": np.geomspace(values.min(), values.max(), 13), "norm": "log"} if wide else {"levels": 14}
        )
        drawn = panel.contourf(x, y, values, cmap="viridis", **levels)
    panel.set_facecolor("0.9")
    drawing.colorbar(drawn, ax=panel, format="%.3g")
    if name.endswith("cost_ratio") and values.min() < 1 < values.max():
        panel.contour(x, y, values, levels=[1.0], colors="white", linewidths=2)


def _along(panel: Any, grid: Any, key: str, values: Any, *, upward: bool = False) -> tuple[Any, Any]:
    """Places of a key's values on its axis, which is named, ticked and scaled; and what is drawn there, gaps where
    there is no number."""
    shown, unit, way = grid[key].values, str(grid[key].attrs.get("units", "")), "y" if upward else "x"
    said = [
        coordinate(key, one if isinstance(one, str) else float(one), unit)
        for one in (shown if shown.size <= 24 else shown[:1])
    ]
    label = f"{key} [{unit}]" if unit and ":" not in said[0] else key
    getattr(panel, f"set_{way}label")(label)
    words = shown.dtype.kind in "USO"
    places = np.arange(shown.size) if words else np.asarray(shown, float)
    if words:
        turned = sum(map(len, map(str, shown))) > 60 and not upward
        getattr(panel, f"set_{way}ticks")(
            places, [str(one) for one in shown], **({"rotation": 40, "ha": "right"} if turned else {})
        )
    elif ":" in said[0]:
        ends = np.linspace(places.min(), places.max(), 7) if shown.size > 7 else places
        getattr(panel, f"set_{way}ticks")(ends, [coordinate(key, float(one), unit) for one in ends])
    elif _spread(places):
        getattr(panel, f"set_{way}scale")("log")
    return places, None if values is None else np.where(np.isfinite(values), values, np.nan)


def _spread(places: Any) -> bool:
    """Whether values lie evenly by their logarithm."""
    if places.size < 3 or places.min() <= 0 or places.max() < 8 * places.min():
        return False
    steps = np.diff(np.log(places))
    return bool(np.allclose(steps, steps[0], rtol=1e-3))


def _joined(grid: xarray.Dataset, key: str) -> dict[str, Any]:
    """Few values are marked, names are not joined by a line."""
    marked = {"marker": "o"} if grid.sizes[grid[key].dims[0]] <= 30 else {}
    return marked | {"linestyle": "none", "marker": "o"} if grid[key].dtype.kind in "USO" else marked


def _none(panel: Any, values: Any, what: str = "no finite value") -> None:
    """Say how much is not drawn."""
    share = 1 - np.isfinite(values).mean()
    if share:
        said = (
            f"{what}: every design here is infeasible"
            if share == 1 and what == "no finite value"
            else f"{what} at {100 * share:.3g} % of the points"
        )
        panel.text(0.02, 0.98, said, transform=panel.transAxes, va="top", fontsize="small", color="0.3")


def _label(grid: xarray.Dataset, name: str) -> str:
    return _named(name, str(grid[name].attrs.get("units", "")))


def _named(name: str, unit: str) -> str:
    return f"{name} [{unit}]" if unit else name
