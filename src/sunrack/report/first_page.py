"""The first page of the report: at most 60 lines that answer, and say where to read on."""

from __future__ import annotations

from collections.abc import Sequence

from sunrack.catalogue import place, the_place
from sunrack.commands import reconcile_command
from sunrack.drawing import Block, Heading, Table, Text, as_text, celsius, number, printed_unit
from sunrack.findings import Findings
from sunrack.findings.first_page import FirstPage, Tight
from sunrack.findings.stack import Line, Stack
from sunrack.findings.titles import input_title, own_title
from sunrack.report.facts import facts, failing, megawatts
from sunrack.report.onward import onward

LINES = {
    "rack": "Rack, less resale value",
    "satellite": "Satellite without rack",
    "launch": "Launch",
    "insurance": "Insurance",
    "operations": "Operations and ground stations",
    "facility": "Building, power and cooling plant",
    "power": "Electricity",
    "repair": "Repair",
    "interest": "Interest during construction",
    "every": "Cost if every hour were sold",
    "hours_lost": "Hours lost to failures and outages",
    "hours_unsold": "Hours not sold",
    "total": "Cost per GPU-hour sold",
}


MOST_LINES, WIDTH = 60, 80  # of the page, in a terminal of that width
NAMED = 3  # checks that are named for one reason
DAWN_DUSK = 30  # minutes from 06:00 or 18:00 within which an orbit is called dawn-dusk


def first_page(f: Findings) -> list[Block]:
    """The page of one comparison. Where a check fails all checks are listed if the page has room for them, else those
    that fail. A title that its author gave the scenario stands above all if there is room."""
    found = f.first_page
    head = [asked(f), _fleet(f), *_unusual(f), *([" ".join(rack)] if (rack := f.comparison.unpublished) else [])]
    above: list[Block] = [
        Text("\n".join(head)),
        Text(f.comparison.verdict.sentences[0], strong=True),
        Table(["", ""], facts(found), "ll", wrap=[1]),
        *([_stack(found.stack, f)] if found.stack is not None else []),
    ]
    below = [*_drivers(found), Text("\n".join([*_enough(found), _outside(f), _evidence(found)])), onward(f)]
    listed = _feasible(found) if not found.failed else _infeasible(f)
    shown = len(found.failed)
    while found.failed and listed and not _fits([*above, *listed, *below]):
        listed = _infeasible(f, only=found.failed[:shown]) if shown else []  # how many fail stands above
        shown -= 1
    if title := own_title(f.comparison.scenario):
        titled = [Text("\n".join([title, *head])), *above[1:]]
        above = titled if _fits([*titled, *listed, *below]) else above
    return [*above, *listed, *below]


def _fits(blocks: Sequence[Block]) -> bool:
    return len(as_text(blocks, WIDTH).splitlines()) <= MOST_LINES


def asked(f: Findings) -> str:
    """What is compared with what."""
    case = f.comparison.scenario
    minutes = round(case.orbit.local_time.si / 60)
    count = round(case.rack.racks.si)
    racks = f"{case.rack.power} rack" if count == 1 else f"{count} racks of {case.rack.power}"
    dawn = any(abs(minutes - 60 * hour) <= DAWN_DUSK for hour in (6, 18))
    orbit = f"a dawn-dusk orbit at {case.orbit.altitude}"
    if not dawn:
        clock = f"{minutes // 60:02d}:{minutes % 60:02d}"
        orbit = f"a sun-synchronous orbit at {case.orbit.altitude}, {clock} local time"
    return f"{case.name}: {racks} in {orbit}, compared with {the_place(f.first_page.region)}"


def _fleet(f: Findings) -> str:
    found, year = f.first_page, f.comparison.scenario.finance.currency_year.si
    count = round(found.satellites)
    fleet = f"{count:,} satellite{'s' * (count != 1)}"
    return f"Fleet of {fleet} ({megawatts(found.power)} of racks). All costs in {year:.0f} USD."


def _unusual(f: Findings) -> list[str]:
    """The first value outside its cited range, and how many more there are."""
    first, *more = f.comparison.unusual or [""]
    return [f"Unusual value: {first}{f' {len(more)} more: see sunrack check.' if more else ''}"] if first else []


def _stack(found: Stack, f: Findings) -> Table:
    sold = f.comparison.scenario.cost.utilisation.si
    names = {**LINES, "hours_unsold": f"{LINES['hours_unsold']} ({100 * sold:.0f} % utilisation)"}
    rows = [
        [names[one.name], *_line(one, found.decimals)] for one in (*found.parts, found.every, *found.hours, found.total)
    ]
    return Table(["USD per GPU-hour", "orbit", place(f.first_page.region), "difference"], rows, "lrrr", wrap=[0])


def _line(one: Line, decimals: int) -> list[str]:
    sides = ["-" if side is None else f"{side:,.{decimals}f}" for side in (one.orbit, one.ground)]
    return [*sides, f"{one.difference:+,.{decimals}f}"]


def _feasible(found: FirstPage) -> list[Block]:
    """That all checks pass, and the tightest limits."""
    tight = "; ".join(_tight(one) for one in found.tightest)
    return [
        Text(
            f"The design is feasible: {found.checks} of {found.checks} checks pass. Tightest limits besides those that"
            f" size a part: {tight}."
        )
    ]


def _infeasible(f: Findings, only: Sequence[str] = ()) -> list[Block]:
    """How many checks fail, and all checks or some by their slugs."""
    found = f.first_page
    shown = f.comparison.checks_shown(only, names=NAMED)
    if only and (left := len(found.failed) - len(only)):
        shown.append(Text(f"{left} more {'fails' if left == 1 else 'fail'}: sunrack report --section checks"))
    if found.ratio is not None:  # said above
        return shown
    said = f"The design is infeasible: {failing(found)}."
    if only and (passed := found.checks - len(found.failed)):
        said += f" The other {passed} pass (sunrack report --section checks)."
    return [Text(said), *shown]


def verdict(f: Findings) -> list[Block]:
    """The verdict in sentences: the cost, then the time and what decides."""
    return [Heading("Verdict"), *(Text(sentence) for sentence in f.comparison.verdict.sentences)]


def limits(f: Findings) -> list[Block]:
    """What the model leaves out."""
    said = (
        "The orbit is circular. The Earth is a sphere in the eclipse model; its flattening moves the longest eclipse by"
        " seconds. Radiator and array are sized in steady state. The temperatures through an orbit are shown but do not"
        " size anything. The structure is a share of dry mass, not a design. Attitude control is sized for the worst"
        " torques and is not simulated. No rack of this class has flown: its survival of launch, radiation and vacuum"
        " is assumed, and no repair in orbit is included. A rack that is capped below its data-sheet power sells its"
        " hours at the full price on both sides and produces fewer tokens. The casualty expectation is proportional to"
        " mass; the model does not compute which parts survive re-entry. Each region represents a market average, not a"
        " specific site."
    )
    return [Heading("Limitations"), Text(said)]


def checks(f: Findings) -> list[Block]:
    """Every check, and why some have no number."""
    return [Heading("Feasibility checks"), *f.comparison.checks_shown()]


def _tight(one: Tight) -> str:
    """A check with its value, limit and margin, in one unit; a difference of temperatures is in K."""
    if one.unit == "K":
        return f"{one.title}: {celsius(one.value)} (limit {celsius(one.limit)}, margin {number(one.margin)} K)"
    value = f"{number(one.value)} {printed_unit(one.unit)}".rstrip()
    return f"{one.title}: {value} (limit {number(one.limit)}, margin {number(one.margin)})"


def _drivers(found: FirstPage) -> list[Block]:
    """The inputs that move the ratio most, worst end first."""
    if not found.drivers or found.ratio is None:
        return []
    rows, starred = [], False
    for one in found.drivers:
        ends = sorted(
            [(one.ratio_at_low, one.low, one.fails_at_low), (one.ratio_at_high, one.high, one.fails_at_high)],
            reverse=True,
        )
        marks = ["*" if fails and not found.failed else "" for *_, fails in ends]
        starred = starred or any(marks)
        cells = [(end, number(ratio) + mark) for (ratio, end, _), mark in zip(ends, marks, strict=True)]
        rows.append([input_title(one.key), *(word for pair in cells for word in pair)])
    name = "Drivers of the ratio (* fails a check)" if starred else "Largest drivers of the ratio"
    head = [name, "worst end", "ratio", "best end", "ratio"]
    return [Table(head, rows, "lrrrr", wrap=[0])]


def _enough(found: FirstPage) -> list[str]:
    """Whether one input alone changes which side is cheaper, where there are two prices."""
    if not found.drivers or found.ratio is None:
        return []
    where, wins = the_place(found.region), found.ratio < 1
    if not found.enough:
        if wins:
            return [f"No single input makes orbit more expensive than {where} within its range."]
        return [f"No single input brings orbit level with {where} within its range."]
    names = [input_title(key) for key in found.enough[:4]]
    more = f" and {len(found.enough) - 4} more" if len(found.enough) > 4 else ""
    act = f"makes orbit more expensive than {where}" if wins else f"brings orbit level with {where}"
    return [f"Each of these inputs alone {act} within its range: {', '.join(names)}{more}."]


def _outside(f: Findings) -> str:
    """Published answers beside this one."""
    said = ", ".join(f"{name} {number(ratio, 2)}" for name, ratio in f.first_page.others.items())
    why = reconcile_command(f.comparison.scenario)
    return f"Others say (each on its own cost boundary): {said}. Why they differ: {why}"


def _evidence(found: FirstPage) -> str:
    said = (
        f"Evidence: of {found.values} input values {found.guesses} are assumptions without a published source and"
        f" {found.choices} are design or policy choices."
    )
    if found.decisive is None:
        return said
    kind = ", an assumption" if found.decisive_is_guess else ""
    title = input_title(found.decisive)
    return f"{said}\nMost decisive uncertain input{kind}: {title[:1].lower()}{title[1:]} ({found.decisive})."


__all__ = ["asked", "checks", "first_page", "limits", "verdict"]
