"""The report as one HTML page: the verdict, its numbers, the figures, and every section folded below them."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sunrack import __version__
from sunrack.catalogue import the_place
from sunrack.drawing import Heading, Table, Text, as_html, number
from sunrack.drawing.document import document
from sunrack.drawing.svg import as_svg
from sunrack.explanation import Unexplained, explain
from sunrack.findings import Findings
from sunrack.findings.first_page import FirstPage
from sunrack.findings.titles import scenario_title
from sunrack.markup import said
from sunrack.report import ALL, ASKED, PARTS, drawn, first_page
from sunrack.report.facts import megawatts, money
from sunrack.report.figures import NARROW, WIDE, draw
from sunrack.report.onward import onward
from sunrack.verdict import Comparison

# The same figures and sections in two orders. A figure that belongs to a section is folded with it.
_ORDERS = {
    "investor": (
        ("costs", "sample", "drivers", "time", "years", "frontier", "satellite"),
        ("money", "drivers", "ground", "zoning", "launch", "mass", "power", "heat", "orbit", "links"),
    ),
    "engineer": (
        ("satellite", "costs", "drivers", "sample", "time", "years", "frontier"),
        ("checks", "power", "heat", "mass", "orbit", "links", "launch", "money", "drivers", "ground"),
    ),
}
_BELONGS = {"money": ("hours",), "mass": ("mass",), "heat": ("heat", "temperature"), "orbit": ("year",)}
_TITLES = {
    "checks": "Feasibility checks",
    "orbit": "Orbit and eclipses",
    "power": "Electrical power",
    "heat": "Thermal",
    "links": "Communications",
    "mass": "Mass budget",
    "launch": "Launch and deployment",
    "money": "Cost",
    "ground": "Data centres on the ground",
    "zoning": "Zoning and permits",
    "drivers": "What would change the answer",
    "carbon": "Greenhouse-gas emissions",
    "others": "Published answers",
    "limits": "Limitations",
    "sources": "Inputs and sources (assumptions first)",
}
_EXPLAINED = ("mass.wet", "thermal.radiator_area", "power.array_area")  # beside the headline numbers
_DEPTH = 4  # levels of an explanation


@dataclass(frozen=True)
class Card:
    """A headline number, and what a reader can ask of it: its unit, its range and where it comes from."""

    value: str
    label: str
    unit: str
    span: str
    result: str  # the name of the result, or of the one whose explanation holds it
    source: str = ""  # how it follows from results, where it is none itself


def as_page(c: Comparison, sections: Sequence[str] = (), *, full: bool = False, audience: str = "investor") -> str:
    """The page of one comparison.

    Args:
        c: The comparison.
        sections: The sections that are folded below the figures; all but those on request if left out.
        full: All sections, and those that are named.
        audience: One of `sunrack.report.AUDIENCES`: the order.
    """
    f = Findings(c)
    shown, order = _ORDERS[audience]
    wanted = [*(ALL if full or not sections else ()), *sections]
    names = [*order, *(one for one in (*ALL, *(part.section for part in ASKED)) if one not in order)]
    names = [one for one in names if one in wanted and one != "verdict"]
    folds = [_fold(f, name) for name in names]
    cards = _cards(f)
    trees = _trees(f, [*(one.result for one in cards), *_EXPLAINED])
    links = [("figures", "Figures"), ("explanations", "Explanations"), *((one, _title(one)) for one in names)]
    called = scenario_title(c.scenario)
    title = f"{called or 'Report'} ({c.scenario.name})"
    body = [
        f"<header><p>sunrack {__version__} · feasibility report</p><h1>{said(first_page.asked(f))}</h1>",
        *([f'<p class="title">{said(called)}</p>'] if called else []),
        "</header>",
        '<main id="main">',
        _verdict(f, cards, trees),
        '<nav aria-label="Sections"><ul>',
        *(f'<li><a href="#{name}">{said(text)}</a></li>' for name, text in links),
        "</ul></nav>",
        '<section id="figures" aria-labelledby="figures-title"><h2 id="figures-title">The answer in figures</h2>',
        _figures(f, shown),
        "</section>",
        _explanations(trees),
        *folds,
        "</main>",
        f"<footer><p class='quiet'>{_legend()}</p></footer>",
    ]
    return document(title, "\n".join(body))


def _verdict(f: Findings, cards: Sequence[Card], explained: Collection[str]) -> str:
    """The answer, its numbers as cards, and the facts of the first page; its tables are folded."""
    answer, *rest = f.comparison.verdict.sentences
    more = onward(f)
    blocks = [one for one in first_page.first_page(f)[2:] if one != more]
    # the checks of a design that fails stay in sight: they are the answer, and a text explains them
    tables = [one for one in blocks if isinstance(one, Table) and any(one.head) and one.head[0] != "Check"]
    others = [Text(" ".join(rest)), *(one for one in blocks if one not in tables)]
    folded = (
        f"<details class='fold'><summary>The numbers as tables</summary>{as_html(tables, sheet=True)}</details>"
        if tables
        else ""
    )
    return (
        '<section id="verdict" aria-labelledby="verdict-title"><h2 id="verdict-title" class="quiet">Verdict</h2>'
        f'<p class="answer">{said(answer)}</p>'
        f'<ul class="cards">{"".join(_card(one, one.result in explained) for one in cards)}</ul>'
        f"{as_html(others, sheet=True)}{folded}</section>"
    )


def _cards(f: Findings) -> list[Card]:
    found, where = f.first_page, the_place(f.first_page.region)
    spread, region = _spread(found), found.region
    hour, cards = "US dollars per GPU-hour sold", []
    if found.ratio is not None and found.orbit is not None:
        label = f"cost in orbit over cost in {where}"
        cards = [
            Card(f"{number(found.ratio)} times", label, "none: it is a ratio", spread, f"compare.{region}.cost_ratio"),
            Card(f"{found.orbit:,.2f} USD", "a GPU-hour in orbit", hour, f"the ratio: {spread}", "cost.per_gpu_hour"),
        ]
    ground = f"a GPU-hour in {where}"
    span = "by input, under Inputs and sources"
    cards.append(Card(f"{found.ground:,.2f} USD", ground, hour, span, f"ground.{region}.per_gpu_hour"))
    if found.orbit_capital is not None:
        label = f"capital in orbit for {megawatts(found.power)}; {money(found.ground_capital)} in {where}"
        value = money(found.orbit_capital)
        cards.append(Card(value, label, "US dollars", "by part, under Cost", "cost.fleet_capital"))
    return [*cards, *_waits(found, where)]


def _waits(found: FirstPage, where: str) -> list[Card]:
    """The months to what serves first, which is not the same on both sides, then to half of the project, which is."""
    orbit, *sites = found.months
    count, power, region = round(found.satellites), megawatts(found.power), found.region
    satellite = f"the first of {count:,} satellites" if count > 1 else "the satellite"
    part = (
        f"the first hall, {megawatts(found.first_power).removesuffix(' MW')} of {power},"
        if found.first_power < found.power
        else f"all {power}"
    )
    first = [(f"to {satellite} in orbit", orbit, "clock.time_to_first_token")]
    first += [(f"to {part} in {where}", one, f"ground.{region}.time_to_power") for one in sites if one.place == region]
    cards, unit = [], "months from today, median"
    for label, one, result in first:
        if math.isfinite(one.p50):
            far = f"{one.p90:.0f}" if math.isfinite(one.p90) else "never"
            span = f"{one.p10:.0f} to {far} (P10 to P90)"
            cards.append(Card(f"{one.p50:.0f} months", label, unit, span, result))
    saved, time = f"compare.{region}.time_saved", f"ground.{region}.time_to_half"
    halves = [
        ("in orbit", found.half_fleet, saved, f"{time} less {saved}"),
        (f"in {where}", found.half_ground, time, ""),
    ]
    for name, half, result, source in halves:
        value = "never" if half is None else f"{half:,.0f} months"
        cards.append(Card(value, f"to half of the {power} {name}", unit, "the median alone", result, source))
    return cards


def _spread(found: FirstPage) -> str:
    span = found.range
    if span.p10 is None:
        return "not available"
    high = "infinite" if span.p90 is None else number(span.p90)
    return f"{number(span.p10)} to {high} (P10 to P90 of {span.draws:,} draws)"


def _card(one: Card, explained: bool) -> str:
    source = f"computed as <code>{said(one.source or one.result)}</code>"
    if explained:
        source += f'; <a href="#explain-{said(one.result)}">its explanation</a> ends in inputs and their sources'
    rows = (("Unit", said(one.unit)), ("Range", said(one.span)), ("Source", source))
    inner = "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in rows)
    face = f"<b>{said(one.value)}</b> <span>{said(one.label)}</span>"
    return f"<li><details><summary>{face}</summary><dl>{inner}</dl></details></li>"


def _figures(f: Findings, names: Sequence[str]) -> str:
    """Each figure drawn for a desk and for a telephone; the page shows one of them."""
    parts = []
    for name in names:
        canvases = {side: draw(f, name, width) for side, width in (("wide", WIDE), ("narrow", NARROW))}
        images = "".join(f'<div class="{side}">{as_svg(canvas)}</div>' for side, canvas in canvases.items())
        caption = "" if canvases["wide"].empty else f"<figcaption>{said(canvases['wide'].alt)}</figcaption>"
        parts.append(f'<figure id="figure-{name}"><h3>{said(canvases["wide"].title)}</h3>{images}{caption}</figure>')
    return f'<div class="figures">{"".join(parts)}</div>'


def _trees(f: Findings, names: Sequence[str]) -> dict[str, str]:
    """Results taken apart, down to inputs with their ranges and sources; an infinite one cannot be."""
    trees = {}
    for name in dict.fromkeys(names):
        with suppress(Unexplained, ValueError):
            trees[name] = (
                explain(f.comparison, name, depth=_DEPTH)._repr_html_().replace("<details open>", "<details>", 1)
            )
    return trees


def _explanations(trees: Mapping[str, str]) -> str:
    parts = [f'<div class="tree" id="explain-{said(name)}">{tree}</div>' for name, tree in trees.items()]
    text = (
        "How the main results follow from laws and inputs. Open a line to go one step down; an input shows its source."
    )
    return (
        '<section id="explanations" aria-labelledby="explanations-title"><details class="fold"><summary>'
        f'<h2 id="explanations-title">Explanations</h2></summary><p>{text}</p>{"".join(parts)}</details></section>'
    )


def _fold(f: Findings, name: str) -> str:
    """A section with its figures."""
    blocks = [block for one in (*PARTS, *ASKED) if one.section == name for block in drawn(f, one)]
    figures = _figures(f, _BELONGS[name]) if name in _BELONGS else ""
    if isinstance(blocks[0], Heading) and blocks[0].text == _title(name):
        blocks = blocks[1:]
    return (
        f'<section id="{name}" aria-labelledby="{name}-title"><details class="fold"><summary><h2 id="{name}-title">'
        f"{said(_title(name))}</h2></summary>{figures}{as_html(blocks, sheet=True)}</details></section>"
    )


def _title(name: str) -> str:
    return _TITLES.get(name, name.capitalize())


def _legend() -> str:
    return (
        "◇ assumed: an assumption without a published source. △ weak: a weak source. ✓ PASS and ✗ FAIL: checks."
        " In figures hatched bars mark assumptions, outlined bars choices, and dashed outlines your own values. Numbers"
        " without a unit are ratios. Nothing on this page is fetched from a network and it runs no script."
    )


__all__ = ["as_page"]
