"""The pages of the commands `report`, `regions` and `calendar`, as objects: printed, in a notebook, or as plain
data."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from sunrack.arguments import listed
from sunrack.catalogue import Unknown, near
from sunrack.drawing import Block, as_html, as_markdown, as_text
from sunrack.drawing.document import as_document
from sunrack.drawing.forms import OLD, endings, form_of_file
from sunrack.files import refusal, write
from sunrack.findings import Findings
from sunrack.findings.calendar import calendar as year_of
from sunrack.findings.ground import ranking
from sunrack.markup import short
from sunrack.names import MEASURES, OLD_MEASURES
from sunrack.report import AUDIENCES, SECTIONS, as_json, ground, page, strict_json
from sunrack.report import calendar as told
from sunrack.scenario import Scenario, load
from sunrack.verdict import Comparison, compare

_FORMS = ("text", "md", "json", "html")


@dataclass(frozen=True, repr=False)
class Page:
    """What a command prints. `print` it, show it in a notebook, or take its numbers with `to_dict`."""

    title: str
    blocks: tuple[Block, ...]
    _json: Callable[[], str] = field(compare=False)
    _text: Callable[[], str] | None = field(compare=False, default=None)
    _html: Callable[[], str] | None = field(compare=False, default=None)

    def __str__(self) -> str:
        return as_text(self.blocks) if self._text is None else self._text()

    def __repr__(self) -> str:
        return f"<{short(self.title)}: {len(self.blocks)} blocks; print it to read it>"

    def _repr_html_(self) -> str:
        return as_html(self.blocks)

    def to_markdown(self) -> str:
        """The page as Markdown, as `--format md` gives it."""
        return as_markdown(self.blocks)

    def save(self, output: str | Path, format: str | None = None) -> Page:
        """Write the page to a file, as `--output` and `--format` do, and give it back.

        Args:
            output: The file; its ending sets the form: .txt, .md, .json or .html.
            format: text, md, json or html, whatever the ending.
        Raises:
            ValueError: An unknown ending or form.
            OSError: The file cannot be written; what was there is still there.
        """
        path = Path(output)
        form = form_of_file(path, _FORMS) if format is None else OLD.get(format, format)
        if form not in _FORMS:
            wrong = (
                f'"{format}" is not one of {", ".join(_FORMS)}' if format else f"{path} must end in {endings(_FORMS)}"
            )
            raise ValueError(wrong)
        if refused := refusal(path):
            raise OSError(refused)
        write(path, self._as(form))
        return self

    def _as(self, form: str) -> str:
        if form == "json":
            return self._json() + "\n"
        if form == "html":
            return as_document(self.blocks, self.title) if self._html is None else self._html()
        if form == "text" and self._text is not None:
            return self._text()
        return self.to_markdown() if form == "md" else as_text(self.blocks, None)

    def to_dict(self) -> Any:
        """The page's numbers as `--format json` gives them: plain lists and dictionaries, None where a number is not
        finite."""
        return json.loads(self._json())


def report(
    scenario: Any = None,
    *,
    region: str | Sequence[str] | None = None,
    against: str | None = None,
    sections: str | Sequence[str] = (),
    full: bool = False,
    audience: str = "investor",
    output: str | Path | None = None,
    format: str | None = None,
) -> Page:
    """The feasibility report, as `sunrack report` prints it: one page, and the sections that are asked for.

    Args:
        scenario: A `Scenario`, a name, a path, a mapping or a `Comparison`; the default scenario if left out.
        region: The regions to compare, or "all". Default: the scenario's.
        against: The region that the verdict is about, unless a comparison says it. Default: the cheapest.
        sections: Those to show after the first page, such as "heat". Default: none.
        full: Show all sections.
        audience: "investor" or "engineer", as `--for`: the order of the HTML page, which has all sections unless
            `sections` names some.
        output: A file to write too, as `Page.save` does.
        format: Its form, whatever its ending.
    Raises:
        ScenarioError: The scenario has problems.
        Unknown: There is no such region, section or audience, with the nearest name; a KeyError and a ValueError.
    """
    if audience not in AUDIENCES:
        raise Unknown(f'"{audience}" is not one of {", ".join(AUDIENCES)}{near(str(audience), AUDIENCES)}')
    sections = listed(sections, "sections", "heat")
    if unknown := next((one for one in sections if one not in SECTIONS), None):
        raise Unknown(f'"{unknown}" is not one of {", ".join(SECTIONS)}{near(unknown, SECTIONS)}')
    c = scenario if isinstance(scenario, Comparison) else compare(_among(load(scenario), region), against=against)
    made = Page(
        f"report of {c.scenario.name}",
        tuple(page(c, sections, full=full)),
        partial(as_json, c, sections),
        _html=partial(_html_page, c, sections, full, audience),
    )
    return made if output is None else made.save(output, format)


def _html_page(c: Comparison, sections: Sequence[str], full: bool, audience: str) -> str:
    from sunrack.report.html import as_page  # figures and explanations, which other forms do without

    return as_page(c, sections, full=full, audience=audience)


def _among(case: Scenario, region: str | Sequence[str] | None) -> Scenario:
    """The scenario with some regions to compare, one by its name, or with its own."""
    if region is None:
        return case
    return case.but({"ground.regions": list(listed(region, "region", "texas"))})


def regions(
    scenario: Any = None,
    by: str = "cost",
    *,
    region: str | Sequence[str] | None = None,
    regions: str | Sequence[str] | None = None,
    output: str | Path | None = None,
    format: str | None = None,
) -> Page:
    """Regions ranked, as `sunrack regions` prints them.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping; the default scenario if left out.
        by: "cost" of a GPU-hour, "time" to power, or "npv": net present value of orbit minus ground.
        region: Name of a region, or several. Default: "all": every built-in region, and the scenario's own.
        regions: An old name of `region`.
        output: A file to write too, as `Page.save` does.
        format: Its form, whatever its ending.
    Raises:
        ScenarioError: The scenario has problems, or there is no such region.
        Unknown: There is no such measure, with the nearest name.
    """
    by = OLD_MEASURES.get(by, by)
    if by not in MEASURES:
        raise Unknown(f'"{by}" is not one of {", ".join(MEASURES)}{near(by, MEASURES)}')
    chosen = region if region is not None else regions if regions is not None else "all"
    c = compare(_among(load(scenario), chosen))
    with np.errstate(all="ignore"):
        f = Findings(c)
        ranks = ranking(f, by)
        made = Page(f"regions by {by}", tuple(ground.ranked(f, by)), partial(strict_json, ranks))
    return made if output is None else made.save(output, format)


def calendar(
    scenario: Any = None,
    year: int | None = None,
    *,
    output: str | Path | None = None,
    format: str | None = None,
) -> Page:
    """The orbit's year, as `sunrack calendar` prints it.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping; the default scenario if left out.
        year: Calendar year. Default: the scenario's.
        output: A file to write too, as `Page.save` does.
        format: Its form, whatever its ending.
    Raises:
        ScenarioError: The scenario has problems, or there is no such year.
    """
    case = load(scenario)
    found = year_of(case if year is None else case.but({"orbit.year": year}))
    made = Page(
        f"calendar of {found.year}",
        tuple(told.blocks(found)),
        partial(told.as_json, found),
        partial(told.as_words, found),
    )
    return made if output is None else made.save(output, format)
