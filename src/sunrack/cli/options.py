"""Options and arguments that several commands share, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from sunrack.cli import completions, mistakes
from sunrack.cli.screen import Place

FORMS = ("text", "md", "json", "html")
ROWS = (*FORMS, "csv")
DEFAULT = "rack-100kw"


def option(
    flags: str,
    metavar: str,
    about: str,
    complete: Callable[[str], list[str]] | None = None,
    default: str | None = None,
) -> Any:
    """An option with a value.

    Args:
        flags: One or more, such as "--output -o"; a second long one is an old spelling that the help leaves out.
        metavar: What its value is called.
        about: A sentence.
        complete: Gives the words that begin as the one typed.
        default: What holds where it is left out, in words, if the value itself does not say it.
    """
    return typer.Option(
        *flags.split(), metavar=metavar, help=about, autocompletion=complete, show_default=default or True
    )


def choice(flags: str, metavar: str, about: str, *words: str, default: str | None = None) -> Any:
    """An option that takes one of some words."""
    return option(flags, metavar, about, completions.words(*words), default)


def format_of(*forms: str) -> Any:
    """The option that chooses the form of an answer."""
    return choice("--format", "FORMAT", f"{listed(forms)}.", *forms, default="by the ending of FILE, otherwise text")


def flag(flags: str, about: str) -> Any:
    """An option without a value."""
    return typer.Option(*flags.split(), help=about)


def argument(
    metavar: str, about: str, complete: Callable[[str], list[str]] | None = None, default: str | None = None
) -> Any:
    """An argument."""
    return typer.Argument(metavar=metavar, help=about, autocompletion=complete, show_default=default or True)


def listed(words: Sequence[str]) -> str:
    """Words in a sentence: "text, md or json"."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


_SCENARIO = 'Scenario file (.toml), "-" for standard input, or the name of a built-in scenario.'
_SET = 'Change one input, for example "launch.price=200 USD/kg". Use "ground.*.KEY" for all regions.'
_OUTPUT = 'Write to FILE; "-" is standard output. The ending of FILE sets the format.'
_EXACT = "Solve eclipses for every orbit instead of interpolating (slower, exact)."

SCENARIO = Annotated[str, argument("SCENARIO", _SCENARIO, completions.scenarios)]
SET = Annotated[list[str] | None, option("--set", "KEY=VALUE", _SET, completions.changes)]
REGION = Annotated[
    list[str] | None,
    option("--region", "NAME", 'Region to compare, or "all".', completions.regions, "the scenario's regions"),
]
AGAINST = Annotated[
    str | None, option("--against", "NAME", "Region to compare with orbit.", completions.regions, "the cheapest")
]
AGAINST_EACH = Annotated[
    str | None,
    option("--against", "NAME", "Region to compare with orbit.", completions.regions, "each of the scenario's"),
]
FORMAT = Annotated[str | None, format_of(*FORMS)]
ROWS_FORMAT = Annotated[str | None, format_of(*ROWS)]
OUTPUT = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", callback=mistakes.placed, help=_OUTPUT, show_default="standard output"
    ),
]
QUIET = Annotated[bool, flag("--quiet -q", "Do not print progress or status messages.")]
THREADS = Annotated[int | None, option("--threads", "N", "Number of threads.", default="all cores")]
EXACT = Annotated[bool, flag("--exact", _EXACT)]
SEED = Annotated[int, option("--seed", "N", "Seed of the random draws. The same seed gives the same draws.")]
PLOT = Annotated[Path | None, option("--plot", "FILE", "Draw a figure: a .png, .svg or .pdf file.", default="none")]


def place(
    word: str | None,
    output: Path | None,
    quiet: bool,
    allowed: tuple[str, ...] = FORMS,
    stores: tuple[str, ...] = (),
) -> Place:
    """Where an answer goes, and its form: that of `--format`, or else by the ending of the file, or else text.

    Args:
        word: Of `--format`, if it was given.
        output: The file of `--output`; None for standard output.
        quiet: Whether to say nothing of it.
        allowed: The forms that the command has.
        stores: Endings of files that it writes in another way, for the message.
    Raises:
        Mistake: Another form, or an ending that stands for none.
    """
    from sunrack import files
    from sunrack.drawing.forms import OLD, endings, form_of_file

    if word is not None:
        return Place(one_of(OLD.get(word, word), allowed), output, quiet)
    if output is None:
        return Place(allowed[0], None, quiet)
    form = form_of_file(output, allowed)
    if form is None and not files.special(files.followed(output)):
        raise mistakes.Mistake(
            f"--output {str(output)[:200]} must end in {endings(allowed, stores)}, or give --format {'|'.join(allowed)}"
        )
    return Place(form or allowed[0], output, quiet)


def one_of(word: str, allowed: tuple[str, ...] = FORMS, named: str = "--format") -> str:
    """The word if it is allowed.

    Raises:
        Mistake: It is not; the message names the nearest word.
    """
    if word not in allowed:
        from sunrack.catalogue import near

        raise mistakes.Mistake(f'{named} "{word[:60]}" is not one of {", ".join(allowed)}{near(word, allowed)}')
    return word


def names(given: list[str] | None) -> list[str]:
    """Names given one by one or in a list with commas, each once."""
    return list(dict.fromkeys(word.strip() for one in given or () for word in one.split(",") if word.strip()))


def at_least_one(threads: int | None) -> None:
    """Refuse a number of threads below 1."""
    if threads is not None and threads < 1:
        raise mistakes.Mistake(f"--threads {threads} must be at least 1")
