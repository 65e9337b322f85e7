"""`sunrack sample`, `sunrack sensitivity` and `sunrack frontier`."""

from __future__ import annotations

import csv
import io
import os
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sunrack.cli import mistakes
from sunrack.cli.catalogues import drawn
from sunrack.cli.reports import FORMAT, OUTPUT, QUIET, REGION, SCENARIO, SET, one_of

if TYPE_CHECKING:
    import xarray

SEED = Annotated[int, typer.Option("--seed", help="The same seed gives the same draws.")]
PLOT = Annotated[Path | None, typer.Option("--plot", help="Draw a figure to .png, .svg or .pdf.")]
AGAINST = Annotated[str | None, typer.Option("--against", help="Region; the first of the scenario's if left out.")]


def sample(
    scenario: SCENARIO = "rack-100kw",
    n: Annotated[int, typer.Option("-n", help="How many draws.")] = 100_000,
    seed: SEED = 1,
    result: Annotated[list[str] | None, typer.Option("--result", help="A result to sum up, in place of the headline ones. Repeat at will.")] = None,
    key: Annotated[list[str] | None, typer.Option("--key", help="Draw this value, and only those named so; the others stay. Repeat at will.")] = None,
    with_: Annotated[list[str] | None, typer.Option("--with", help="A drawn value to write beside the results. Repeat at will.")] = None,
    method: Annotated[str, typer.Option("--method", help="sobol (quasi-random), latin or random.")] = "sobol",
    set_: SET = None,
    region: REGION = None,
    format_: Annotated[str, typer.Option("--format", help="table, md, json or csv.")] = "table",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write every draw to .nc, .csv, .parquet or .zarr; the summary to any other.")] = None,
    plot: PLOT = None,
    quiet: QUIET = False,
) -> None:
    """Draws of every ranged value: how often orbit wins by region, and P10, P50, P90 of each result."""
    form = one_of(format_, ("table", "md", "json", "csv"))
    whole = output is not None and output.suffix in _WRITERS
    if output is not None and whole:
        _free(output)
    _drawable(plot)
    case = mistakes.scenario(scenario, set_ or [], region or [])
    from sunrack.report import samples, strict_json
    from sunrack.study import sample as draw
    from sunrack.study import summarise
    from sunrack.study.sampling import judging

    try:
        found = draw(
            case, n, seed=seed, outputs=[*result, *judging(case)] if result else None, keys=key, inputs=with_ or (), method=method, progress=_progress(n, quiet)
        )
    except (ValueError, KeyError) as problem:
        raise mistakes.Mistake(str(problem.args[0])) from None
    summed = summarise(found.drop_vars(with_ or []))
    if form == "json":
        text = strict_json({"scenario": case.name, "seed": seed, "method": method, **samples.summary_dict(summed)})
    elif form == "csv":
        text = _rows([vars(one) for one in summed.results])
    else:
        text = drawn(samples.summary(summed, case.name, found.attrs["drawn"], method, seed), form, output is None or whole)
    if output is not None and whole:
        _save(found, output)
    _plot("sample", plot, found, summed)
    mistakes.write(text, None if whole else output)
    if output is not None and not quiet:
        print(f"wrote {output}", file=sys.stderr)


def sensitivity(
    scenario: SCENARIO = "rack-100kw",
    result: Annotated[str, typer.Option("--result", help="Name of a result.")] = "compare.cost_ratio",
    against: AGAINST = None,
    sobol: Annotated[bool, typer.Option("--sobol", help="Sobol indices too.")] = False,
    n: Annotated[int, typer.Option("-n", help="Rows of draws for the Sobol indices; each is a design more than there are inputs.")] = 4096,
    seed: SEED = 1,
    set_: SET = None,
    format_: FORMAT = "table",
    output: OUTPUT = None,
    plot: PLOT = None,
    quiet: QUIET = False,
) -> None:
    """What decides: the five inputs that could turn the verdict, the tornado, and Sobol indices."""
    form = one_of(format_, ("table", "md", "json"))
    _drawable(plot)
    case = mistakes.scenario(scenario, set_ or [], [])
    from sunrack.report import samples, strict_json
    from sunrack.study import sensitivity as solve

    try:
        found = solve(case, result, against, sobol=sobol, n=n, seed=seed, progress=_progress(0, quiet))
    except (ValueError, KeyError) as problem:
        raise mistakes.Mistake(str(problem.args[0])) from None
    text = strict_json(samples.sensitivity_dict(found)) if form == "json" else drawn(samples.sensitivity(found), form, output is None)
    _plot("sensitivity", plot, found)
    mistakes.write(text, output)


def frontier(
    key: Annotated[str, typer.Argument(help="A number of the scenario, such as launch.price.")],
    other: Annotated[str, typer.Argument(help="Another, such as cost.first_unit.")],
    scenario: SCENARIO = "rack-100kw",
    values: Annotated[str | None, typer.Option("--values", help='Of KEY: "100 USD/kg:1000 USD/kg:10:log" or a list; its range if left out.')] = None,
    against: AGAINST = None,
    boundary: Annotated[str, typer.Option("--boundary", help="gpu-hour, all-in, infrastructure or net-present-value.")] = "gpu-hour",
    set_: SET = None,
    format_: FORMAT = "table",
    output: OUTPUT = None,
    plot: PLOT = None,
) -> None:
    """For values of KEY the value of OTHER at which orbit equals a region, or none."""
    form = one_of(format_, ("table", "md", "json"))
    _drawable(plot)
    case = mistakes.scenario(scenario, set_ or [], [])
    from sunrack.report import samples, strict_json
    from sunrack.study import frontier as solve

    try:
        found = solve(case, key, other, against, values=values, boundary=boundary)
    except (ValueError, KeyError) as problem:
        raise mistakes.Mistake(str(problem.args[0])) from None
    _plot("frontier", plot, found)
    mistakes.write(strict_json(found.to_dict()) if form == "json" else drawn(samples.frontier(found), form, output is None), output)


def _drawable(plot: Path | None) -> None:
    if plot is None:
        return
    if plot.suffix.lower() not in (".png", ".svg", ".pdf"):
        raise mistakes.Mistake(f"--plot {str(plot)[:200]} must end in .png, .svg or .pdf")
    _free(plot)


def _plot(name: str, plot: Path | None, *content: Any) -> None:
    if plot is None:
        return
    from sunrack.report import figures_sample

    try:
        getattr(figures_sample, name)(*content, plot)
    except OSError as problem:
        raise mistakes.Mistake(f"{str(plot)[:200]} cannot be written: {problem.strerror or problem}") from None


def _rows(rows: list[dict[str, Any]]) -> str:
    """Records as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


_WRITERS: dict[str, Callable[[xarray.Dataset, Path], Any]] = {
    ".nc": lambda data, path: data.to_netcdf(path),
    ".csv": lambda data, path: data.to_dataframe().to_csv(path),
    ".parquet": lambda data, path: data.to_dataframe().to_parquet(path),
    ".zarr": lambda data, path: data.to_zarr(path, mode="w-", consolidated=False),
}


def _free(output: Path) -> None:
    """Refuse a place that could not be written to, before any work is done."""
    if not output.parent.is_dir():
        raise mistakes.Mistake(f"{str(output)[:200]} cannot be written: there is no folder {str(output.parent)[:200]}")
    if output.exists() and not output.is_file():
        raise mistakes.Mistake(f"{str(output)[:200]} cannot be written: it exists and is no file; choose another name")


def _save(data: xarray.Dataset, output: Path) -> None:
    """A dataset to a file of its suffix's kind; written beside it and moved there.

    Raises:
        Mistake: The file cannot be written, or nothing that writes its kind is installed.
    """
    part = output.with_name(f".{output.name}.{os.getpid()}{output.suffix}")
    try:
        _WRITERS[output.suffix](data, part)
        part.replace(output)
    except ImportError as problem:
        raise mistakes.Mistake(f"{output.suffix} needs a package that is not installed: {str(problem)[:200]}") from None
    except OSError as problem:
        raise mistakes.Mistake(f"{str(output)[:200]} cannot be written: {problem.strerror or problem}") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)  # of a store that was left half done
        with suppress(OSError):
            part.unlink()


def _progress(whole: int, quiet: bool) -> Callable[[int], None] | None:
    """Designs done, on a terminal's stderr, once a second has passed; how many are to come where that is known."""
    if quiet or not sys.stderr.isatty():
        return None
    begun, done = time.monotonic(), 0
    shown = begun

    def tell(points: int) -> None:
        nonlocal done, shown
        done += points
        now = time.monotonic()
        if now - max(shown, begun + 0.8) > 0.2 or (shown > begun and done == whole):
            shown = now
            print(f"\r{done:,} designs{f' of {whole:,}' if whole else ''}, {now - begun:.0f} s", end="\n" if done == whole else "", file=sys.stderr, flush=True)

    return tell
