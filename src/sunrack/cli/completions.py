"""What the shell offers when a word is completed: scenarios, regions, keys, results and the words of an option."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path


def scenarios(incomplete: str) -> list[str]:
    """Built-in scenarios, and the .toml files and folders beside the word."""
    from sunrack.scenario import shipped

    folder = Path(incomplete).parent if "/" in incomplete else Path()
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    files = [f"{one}/" if one.is_dir() else str(one) for one in there if one.is_dir() or one.suffix == ".toml"]
    return _begins(incomplete, [*shipped(), *files, "-"])


def regions(incomplete: str) -> list[str]:
    """Every built-in region, and "all"."""
    from sunrack.catalogue import records

    return _begins(incomplete, [*records("regions"), "all"])


def keys(incomplete: str) -> list[str]:
    """Every number of the built-in scenario."""
    from sunrack.scenario import load

    return _begins(incomplete, load().values())


def changes(incomplete: str) -> list[str]:
    """Every key of the built-in scenario, with the sign that its value follows."""
    from sunrack.ground import REGION_FIELDS
    from sunrack.scenario import load

    case = load()
    words = (f"{room}.{key}" for room, section in case.sections().items() for key, _ in section)
    every = [f"ground.*.{key}" for key in REGION_FIELDS]
    return _begins(incomplete, [f"{key}=" for key in dict.fromkeys([*words, *case.values(), *every])])


def kinds(incomplete: str) -> list[str]:
    """The kinds of catalogues."""
    from sunrack.catalogue import KINDS

    return _begins(incomplete, KINDS)


def entries(incomplete: str) -> list[str]:
    """The entries of every catalogue."""
    from sunrack.catalogue import KINDS, records

    return _begins(incomplete, dict.fromkeys(name for kind in KINDS for name in records(kind)))


def results(incomplete: str) -> list[str]:
    """Every result of the built-in scenario."""
    from sunrack.verdict import compare_bare

    return _begins(incomplete, [*compare_bare().to_dict(), "compare.cost_ratio", "compare.net_present_value"])


def published(incomplete: str) -> list[str]:
    """Every published analysis and announced satellite, and the .toml files beside the word."""
    from sunrack.published import shipped

    folder = Path(incomplete).parent if "/" in incomplete else Path()
    files = [str(one) for one in sorted(folder.glob("*.toml"))] if folder.is_dir() else []
    return _begins(incomplete, [*shipped(), *files])


def words(*allowed: str) -> Callable[[str], list[str]]:
    """A completion by a few words, such as formats."""

    def complete(incomplete: str) -> list[str]:
        return _begins(incomplete, allowed)

    return complete


def _begins(incomplete: str, known: Iterable[str]) -> list[str]:
    return [word for word in known if word.startswith(incomplete)]
