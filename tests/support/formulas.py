"""Computes the cells of a workbook with the package `formulas`, an independent reader of spreadsheet formulas.

Its reader of whole workbooks needs openpyxl and compiles each of 6,000 formulas. Here a formula is compiled once for all
cells in which it differs by its references alone, so that a workbook takes three seconds.
"""

import re
from functools import cache

import numpy as np
import pytest

_CELL = r"\$?[A-Z]{1,3}\$?\d+"
_REFERENCE = re.compile(rf'"[^"]*"|(?:(\w+)!)?({_CELL})(?::({_CELL}))?(?![\w(])')
_NUMBER = re.compile(r"-?\d+(\.\d+)?(E[+-]?\d+)?", re.IGNORECASE)


@cache
def _compiled(formula):
    """A formula as a function, and the references that it takes, in order."""
    parser = pytest.importorskip("formulas.parser", reason="formulas is not installed")
    made = parser.Parser().ast(f"={formula}")[1].compile()
    return made, tuple(made.inputs)


def _letters(number):
    """The letters of a column, from 0."""
    text = ""
    while number >= 0:
        text, number = chr(65 + number % 26) + text, number // 26 - 1
    return text


def _column(letters):
    """The number of a column, from 0."""
    number = 0
    for one in letters:
        number = 26 * number + ord(one) - 64
    return number - 1


class Computed:
    """The cells of a workbook, each computed when it is first read.

    Args:
        sheets: Name of a sheet → its cells → (formula or None, what stands in it).
    """

    def __init__(self, sheets):
        self.sheets, self.known = sheets, {}

    def __call__(self, sheet, cell):
        """The value of a cell: a number, a word, or an error of the spreadsheet."""
        waiting = [(sheet, cell)]
        while waiting:  # not by recursion: the model is thousands of steps long
            place = waiting[-1]
            if place in self.known:
                waiting.pop()
                continue
            formula, shown = self.sheets[place[0]].get(place[1], (None, None))
            if formula is None:
                self.known[place] = float(shown) if shown and _NUMBER.fullmatch(shown) else shown
                continue
            needed = [one for _, cells in self._references(place[0], formula) for one in cells]
            missing = [one for one in needed if one not in self.known]
            if missing:
                waiting += missing
            else:
                self.known[place] = self._value(place[0], formula)
        return self.known[sheet, cell]

    def _references(self, sheet, formula):
        """Each reference of a formula as it is written, and its cells."""
        found = []
        for match in _REFERENCE.finditer(formula):
            if match[2]:
                where, first, last = match[1] or sheet, match[2], match[3] or match[2]
                (start, top), (end, low) = (re.fullmatch(r"([A-Z]+)(\d+)", one).groups() for one in (first, last))
                columns = range(_column(start), _column(end) + 1)
                rows = range(int(top), int(low) + 1)
                found.append((match[0], [(where, f"{_letters(one)}{row}") for row in rows for one in columns]))
        return found

    def _value(self, sheet, formula):
        given = {}

        def plain(match):
            """The same reference in every formula of one form: A1, A2, … in order, of one cell or of several."""
            if not match[2]:
                return match[0]
            return given.setdefault(match[0], f"A{len(given) + 1}" + (f":B{len(given) + 1}" if match[3] else ""))

        pattern = _REFERENCE.sub(plain, formula)
        function, names = _compiled(pattern)
        values = {}
        for text, cells in self._references(sheet, formula):
            numbers = np.array([[self.known[one] for one in cells]], dtype=object)
            several = given[text].count(":")
            rows = len({re.sub(r"\D", "", cell) for _, cell in cells})
            values[given[text]] = numbers.reshape(rows, -1) if several else numbers
        with np.errstate(all="ignore"):  # it computes both branches of IF
            answer = np.asarray(function(*(values[one] for one in names)), dtype=object).ravel()[0]
        return float(answer) if isinstance(answer, (bool, np.bool_, int, float, np.number)) else answer
