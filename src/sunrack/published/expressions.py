"""Small expressions over results and inputs: "cost.per_gpu_hour / ground.texas.per_gpu_hour > 4". They are parsed by
`sunrack.published.parsing` and never given to Python.

The functions are `abs(a)`, `min(a, b)`, `max(a, b)` and `within(a, b, share)`, which is true where a lies within
that share of b.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack.published.measures import Measure, measure
from sunrack.published.parsing import ExpressionError, parse
from sunrack.units import UnitError

Lookup = Callable[[str], Any]  # gives a Measure or a word by name; raises a ValueError for an unknown one


@dataclass(frozen=True)
class Expression:
    """A parsed expression.

    >>> float(Expression.parse("2 * 3 kg + 500 g").number({}.__getitem__, "kg"))
    6.5
    """

    text: str
    tree: Any

    @classmethod
    def parse(cls, text: str) -> Expression:
        """Read an expression.

        Raises:
            ExpressionError: It is not one, with the place and what was expected.
        """
        return cls(text, parse(text))

    @property
    def names(self) -> tuple[str, ...]:
        """Every name in it, each once, in order."""
        return tuple(dict.fromkeys(_names(self.tree)))

    def value(self, lookup: Lookup) -> Any:
        """What it comes to: a `Measure`, a word, or true or false; arrays where names are arrays.

        Args:
            lookup: Gives what stands for a name.
        Raises:
            ExpressionError: Units that do not go together.
        """
        with np.errstate(all="ignore"):
            return _evaluated(self.tree, lookup)

    def truth(self, lookup: Lookup) -> Any:
        """Whether it holds; arguments as `value`.

        Raises:
            ExpressionError: It is a number and compares nothing.
        """
        found = self.value(lookup)
        if not _is_truth(found):
            raise ExpressionError(f'"{self.text}" compares nothing; write for example "mass.wet < 5 t"')
        return found

    def number(self, lookup: Lookup, unit: str) -> Any:
        """Its value as a bare number in a unit; other arguments as `value`.

        Raises:
            ExpressionError: It has another dimension, or is no number.
        """
        found = self.value(lookup)
        if _is_truth(found) or isinstance(found, str):
            raise ExpressionError(f'"{self.text}" is not a number')
        try:
            return _number(found).within(unit)
        except UnitError as problem:
            raise ExpressionError(f'"{self.text}" cannot be given in "{unit}": {problem}') from None


_COMPARE = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}
_SUM = {"+": operator.add, "-": operator.sub}
_PRODUCT = {"*": 1, "/": -1}  # by which power the right side is raised


def _names(tree: Any) -> Iterator[str]:
    if tree[0] == "name":
        yield tree[1]
    for part in tree[1:]:
        if isinstance(part, tuple):
            yield from _names(part)


def _is_truth(found: Any) -> bool:
    return not isinstance(found, Measure) and np.asarray(found).dtype.kind == "b"


def _evaluated(tree: Any, lookup: Lookup) -> Any:
    kind = tree[0]
    if kind in ("number", "word"):
        return tree[1]
    if kind == "name":
        return lookup(tree[1])
    if kind == "call":
        return _called(tree[1], [_evaluated(part, lookup) for part in tree[2:]])
    parts = [_evaluated(part, lookup) for part in tree[1:]]
    if kind in ("and", "or", "not"):
        if not all(map(_is_truth, parts)):
            raise ExpressionError(f'"{kind}" joins comparisons, and a number or a word is none')
        return np.logical_not(parts[0]) if kind == "not" else {"and": np.logical_and, "or": np.logical_or}[kind](*parts)
    if kind == "negative":
        return Measure(-_number(parts[0]).si, _number(parts[0]).base)
    if any(map(_is_truth, parts)):
        raise ExpressionError(f'"{kind}" takes numbers, and a comparison is none')
    left, right = parts
    if kind in _COMPARE:
        return _compared(kind, left, right)
    return _computed(kind, left, right)


def _number(found: Any) -> Measure:
    if isinstance(found, Measure):
        return found
    if not isinstance(found, (int, float, np.generic, np.ndarray)) or np.asarray(found).dtype.kind not in "iuf":
        raise ExpressionError(f'"{found}" is not a number')
    return measure(found, "")


def _computed(sign: str, first: Any, second: Any) -> Measure:
    left, right = _number(first), _number(second)
    if sign in _PRODUCT:
        return left.times(right, _PRODUCT[sign])
    one, other = _alike(sign, left, right)
    return Measure(_SUM[sign](one.si, other.si), one.base)


def _compared(sign: str, left: Any, right: Any) -> Any:
    words = [np.asarray(one).dtype.kind in "US" for one in (left, right) if not isinstance(one, Measure)]
    if any(words):
        if len(words) < 2 or not all(words) or sign not in ("=", "!="):
            raise ExpressionError(f'a word is compared with a word, by = or !=, and not by "{sign}" with a number')
        return _COMPARE[sign](np.asarray(left), np.asarray(right))
    first, second = _alike(sign, _number(left), _number(right))
    return np.asarray(_COMPARE[sign](first.si, second.si))


def _alike(sign: str, left: Measure, right: Measure) -> tuple[Measure, Measure]:
    """Two measures, if they are of one dimension."""
    if left.base != right.base:
        raise ExpressionError(f'"{sign}" cannot join {left.unit} and {right.unit}')
    return left, right


def _called(name: str, parts: list[Any]) -> Any:
    parts = [_number(one) for one in parts]
    if name == "abs":
        return Measure(np.abs(parts[0].si), parts[0].base)
    left, right = _alike(name, parts[0], parts[1])
    if name == "within":
        if parts[2].base:
            raise ExpressionError("the third argument of within is a share, such as 0.05")
        return np.asarray(np.abs(left.si - right.si) <= parts[2].si * np.abs(right.si))
    return Measure({"min": np.minimum, "max": np.maximum}[name](left.si, right.si), left.base)


__all__ = ["Expression", "ExpressionError", "Lookup"]
