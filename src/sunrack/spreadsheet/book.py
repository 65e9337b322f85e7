"""The sheets of a workbook."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from functools import cached_property
from typing import IO, Any

from sunrack.catalogue import place, sources
from sunrack.comparison import Comparison
from sunrack.drawing import number, printed_unit
from sunrack.drawing.words import INFINITE, UNDEFINED, entry_unit
from sunrack.findings.titles import input_title
from sunrack.names import Name
from sunrack.spreadsheet.model import Live
from sunrack.study.live import ALTITUDE, CLOCK, YEAR
from sunrack.trace.flat import flatten
from sunrack.trace.spreadsheet import ENDLESS, HUGE, Sheet, written

LIMIT = 32_000  # characters that a cell holds, less a few
_FIRST = 3  # column of the first number in the sheet of the model
_VALUE, _SI = 2, 10  # columns of an input: as it is entered, and in SI
_HEADLINES = ("cost_ratio", "net_present_value", "breakeven_launch_price")
_ORBIT = (
    "cost.per_gpu_hour", "cost.capital", "cost.fleet_capital", "mass.wet", "mass.dry", "power.array_area",
    "power.array_mass", "thermal.radiator_area", "thermal.radiator_mass", "launch.fleet_satellites",
    "clock.time_to_first_token",
)  # fmt: skip
_REGION = ("per_gpu_hour", "fleet_capital", "time_to_power")


class Book:
    """One workbook. Text is always written as text: what begins with "=" is no formula."""

    def __init__(self, c: Comparison, live: Live) -> None:
        self.c, self.live = c, live
        self.values, self.results = c.scenario.values(), c.to_dict()
        self.rows = {key: 1 + k for k, key in enumerate(self.values)}  # of the sheet of inputs
        self.fixed = {key: 1 + k for k, key in enumerate(live.fixed)}
        self.lines = {name: 1 + k for k, name in enumerate(self.results)}

    def write(self, target: IO[bytes]) -> None:
        """All sheets, to an open file."""
        import xlsxwriter

        safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.book = xlsxwriter.Workbook(target, safe)
        self.book.set_properties({"title": self._cut(self.c.scenario.name), "created": datetime.datetime(1980, 1, 1)})
        self.bold = self.book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.strong = self.book.add_format({"bold": True, "text_wrap": True, "font_size": 13})
        self.entry = self.book.add_format({"bg_color": "#FFF6D6", "font_color": "#0B3D91", "border": 1})
        self.title = self.book.add_format({"bold": True, "font_size": 13})
        self._verdict()
        self._inputs()
        self._results()
        self._stacks()
        self._sources()
        self._fixed()
        self._constants()
        self._model()
        self.book.close()

    @cached_property
    def constants(self) -> int:
        """How many constants the program has; each is a number or a list in a row of its own."""
        return len(flatten(self.live.program).values)

    @cached_property
    def sheet(self) -> Sheet:
        """The formulas of the model."""
        return written(self.live.program, self._cell)

    def _cell(self, number: int, k: int) -> str:
        """Where a number of the program stands."""
        keys = self.live.program.keys
        if number < len(keys):
            key = keys[number]
            at, row = (f"Fixed!{_column(1)}", self.fixed[key]) if key in self.fixed else (f"Inputs!{_column(_SI)}", 0)
            return f"{at}{(row or self.rows[key]) + 1}"
        number -= len(keys)
        if number < self.constants:
            return f"Constants!{_column(k)}{number + 2}"
        return f"Model!{_column(_FIRST + k)}{number - self.constants + 2}"

    def _verdict(self) -> None:
        page = self._page("Verdict", [], [44, 18, 12, 18, 60])
        case, region = self.c.scenario, self.c.answer_region
        self._text(page, 0, 0, case.title or case.name, self.title)
        said = ["As written by sunrack, for the inputs as they were:", *self.c.verdict.sentences]
        passed = [one for one in self.c.checks if one.passed]
        said.append(f"{len(passed)} of {len(self.c.checks)} feasibility checks pass.")
        for k, sentence in enumerate(said, 1):
            page.merge_range(k, 0, k, 4, "", self.wrapped)
            self._text(page, k, 0, sentence, self.strong if k == 2 else self.wrapped)
            page.set_row(k, 15 * math.ceil(min(len(sentence), 1500) / (110 if k == 2 else 140)))
        top = len(said) + 2
        for k, head in enumerate(("Result", "Live value", "Unit", "As written", "Name")):
            self._text(page, top, k, head, self.bold)
        names = [*_ORBIT, *(f"ground.{region}.{one}" for one in _REGION)]
        names = [*(f"compare.{region}.{one}" for one in _HEADLINES), *names]
        for k, name in enumerate((name for name in names if name in self.results), top + 1):
            self._result(page, k, name, f"Results!{_column(1)}{self.lines[name] + 1}")
            self._text(page, k, 4, name)
        last = top + 2 + len(names)
        note = (
            "Change a yellow cell in the sheet Inputs: every live value follows. The sentences above do not. Results"
            " marked as partly live hold some numbers of the sheet Fixed, such as the outcomes of waits."
        )
        page.merge_range(last, 0, last, 4, "", self.wrapped)
        page.set_row(last, 32)
        self._text(page, last, 0, note, self.wrapped)

    def _inputs(self) -> None:
        heads = ["Input", "Key", "Value", "Unit", "Low", "High", "Rests on", "Source", "Why", "Live", "In SI"]
        page = self._page("Inputs", heads, [38, 34, 14, 14, 12, 12, 12, 26, 60, 40, 18])
        live = {*self.live.program.keys}
        for key, row in self.rows.items():
            value = self.values[key]
            unit, scale, offset = entry_unit(value.unit)
            used = key in live
            self._text(page, row, 0, input_title(key))
            self._text(page, row, 1, key)
            page.write_number(row, _VALUE, (value.si - offset) / scale, self.entry if used else None)
            self._text(page, row, 3, unit)
            for column, end in ((4, value.low), (5, value.high)):
                if end is not None:
                    page.write_number(row, column, (end - offset) / scale)
            said = (value.rests_on, value.source, " ".join(one for one in (value.where, value.why) if one))
            for column, text in enumerate(said, 6):
                self._text(page, row, column, text)
            self._text(page, row, 9, self._liveness(key, used))
            at = f"{_column(_VALUE)}{row + 1}"
            page.write_formula(
                row, _SI, f"={at}*{scale!r}+{offset!r}" if offset else f"={at}*{scale!r}", None, value.si
            )
        page.autofilter(0, 0, len(self.rows), len(heads) - 1)

    def _liveness(self, key: str, used: bool) -> str:
        if key in (CLOCK, YEAR):
            return "not live: the year of eclipses is solved outside the workbook"
        if key == ALTITUDE and used:
            low, high = (one / 1e3 for one in self.live.altitude)
            return f"live from {low:,.0f} to {high:,.0f} km"
        if self.values[key].follows:
            return "not live: it follows from other inputs, in the model"
        return "live" if used else "not live: no live result rests on it"

    def _results(self) -> None:
        page = self._page("Results", ["Result", "Value", "Unit", "As written", "Live"], [46, 18, 16, 18, 60])
        for name, row in self.lines.items():
            target = self.sheet.outputs.get(name) if name in self.live.results else None
            formula = None if target is None else _told(self._cell(target, 0))
            self._result(page, row, name, formula)
            partly = "partly live: it rests on numbers of the sheet Fixed" if name in self.live.partly else "live"
            self._text(page, row, 4, "not live: as written" if formula is None else partly)
        page.autofilter(0, 0, len(self.lines), 4)

    def _result(self, page: Any, row: int, name: str, formula: str | None) -> None:
        """A result's name, its live value, its unit, and its value as written."""
        told = self.results[name]
        self._text(page, row, 0, name)
        if formula is None:
            self._put(page, row, 1, told["value"])
        else:
            page.write_formula(row, 1, f"={formula}", None, self._computed(name))
        self._text(page, row, 2, "" if told["unit"] == "-" else printed_unit(told["unit"]))
        self._put(page, row, 3, told["value"])

    def _stacks(self) -> None:
        page = self._page("Stacks", [], [34, 20, 20])
        row = 0
        for title, side in [("Orbit", "cost"), *((place(name), f"ground.{name}") for name in self.c.ground)]:
            names = [name for name in self.results if name.startswith(f"{side}.stack.")]
            for k, head in enumerate((title, "USD per GPU-hour", "Result")):
                self._text(page, row, k, head, self.bold)
            for k, name in enumerate(names, row + 1):
                self._text(page, k, 0, Name.parse(name).key.rpartition(".")[2].replace("_", " "))
                page.write_formula(k, 1, f"=Results!{_column(1)}{self.lines[name] + 1}", None, self._computed(name))
                self._text(page, k, 2, name)
            last = row + 1 + len(names)
            self._text(page, last, 0, "Sum: cost per GPU-hour sold", self.bold)
            total = self._computed(f"{side}.per_gpu_hour")
            page.write_formula(last, 1, f"={_sum(f'B{row + 2}:B{last}')}", self.bold, total)
            row = last + 2

    def _sources(self) -> None:
        page = self._page("Sources", ["Source", "Tier", "Title", "Author", "Year", "Where"], [28, 12, 70, 36, 8, 60])
        cited = sorted({one.source for one in self.values.values()} & {*sources()})
        for row, key in enumerate(cited, 1):
            said = sources()[key]
            parts = (key, said.get("tier"), said.get("title"), said.get("author"), said.get("year"))
            for k, part in enumerate((*parts, said.get("url") or said.get("doi"))):
                self._text(page, row, k, "" if part is None else str(part))

    def _fixed(self) -> None:
        page = self._page(
            "Fixed", ["Number", "Value in SI", "Given by the law", "Why it is not live"], [28, 22, 44, 60]
        )
        for key, row in self.fixed.items():
            self._text(page, row, 0, key)
            self._number(page, row, 1, self.live.fixed[key])
            self._text(page, row, 2, self.live.laws[key])
            self._text(page, row, 3, "It is worked out from a long list, such as the outcomes of a wait.")

    def _constants(self) -> None:
        page = self._page("Constants", ["Constants of the model, in SI: numbers of the laws and tables"], [18])
        first = len(self.live.program.keys)
        for at, constants in self.sheet.constants.items():
            for k, constant in enumerate(constants):
                self._number(page, at - first + 1, k, constant)

    def _model(self) -> None:
        page = self._page("Model", ["Law", "Name", "Unit", "Value in SI"], [44, 40, 12, 18])
        first = len(self.live.program.keys) + self.constants
        for row in self.sheet.rows:
            at = row.place - first + 1
            for k, text in enumerate((row.law, row.name, row.unit)):
                if text:
                    self._text(page, at, k, text)
            for k, formula in enumerate(row.formulas):
                page.write_formula(at, _FIRST + k, f"={formula}", None, "")

    def _computed(self, name: str) -> Any:
        """A result as the formulas give it, for a reader that does not compute."""
        found = self.live.values.get(name, self.results[name]["value"])
        return found if isinstance(found, str) or math.isfinite(found) else number(found)

    def _page(self, name: str, heads: Sequence[str], widths: Sequence[float]) -> Any:
        page = self.book.add_worksheet(name)
        for k, width in enumerate(widths):
            page.set_column(k, k, width)
        for k, head in enumerate(heads):
            self._text(page, 0, k, head, self.bold)
        if heads:
            page.freeze_panes(1, 2 if name == "Inputs" else 1)
        return page

    def _text(self, page: Any, row: int, column: int, text: str, form: Any = None) -> None:
        page.write_string(row, column, self._cut(text), form)

    @staticmethod
    def _cut(text: str) -> str:
        """Text that a cell holds: neither too long nor with characters that no XML holds."""
        return "".join(one if one.isprintable() or one in "\n\t" else " " for one in text[:LIMIT])

    def _put(self, page: Any, row: int, column: int, content: Any) -> None:
        """A result: a number or a word; what is undefined or infinite is told in a word."""
        if isinstance(content, str) or not math.isfinite(content):
            self._text(page, row, column, content if isinstance(content, str) else number(content))
        else:
            page.write_number(row, column, content)

    def _number(self, page: Any, row: int, column: int, content: Any) -> None:
        """A number that formulas take: an undefined one is #N/A, and for an infinite one HUGE stands."""
        if isinstance(content, str):
            self._text(page, row, column, content)
        elif math.isnan(content):
            page.write_formula(row, column, "=NA()", None, "#N/A")
        else:
            page.write_number(row, column, math.copysign(float(HUGE), content) if math.isinf(content) else content)


def _told(cell: str) -> str:
    """The formula of a result: its number, or the word for one that is undefined or infinite."""
    endless = f'IF({cell}>0,"{INFINITE}","-{INFINITE}")'
    return f'IF(ISERROR({cell}),"{UNDEFINED}",IF(ABS({cell})>={ENDLESS},{endless},{cell}))'


def _sum(cells: str) -> str:
    """The formula of a sum of results, which may be words."""
    words = f'IF(COUNTIF({cells},"{UNDEFINED}")>0,"{UNDEFINED}","{INFINITE}")'
    return f"IF(COUNT({cells})<ROWS({cells}),{words},SUM({cells}))"


def _column(k: int) -> str:
    """The letters of a column."""
    letters = ""
    k += 1
    while k:
        k, rest = divmod(k - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
