"""The pages of the commands `report`, `regions` and `calendar`, as objects: printed, in a notebook, or as plain
data."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sunrack.catalogue import Unknown, near
from sunrack.drawing import Block, as_html, as_markdown, as_text
from sunrack.findings import Findings
from sunrack.findings.calendar import calendar as year_of
from sunrack.findings.ground import ranking
from sunrack.report import SECTIONS, as_json, ground, page, strict_json
from sunrack.report import calendar as told
from sunrack.scenario import load
from sunrack.verdict import Comparison, compare


@dataclass(frozen=True, repr=False)
class Page:
    """What a command prints. `print` it, show it in a notebook, or take its numbers with `to_dict`."""

    title: str
    blocks: tuple[Block, ...]
    _json: Callable[[], str] = field(compare=False)
    _text: Callable[[], str] | None = field(compare=False, default=None)

    def __str__(self) -> str:
        return as_text(self.blocks) if self._text is None else self._text()

    def __repr__(self) -> str:
        return f"<{self.title}: {len(self.blocks)} blocks; print it to read it>"

    def _repr_html_(self) -> str:
        return as_html(self.blocks)

    def to_markdown(self) -> str:
        """The page as Markdown, as `--format md` gives it."""
        return as_markdown(self.blocks)

    def to_dict(self) -> Any:
        """The page's numbers as `--format json` gives them: plain lists and dictionaries, None where a number is not
        finite."""
        return json.loads(self._json())


def report(
    scenario: Any = None, *, against: str | None = None, sections: Sequence[str] = (), full: bool = False
) -> Page:
    """The feasibility report, as `sunrack report` prints it: one page, and the sections that are asked for.

    Args:
        scenario: A `Scenario`, a name, a path, a mapping or a `Comparison`; the default scenario if left out.
        against: The region that the verdict is about, unless a comparison says it; the cheapest if left out.
        sections: Those to show after the first page, such as "heat"; none by default.
        full: Show all sections.
    Raises:
        ScenarioError: The scenario has problems.
        Unknown: There is no such region or section, with the nearest name; a KeyError and a ValueError.
    """
    if unknown := next((one for one in sections if one not in SECTIONS), None):
        raise Unknown(f'"{unknown}" is not one of {", ".join(SECTIONS)}{near(unknown, SECTIONS)}')
    c = scenario if isinstance(scenario, Comparison) else compare(scenario, against=against)
    return Page(f"report of {c.scenario.name}", tuple(page(c, sections, full=full)), lambda: as_json(c, sections))


def regions(scenario: Any = None, by: str = "cost", *, regions: Sequence[str] | None = None) -> Page:
    """Regions ranked, as `sunrack regions` prints them.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping; the default scenario if left out.
        by: "cost" of a GPU-hour, "time" to power, or "worth" against orbit.
        regions: Their names; every region that ships, and the scenario's own, if left out.
    Raises:
        ScenarioError: The scenario has problems, or there is no such region.
        Unknown: There is no such measure, with the nearest name.
    """
    if by not in (known := ("cost", "time", "worth")):
        raise Unknown(f'"{by}" is not one of {", ".join(known)}{near(by, known)}')
    case = load(scenario)
    c = compare(case.but({"ground.regions": list(regions) if regions is not None else ["all"]}))
    with np.errstate(all="ignore"):
        f = Findings(c)
        return Page(f"regions by {by}", tuple(ground.ranked(f, by)), lambda: strict_json(ranking(f, by)))


def calendar(scenario: Any = None, year: int | None = None) -> Page:
    """The orbit's year, as `sunrack calendar` prints it.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping; the default scenario if left out.
        year: Calendar year instead of the scenario's.
    Raises:
        ScenarioError: The scenario has problems, or there is no such year.
    """
    case = load(scenario)
    found = year_of(case if year is None else case.but({"orbit.year": year}))
    return Page(
        f"calendar of {found.year}",
        tuple(told.blocks(found)),
        lambda: told.as_json(found),
        lambda: told.as_words(found),
    )
