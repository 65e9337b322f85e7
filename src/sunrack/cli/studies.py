"""`sunrack breakeven` and `sunrack compare`."""

from __future__ import annotations

from typing import Annotated

from sunrack.cli import completions, mistakes
from sunrack.cli.options import AGAINST, FORMAT, MORE, OUTPUT, REGION, SCENARIO, SET, argument, one_of, option
from sunrack.cli.screen import give

_KEY = "A number of the scenario, such as launch.price or ground.texas.grid_wait."
_EACH = f"Region to equal. {MORE} Default: every region of the scenario."


def breakeven(
    key: Annotated[str, argument("KEY", _KEY, completions.keys)],
    scenario: SCENARIO = "rack-100kw",
    against: Annotated[list[str] | None, option("--against", "NAME", _EACH, completions.regions)] = None,
    set_: SET = None,
    format_: FORMAT = "table",
    output: OUTPUT = None,
) -> None:
    """The value of KEY at which orbit equals the ground, by each cost boundary, or that there is no crossover."""
    form = one_of(format_)
    case = mistakes.scenario(scenario, set_ or [], against or [])
    from sunrack.report import beside
    from sunrack.study import breakeven as solve
    from sunrack.study.against import region_of

    sites = list(case.sites) if against or not (own := region_of(case, key)) else [own]
    with mistakes.told():
        found = [solve(case, key, region) for region in sites]
    give(
        form,
        output,
        lambda: [beside.crossings_dict(one) for one in found],
        lambda: beside.crossings(found, mistakes.failing(case)),
    )


def compare(
    a: Annotated[str, argument("A", "A scenario.", completions.scenarios)],
    b: Annotated[str, argument("B", "Another scenario.", completions.scenarios)],
    set_: SET = None,
    region: REGION = None,
    against: AGAINST = None,
    format_: FORMAT = "table",
    output: OUTPUT = None,
) -> None:
    """Two scenarios side by side: the verdicts, what differs in and what differs out; --set holds for both."""
    form = one_of(format_)
    cases = [mistakes.scenario(name, set_ or [], region or []) for name in (a, b)]
    from sunrack.report import beside

    one, other = (mistakes.comparison(case, against) for case in cases)
    give(
        form,
        output,
        lambda: {"a": a, "b": b, "inputs": beside.inputs(one, other), "results": beside.results(one, other)},
        lambda: beside.page(one, other),
    )
