"""The report's page on zoning: a campus as large as the fleet under each jurisdiction's rules, and the odds of
refusal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sunrack.catalogue import records
from sunrack.drawing import Block, Heading, Table, Text, number
from sunrack.findings import Findings
from sunrack.findings.zoning import KNOWN_ON, ODDS, Campus, Judgement, Rule, Zoning, region_record
from sunrack.report.shelves import credit

_COLUMNS = {
    "noise": ("noise by day", "noise by night", "generators"),
    "height": ("height",),
    "setback": ("setback",),
    "land": ("land",),
    "water": ("water",),
    "rule": ("moratorium", "power on site", "efficiency"),
    "route": ("route",),
}
SHORT = {"pass": "pass", "needs variance": "vary", "fails": "fails", "unknown": "?"}


def zoning(f: Findings) -> list[Block]:
    """What the rules say of the site, jurisdiction by jurisdiction; and the odds that an application fails."""
    c, found = f.comparison, f.zoning.judged
    rows = [
        [one.title, *[SHORT[one.of(*of)] for of in _COLUMNS.values()], SHORT[one.overall]]
        for judgements in found.values()
        for one in judgements
    ]
    table = [Table(["jurisdiction", *_COLUMNS, "overall"], rows, wrap=[0])] if rows else []
    note = (
        f"Rules as found by {KNOWN_ON}; rule: moratorium, power on site, PUE. vary: a vote, a permit, or a variance (at"
        " the modest end of its ranges the plan would keep to the number). fails: not even there, or a ban. ?: no rule"
        " found, which keeps a site from passing."
    )
    places = [region_record(c.scenario.homes[region].base) for region in found]
    places += [records("jurisdictions")[one.name] for ones in found.values() for one in ones]
    owed = credit(places)
    blocks = [
        Heading("Zoning"),
        Text(_site(f.zoning.campus)),
        *table,
        Text(note),
        *([] if f.zoning.campus.rents else [Text(one) for one in _sentences(found)]),
        *odds(f.zoning),
    ]
    return [*blocks, Text(owed)] if owed else blocks


def odds(found: Zoning) -> list[Block]:
    """Odds of refusal by region, as share contested times failure if contested, beside the three ratios that are
    quoted."""
    rows = [
        [one.region, *(number(share, 2) for share in (one.contested, one.failure_if_contested, one.fails))]
        for one in found.odds
    ]
    said = "; ".join(f"{name} {ratio:g}, {of} ({source})" for name, ratio, source, of in ODDS)
    return [
        Table(["one application", "contested", "fails if so", "fails"], rows, "lrrr"),
        Text(f"Three ratios that are quoted measure three things: {said}. They do not stand for one another."),
    ]


def _site(plan: Campus) -> str:
    """The plan and what it sounds like."""
    if plan.rents:
        return f"A project of {number(plan.power)} MW rents room in a standing hall: no campus of its own is judged."
    fence, home, gas = (number(one, 2) for one in (plan.sound_at_line, plan.sound_at_homes, plan.sound_with_gas))
    size = f"{number(plan.power)} MW on {number(plan.land)} acres"
    return (
        f"A campus of {size}, {number(plan.height)} ft high, homes {number(plan.home_distance)} ft from its line. Its"
        f" cooling makes {fence} dB(A) at the line and {home} at the homes ({gas} with a gas plant on site); 55 dB(A)"
        f" is met {number(plan.quiet_by_day)} ft from its middle, 45 at {number(plan.quiet_by_night)} ft."
    )


def _sentences(found: Mapping[str, tuple[Judgement, ...]]) -> Iterable[str]:
    """A sentence a region: who fails it, by what; or who would let it stand."""
    for region, judgements in found.items():
        if not judgements:
            yield f"{region}: no jurisdiction of it is in the catalogue."
            continue
        fails = [one for one in judgements if one.overall == "fails"]
        if len(fails) == len(judgements):
            head = (
                "every jurisdiction that is known fails this site"
                if len(fails) > 1
                else "the one jurisdiction that is known fails this site"
            )
        else:
            counts = [
                (word, sum(one.overall == word for one in judgements))
                for word in ("pass", "needs variance", "fails", "unknown")
            ]
            head = ", ".join(f"{count} {_COUNTED[word]}" for word, count in counts if count)
        why = [f"{one.title} ({_listed(one.broken('fails'))})" for one in fails]
        why += [f"{one.title} ({_listed(_numbers(one))})" for one in judgements if one not in fails and _numbers(one)]
        free = [one.title for one in judgements if records("jurisdictions")[one.name].get("route") == "no zoning"]
        others = ", ".join(one.title for one in judgements if one.title not in free)
        mixed = f"; the odds of one application mix them with {others}, which can" if others else ""
        closing = f" {' and '.join(free)} have no zoning power: nothing to refuse{mixed}." if free else ""
        yield f"{region}: {head}{'. ' if why else ''}{', '.join(why)}.{closing}"


_COUNTED = {
    "pass": "without objection",
    "needs variance": "by vote or variance",
    "fails": "closed",
    "unknown": "unknown",
}


def _numbers(one: Judgement) -> tuple[Rule, ...]:
    return tuple(finding for finding in one.broken("needs variance") if finding.has is not None)


def _listed(findings: Iterable[Rule]) -> str:
    return "; ".join(str(one) for one in findings)
