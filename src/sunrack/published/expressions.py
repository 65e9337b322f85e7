"""Small expressions over results and inputs: "cost.per_gpu_hour / ground.texas.per_gpu_hour > 4". They are parsed here
and never given to Python.

    or      a or b
    and     a and b, not a
    compare a < b, <=, >, >=, =, != (also ≤ ≥ ≠); a <= b <= c
    sum     a + b, a - b
    product a * b, a / b (also × ÷)
    atom    a number with its unit ("5 year", "1600 USD/kg"), a dotted name, "a word", f(a, b), (a)

A unit follows its number and holds no space; an operator between names stands between spaces. The functions are
`abs(a)`, `min(a, b)`, `max(a, b)` and `within(a, b, share)`, which is true where a lies within that share of b.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np

from sunrack.units import Q, Quantity, UnitError, unit_of

LONGEST, DEEPEST = 1000, 40  # characters of an expression, and parts within parts
Lookup = Callable[[str], Any]  # gives a quantity or a word by name; raises a ValueError for an unknown one


class ExpressionError(ValueError):
    """An expression that cannot be read or computed, in words."""


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
        if not isinstance(text, str) or not text.strip():
            raise ExpressionError('must be an expression in text, for example "cost.per_gpu_hour"')
        if len(text) > LONGEST:
            raise ExpressionError(f"is longer than {LONGEST} characters")
        return cls(text, _Parser(text).whole())

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


_TOKEN = re.compile(
    r"""\s*(?:
    (?P<number>(?:\d[\d_]*(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)
      (?:\s*(?P<unit>(?!(?:and|or|not)\b)[A-Za-zµ°%$€](?:[\w²³µ°%$]|\*\*-?\d|\^-?\d|[/·](?=[A-Za-zµ°%(]))*)(?![\w.]))?
    | (?P<name>[A-Za-z_][\w]*(?:\.[A-Za-z_0-9][\w-]*)*)
    | (?P<word>"[^"]*"|'[^']*')
    | (?P<sign><=|>=|!=|==|[-+*/×÷·−<>=≤≥≠(),])
    )""",
    re.VERBOSE,
)
_SAME = {"×": "*", "·": "*", "÷": "/", "−": "-", "≤": "<=", "≥": ">=", "≠": "!=", "==": "="}
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
_FUNCTIONS = {"abs": 1, "min": 2, "max": 2, "within": 3}


class _Parser:
    """Recursive descent over the tokens of one expression."""

    def __init__(self, text: str) -> None:
        self.text, self.tokens, self.place, self.depth = text, list(self._split(text)), 0, 0

    def _split(self, text: str) -> Iterator[tuple[str, Any, int]]:
        at, end = 0, len(text.rstrip())
        while at < end:
            found = _TOKEN.match(text, at)
            if found is None or found.end() == at:
                raise ExpressionError(f'"{text}" cannot be read from "{text[at:].strip()[:20]}" on')
            kind = str(found.lastgroup) if found["number"] is None else "number"
            if kind == "number":
                yield "number", _quantity(found["number"], found["unit"]), found.start()
            elif kind == "name" and found["name"] in ("and", "or", "not"):
                yield "sign", found["name"], found.start()
            elif kind == "sign":
                yield "sign", _SAME.get(found["sign"], found["sign"]), found.start()
            else:
                yield kind, found[kind], found.start()
            at = found.end()

    def whole(self) -> Any:
        tree = self._any()
        if self.place < len(self.tokens):
            self._refuse("an operator")
        return tree

    def _refuse(self, wanted: str) -> NoReturn:
        if self.place >= len(self.tokens):
            raise ExpressionError(f'"{self.text}" ends where {wanted} is expected')
        rest = self.text[self.tokens[self.place][2] :].strip()[:20]
        raise ExpressionError(f'"{self.text}" has "{rest}" where {wanted} is expected')

    def _sign(self, *signs: str) -> str:
        """The next sign if it is one of these, and then it is taken; else nothing."""
        if self.place < len(self.tokens):
            kind, content, _ = self.tokens[self.place]
            if kind == "sign" and content in signs:
                self.place += 1
                return str(content)
        return ""

    def _joined(self, part: Callable[[], Any], signs: Any) -> Any:
        tree = part()
        while sign := self._sign(*signs):
            tree = (sign, tree, part())
        return tree

    def _any(self) -> Any:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ExpressionError("has more than 40 parts within parts")
        tree = self._joined(lambda: self._joined(self._not, ("and",)), ("or",))
        self.depth -= 1
        return tree

    def _not(self) -> Any:
        turns = 0
        while self._sign("not"):
            turns += 1
        tree = self._comparison()
        return ("not", tree) if turns % 2 else tree

    def _comparison(self) -> Any:
        left = self._sum()
        tests = []
        while sign := self._sign(*_COMPARE):
            right = self._sum()
            tests.append((sign, left, right))
            left = right
        if not tests:
            return left
        tree = tests[0]
        for test in tests[1:]:
            tree = ("and", tree, test)
        return tree

    def _sum(self) -> Any:
        return self._joined(lambda: self._joined(self._signed, _PRODUCT), _SUM)

    def _signed(self) -> Any:
        turns = 0
        while sign := self._sign("-", "+"):
            turns += sign == "-"
        tree = self._atom()
        return ("negative", tree) if turns % 2 else tree

    def _atom(self) -> Any:
        if self._sign("("):
            tree = self._any()
            if not self._sign(")"):
                self._refuse('")"')
            return tree
        if self.place >= len(self.tokens) or self.tokens[self.place][0] == "sign":
            self._refuse("a number or a name")
        kind, content, _ = self.tokens[self.place]
        self.place += 1
        if kind == "number":
            return ("number", content)
        if kind == "word":
            return ("word", content[1:-1])
        return self._function(content) if self._sign("(") else ("name", content)

    def _function(self, name: str) -> Any:
        if name not in _FUNCTIONS:
            raise ExpressionError(f'"{name}" is not a function; those are {", ".join(_FUNCTIONS)}')
        parts = [self._any()]
        while self._sign(","):
            parts.append(self._any())
        if not self._sign(")"):
            self._refuse('")"')
        if len(parts) != _FUNCTIONS[name]:
            raise ExpressionError(f'"{name}" takes {_FUNCTIONS[name]} arguments, not {len(parts)}')
        return ("call", name, *parts)


def _quantity(number: str, unit: str | None) -> Any:
    try:
        return Q(f"{number.replace('_', '')} {unit or ''}".strip()).to_base_units()
    except UnitError as problem:
        raise ExpressionError(str(problem)) from None


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
    return found if isinstance(found, Quantity) else Quantity(found, "")


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
