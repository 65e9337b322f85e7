"""`sunrack optimize` and `sunrack parity`."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Annotated

from sunrack.cli import completions, mistakes
from sunrack.cli.options import (
    AGAINST,
    FORMAT,
    FORMS,
    OUTPUT,
    QUIET,
    SCENARIO,
    SEED,
    SET,
    flag,
    names,
    option,
    place,
)
from sunrack.cli.progress import Progress

_OVER = (
    'What to choose: a range "KEY=first:last", options "KEY=word,word", or KEY alone for its own range or all its'
    " options."
)
_MARGIN = 'The margin that a check must keep, for example "dose=30 %", or "0" for no margin at all.'
_OBJECTIVE = "Result to minimise. Two results give a Pareto front."
_OUTPUT = "Write to FILE. A .toml file gets the optimum as a scenario."


def optimize(
    scenario: SCENARIO = "rack-100kw",
    over: Annotated[
        list[str] | None,
        option("--over", "KEY=CHOICES", _OVER, completions.changes, "a built-in list of design choices"),
    ] = None,
    objective: Annotated[
        list[str] | None, option("--objective", "RESULT", _OBJECTIVE, completions.results, "cost.per_gpu_hour")
    ] = None,
    maximize: Annotated[bool, flag("--maximize", "Maximise the result instead.")] = False,
    margin: Annotated[
        list[str] | None, option("--margin", "CHECK=MARGIN", _MARGIN, default="a built-in list of margins")
    ] = None,
    set_: SET = None,
    against: AGAINST = None,
    format_: FORMAT = None,
    output: Annotated[Path | None, option("--output -o", "FILE", _OUTPUT, default="standard output")] = None,
    quiet: QUIET = False,
) -> None:
    """Find the best design over numbers and options together, with every check passed at its margin."""
    output = mistakes.placed(output)
    scenario_file = output is not None and output.suffix.lower() == ".toml" and format_ is None
    where = place(format_ or ("text" if scenario_file else None), output, quiet, FORMS, (".toml",))
    case = mistakes.scenario(scenario, set_, None, quiet=quiet)
    chosen, margins = _pairs(over, "--over"), _margins(margin)
    wanted = names(objective) or ["cost.per_gpu_hour"]
    gc.enable()
    from sunrack.report import optima as pages
    from sunrack.study import optimize as solve
    from sunrack.study import pareto

    title = f"Optimum of {case.name}"
    with mistakes.told(), Progress(0, "designs fitted", quiet=quiet) as progress:
        if len(wanted) > 1:
            if maximize:
                raise mistakes.Mistake("--maximize needs one result. A Pareto front minimises two")
            front = pareto(case, chosen, wanted, margins=margins, against=against, progress=progress)
            where.give(front.to_dict, lambda: pages.front(front), title)
            return
        best = solve(case, chosen, wanted[0], margins=margins, against=against, maximize=maximize, progress=progress)
    if scenario_file:
        where.write(best.scenario.to_toml())
    else:
        where.give(best.to_dict, lambda: pages.optimum(best), title)


def parity(
    scenario: SCENARIO = "rack-100kw",
    n: Annotated[int, option("-n", "N", "Draws of each level of the probability, in each of four runs.")] = 5000,
    seed: SEED = 1,
    set_: SET = None,
    against: AGAINST = None,
    format_: FORMAT = None,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Tell what would have to be true for orbit to cost no more than the ground."""
    where = place(format_, output, quiet)
    case = mistakes.scenario(scenario, set_, None, quiet=quiet)
    gc.enable()
    from sunrack.report import parities as pages
    from sunrack.study import parity as solve

    with mistakes.told(), Progress(5, "parts", quiet=quiet) as progress:
        found = solve(case, against, n=n, seed=seed, progress=progress)
    where.give(found.to_dict, lambda: pages.parity(found), f"Parity of {case.name}")


def _pairs(written: list[str] | None, flag: str) -> dict[str, str | None] | None:
    """Contents by key; None for a key alone."""
    found: dict[str, str | None] = {}
    for one in written or []:
        key, equals, content = (part.strip() for part in one.partition("="))
        if not key or (equals and not content):
            raise mistakes.Mistake(f'{flag} "{one}" is not KEY=CHOICES, for example "orbit.altitude=500 km:1000 km"')
        if key in found:
            raise mistakes.Mistake(f"{flag} names {key} twice. Give all its choices at once")
        found[key] = content or None
    return found or None


def _margins(written: list[str] | None) -> dict[str, str | None] | str | None:
    """Margins by check, or one for all of them."""
    if written and len(written) == 1 and "=" not in written[0]:
        return written[0]
    found = _pairs(written, "--margin")
    if bare := [key for key, content in (found or {}).items() if content is None]:
        raise mistakes.Mistake(f'--margin "{bare[0]}" is not CHECK=MARGIN, for example "dose=30 %"')
    return found
