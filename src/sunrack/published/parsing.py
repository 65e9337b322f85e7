"""Text to a tree: the parser of the small expressions that `sunrack.published.expressions` computes.

    or      a or b
    and     a and b, not a
    compare a < b, <=, >, >=, =, != (also ≤ ≥ ≠); a <= b <= c
    sum     a + b, a - b
    product a * b, a / b (also × ÷)
    atom    a number with its unit ("5 year", "1600 USD/kg"), a dotted name, "a word", f(a, b), (a)

A unit follows its number and holds no space; an operator between names stands between spaces.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from sunrack.published.measures import Measure, measure
from sunrack.units import UnitError

LONGEST, DEEPEST = 1000, 40  # characters of an expression, and parts within parts


class ExpressionError(ValueError):
    """An expression that cannot be read or computed, in words."""


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
COMPARE = ("<", "<=", ">", ">=", "=", "!=")
SUM, PRODUCT = ("+", "-"), ("*", "/")
FUNCTIONS = {"abs": 1, "min": 2, "max": 2, "within": 3}


def parse(text: Any) -> Any:
    """The tree of an expression: tuples of a sign or a kind and its parts.

    Raises:
        ExpressionError: It is not one, with the place and what was expected.
    """
    if not isinstance(text, str) or not text.strip():
        raise ExpressionError('must be an expression in text, for example "cost.per_gpu_hour"')
    if len(text) > LONGEST:
        raise ExpressionError(f"is longer than {LONGEST} characters")
    return _Parser(text).whole()


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
        while sign := self._sign(*COMPARE):
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
        return self._joined(lambda: self._joined(self._signed, PRODUCT), SUM)

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
        if name not in FUNCTIONS:
            raise ExpressionError(f'"{name}" is not a function. The functions are {", ".join(FUNCTIONS)}')
        parts = [self._any()]
        while self._sign(","):
            parts.append(self._any())
        if not self._sign(")"):
            self._refuse('")"')
        if len(parts) != FUNCTIONS[name]:
            raise ExpressionError(f'"{name}" takes {FUNCTIONS[name]} arguments, not {len(parts)}')
        return ("call", name, *parts)


def _quantity(number: str, unit: str | None) -> Measure:
    content = float(number.replace("_", ""))
    if not math.isfinite(content):
        raise ExpressionError(f"{number[:20]} must be a finite number")
    try:
        return measure(content, unit or "")
    except UnitError as problem:
        raise ExpressionError(str(problem)) from None
