"""What a study leaves: a file or store, written piece by piece, and a figure."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sunrack.cli import mistakes
from sunrack.cli.progress import Progress, duration

if TYPE_CHECKING:
    from sunrack.study.plan import Plan

THREADS = Annotated[
    int | None, typer.Option("--threads", metavar="N", help="How many threads at once; all cores if left out.")
]
EXACT = Annotated[
    bool, typer.Option("--exact", help="Solve the eclipse year of every orbit, where many would be read from a chart.")
]


def busy(threads: int | None) -> None:
    """Refuse a number of threads that is none."""
    if threads is not None and threads < 1:
        raise mistakes.Mistake(f"--threads {threads} must be at least 1")


def store(plan: Plan, output: Path, threads: int | None, quiet: bool, unit: str) -> None:
    """The plan into a file or store.

    Args:
        plan: What to run.
        output: Where it goes.
        threads: How many at once.
        quiet: Whether to say nothing of it.
        unit: What the plan has many of: points or draws.
    """
    from sunrack.study.store import write

    def resumed(points: int) -> None:
        if not quiet:
            print(f"resumed: {points:,} of {plan.size:,} {unit} were there", file=sys.stderr)

    there, part = output.is_dir(), output.with_name(output.name + ".part")
    try:
        with Progress(plan.size, unit, quiet=quiet) as progress:
            write(plan, output, threads=threads, progress=progress, resumed=resumed)
    except KeyboardInterrupt:
        stays = f"; what is finished stays in {part}, and the same command goes on from there" if part.is_dir() else ""
        print(f"stopped{stays}", file=sys.stderr)
        raise typer.Exit(130) from None
    tell_missed(plan, quiet)
    if not quiet:
        took = f" in {duration(progress.seconds)}" if progress.seconds >= 1 else ""
        done = f"{plan.size:,} {unit}, {len(plan.results)} result{'s' if len(plan.results) > 1 else ''} each{took}"
        print(f"{output} is finished already; nothing to do" if there else f"wrote {output}: {done}", file=sys.stderr)


def tell_missed(plan: Plan, quiet: bool) -> None:
    """Say which results a chart of orbits may miss by more than a thousandth, once the plan has run."""
    from sunrack.study.labels import missed

    if not quiet and (said := missed(plan)):
        print(said, file=sys.stderr)


def draw(plot: Path, form: str, quiet: bool, figure: Callable[[Path, str], None]) -> None:
    """A figure, into a file beside its own first, so that a failure leaves what was there.

    Args:
        plot: Where it goes.
        form: png, svg or pdf.
        quiet: Whether to say nothing of it.
        figure: Draws to a file in a form.
    """
    part = plot.with_name(plot.name + ".part")
    try:
        figure(part, form)
        part.replace(plot)
    except OSError as problem:
        raise mistakes.Mistake(f"{str(plot)[:200]} cannot be written: {problem.strerror or problem}") from None
    finally:
        if part.parent.is_dir():
            part.unlink(missing_ok=True)
    if not quiet:
        print(f"wrote {plot}", file=sys.stderr)
