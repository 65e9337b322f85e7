"""`sunrack regions` and `sunrack when`."""

from __future__ import annotations

from typing import Annotated

import typer

from sunrack.cli import mistakes
from sunrack.cli.catalogues import drawn
from sunrack.cli.reports import FORMAT, OUTPUT, REGION, SCENARIO, SET, one_of


def regions(
    scenario: SCENARIO = "rack-100kw",
    by: Annotated[str, typer.Option("--by", help="cost, time or worth.")] = "cost",
    set_: SET = None,
    region: REGION = None,
    format_: FORMAT = "table",
    output: OUTPUT = None,
) -> None:
    """Every region that ships, ranked by cost, time to power, or worth against orbit."""
    form = one_of(format_, ("table", "md", "json"))
    if by not in ("cost", "time", "worth"):
        from sunrack.catalogue import near

        raise mistakes.Mistake(f'--by "{by[:20]}" is not one of cost, time, worth{near(by, ("cost", "time", "worth"))}')
    case = mistakes.scenario(scenario, set_ or [], region or ["all"])
    from sunrack.findings import findings
    from sunrack.findings.ground import ranking
    from sunrack.report import ground, strict_json
    from sunrack.verdict import compare

    f = findings(compare(case))
    mistakes.write(
        strict_json(ranking(f, by)) if form == "json" else drawn(ground.ranked(f, by), form, output is None),
        output,
    )


def when(
    scenario: SCENARIO = "rack-100kw",
    set_: SET = None,
    region: REGION = None,
    last: Annotated[int, typer.Option("--last", help="The last year that is tried.")] = 2045,
    format_: FORMAT = "table",
    output: OUTPUT = None,
) -> None:
    """The year in which orbit comes even as launch grows cheaper and grid queues longer, or none by 2045."""
    form = one_of(format_, ("table", "md", "json"))
    case = mistakes.scenario(scenario, set_ or [], region or [])
    from sunrack.report import ground, strict_json
    from sunrack.study import when as solve

    today = round(case.finance.currency_year.si)
    if not today <= last <= 2100:
        raise mistakes.Mistake(f"--last {last} must lie between {today}, the scenario's year, and 2100")
    found = [solve(case, name, last=last) for name in case.sites]
    content = [{"region": one.region, "last": one.last, **one.years} for one in found]
    mistakes.write(strict_json(content) if form == "json" else drawn(ground.years(found), form, output is None), output)
