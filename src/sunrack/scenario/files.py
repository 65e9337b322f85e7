"""Where scenarios come from: shipped ones, files; and the error that tells all their problems."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from sunrack.catalogue import SEEDS, near

_SIZE_LIMIT = 1_000_000


class ScenarioError(ValueError):
    """What is wrong with a scenario, all of it: `.problems` is a list of (place, words)."""

    def __init__(self, name: str, problems: list[tuple[str, str]]) -> None:
        self.name, self.problems = name, problems
        width = max((len(place) for place, _ in problems), default=0)
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__(
            "\n".join([f"{name} has {count}", *(f"  {place:<{width}}  {words}" for place, words in problems)])
        )

    def __reduce__(self) -> Any:
        return type(self), (self.name, self.problems)


def shipped() -> list[str]:
    """Names of the scenarios that ship."""
    return sorted(
        path.name.removesuffix(".toml") for path in (SEEDS / "scenarios").iterdir() if path.name.endswith(".toml")
    )


def shipped_text(name: str) -> str:
    """The file of a shipped scenario, comments and all."""
    return (SEEDS / "scenarios" / f"{name}.toml").read_text(encoding="utf-8")


def read_file(path: Path) -> dict[str, Any]:
    """The tables of a TOML file, or a `ScenarioError` that says why it cannot be read."""
    name = str(path)
    try:
        if path.is_dir():
            raise ScenarioError(name, [("file", "is a folder; give a .toml file in it")])
        if not path.exists():
            raise ScenarioError(
                name, [("file", f"does not exist; shipped scenarios are {', '.join(shipped())}{near(name, shipped())}")]
            )
        with path.open("rb") as file:
            content = file.read(_SIZE_LIMIT + 1)
        if len(content) > _SIZE_LIMIT:
            raise ScenarioError(name, [("file", f"is larger than {_SIZE_LIMIT // 1000} kB; a scenario is a few kB")])
        return tomllib.loads(content.decode("utf-8-sig"))
    except ScenarioError:
        raise
    except UnicodeDecodeError as problem:
        raise ScenarioError(name, [("file", f"is not UTF-8 text (byte {problem.start})")]) from None
    except tomllib.TOMLDecodeError as problem:
        raise ScenarioError(name, [("file", f"is not TOML: {problem}")]) from None
    except ValueError:  # Python reads no whole number of more than 4,300 digits
        raise ScenarioError(
            name, [("file", "holds a whole number of thousands of digits, which no key can hold")]
        ) from None
    except RecursionError:
        raise ScenarioError(name, [("file", "is nested too deeply; a scenario is sections of keys")]) from None
    except OSError as problem:
        raise ScenarioError(name, [("file", f"cannot be read: {problem.strerror or problem}")]) from None
