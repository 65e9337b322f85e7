"""What can only be checked beside a scenario: the inputs and results that a record names."""

from __future__ import annotations

from sunrack.published.expressions import ExpressionError
from sunrack.published.reading import Problems, placed
from sunrack.published.records import Analysis
from sunrack.published.runs import SIDES, Run, flat, run, scenario_of
from sunrack.scenario import Scenario, ScenarioError


def check(analysis: Analysis, case: Scenario) -> None:
    """Whether a record's inputs go into a scenario and its results are some of ours.

    Raises:
        ScenarioError: Every problem at once, each with its line where that is known.
    """
    problems = _twice(analysis)
    for side in SIDES[: 1 + analysis.two_sided]:
        tried = [(analysis.groups, {}), *(((), answer.inputs) for answer in analysis.answers)]
        for groups, inputs in tried:
            try:
                scenario_of(case, analysis.region, groups, side, inputs)
            except ScenarioError as error:
                problems += error.problems
    problems += _results(analysis, run(case, analysis, () if problems else analysis.groups))
    if problems:
        raise ScenarioError(analysis.file, placed(problems, analysis.lines))


def _twice(analysis: Analysis) -> Problems:
    """Keys that two groups write for one side."""
    problems: Problems = []
    for side in SIDES:
        first: dict[str, str] = {}
        for group in analysis.groups:
            for part in group.of(side):
                for key in flat(part):
                    if (other := first.setdefault(key, group.title)) != group.title:
                        problems.append((key, f'stands in the groups "{other}" and "{group.title}"; keep one of them'))
    return problems


def _results(analysis: Analysis, found: Run) -> Problems:
    problems: Problems = []
    for answer in analysis.answers:
        if answer.result is not None:
            try:
                answer.result.number(found, answer.unit)
            except ExpressionError as problem:
                problems.append((f"answers.{answer.name}.result", str(problem)))
    return problems
