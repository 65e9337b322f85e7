"""Reconciliations in words and tables."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from sunrack.catalogue import the_place
from sunrack.commands import reconcile_command
from sunrack.drawing import Block, Heading, Table, Text, number
from sunrack.drawing.words import printed_unit
from sunrack.published.beside import Changed, Reproduced, Step
from sunrack.published.reconciliation import Reconciliation
from sunrack.published.records import Analysis, Answer
from sunrack.scenario import Scenario

NOT_RANKED = "Ratios on different boundaries count different things. They are not comparable and not ranked."


def reconciled(r: Reconciliation) -> list[Block]:
    """One analysis beside ours: the answers, the steps, what cannot be expressed."""
    about = r.analysis
    return [
        Heading(f"{about.short}, {about.year}{', a claim' if _is_claim(about) else ''}: {about.title}"),
        Text(_source(about)),
        Text(_summary(r), strong=True),
        _answers(r),
        *_reach(r),
        *_waterfall(r),
        *([Text(_own(r))] if _has_orbit(about) else []),
        *_notes(r),
    ]


def listed(rows: Sequence[Reconciliation], case: Scenario) -> list[Block]:
    """Every analysis in one line, and every satellite, beside a scenario."""
    analyses = [one for one in rows if not one.analysis.status]
    satellites = [one for one in rows if one.analysis.status]
    region = the_place(analyses[0].analysis.region) if analyses else ""
    blocks: list[Block] = [
        Heading("Published analyses beside sunrack"),
        Table(
            ["name", "counts", "theirs", "ours", "default", "GPU-hour"],
            [_line(one) for one in analyses],
            "llrrrr",
            wrap=[1],
        ),
        Text(
            "Theirs is the published ratio of orbit to ground, or another figure where a unit is given. Ours is sunrack"
            " with their inputs, and default is sunrack with its own, both on their boundary. GPU-hour is our boundary:"
            f" a GPU-hour sold, everything included, in orbit over {region}, with their inputs in place of ours. By"
            f" default it is {number(analyses[0].own_default) if analyses else '-'}. {NOT_RANKED}"
        ),
    ]
    if satellites:
        blocks += [
            Heading("Announced and flown satellites"),
            Table(
                ["name", "status", "figures", "reproduced"],
                [_satellite(one) for one in satellites],
                "llrr",
                wrap=[1],
            ),
            Text("Figures are claims unless the satellite has flown. Reproduced means within 3 % with what is stated."),
        ]
    more = f"More about one of them: {reconcile_command(case, 'NAME')}. NAME may be your own file (docs/published.md)."
    return [*blocks, Text(more)]


def _line(r: Reconciliation) -> list[str]:
    one = r.explained or (r.answers[0] if r.answers else None)
    if one is None:
        return [r.analysis.name, r.analysis.counts, "-", "-", "-", "-"]
    unit = f", {printed_unit(one.answer.unit)}" if one.answer.unit else ""
    own = number(r.own_with_theirs) if _has_orbit(r.analysis) and r.analysis.groups else "-"
    return [
        r.analysis.name,
        f"{r.analysis.counts}{unit}",
        _theirs(one.answer),
        _said(one.with_theirs),
        _said(one.default),
        own,
    ]


def _satellite(r: Reconciliation) -> list[str]:
    held = [one for one in r.answers if one.answer.result and not math.isnan(one.answer.low)]
    return [
        r.analysis.name,
        r.analysis.status,
        str(len(held)),
        str(sum(one.holds for one in held)),
    ]


def _is_claim(about: Analysis) -> bool:
    return bool(about.status) and not about.status.startswith("flown")


def _has_orbit(about: Analysis) -> bool:
    """Whether a GPU-hour in orbit is any of its business."""
    return not about.status and about.explained != "ground"


def _source(about: Analysis) -> str:
    author = f"{about.author}. " if about.author and about.author != about.short else ""
    status = f"Status: {about.status}. " if about.status else ""
    where = f" {about.url}" if about.url else ""
    return (
        f"{status}{author}Boundary: {about.boundary}. Source ({about.tier}):{where or ' no address'}. {about.read}"
    ).strip()


def _summary(r: Reconciliation) -> str:
    about, one = r.analysis, r.explained
    if one is None:
        return "No figure of it can be computed here."
    theirs = f"{one.answer.title}: {about.short} gives {_amount(one.answer)}."
    if about.status:
        return f"{theirs} The model gives {_said(one.with_theirs)} with what is stated ({_close(one)})."
    if not about.groups:
        return f"{theirs} No inputs are published. By default sunrack gives {_said(one.default)} on the same boundary."
    if not math.isfinite(one.with_theirs):
        why = f"with these inputs and {r.scenario} a result that it needs is infinite or undefined"
        return f"{theirs} There is no figure of sunrack to compare: {why}."
    return (
        f"{theirs} With these inputs sunrack gives {_said(one.with_theirs)} ({_close(one)}), and by default"
        f" {_said(one.default)} on the same boundary."
    )


def _close(one: Reproduced) -> str:
    if one.holds:
        return "reproduced"
    return f"{_percent(abs(one.difference)).lstrip('+')} {'more' if one.difference > 0 else 'less'}"


def _answers(r: Reconciliation) -> Table:
    rows = [
        [
            one.answer.title,
            printed_unit(one.answer.unit),
            _theirs(one.answer),
            _said(one.with_theirs),
            _percent(one.difference),
            _said(one.default),
        ]
        for one in r.answers
    ]
    return Table(["answer", "unit", "theirs", "ours", "off by", "default"], rows, "llrrrr", wrap=[0])


def _waterfall(r: Reconciliation) -> list[Block]:
    one = r.explained
    if one is None or not r.steps:
        return []
    name = r.analysis.explained
    others = [key for key in ("orbit", "ground") if key != name and name == "ratio" and key in r.steps[0].factors]
    rows = [["sunrack, default", *[""] * len(others), "", "", _said(one.default)]]
    rows += [
        [
            f"{step.title}{' (inferred)' if step.inferred else ''}",
            *(_times(step.factors[key]) for key in others),
            _times(step.factors[name]),
            _spread(step),
            _said(step.running),
        ]
        for step in r.steps
    ]
    blank = [""] * len(others)
    rows.append(["What does not fit", *blank, _times(r.rest), "", _amount_number(r, one)])
    rows.append([f"{r.analysis.short}, all steps", *blank, _times(r.total), "", ""])
    heads = [*(f"{key} ×" for key in others), "×" if not others else f"{name} ×"]
    return [
        Heading(f"From ours to theirs: {one.answer.title[:1].lower()}{one.answer.title[1:]}"),
        Table(["group of inputs", *heads, "by order", "running"], rows, f"l{'r' * len(heads)}lr", wrap=[0]),
        Text(
            "× is the factor by which a group of inputs changes the answer, averaged over all orders in which the"
            " groups can be changed (Shapley share of the logarithm). The factors multiply to the last row. By order is"
            " the range of that factor where it is wider than 10 %. Running is the answer after the groups are changed"
            " one after the other, in the order of the rows, the largest first." + _inferred(r.steps)
        ),
    ]


def _amount_number(r: Reconciliation, one: Reproduced) -> str:
    return _said(one.with_theirs * r.rest)


def _inferred(steps: Sequence[Step]) -> str:
    if not any(one.inferred for one in steps):
        return ""
    return " Inferred inputs are not published: they are ours, chosen to give the published total."


def _reach(r: Reconciliation) -> list[Block]:
    if not r.reach:
        return []
    rows = []
    for name, reach in r.reach.items():
        one = r.answer(name)
        words = "reproduced" if one.holds else "within our ranges" if reach.reached else "outside our ranges"
        rows.append([one.answer.title, _amount(one.answer), number(reach.best), words])
    outside = [(r.answer(name).answer.title, one.keys) for name, one in r.reach.items() if not one.reached]
    moved = "; ".join(f"{title}: {', '.join(keys)}" for title, keys in outside if keys)
    return [
        Heading("What our ranges hold"),
        Table(["figure", "stated", "nearest", ""], rows, "lrrl", wrap=[0]),
        Text(
            "Nearest is the closest that the model comes to what is stated, with every input that is not stated at the"
            " end of its range that helps, all at once. A figure outside our ranges needs values that we do not hold"
            " possible." + (f" The inputs that move these figures most: {moved}." if moved else "")
        ),
    ]


def _own(r: Reconciliation) -> str:
    region = the_place(r.analysis.region)
    with_theirs = (
        f", and {number(r.own_with_theirs)} times with their inputs in place of ours" if r.analysis.groups else ""
    )
    return (
        f"On our boundary, a GPU-hour sold with everything included, orbit costs {number(r.own_default)} times as much"
        f" as {region} by default{with_theirs}. {NOT_RANKED}"
    )


def _notes(r: Reconciliation) -> list[Block]:
    about = r.analysis
    whys = [f"{group.title}: {group.why}" for group in about.groups if group.why]
    inputs = [[_key(one), one.theirs, one.ours or "computed"] for one in r.inputs]
    notes = [f"{one.answer.title}: {one.answer.why}" for one in r.answers if one.answer.why]
    blocks: list[Block] = []
    if inputs:
        blocks += [Heading("Their inputs in our keys"), Table(["key", "theirs", "default"], inputs, wrap=[0])]
    if whys:
        blocks += [Heading("Where the inputs come from"), *map(Text, whys)]
    if about.cannot:
        blocks += [Heading("What cannot be expressed"), *map(Text, about.cannot)]
    if notes or about.note:
        blocks += [Heading("About the figures"), *map(Text, notes), *([Text(about.note)] if about.note else [])]
    return blocks


def _key(one: Changed) -> str:
    return f"{one.key} ({one.side})" if one.side else one.key


def _theirs(one: Answer) -> str:
    if math.isnan(one.low):
        return "-"
    return number(one.low) if one.low == one.high else f"{number(one.low)} to {number(one.high)}"


def _amount(one: Answer) -> str:
    return f"{_theirs(one)} {printed_unit(one.unit)}".strip()


def _said(value: float) -> str:
    return "-" if math.isnan(value) else number(value)


def _times(value: float) -> str:
    return "-" if math.isnan(value) else number(value)


def _spread(step: Step) -> str:
    if math.isnan(step.least):
        return "undefined"
    return f"{number(step.least)} to {number(step.greatest)}" if step.is_wide else ""


def _percent(share: float) -> str:
    if math.isnan(share):
        return "-"
    return f"{100 * share:+,.{0 if abs(share) >= 0.1 else 1}f} %" if abs(share) >= 0.0005 else "0.0 %"


def plain(rows: Sequence[Reconciliation]) -> list[dict[str, Any]]:
    """Every analysis as plain data."""
    return [one.to_dict() for one in rows]
