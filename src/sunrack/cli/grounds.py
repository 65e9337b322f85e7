"""`sunrack regions` and `sunrack when`."""

from __future__ import annotations

from typing import Annotated

from sunrack.cli import mistakes
from sunrack.cli.options import AGAINST, FORMAT, OUTPUT, REGION, SCENARIO, SET, choice, one_of, option
from sunrack.cli.screen import give

_MEASURES = ("cost", "time", "worth")


def regions(
    scenario: SCENARIO = "rack-100kw",
    by: Annotated[str, choice("--by", "MEASURE", "cost, time or worth.", *_MEASURES)] = "cost",
    set_: SET = None,
    region: REGION = None,
    format_: FORMAT = "table",
    output: OUTPUT = None,
) -> None:
    """Every region that ships, ranked by cost, time to power, or worth against orbit."""
    form = one_of(format_)
    one_of(by, _MEASURES, "--by")
    case = mistakes.scenario(scenario, set_ or [], region or [], usual=["all"])
    from sunrack.findings import findings
    from sunrack.findings.ground import ranking
    from sunrack.report import ground
    from sunrack.verdict import compare_bare

    f = findings(compare_bare(case))
    give(form, output, lambda: ranking(f, by), lambda: ground.ranked(f, by))


def when(
    scenario: SCENARIO = "rack-100kw",
    set_: SET = None,
    region: REGION = None,
    against: AGAINST = None,
    last: Annotated[int, option("--last", "YEAR", "The last year that is tried, 2060 at most.")] = 2045,
    format_: FORMAT = "table",
    output: OUTPUT = None,
) -> None:
    """The year in which orbit comes even as launch grows cheaper and grid queues longer, or none by 2045."""
    form = one_of(format_)
    case = mistakes.scenario(scenario, set_ or [], region or [])
    from sunrack.drawing import Text
    from sunrack.report import turning
    from sunrack.study import when as solve

    try:
        found = [solve(case, name, last=last) for name in ([against] if against else case.sites)]
    except ValueError as problem:
        raise mistakes.Mistake(f"{'--against' if isinstance(problem, KeyError) else '--last'} {problem}") from None
    warning, fails = found[0].warning, found[0].fails
    said = {key: text for key, text in (("warning", warning), ("fails", fails)) if text}
    blocks = turning.years(found)
    if fails:
        blocks.insert(1, Text(f"In no year: the design {fails}.", strong=True))
    if warning:
        blocks.append(Text(warning))
    rows = [{"region": one.region, "last": one.last, **one.years, **said} for one in found]
    give(form, output, lambda: rows, lambda: blocks)
