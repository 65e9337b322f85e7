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

from sunrack.published.parsing import ExpressionError, parse
from sunrack.units import Quantity, UnitError, unit_of

Lookup = Callable[[str], Any]  # gives a quantity or a word by name; raises a ValueError for an unknown one


@dataclass(frozen=True)
class Expression:
    """A parsed expression.

    >>> Expression.parse("2 * 3 kg + 500 g").value({}.__getitem__).to("kg")
    <Quantity(6.5, 'kilogram')>
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
        """What it comes to: a quantity, a word, or true or false; arrays where names are arrays.

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
        if _is_truth(found) or isinstance(found, str) or np.asarray(getattr(found, "magnitude", found)).dtype == object:
            raise ExpressionError(f'"{self.text}" is not a number')
        return _in_unit(found, unit, self.text)


def _in_unit(found: Any, unit: str, text: str) -> Any:
    try:
        return Quantity(found).to(unit_of(unit)).magnitude
    except UnitError as problem:
        raise ExpressionError(str(problem)) from None
    except Exception as problem:  # pint raises many kinds
        if not isinstance(problem, (ValueError, TypeError, AttributeError)):
            raise
        raise ExpressionError(f'"{text}" is in {_unit(found)} and cannot be given in "{unit}"') from None


_COMPARE = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}
_SUM = {"+": operator.add, "-": operator.sub}
_PRODUCT = {"*": operator.mul, "/": operator.truediv}


def _names(tree: Any) -> Iterator[str]:
    if tree[0] == "name":
        yield tree[1]
    for part in tree[1:]:
        if isinstance(part, tuple):
            yield from _names(part)


def _is_truth(found: Any) -> bool:
    return not isinstance(found, Quantity) and np.asarray(found).dtype.kind == "b"


def _unit(found: Any) -> str:
    return f"{found.units:~P}" or "no unit" if isinstance(found, Quantity) else "no unit"


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
        return -_number(parts[0])
    if any(map(_is_truth, parts)):
        raise ExpressionError(f'"{kind}" takes numbers, and a comparison is none')
    left, right = parts
    if kind in _COMPARE:
        return _compared(kind, left, right)
    return _computed(kind, left, right)


def _number(found: Any) -> Any:
    if _is_truth(found) or isinstance(found, str):
        raise ExpressionError(f'"{found}" is not a number')
    number, unit = (found.magnitude, found.units) if isinstance(found, Quantity) else (found, "")
    return Quantity(np.asarray(number, dtype=float)[()], unit)  # numpy's zero divides without an error


def _computed(sign: str, left: Any, right: Any) -> Any:
    left, right = _number(left), _number(right)
    if sign in _PRODUCT:
        return _PRODUCT[sign](left.to_base_units(), right.to_base_units())
    return _SUM[sign](*_alike(sign, left, right))


def _compared(sign: str, left: Any, right: Any) -> Any:
    words = [np.asarray(one).dtype.kind in "US" for one in (left, right) if not isinstance(one, Quantity)]
    if any(words):
        if len(words) < 2 or not all(words) or sign not in ("=", "!="):
            raise ExpressionError(f'a word is compared with a word, by = or !=, and not by "{sign}" with a number')
        return _COMPARE[sign](np.asarray(left), np.asarray(right))
    first, second = _alike(sign, _number(left), _number(right))
    return np.asarray(_COMPARE[sign](first.magnitude, second.magnitude))


def _alike(sign: str, left: Any, right: Any) -> tuple[Any, Any]:
    """Two quantities in base units, if they are of one dimension."""
    left, right = left.to_base_units(), right.to_base_units()
    if left.dimensionality != right.dimensionality:
        raise ExpressionError(f'"{sign}" cannot join {_unit(left)} and {_unit(right)}')
    return left, right


def _called(name: str, parts: list[Any]) -> Any:
    parts = [_number(one) for one in parts]
    if name == "abs":
        return abs(parts[0])
    left, right = _alike(name, parts[0], parts[1])
    if name == "within":
        share = parts[2].to_base_units()
        if share.dimensionality:
            raise ExpressionError("the third argument of within is a share, such as 0.05")
        return np.asarray(abs(left - right).magnitude <= share.magnitude * abs(right).magnitude)
    chosen = {"min": np.minimum, "max": np.maximum}[name]
    return Quantity(chosen(left.magnitude, right.magnitude), left.units)


__all__ = ["Expression", "ExpressionError", "Lookup"]
