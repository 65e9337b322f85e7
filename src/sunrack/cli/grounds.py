"""`sunrack regions` and `sunrack when`."""

from __future__ import annotations

from typing import Annotated

import typer

from sunrack.cli import completions, mistakes
from sunrack.cli.catalogues import drawn
from sunrack.cli.reports import AGAINST, FORMAT, OUTPUT, REGION, SCENARIO, SET, one_of


def regions(
    scenario: SCENARIO = "rack-100kw",
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="MEASURE",
            help="cost, time or worth.",
            autocompletion=completions.words("cost", "time", "worth"),
        ),
    ] = "cost",
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
    case = mistakes.scenario(scenario, set_ or [], region or [], usual=["all"])
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
    against: AGAINST = None,
    last: Annotated[
        int, typer.Option("--last", metavar="YEAR", help="The last year that is tried, 2060 at most.")
    ] = 2045,
    format_: FORMAT = "table",
    output: OUTPUT = None,
) -> None:
    """The year in which orbit comes even as launch grows cheaper and grid queues longer, or none by 2045."""
    form = one_of(format_, ("table", "md", "json"))
    case = mistakes.scenario(scenario, set_ or [], region or [])
    from sunrack.drawing import Text
    from sunrack.report import ground, strict_json
    from sunrack.study import when as solve

    try:
        found = [solve(case, name, last=last) for name in ([against] if against else case.sites)]
    except ValueError as problem:
        raise mistakes.Mistake(f"{'--against' if isinstance(problem, KeyError) else '--last'} {problem}") from None
    warning, fails = found[0].warning, found[0].fails
    if form == "json":
        said = {key: text for key, text in (("warning", warning), ("fails", fails)) if text}
        mistakes.write(
            strict_json([{"region": one.region, "last": one.last, **one.years, **said} for one in found]), output
        )
        return
    blocks = ground.years(found)
    if fails:
        blocks.insert(1, Text(f"In no year: the design {fails}.", strong=True))
    if warning:
        blocks.append(Text(warning))
    mistakes.write(drawn(blocks, form, output is None), output)
