"""`sunrack breakeven` and `sunrack compare`."""

from __future__ import annotations

from typing import Annotated

import typer

from sunrack.cli import completions, mistakes
from sunrack.cli.catalogues import drawn
from sunrack.cli.reports import AGAINST, FORMAT, OUTPUT, REGION, SCENARIO, SET, one_of


def breakeven(
    key: Annotated[
        str,
        typer.Argument(
            metavar="KEY",
            help="A number of the scenario, such as launch.price or ground.texas.grid_wait.",
            autocompletion=completions.keys,
        ),
    ],
    scenario: SCENARIO = "rack-100kw",
    against: Annotated[
        list[str] | None,
        typer.Option(
            "--against",
            metavar="NAME",
            help="Region to equal. Can be given more than once. Default: every region of the scenario.",
            autocompletion=completions.regions,
        ),
    ] = None,
    set_: SET = None,
    format_: FORMAT = "table",
    output: OUTPUT = None,
) -> None:
    """The value of KEY at which orbit equals the ground, by each cost boundary, or that there is no crossover."""
    form = one_of(format_, ("table", "md", "json"))
    case = mistakes.scenario(scenario, set_ or [], against or [])
    from sunrack.report import beside, strict_json
    from sunrack.study import breakeven as solve
    from sunrack.study.against import region_of

    sites = list(case.sites) if against or not (own := region_of(case, key)) else [own]
    try:
        found = [solve(case, key, region) for region in sites]
    except ValueError as problem:
        raise mistakes.Mistake(str(problem.args[0])) from None
    if form == "json":
        mistakes.write(strict_json([beside.crossings_dict(one) for one in found]), output)
    else:
        mistakes.write(drawn(beside.crossings(found, mistakes.failing(case)), form, output is None), output)


def compare(
    a: Annotated[str, typer.Argument(metavar="A", help="A scenario.", autocompletion=completions.scenarios)],
    b: Annotated[str, typer.Argument(metavar="B", help="Another scenario.", autocompletion=completions.scenarios)],
    set_: SET = None,
    region: REGION = None,
    against: AGAINST = None,
    format_: FORMAT = "table",
    output: OUTPUT = None,
) -> None:
    """Two scenarios side by side: the verdicts, what differs in and what differs out; --set holds for both."""
    form = one_of(format_, ("table", "md", "json"))
    cases = [mistakes.scenario(name, set_ or [], region or []) for name in (a, b)]
    from sunrack.report import beside, strict_json

    one, other = (mistakes.comparison(case, against) for case in cases)
    if form == "json":
        content = {"a": a, "b": b, "inputs": beside.inputs(one, other), "results": beside.results(one, other)}
        mistakes.write(strict_json(content), output)
    else:
        mistakes.write(drawn(beside.page(one, other), form, output is None), output)
