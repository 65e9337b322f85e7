"""The report's section on zoning: a campus as large as the fleet under each jurisdiction's rules, and the probability
of refusal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sunrack.catalogue import place, records
from sunrack.drawing import Block, Heading, Table, Text, number
from sunrack.findings import Findings
from sunrack.findings.zoning import KNOWN_ON, ODDS, Campus, Judgement, Rule, Zoning, region_record
from sunrack.markup import listed
from sunrack.report.shelves import credit

_COLUMNS = {
    "Noise": ("noise by day", "noise by night", "generators"),
    "Height": ("height",),
    "Setback": ("setback",),
    "Land": ("land",),
    "Water": ("water",),
    "Rules": ("moratorium", "power on site", "efficiency"),
    "Approval": ("route",),
}
SHORT = {"pass": "pass", "needs variance": "variance", "fails": "not permitted", "unknown": "?"}
_LETTERS = {"pass": "pass", "needs variance": "var.", "fails": "no", "unknown": "?"}


def zoning(f: Findings) -> list[Block]:
    """What the rules say of the site, jurisdiction by jurisdiction; and the probability that an application is"
    " refused."""
    c, found = f.comparison, f.zoning.judged
    rows = [
        [one.title, *[_LETTERS[one.of(*of)] for of in _COLUMNS.values()], SHORT[one.overall]]
        for judgements in found.values()
        for one in judgements
    ]
    table = [Table(["Jurisdiction", *_COLUMNS, "Overall"], rows, wrap=[0, 8])] if rows else []
    note = (
        f'Rules as found by {KNOWN_ON}. "Rules" are a moratorium, limits on power generation on site, and PUE limits.'
        ' "var." or "variance" means that the site needs a vote, a permit or a variance: at the modest end of its'
        " ranges"
        ' the plan would meet the limit. "no" or "not permitted" means that the site would not meet the limit even'
        " then,"
        ' or that a ban is in force. "?" means that no rule was found; such a site does not pass.'
    )
    places = [region_record(c.scenario.homes[region].base) for region in found]
    places += [records("jurisdictions")[one.name] for ones in found.values() for one in ones]
    owed = credit(places)
    blocks = [
        Heading("Zoning and permits"),
        Text(_site(f.zoning.campus)),
        *table,
        Text(note),
        *([] if f.zoning.campus.rents else [Text(one) for one in _sentences(found)]),
        *odds(f.zoning),
    ]
    return [*blocks, Text(owed)] if owed else blocks


_HEAD = ["Per permit application", "P(contested)", "P(refused if contested)", "P(refused)"]


def odds(found: Zoning) -> list[Block]:
    """Probability of refusal by region, as share contested times refusal if contested, beside three published
    ratios."""
    rows = [
        [place(one.region), *(number(share, 2) for share in (one.contested, one.failure_if_contested, one.fails))]
        for one in found.odds
    ]
    said = "; ".join(f"{name} {ratio:g}, {of} ({source})" for name, ratio, source, of in ODDS)
    return [
        Table(
            ["Per permit application", "P(contested)", "P(refused if contested)", "P(refused)"], rows, "lrrr", wrap=[0]
        ),
        Text(f"Three published ratios measure different things and cannot replace each other: {said}."),
    ]


def _site(plan: Campus) -> str:
    """The plan and its noise."""
    if plan.rents:
        return (
            f"A project of {number(plan.power)} MW rents space in an existing data centre. No campus is checked against"
            " zoning rules."
        )
    fence, home, gas = (number(one, 2) for one in (plan.sound_at_line, plan.sound_at_homes, plan.sound_with_gas))
    size = f"{number(plan.power)} MW on {number(plan.land)} acres"
    return (
        f"The campus has {size} and buildings {number(plan.height)} ft high. The nearest residences are"
        f" {number(plan.home_distance)} ft from the property line. The cooling plant produces {fence} dB(A) at the"
        f" property line and {home} dB(A) at the residences ({gas} dB(A) with a gas plant on site). The sound falls to"
        f" 55 dB(A) at {number(plan.quiet_by_day)} ft and to 45 dB(A) at {number(plan.quiet_by_night)} ft from the"
        " centre of the campus."
    )


def _sentences(found: Mapping[str, tuple[Judgement, ...]]) -> Iterable[str]:
    """A sentence for each region: which jurisdictions do not permit the site and why, or which do."""
    for region, judgements in found.items():
        if not judgements:
            yield f"{place(region)}: the catalogue has no jurisdiction of this region."
            continue
        fails = [one for one in judgements if one.overall == "fails"]
        if len(fails) == len(judgements):
            head = (
                "no known jurisdiction permits this site"
                if len(fails) > 1
                else "the only known jurisdiction does not permit this site"
            )
        else:
            counts = [
                (word, sum(one.overall == word for one in judgements))
                for word in ("pass", "needs variance", "fails", "unknown")
            ]
            head = ", ".join(f"{_COUNTED[word]} {count}" for word, count in counts if count)
            head += f" (of {len(judgements)} known jurisdictions)"
        why = [f"{one.title} ({_listed(one.broken('fails'))})" for one in fails]
        why += [f"{one.title} ({_listed(_numbers(one))})" for one in judgements if one not in fails and _numbers(one)]
        free = [one.title for one in judgements if records("jurisdictions")[one.name].get("route") == "no zoning"]
        others = ", ".join(one.title for one in judgements if one.title not in free)
        mixed = f" The probabilities for one application also cover {others}, which can refuse it." if others else ""
        closing = f" {listed(free)} have no zoning power and cannot refuse.{mixed}" if free else ""
        yield f"{place(region)}: {head}{'. ' if why else ''}{', '.join(why)}.{closing}"


_COUNTED = {
    "pass": "pass",
    "needs variance": "variance",
    "fails": "not permitted",
    "unknown": "no rule found",
}


def _numbers(one: Judgement) -> tuple[Rule, ...]:
    return tuple(finding for finding in one.broken("needs variance") if finding.has is not None)


def _listed(findings: Iterable[Rule]) -> str:
    return "; ".join(str(one) for one in findings)
