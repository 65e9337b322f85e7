"""`sunrack reconcile`: published analyses and announced satellites beside ours."""

from __future__ import annotations

from typing import Annotated

from sunrack.cli import completions, mistakes
from sunrack.cli.options import OUTPUT, SCENARIO, SET, argument, choice, one_of, option
from sunrack.cli.screen import drawn

FORMS = ("text", "md", "json")
CLAIM_FORMS = (*FORMS, "csv")
_NAME = "A published analysis, an announced satellite, or a .toml file of the same form. Default: a list of them all."


def reconcile(
    name: Annotated[str | None, argument("NAME", _NAME, completions.published)] = None,
    scenario: Annotated[
        str, option("--scenario", "SCENARIO", "What sunrack's default means.", completions.scenarios)
    ] = "rack-100kw",
    set_: SET = None,
    format_: Annotated[str, choice("--format", "FORMAT", "text, md or json.", *FORMS)] = "text",
    output: OUTPUT = None,
) -> None:
    """Why a published analysis gives another answer."""
    form = one_of(format_, FORMS)
    case = mistakes.scenario(scenario, set_ or [], [])
    from sunrack.published import reconcile as reconciled
    from sunrack.published import reconcile_all, telling
    from sunrack.report import strict_json

    with mistakes.told():
        found = reconcile_all(case) if name is None else [reconciled(name, case)]
    if form == "json":
        text = strict_json(telling.plain(found) if name is None else found[0].to_dict())
    else:
        text = drawn(telling.listed(found) if name is None else telling.reconciled(found[0]), form, output is None)
    mistakes.write(text, output)


def claims(
    scenario: SCENARIO = "rack-100kw",
    set_: SET = None,
    format_: Annotated[str, choice("--format", "FORMAT", "text, md, json or csv.", *CLAIM_FORMS)] = "text",
    output: OUTPUT = None,
) -> None:
    """Test the claims of the seed documents."""
    form = one_of(format_, CLAIM_FORMS)
    case = mistakes.scenario(scenario, set_ or [], [])
    from sunrack.published.claims import claims as tested
    from sunrack.published.telling_claims import told
    from sunrack.report import strict_json

    with mistakes.told():
        found = tested(case)
    if form == "csv":
        text = found.to_csv()
    elif form == "json":
        text = strict_json(found.to_dict())
    else:
        text = drawn(told(found), form, output is None)
    mistakes.write(text, output)
