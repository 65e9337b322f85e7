"""How a value follows from others: a term of operations over values that have names. Plain data, and its text."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack import constants


@dataclass(frozen=True, slots=True)
class Ref:
    """A value that has a name of its own, by its slot."""

    slot: int


@dataclass(frozen=True, slots=True, eq=False)
class Apply:
    """An operation on terms; `winner` is the place of the term that a minimum or maximum took, where there is one."""

    op: str
    takes: tuple[Any, ...]
    named: tuple[tuple[str, Any], ...] = ()
    winner: int | None = None


Term = Any
"""A `Ref`, an `Apply`, or a constant: a number, a word or a read-only array."""

SHAPING = frozenset(
    "expand_dims moveaxis swapaxes broadcast_to reshape ravel atleast_1d squeeze transpose copy astype item positive"
    " broadcast_arrays".split()
)
"""Operations that change the shape or the kind of an array and not its numbers."""

_SIGNS = {
    "add": ("+", 1), "subtract": ("−", 1), "multiply": ("×", 2), "divide": ("/", 2), "power": ("^", 4),
    "less": ("<", 0), "less_equal": ("≤", 0), "greater": (">", 0), "greater_equal": ("≥", 0), "equal": ("=", 0),
    "not_equal": ("≠", 0), "bitwise_and": ("and", 0), "logical_and": ("and", 0), "bitwise_or": ("or", 0),
    "logical_or": ("or", 0), "remainder": ("mod", 2), "floor_divide": ("//", 2),
}  # fmt: skip
_WORDS = {
    "minimum": "min", "fmin": "min", "maximum": "max", "fmax": "max", "absolute": "abs", "square": "square",
    "maximum.reduce": "max", "minimum.reduce": "min", "add.reduce": "sum", "multiply.reduce": "product",
    "invert": "not", "logical_not": "not", "rint": "round", "log": "ln", "log1p": "ln(1 +)", "take": "entry",
    "take_along_axis": "entry", "argmax": "place of largest", "logical_and.reduce": "all",
    "logical_or.reduce": "any",
}  # fmt: skip
_NAMED = {value: name for name, value in vars(constants).items() if isinstance(value, float)}
_NAMED |= {1 + 1e-9: "(1 + 1e-9)", 1 - 1e-9: "(1 − 1e-9)"}  # limits with what rounding may miss


def refs(term: Term) -> Iterator[int]:
    """The slots of the values that a term names, in the order of its text; one may come twice."""
    if type(term) is Ref:
        yield term.slot
    elif type(term) is Apply:
        for one in term.takes:
            yield from refs(one)


def is_plain(index: Any) -> bool:
    """Whether an index takes all of an array, or its only entry."""
    parts = index if isinstance(index, tuple) else (index,)
    return all(part is Ellipsis or part is None or part == slice(None) for part in parts)


def shapes_only(term: Apply) -> bool:
    """Whether a term changes shape or kind alone."""
    return term.op in SHAPING or (term.op == "getitem" and is_plain(dict(term.named)["index"]))


def text_of(term: Term, name: Callable[[int], str], above: int = 0) -> str:
    """A term as a reader writes it.

    Args:
        term: The term.
        name: What a slot is called.
        above: How strongly the operation around it binds.
    """
    if type(term) is Ref:
        return name(term.slot)
    if type(term) is not Apply:
        return constant(term)
    if shapes_only(term):
        return text_of(term.takes[0], name, above)
    if term.op in _SIGNS:
        sign, level = _SIGNS[term.op]
        left = text_of(term.takes[0], name, level)
        right = text_of(term.takes[1], name, level + (term.op in ("subtract", "divide", "power")))
        return f"({left} {sign} {right})" if level < above else f"{left} {sign} {right}"
    if term.op == "negative":
        said = f"−{text_of(term.takes[0], name, 3)}"
        return f"({said})" if above > 1 else said
    if term.op == "square":
        return f"{text_of(term.takes[0], name, 5)}²"
    if term.op in ("stack", "concatenate"):
        return f"[{', '.join(text_of(one, name) for one in term.takes)}]"
    if term.op == "getitem":
        return f"{text_of(term.takes[0], name, 5)}[{_index(dict(term.named)['index'])}]"
    inner = [text_of(one, name) for one in term.takes]
    if term.op == "log1p":
        return f"ln(1 + {text_of(term.takes[0], name, 1)})"
    if term.op == "where":
        return f"({inner[1]} if {inner[0]}, else {inner[2]})"
    if term.op == "take" and isinstance(table := term.takes[0], np.ndarray) and table.dtype.kind in "US":
        return f"entry {inner[1]}, counted from 0, of [{', '.join(table.tolist())}]"
    if term.winner is not None:
        inner[term.winner] += " ←"
    return f"{_WORDS.get(term.op, term.op)}({', '.join(inner)})"


def constant(one: Any) -> str:
    """A constant in words: its name where it is one of nature's, four digits where it is long."""
    if isinstance(one, np.ndarray) and one.size == 1:
        one = one.reshape(-1)[0]
    if isinstance(one, np.ndarray):
        return f"<{one.size} constants>"
    if isinstance(one, (bool, np.bool_, str)) or one is None:
        return str(one)
    number = float(one)
    if not math.isfinite(number):
        return str(number)
    return _NAMED.get(number) or (f"{number:.15g}" if len(f"{number:.15g}") < 8 else f"{number:.4g}")


def _index(index: Any) -> str:
    parts = index if isinstance(index, tuple) else (index,)
    said = ["…" if one is Ellipsis else _slice(one) if isinstance(one, slice) else str(one) for one in parts]
    return ", ".join(said)


def _slice(one: slice) -> str:
    ends = ":".join("" if part is None else str(part) for part in (one.start, one.stop))
    return ends if one.step is None else f"{ends}:{one.step}"
