"""`sunrack regions` and `sunrack when`."""

from __future__ import annotations

from typing import Annotated, Any

from sunrack.cli import mistakes
from sunrack.cli.options import (
    AGAINST,
    OUTPUT,
    QUIET,
    REGION,
    ROWS,
    ROWS_FORMAT,
    SCENARIO,
    SET,
    choice,
    listed,
    one_of,
    option,
    place,
)
from sunrack.names import MEASURES, OLD_MEASURES

_BY = f"Rank by {listed(MEASURES)}: cost of a GPU-hour, months to power, or net present value of orbit minus ground."
_LAST = "The last year that is tried, 2060 at most."


def regions(
    scenario: SCENARIO = "rack-100kw",
    by: Annotated[str, choice("--by", "MEASURE", _BY, *MEASURES)] = "cost",
    set_: SET = None,
    region: REGION = None,
    format_: ROWS_FORMAT = None,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Rank every region."""
    where = place(format_, output, quiet, ROWS)
    by = one_of(OLD_MEASURES.get(by, by), MEASURES, "--by")
    case = mistakes.scenario(scenario, set_, region, usual=["all"], quiet=quiet)
    from sunrack.findings import findings
    from sunrack.findings.ground import ranking
    from sunrack.report import ground
    from sunrack.verdict import compare_bare

    f = findings(compare_bare(case))
    where.give(lambda: ranking(f, by), lambda: ground.ranked(f, by), f"Regions by {by}", lambda: ranking(f, by))


def when(
    scenario: SCENARIO = "rack-100kw",
    set_: SET = None,
    region: REGION = None,
    against: AGAINST = None,
    last: Annotated[int, option("--last", "YEAR", _LAST)] = 2045,
    format_: ROWS_FORMAT = None,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Find the year in which orbit breaks even, and the ratio by year on a slow, a central and a fast path."""
    where = place(format_, output, quiet, ROWS)
    case = mistakes.scenario(scenario, set_, region, quiet=quiet)
    from sunrack.drawing import Text
    from sunrack.report import turning
    from sunrack.study import when as solve
    from sunrack.study.against import choose_region

    try:
        found = [solve(case, name, last=last) for name in ([against] if against else case.sites)]
    except ValueError as problem:
        raise mistakes.Mistake(f"{'--against' if isinstance(problem, KeyError) else '--last'} {problem}") from None
    warning, fails = found[0].warning, found[0].fails
    said = {key: text for key, text in (("warning", warning), ("fails", fails)) if text}
    blocks = turning.years(found, against or choose_region(case)[1])
    if fails:
        blocks.insert(1, Text(f"In no year: the design {fails}.", strong=True))
    if warning:
        blocks.append(Text(warning))
    rows = [one.to_dict() | said for one in found]
    by_year = [_with_units(row) for one in found for row in one.rows()]
    where.give(lambda: rows, lambda: blocks, f"Break-even years of {case.name}", lambda: by_year)


def _with_units(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose columns say their units."""
    from sunrack.study.years import UNITS

    return {f"{key} [{UNITS[key]}]" if UNITS.get(key) else key: one for key, one in row.items()}
