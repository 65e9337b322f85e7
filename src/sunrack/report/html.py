"""The report as one HTML page: the verdict, its numbers, the figures, and every section folded below them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sunrack import __version__
from sunrack.catalogue import place, the_place
from sunrack.drawing import Block, Heading, Table, Text, number
from sunrack.drawing.document import as_parts, document, said
from sunrack.drawing.svg import as_svg
from sunrack.explanation import Unexplained, explain
from sunrack.findings import Findings
from sunrack.findings.first_page import FirstPage
from sunrack.report import ALL, ASKED, PARTS, drawn, first_page
from sunrack.report.figures import FIGURES, NARROW, WIDE, draw
from sunrack.verdict import Comparison

# The same figures and sections in two orders. A figure that belongs to a section is folded with it.
AUDIENCES = {
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
    "heat": "Heat",
    "links": "Communications",
    "mass": "Mass",
    "launch": "Launch",
    "money": "Cost",
    "ground": "Data centres on the ground",
    "zoning": "Zoning and permits",
    "drivers": "What would change the answer",
    "carbon": "Carbon",
    "limits": "Limitations of the model",
    "sources": "Every input value and its source",
}
_DEPTH = 4  # levels of an explanation


@dataclass(frozen=True)
class Card:
    """A headline number, and what a reader can ask of it: its unit, its range and where it comes from."""

    value: str
    label: str
    unit: str
    span: str
    result: str  # the name of the result


def as_page(c: Comparison, sections: Sequence[str] = (), *, full: bool = False, audience: str = "investor") -> str:
    """The page of one comparison.

    Args:
        c: The comparison.
        sections: The sections that are folded below the figures; all but those on request if left out.
        full: All sections, and those that are named.
        audience: One of `AUDIENCES`: the order.
    """
    f = Findings(c)
    shown, order = AUDIENCES[audience]
    wanted = [*(ALL if full or not sections else ()), *sections]
    names = [*order, *(one for one in (*ALL, *(part.section for part in ASKED)) if one not in order)]
    names = [one for one in names if one in wanted and one != "verdict"]
    folds = [_fold(f, name) for name in names]
    links = [("figures", "Figures"), ("explanations", "Explanations"), *((one, _title(one)) for one in names)]
    title = f"Report of {c.scenario.name}"
    body = [
        f"<header><p>sunrack {__version__} · feasibility report</p><h1>{_headline(f)}</h1></header>",
        '<main id="main">',
        _verdict(f),
        '<nav aria-label="Sections"><ul>',
        *(f'<li><a href="#{name}">{said(text)}</a></li>' for name, text in links),
        "</ul></nav>",
        '<section id="figures" aria-labelledby="figures-title"><h2 id="figures-title">The answer in figures</h2>',
        _figures(f, shown),
        "</section>",
        _explanations(f),
        *folds,
        "</main>",
        f"<footer><p class='quiet'>{_legend()}</p></footer>",
    ]
    return document(title, "\n".join(body))


def _headline(f: Findings) -> str:
    """The question with the scenario's name, which may be as long as its author likes."""
    return said(first_page.asked(f))


def _verdict(f: Findings) -> str:
    """The answer, its numbers as cards, and the facts of the first page."""
    c = f.comparison
    answer, *rest = c.verdict.sentences
    blocks = [
        one for one in first_page.first_page(f)[2:] if not (isinstance(one, Text) and one.text.startswith("More:"))
    ]
    cards = "".join(map(_card, _cards(f)))
    return (
        '<section id="verdict" aria-labelledby="verdict-title"><h2 id="verdict-title" class="quiet">Verdict</h2>'
        f'<p class="answer">{said(answer)}</p><ul class="cards">{cards}</ul>'
        f"{as_parts([Text(' '.join(rest)), *_facts_first(blocks)], 3)}</section>"
    )


def _facts_first(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of the first page behind the answer, the stack under a heading of its own."""
    found: list[Block] = []
    for one in blocks:
        if isinstance(one, Table) and any(one.head):
            found.append(Heading(f"{one.head[0][:1].upper()}{one.head[0][1:]}"))
        found.append(one)
    return found


def _cards(f: Findings) -> list[Card]:
    found, where = f.first_page, place(f.first_page.region)
    spread = _spread(found)
    cards = []
    if found.ratio is not None and found.orbit is not None:
        cards += [
            Card(f"{number(found.ratio)} times", f"cost in orbit over cost in {the_place(found.region)}", "none (a ratio)", spread, f"compare.{found.region}.cost_ratio"),
            Card(f"{found.orbit:,.2f} USD", "a GPU-hour sold in orbit", "US dollars per GPU-hour", _stack_span(found), "cost.per_gpu_hour"),
        ]  # fmt: skip
    cards.append(Card(f"{found.ground:,.2f} USD", f"a GPU-hour sold in {the_place(found.region)}", "US dollars per GPU-hour", "see the section on data centres on the ground", f"ground.{found.region}.per_gpu_hour"))  # fmt: skip
    if found.orbit_capital is not None:
        words = f"capital in orbit for {found.power:,.6g} MW; {_billions(found.ground_capital)} in {the_place(found.region)}"
        cards.append(
            Card(
                _billions(found.orbit_capital),
                words,
                "US dollars",
                "by part in the section on cost",
                "cost.fleet_capital",
            )
        )
    orbit, *sites = found.months
    here = next(one for one in sites if one.place == found.region)
    for name, one, result in (("in orbit", orbit, "clock.time_to_first_token"), (f"in {the_place(found.region)}", here, f"ground.{found.region}.time_to_power")):  # fmt: skip
        if math.isfinite(one.p50):
            far = f"{one.p90:.0f}" if math.isfinite(one.p90) else "never"
            cards.append(
                Card(
                    f"{one.p50:.0f} months",
                    f"to first service {name}",
                    "months from today, median",
                    f"{one.p10:.0f} to {far} (P10 to P90)",
                    result,
                )
            )
    del where
    return cards


def _spread(found: FirstPage) -> str:
    span = found.range
    if span.p10 is None:
        return "not available"
    high = "infinite" if span.p90 is None else number(span.p90)
    return f"{number(span.p10)} to {high} (P10 to P90 of {span.draws:,} draws)"


def _stack_span(found: FirstPage) -> str:
    span = found.range
    if span.p10 is None or span.p90 is None:
        return "not available"
    return f"the range of the ratio is {number(span.p10)} to {number(span.p90)} (P10 to P90)"


def _billions(millions: float) -> str:
    return f"{number(millions / 1000)} billion USD" if millions >= 1000 else f"{number(millions)} million USD"


def _card(one: Card) -> str:
    rows = (
        ("Unit", one.unit),
        ("Range", one.span),
        ("Source", f"computed as {one.result}; its inputs and their sources are under Explanations"),
    )
    inner = "".join(f"<dt>{name}</dt><dd>{said(text)}</dd>" for name, text in rows)
    return f"<li><details><summary><b>{said(one.value)}</b> {said(one.label)}</summary><dl>{inner}</dl></details></li>"


def _figures(f: Findings, names: Sequence[str]) -> str:
    """Each figure drawn for a desk and for a telephone; the page shows one of them."""
    parts = []
    for name in names:
        wide, narrow = draw(f, name, WIDE), draw(f, name, NARROW)
        images = "".join(
            f'<div class="{side}">{as_svg(canvas)}</div>' for side, canvas in (("wide", wide), ("narrow", narrow))
        )
        parts.append(
            f'<figure id="figure-{name}"><h3>{said(FIGURES[name].title)}</h3>{images}<figcaption>{said(wide.alt)}</figcaption></figure>'
        )
    return f'<div class="figures">{"".join(parts)}</div>'


def _explanations(f: Findings) -> str:
    """The main results taken apart, down to inputs with their ranges and sources."""
    region = f.first_page.region
    names = [
        "cost.per_gpu_hour",
        f"ground.{region}.per_gpu_hour",
        "mass.wet",
        "thermal.radiator_area",
        "power.array_area",
        "clock.time_to_first_token",
    ]
    trees = []
    for name in names:
        try:
            tree = explain(f.comparison, name, depth=_DEPTH)._repr_html_().replace("<details open>", "<details>", 1)
        except (Unexplained, ValueError, KeyError):  # an infinite result has nothing to be taken apart
            continue
        trees.append(f'<div class="tree" id="explain-{said(name)}">{tree}</div>')
    text = "How the main results follow from laws and inputs. Unfold a line to go one step down. [guess] marks an assumption."
    return (
        '<section id="explanations" aria-labelledby="explanations-title"><details class="fold"><summary>'
        f'<h2 id="explanations-title">Explanations</h2></summary><p>{text}</p>{"".join(trees)}</details></section>'
    )


def _fold(f: Findings, name: str) -> str:
    """A section with its figures."""
    blocks = [block for one in (*PARTS, *ASKED) if one.section == name for block in drawn(f, one)]
    figures = _figures(f, _BELONGS[name]) if name in _BELONGS else ""
    if isinstance(blocks[0], Heading) and blocks[0].text == _title(name):
        blocks = blocks[1:]
    return (
        f'<section id="{name}" aria-labelledby="{name}-title"><details class="fold"><summary><h2 id="{name}-title">'
        f"{said(_title(name))}</h2></summary>{figures}{as_parts(blocks, 3)}</details></section>"
    )


def _title(name: str) -> str:
    return _TITLES.get(name, name.capitalize())


def _legend() -> str:
    return (
        "◇ assumed: an assumption without a published source. △ weak: a weak source. ✓ PASS and ✗ FAIL: checks."
        " Hatched bars in figures mark assumptions. Numbers without a unit are ratios. Nothing on this page is fetched"
        " from a network and it runs no script."
    )


__all__ = ["AUDIENCES", "as_page"]
