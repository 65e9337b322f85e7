"""Names and counts as users give them: text is one name in place of a list; anything else is refused in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

import numpy as np


def listed(names: Any, what: str, example: str = "mass.wet") -> tuple[str, ...]:
    """Each name once, in the order given; a set, which has no order, by the alphabet.

    Args:
        names: One name, or any list of names.
        what: What they are, for messages: "outputs".
        example: One of them.
    Raises:
        ValueError: There is none, or one is not text.
    """
    if isinstance(names, str):
        names = [names]
    if not isinstance(names, Iterable) or isinstance(names, (bytes, Mapping)):
        raise ValueError(f'{what} must be a list of names, for example ["{example}"], not {names!r:.40}')
    found = list(names)
    if isinstance(names, (set, frozenset)):
        found.sort(key=str)
    for one in found:
        named(one, f"a name in {what}", example)
    return tuple(dict.fromkeys(map(str, found)))


def either(name: str, given: Any, old: str, before: Any) -> Any:
    """An argument that was given by its name or by an old one; None by neither.

    Raises:
        ValueError: By both, with different contents.
    """
    if given is None or before is None or given is before or (isinstance(given, str) and given == before):
        return before if given is None else given
    raise ValueError(f"{name} and {old} are two names of one argument, and they differ. Give {name} alone")


def named(name: Any, what: str, example: str = "mass.wet") -> str:
    """One name.

    Raises:
        ValueError: It is not text.
    """
    if not isinstance(name, str):
        raise ValueError(f'{what} must be text, for example "{example}", not {name!r:.40}')
    return str(name)


def whole_number(what: str, number: Any, least: int, most: int) -> int:
    """A whole number within bounds, of any kind that holds one (1e6 is whole too).

    Raises:
        ValueError: It is none, in words.
    """
    is_text = number is None or isinstance(number, (bool, np.bool_, str, bytes)) or np.ndim(number) > 0
    with suppress(TypeError, ValueError, OverflowError):
        if not is_text and int(number) == number and least <= number <= most:
            return int(number)
    said = repr(number) if is_text else str(number)
    raise ValueError(f"{what} must be a whole number from {least:,} to {most:,}, not {said[:40]}")
