"""`sunrack sources` and `sunrack catalogue`: what is built in, and where it comes from."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from sunrack.cli import completions, mistakes
from sunrack.cli.options import OUTPUT, QUIET, ROWS, ROWS_FORMAT, SCENARIO, SET, argument, format_of, place

_KEY = "An input such as orbit.altitude, a section such as orbit, or a source."
_KIND = "A catalogue, such as cells or vehicles."
_FORMS = (*ROWS, "bibtex")


def sources(
    key: Annotated[str | None, argument("KEY", _KEY, completions.keys, "all inputs")] = None,
    scenario: SCENARIO = "rack-100kw",
    scenario_: Annotated[str | None, typer.Option("--scenario", hidden=True)] = None,
    set_: SET = None,
    format_: Annotated[str | None, format_of(*_FORMS)] = None,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """List every input value with its source."""
    where = place(format_, output, quiet, _FORMS)
    if key is not None and (key == "-" or key.endswith(".toml") or key in completions.scenarios(key)):
        scenario, key = key, None
    case = mistakes.scenario(scenario_ or scenario, set_, quiet=quiet)
    from sunrack.catalogue import near
    from sunrack.catalogue import sources as works
    from sunrack.findings.sources import as_rows, effects_on_answer
    from sunrack.report import cited, sourced
    from sunrack.verdict import compare_bare

    values = case.values()
    if key is not None:
        picked = {name: one for name, one in values.items() if key in (name, one.source) or name.startswith(f"{key}.")}
        if not picked and not (where.form == "bibtex" and key in works()):
            raise mistakes.Mistake(
                f'"{key}" is neither an input nor a source{near(key, [*values, *works()]) or "."} '
                "List both with: sunrack sources"
            )
        values = picked
    if where.form == "bibtex":
        where.write(cited.as_bibtex([*(one.source for one in values.values()), *([key] if key else [])]))
        return
    whole = key is not None and key in values
    if whole and where.form not in ("json", "csv"):
        where.write(where.drawn(sourced.one(str(key), values[str(key)]), f"Sources of {case.name}"))
        return
    effects = effects_on_answer(compare_bare(case))
    where.give(
        lambda: as_rows(values, effects),
        lambda: sourced.listing(values, effects),
        f"Sources of {case.name}",
        lambda: as_rows(values, effects),
    )


def catalogue(
    kind: Annotated[str | None, argument("KIND", _KIND, completions.kinds, "list the catalogues")] = None,
    name: Annotated[str | None, argument("NAME", "One entry.", completions.entries, "list all entries")] = None,
    format_: ROWS_FORMAT = None,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """List the built-in catalogues, the entries of one, or one entry."""
    where = place(format_, output, quiet, ROWS)
    from sunrack.catalogue import KINDS, near, records
    from sunrack.report import shelves

    if kind is not None and kind not in KINDS:
        raise mistakes.Mistake(f'"{kind}" is not a catalogue. Choose from {", ".join(KINDS)}{near(kind, KINDS)}')
    if kind is not None and name is not None and name not in records(kind):
        known = records(kind)
        raise mistakes.Mistake(f'"{name}" is not in {kind}. Choose from {", ".join(known)}{near(name, known)}')

    def content() -> Any:
        return list(KINDS) if kind is None else dict(records(kind)) if name is None else records(kind)[name]

    def rows() -> list[dict[str, Any]]:
        if kind is None:
            return [{"kind": one, "entries": list(records(one))} for one in KINDS]
        return [{"name": one, **records(kind)[one]} for one in (records(kind) if name is None else [name])]

    def blocks() -> Any:
        return shelves.kinds() if kind is None else shelves.kind(kind) if name is None else shelves.record(kind, name)

    where.give(content, blocks, " ".join(["Catalogue", *(one for one in (kind, name) if one)]), rows)
