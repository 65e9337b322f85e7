"""Numbers read back from a printed report, with what rounding may have done to them."""

import math
import re


class Printed:
    """A printed number and by how much its rounding may have moved it."""

    def __init__(self, text: str) -> None:
        digits = text.replace(",", "")
        self.value = float(digits)
        places = len(digits.partition(".")[2])
        self.half = 0.5 * 10.0**-places
        if not places:  # 20,900 is 20.9 thousand: zeros at the end may be rounding, three digits are printed at least
            size = math.floor(math.log10(abs(self.value))) if self.value else 0
            self.half = 0.5 * 10.0 ** max(0, size - 2)

    @property
    def share(self) -> float:
        return self.half / abs(self.value)


def cells(markdown: str, first: str) -> list[str]:
    """The row of a table that begins with `first`."""
    found = re.findall(rf"^\| {re.escape(first)} \| (.*) \|$", markdown, re.MULTILINE)
    assert found, first
    return [cell.strip() for cell in found[0].split("|")]


def listed(markdown: str, key: str) -> tuple[float, ...]:
    """A value out of the list of guesses, its low and its high: "3 percent/year [1, 6]" is 3, 1, 6."""
    words = cells(markdown[markdown.index("## Inputs and sources") :], key)[0]
    number = r"([\d.,]*\d)"
    found = re.match(rf"{number}[^\[]*(?:\[{number}, {number}\])?", words)
    return tuple(float(one.replace(",", "")) for one in found.groups() if one)


def told(text: str, pattern: str) -> list[float]:
    """Numbers out of a sentence."""
    return [float(one.replace(",", "")) for one in re.search(pattern, text).groups()]
