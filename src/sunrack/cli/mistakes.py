"""A user's mistake, told in words; and the options that every command shares."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sunrack import files

if TYPE_CHECKING:
    from sunrack.scenario import Scenario


class Mistake(Exception):
    """What the user gave cannot be used; the text says where, what and how to mend it."""


def scenario(name: str, changes: list[str], regions: list[str]) -> Scenario:
    """The scenario of a command line: a name or file, `--set` changes, `--region` choices.

    Raises:
        Mistake: Every problem at once.
    """
    from sunrack.scenario import ScenarioError, load

    written: dict[str, Any] = {}
    for change in changes:
        key, equals, content = change.partition("=")
        if not equals or not key.strip() or "." not in key:
            raise Mistake(f'--set "{change}" is not key=value, for example --set "launch.price=200 USD/kg"')
        written[key.strip()] = (
            [word.strip() for word in content.split(",")] if key.strip() == "ground.regions" else content.strip()
        )
    try:
        case = load(name)
        if regions:
            written["ground.regions"] = every_region(case) if "all" in regions else list(dict.fromkeys(regions))
        return case.but(written) if written else case
    except ScenarioError as problem:
        raise Mistake(str(problem)) from None


def failing(case: Scenario) -> str:
    """What the scenario's design fails, in words; nothing where it passes every check."""
    from sunrack.checks import failing as said
    from sunrack.verdict import compare

    return said(compare(case).checks)


def every_region(case: Scenario) -> list[str]:
    """The names of all regions: those that ship, and the scenario's own."""
    from sunrack.catalogue import records

    return [*records("regions"), *(name for name in case.homes if name not in records("regions"))]


def figure_form(plot: Path | None, output: Path | None) -> str:
    """The form of `--plot`, by its ending; nothing without one.

    Raises:
        Mistake: Another ending, a place that cannot be written, or the file that `--output` names too.
    """
    if plot is None:
        return ""
    form = plot.suffix.lower().removeprefix(".")
    if form not in ("png", "svg", "pdf"):
        raise Mistake(f"--plot {plot} must end in .png, .svg or .pdf")
    placed(plot)
    if output is not None and files.same(plot, output):
        raise Mistake(f"--plot {plot} and --output {output} both name one file; they need a file each")
    if output is not None and files.same(plot.parent, output):
        raise Mistake(f"--plot {plot} lies in the folder that --output {output} writes; name another place")
    return form


def placed(output: Path | None) -> Path | None:
    """A file to write, looked at before any work is done.

    Raises:
        Mistake: It cannot be written.
    """
    if output is not None and (said := files.refusal(output)):
        raise Mistake(said)
    return output


def write(text: str, output: Path | None, *, overwrite: bool = True) -> None:
    """Text to a file, or to the screen.

    Raises:
        Mistake: The file cannot be written; nothing is lost.
    """
    if output is None:
        import sys

        if sys.stdout is None:
            raise Mistake("there is no standard output; name a file with --output")
        try:
            print(text, end="" if text.endswith("\n") else "\n")
            sys.stdout.flush()
        except UnicodeEncodeError:  # a terminal that is not UTF-8
            sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
        except BrokenPipeError:
            raise
        except OSError as problem:
            sys.stdout = None  # what is left in its buffer cannot be written at exit either
            raise Mistake(f"the output cannot be written: {problem.strerror or problem}") from None
        return
    placed(output)
    text = text if text.endswith("\n") else text + "\n"
    try:
        files.write(output, text, overwrite=overwrite)
    except OSError as problem:
        if isinstance(problem, FileExistsError) and not overwrite:
            raise Mistake(f"{output} exists and is left as it is; choose another name") from None
        raise Mistake(f"{str(output)[:200]} cannot be written: {problem.strerror or problem}") from None
