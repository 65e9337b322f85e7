"""`sunrack reconcile` and `sunrack claims`: what others say, beside the model."""

from __future__ import annotations

from typing import Annotated

from sunrack.cli import completions, mistakes
from sunrack.cli.options import (
    FORMAT,
    OUTPUT,
    QUIET,
    ROWS,
    ROWS_FORMAT,
    SCENARIO,
    SET,
    argument,
    option,
    place,
)

_NAME = "A published analysis, an announced satellite, or a .toml file of the same form."
_OURS = "What sunrack's default means: a scenario file or the name of a built-in scenario."


def reconcile(
    name: Annotated[str | None, argument("NAME", _NAME, completions.published, "list them all")] = None,
    scenario: Annotated[str, option("--scenario", "SCENARIO", _OURS, completions.scenarios)] = "rack-100kw",
    set_: SET = None,
    format_: FORMAT = None,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Explain why a published analysis gives another answer."""
    where = place(format_, output, quiet)
    case = mistakes.scenario(scenario, set_, quiet=quiet)
    from sunrack.published import reconcile as reconciled
    from sunrack.published import reconcile_all, telling

    with mistakes.told():
        found = reconcile_all(case) if name is None else [reconciled(name, case)]
    where.give(
        lambda: telling.plain(found) if name is None else found[0].to_dict(),
        lambda: telling.listed(found, case) if name is None else telling.reconciled(found[0]),
        "Published analyses" if name is None else found[0].analysis.title,
    )


def claims(
    scenario: SCENARIO = "rack-100kw",
    set_: SET = None,
    format_: ROWS_FORMAT = None,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Test the claims of the seed documents."""
    where = place(format_, output, quiet, ROWS)
    case = mistakes.scenario(scenario, set_, quiet=quiet)
    from sunrack.published.claims import claims as tested
    from sunrack.published.claims import flat_rows
    from sunrack.published.telling_claims import told

    with mistakes.told():
        found = tested(case)
    where.give(found.to_dict, lambda: told(found), "Claims of the seed documents", lambda: flat_rows(found))
