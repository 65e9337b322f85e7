"""A user's mistake, told in words; and the options that every command shares."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sunrack import files

if TYPE_CHECKING:
    from sunrack.scenario import Scenario
    from sunrack.verdict import Comparison


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


def scenario(name: str, changes: list[str], regions: list[str], *, usual: list[str] | None = None) -> Scenario:
    """The scenario of a command line: a name or file, `--set` changes, `--region` choices.

    Args:
        name: Of a shipped scenario, or of a file.
        changes: Texts such as "launch.price=200 USD/kg".
        regions: Names of regions, or "all".
        usual: Regions where neither changes nor `regions` choose any; the scenario's own if left out.
    Raises:
        Mistake: Every problem at once.
    """
    from sunrack.scenario import ScenarioError, load

    written = [_change(change) for change in changes]
    if not regions and not any(f"{key}.".startswith("ground.regions.") for one in written for key in one):
        regions = usual or []
    if regions:
        written.append({"ground.regions": ["all"] if "all" in regions else list(dict.fromkeys(regions))})
    try:
        case = load(name)
        return case.but(*written) if written else case
    except ScenarioError as problem:
        raise Mistake(str(problem)) from None


def _change(change: str) -> dict[str, Any]:
    """The key and content of one `--set`; a content that begins as text, list or record of TOML is read as TOML.

    Raises:
        Mistake: It is not key=value.
    """
    key, equals, content = change.partition("=")
    key, content = key.strip(), content.strip()
    if equals and key and "." not in key and key not in ("base", "title", "about"):
        raise Mistake(_sectionless(change, key))
    if not equals or not key:
        raise Mistake(f'--set "{change}" is not key=value, for example --set "launch.price=200 USD/kg"')
    value: Any = content
    if content[:1] in ('"', "'", "[", "{") and content:
        import tomllib

        try:
            table = tomllib.loads(f"value = {content}")
        except ValueError as problem:
            raise Mistake(f'--set "{change}" begins as TOML and is not: {problem}') from None
        if list(table) != ["value"]:
            raise Mistake(f'--set "{change}" sets more than one key; give each its own --set')
        value = table["value"]
    if key == "ground.regions" and isinstance(value, str):
        value = [word.strip() for word in value.split(",")]
    return {key: value}


def _sectionless(change: str, key: str) -> str:
    """What is wrong with a change whose key has no section: the keys that end so, or the nearest one."""
    from sunrack.catalogue import near
    from sunrack.scenario import load

    case = load()
    known = [f"{room}.{name}" for room, section in case.sections().items() for name, _ in section]
    known = list(dict.fromkeys([*known, *case.values()]))
    ends = [name for name in known if name.endswith(f".{key}")]
    told = f"; {'keys that end so are' if len(ends) > 1 else 'write'} {', '.join(ends)}" if ends else near(key, known)
    return f'--set "{change}" needs the section of its key{told}'


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
