"""What a study writes: a file or store, written piece by piece, and a figure."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import typer

from sunrack import files
from sunrack.cli import mistakes
from sunrack.cli.progress import Progress, duration
from sunrack.stopping import Stopped, last_words

if TYPE_CHECKING:
    from sunrack.study.runner import Runner


STORES = (".nc", ".csv", ".zarr", ".parquet")  # those of `study.store.FORMS`, which is slow to import


def stored(output: Path | None, form: str | None = None) -> Path | None:
    """The file, if a study is stored in it piece by piece, by its ending; `--format` may ask for another form."""
    if output is None or output.suffix.lower() not in STORES or form not in (None, output.suffix.lower()[1:]):
        return None
    return output


def store(runner: Runner, output: Path, threads: int | None, quiet: bool, unit: str) -> None:
    """Run a plan into a file or store.

    Args:
        runner: Runs the plan.
        output: Where it goes.
        threads: How many at once.
        quiet: Whether to say nothing of it.
        unit: What the plan has many of: points or draws.
    """
    from sunrack.study.store import part_of, write

    def resumed(points: int) -> None:
        if not quiet:
            print(f"resumed: {points:,} of {plan.size:,} {unit} were already done", file=sys.stderr)

    def damaged(pieces: int) -> None:
        if not quiet:
            what = "1 piece was" if pieces == 1 else f"{pieces:,} pieces were"
            print(f"{what} damaged in {part} and computed again", file=sys.stderr)

    def stopped() -> str:
        stays = f". Finished pieces are kept in {part}: run the same command again to resume" if part.is_dir() else ""
        return f"stopped{stays}"

    plan = runner.plan
    there, part = output.is_dir(), part_of(output)
    try:
        with Progress(plan.size, unit, quiet=quiet) as progress, last_words(stopped):
            write(runner, output, threads=threads, progress=progress, resumed=resumed, damaged=damaged)
    except (KeyboardInterrupt, Stopped) as problem:
        print(stopped(), file=sys.stderr)
        raise typer.Exit(getattr(problem, "code", 130)) from None
    tell_errors(runner, quiet)
    if not quiet:
        took = f" in {duration(progress.seconds)}" if progress.seconds >= 1 else ""
        done = f"{plan.size:,} {unit}, {len(plan.results)} result{'s' if len(plan.results) > 1 else ''} each{took}"
        print(f"{output} is already complete. Nothing to do" if there else f"wrote {output}: {done}", file=sys.stderr)


def tell_errors(runner: Runner, quiet: bool) -> None:
    """Name the results whose error from the chart of orbits may exceed a thousandth, once the plan has run."""
    from sunrack.study.labels import large_errors

    if not quiet and (said := large_errors(runner)):
        print(said, file=sys.stderr)


def draw(plot: Path, form: str, quiet: bool, figure: Callable[[BinaryIO, str], None]) -> None:
    """A figure, drawn in memory first, so that a failure leaves the file that was there.

    Args:
        plot: Where it goes.
        form: png, svg or pdf.
        quiet: Whether to say nothing of it.
        figure: Draws to an open file in a form.
    """
    drawing = io.BytesIO()
    figure(drawing, form)
    place_figure(plot, drawing.getvalue())
    if not quiet:
        print(f"wrote {plot}", file=sys.stderr)


def place_figure(plot: Path, drawing: bytes) -> None:
    """Write a figure that is drawn.

    Raises:
        Mistake: The file cannot be written; what was there is still there.
    """
    try:
        files.write(plot, drawing)
    except OSError as problem:
        raise mistakes.Mistake(f"{str(plot)[:200]} cannot be written: {problem.strerror or problem}") from None
