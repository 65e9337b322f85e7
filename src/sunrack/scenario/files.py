"""Where scenarios come from: shipped ones, files; and the error that tells all their problems."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sunrack.catalogue import SEEDS, near
from sunrack.scenario.lines import line_of

_SIZE_LIMIT = 1_000_000


class ScenarioError(ValueError):
    """What is wrong with a scenario, all of it.

    Attributes:
        name: What the scenario is called: a file or a built-in name.
        problems: (place, words) of each.
        lines: The line of the file by the place of a problem, where there is a file.
    """

    def __init__(self, name: str, problems: list[tuple[str, str]], lines: Mapping[str, int] | None = None) -> None:
        self.name, self.problems, self.lines = name, problems, dict(lines or {})
        rows = [(f"line {self.lines[place]}" if place in self.lines else "", place, said) for place, said in problems]
        first, second = (max((len(row[column]) for row in rows), default=0) for column in (0, 1))
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        told = [f"  {line:<{first}}  {place:<{second}}  {words}" for line, place, words in rows]
        super().__init__("\n".join([f"{name}: {count}", *(told if first else [f"  {row.lstrip()}" for row in told])]))

    def __reduce__(self) -> Any:
        return type(self), (self.name, self.problems, self.lines)


def shipped() -> list[str]:
    """Names of the scenarios that ship."""
    return sorted(
        path.name.removesuffix(".toml") for path in (SEEDS / "scenarios").iterdir() if path.name.endswith(".toml")
    )


@cache
def shipped_titles() -> frozenset[str]:
    """Titles of the scenarios that ship: what a file starts from, and not what its author called it."""
    return frozenset(tomllib.loads(shipped_text(name)).get("title", "") for name in shipped())


def shipped_text(name: str) -> str:
    """The file of a shipped scenario, comments and all."""
    return (SEEDS / "scenarios" / f"{name}.toml").read_text(encoding="utf-8")


def read_bytes(path: Path) -> bytes:
    """The content of a file, or a `ScenarioError` that says why it cannot be read."""
    try:
        if path.is_dir():
            raise _refused(path, "is a folder. Name a .toml file in it")
        if not path.exists():
            known = f"Built-in scenarios: {', '.join(shipped())}"
            raise _refused(path, f"does not exist{near(path, shipped()) or '.'} {known}")
        with path.open("rb") as file:
            return file.read(_SIZE_LIMIT + 1)
    except ScenarioError:
        raise
    except (OSError, ValueError) as problem:
        raise _refused(path, f"cannot be read: {getattr(problem, 'strerror', None) or problem}") from None


def text_of(content: bytes, name: str) -> str:
    """The text of a file, or a `ScenarioError` that says why it is none."""
    if len(content) > _SIZE_LIMIT:
        raise _refused(name, f"is larger than {_SIZE_LIMIT // 1000} kB. A scenario has a few kB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise _refused(name, f"is not UTF-8 text (byte {problem.start})") from None


def tables_in(text: str, name: str) -> dict[str, Any]:
    """The tables of a TOML text, or a `ScenarioError` that says why it cannot be read."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        words = f"is not valid TOML: {_in_words(str(problem))}"
        lines = {"file": line} if (line := line_of("file", words, {})) else None
        raise ScenarioError(name, [("file", words)], lines) from None
    except ValueError:  # Python reads no whole number of more than 4,300 digits
        raise _refused(name, "contains a whole number of thousands of digits, which no key can hold") from None
    except RecursionError:
        raise _refused(name, "is nested too deeply. A scenario is sections of keys") from None


def _in_words(problem: str) -> str:
    """What is wrong with a text that is not TOML, and what would mend it where that is likely."""
    if "Cannot declare" in problem or "Cannot overwrite" in problem:
        place = re.search(r"\(at .*\)", problem)
        return f"a section or key is written twice{f' {place[0]}' if place else ''}. Keep one of them"
    if "Expected newline" in problem or "Invalid value" in problem:
        return f'{problem}. A number with a unit, or a word, needs quotes. Example: altitude = "650 km"'
    return problem


def read_file(path: Path) -> dict[str, Any]:
    """The tables of a TOML file, or a `ScenarioError` that says why it cannot be read."""
    return tables_in(text_of(read_bytes(path), str(path)), str(path))


def _refused(name: str | Path, words: str) -> ScenarioError:
    return ScenarioError(str(name), [("file", words)])
