"""Options and arguments that several commands share, and how they are read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from sunrack.cli import completions, mistakes

FORMS = ("table", "md", "json")
MORE = "Can be given more than once."


def option(flags: str, metavar: str, about: str, complete: Callable[[str], list[str]] | None = None) -> Any:
    """An option with a value; `flags` are one or two, such as "--output -o"."""
    return typer.Option(*flags.split(), metavar=metavar, help=about, autocompletion=complete)


def choice(flags: str, metavar: str, about: str, *words: str) -> Any:
    """An option that takes one of some words."""
    return option(flags, metavar, about, completions.words(*words))


def argument(metavar: str, about: str, complete: Callable[[str], list[str]] | None = None) -> Any:
    """An argument."""
    return typer.Argument(metavar=metavar, help=about, autocompletion=complete)


_SET = f'Change one input, for example --set "launch.price=200 USD/kg". {MORE}'
_REGION = f'Region to compare with, or "all". {MORE} Default: the regions of the scenario.'
_AGAINST = "Region to answer for. Default: the cheapest region of the scenario."
_OUTPUT = "Write to FILE. Default: standard output."
_EXACT = "Solve the eclipse year of every orbit, where many would be read from a chart."

SCENARIO = Annotated[str, argument("SCENARIO", "A built-in scenario or a .toml file.", completions.scenarios)]
SET = Annotated[list[str] | None, option("--set", "KEY=VALUE", _SET, completions.changes)]
REGION = Annotated[list[str] | None, option("--region", "NAME", _REGION, completions.regions)]
AGAINST = Annotated[str | None, option("--against", "NAME", _AGAINST, completions.regions)]
FORMAT = Annotated[str, choice("--format", "FORMAT", "table, md or json.", *FORMS)]
OUTPUT = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", callback=mistakes.placed, help=_OUTPUT)]
QUIET = Annotated[bool, typer.Option("--quiet", "-q", help="Do not print progress or status messages.")]
THREADS = Annotated[int | None, option("--threads", "N", "How many threads at once; all cores if left out.")]
EXACT = Annotated[bool, typer.Option("--exact", help=_EXACT)]
SEED = Annotated[int, option("--seed", "N", "The same seed gives the same draws.")]
PLOT = Annotated[Path | None, option("--plot", "FILE", "Draw a figure: a .png, .svg or .pdf file.")]


def one_of(word: str, allowed: tuple[str, ...] = FORMS, flag: str = "--format") -> str:
    """The word if it is allowed.

    Raises:
        Mistake: It is not; the message names the nearest word.
    """
    if word not in allowed:
        from sunrack.catalogue import near

        raise mistakes.Mistake(f'{flag} "{word[:60]}" is not one of {", ".join(allowed)}{near(word, allowed)}')
    return word


def names(given: list[str] | None) -> list[str]:
    """Names given one by one or in a list with commas, each once."""
    return list(dict.fromkeys(word.strip() for one in given or () for word in one.split(",") if word.strip()))


def at_least_one(threads: int | None) -> None:
    """Refuse a number of threads below 1."""
    if threads is not None and threads < 1:
        raise mistakes.Mistake(f"--threads {threads} must be at least 1")
