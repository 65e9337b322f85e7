"""A user's mistake, told in words; the scenario of a command line; and how text is written out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sunrack import files

if TYPE_CHECKING:
    from sunrack.scenario import Scenario
    from sunrack.verdict import Comparison


STDIN = "standard input"
CLOSED_PIPE = 141  # the exit code of a program whose pipe closes: 128 and the number of SIGPIPE


class Mistake(Exception):
    """What the user gave cannot be used; the text says where, what and how to mend it."""


def printable(content: object) -> str:
    """A text without characters that would steer a screen."""
    return "".join(one if one.isprintable() or one == "\n" else "?" for one in str(content))


@contextmanager
def told(*others: type[Exception]) -> Iterator[None]:
    """Turn a ValueError, and errors of some other classes, into a Mistake."""
    kinds: tuple[type[Exception], ...] = (ValueError, *others)
    try:
        yield
    except kinds as problem:
        raise Mistake(str(problem)) from None


def scenario(
    name: str,
    changes: list[str] | None = None,
    regions: list[str] | None = None,
    *,
    usual: list[str] | None = None,
    quiet: bool = True,
) -> Scenario:
    """The scenario of a command line: a name, a file or standard input, `--set` changes, `--region` choices.

    Args:
        name: Of a built-in scenario or of a file; "-" for standard input.
        changes: Texts such as "launch.price=200 USD/kg".
        regions: Names of regions, or "all".
        usual: Regions where neither changes nor `regions` choose any; the scenario's own if left out.
        quiet: Whether to say nothing of values that are implausible.
    Raises:
        Mistake: Every problem at once.
    """
    from sunrack.scenario import ScenarioError

    written = [change_of(change) for change in changes or ()]
    regions = list(regions or ())
    if not regions and not any(f"{key}.".startswith("ground.regions.") for one in written for key in one):
        regions = usual or []
    if regions:
        written.append({"ground.regions": ["all"] if "all" in regions else list(dict.fromkeys(regions))})
    try:
        case = loaded(name)
        case = case.but(*written) if written else case
    except ScenarioError as problem:
        raise Mistake(str(problem)) from None
    if not quiet:
        warn(case)
    return case


def loaded(name: str) -> Scenario:
    """The scenario of a name, a file, or "-": standard input, which is read once.

    Raises:
        ScenarioError: Every problem at once.
    """
    from sunrack.scenario import load, read

    return load(name) if name != "-" else read(standard_input(), STDIN)


def standard_input() -> bytes:
    """All of standard input."""
    stream = getattr(sys.stdin, "buffer", sys.stdin)
    content = b"" if stream is None else stream.read()
    return content.encode() if isinstance(content, str) else bytes(content)


def warn(case: Scenario) -> None:
    """Name, on standard error, the values that the user wrote and that are implausible."""
    from sunrack.scenario import warnings

    for place, words in warnings(case, choices=False):
        print(printable(f"Warning: {place}: {words}"), file=sys.stderr)


def change_of(change: str) -> dict[str, Any]:
    """The key and content of one `--set`; a content that begins as text, list or record of TOML is read as TOML.

    Raises:
        Mistake: It is not key=value.
    """
    key, equals, content = change.partition("=")
    key, content = key.strip(), content.strip()
    if equals and key and "." not in key and key not in ("base", "title", "about"):
        raise Mistake(f'--set "{change}": {_sectionless(key)}')
    if not equals or not key:
        raise Mistake(f'--set "{change}" is not KEY=VALUE. Example: --set "launch.price=200 USD/kg"')
    value: Any = content
    if content[:1] in ('"', "'", "[", "{") and content:
        import tomllib

        try:
            table = tomllib.loads(f"value = {content}")
        except ValueError as problem:
            raise Mistake(f'--set "{change}" starts like TOML but is not valid TOML: {problem}') from None
        if list(table) != ["value"]:
            raise Mistake(f'--set "{change}" sets more than one key. Use one --set for each key')
        value = table["value"]
    if key == "ground.regions" and isinstance(value, str):
        value = [word.strip() for word in value.split(",")]
    return {key: value}


def _sectionless(key: str) -> str:
    """What is wrong with a key that has no section: the keys that end so, or the nearest one."""
    from sunrack.catalogue import near
    from sunrack.scenario import load
    from sunrack.scenario.everywhere import meant
    from sunrack.scenario.sections import ELSEWHERE

    if key in ELSEWHERE:
        return f'"{key}" is not a key.\n  {ELSEWHERE[key]}'
    if regional := meant(key):
        return f'"{key}" needs its section.\n  {regional}'
    case = load()
    known = [f"{room}.{name}" for room, section in case.sections().items() for name, _ in section]
    known = list(dict.fromkeys([*known, *case.values()]))
    ends = [name for name in known if name.endswith(f".{key}")]
    if ends:
        return f'"{key}" needs its section.\n  Did you mean {" or ".join(ends)}?'
    return f'"{key}" needs its section, for example orbit.altitude{near(key, known)}'


def comparison(case: Scenario, against: str | None) -> Comparison:
    """The comparison of a scenario, its verdict about one region or the cheapest.

    Raises:
        Mistake: There is no such region.
    """
    from sunrack.catalogue import Unknown
    from sunrack.verdict import compare_bare

    try:
        return compare_bare(case, against=against)
    except Unknown as problem:
        raise Mistake(f"--against {problem}") from None


def failing(case: Scenario) -> str:
    """What the scenario's design fails, in words; nothing where it passes every check."""
    from sunrack.checks import failing as said
    from sunrack.verdict import compare_bare

    return said(compare_bare(case).checks)


def warned(rows: Iterable[Any]) -> None:
    """Warnings on standard error, a line each: the key or law that it is about, and what is said of it."""
    for place, words in rows:
        print(printable(f"Warning: {place}: {words}"), file=sys.stderr)


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
        raise Mistake(f"--plot {plot} and --output {output} name the same file. Give each its own")
    if output is not None and files.same(plot.parent, output):
        raise Mistake(f"--plot {plot} lies in the folder that --output {output} writes. Choose another place")
    return form


def placed(output: Path | None) -> Path | None:
    """A file to write, looked at before any work is done; None for standard output, which is written "-" too.

    Raises:
        Mistake: It cannot be written.
    """
    if output is None or str(output) == "-":
        return None
    if said := files.refusal(output):
        raise Mistake(said)
    return output


def write(text: str, output: Path | None, *, overwrite: bool = True) -> None:
    """Text to a file, or to the screen.

    Raises:
        Mistake: The file cannot be written; nothing is lost.
    """
    if output is None:
        if sys.stdout is None:
            raise Mistake("there is no standard output. Name a file with --output")
        try:
            print(text, end="" if text.endswith("\n") else "\n")
            sys.stdout.flush()
        except UnicodeEncodeError:  # a terminal that is not UTF-8
            sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
        except BrokenPipeError:  # the reader left, as `head` does; typer would end with 1, as after a fault
            sys.stdout = None  # what is left in its buffer has no reader either
            raise SystemExit(CLOSED_PIPE) from None
        except OSError as problem:
            sys.stdout = None  # what is left in its buffer cannot be written at exit either
            raise Mistake(f"standard output cannot be written: {problem.strerror or problem}") from None
        return
    placed(output)
    text = text if text.endswith("\n") else text + "\n"
    try:
        files.write(output, text, overwrite=overwrite)
    except OSError as problem:
        if isinstance(problem, FileExistsError) and not overwrite:
            raise Mistake(f"{output} already exists and was not changed. Choose another name") from None
        raise Mistake(f"{str(output)[:200]} cannot be written: {problem.strerror or problem}") from None
