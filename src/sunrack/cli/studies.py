"""`sunrack breakeven` and `sunrack compare`."""

from __future__ import annotations

from typing import Annotated

from sunrack.cli import completions, mistakes
from sunrack.cli.options import (
    AGAINST,
    AGAINST_EACH,
    FORMAT,
    OUTPUT,
    QUIET,
    REGION,
    ROWS,
    ROWS_FORMAT,
    SCENARIO,
    SET,
    argument,
    place,
)

_KEY = "A numeric input, such as launch.price or ground.texas.grid_wait."
_A = 'A scenario file (.toml), "-" for standard input, or the name of a built-in scenario.'


def breakeven(
    key: Annotated[str, argument("KEY", _KEY, completions.keys)],
    scenario: SCENARIO = "rack-100kw",
    region: REGION = None,
    against: AGAINST_EACH = None,
    set_: SET = None,
    format_: ROWS_FORMAT = None,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Find the value of KEY at which orbit breaks even, for each cost boundary."""
    where = place(format_, output, quiet, ROWS)
    case = mistakes.scenario(scenario, set_, region or ([against] if against else []), quiet=quiet)
    from sunrack.report import beside
    from sunrack.study import breakeven as solve
    from sunrack.study.against import choose_region, region_of

    sites = [against] if against else list(case.sites)
    if not (region or against) and (own := region_of(case, key)):
        sites = [own]
    with mistakes.told():
        found = [solve(case, key, one) for one in sites]
        leading = sites[0] if len(sites) == 1 else choose_region(case)[1]
    where.give(
        lambda: [one.to_dict() for one in found],
        lambda: beside.crossings(found, leading, mistakes.failing(case)),
        f"Break-even of {key}",
        lambda: [row for one in found for row in beside.crossings_rows(one)],
    )


def compare(
    a: Annotated[str, argument("A", _A, completions.scenarios)],
    b: Annotated[str, argument("B", "The scenario to compare it with.", completions.scenarios)],
    set_: SET = None,
    region: REGION = None,
    against: AGAINST = None,
    format_: FORMAT = None,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Compare two scenarios: verdicts, inputs and results that differ; --set changes both."""
    where = place(format_, output, quiet)
    if a == b == "-":
        raise mistakes.Mistake('"-" is given twice, and standard input is read once. Name a file for one of them')
    cases = [mistakes.scenario(name, set_, region, quiet=quiet) for name in (a, b)]
    from sunrack.report import beside

    one, other = (mistakes.comparison(case, against) for case in cases)
    where.give(
        lambda: {"a": a, "b": b, "inputs": beside.inputs(one, other), "results": beside.results(one, other)},
        lambda: beside.page(one, other),
        f"{cases[0].name} and {cases[1].name}",
    )
