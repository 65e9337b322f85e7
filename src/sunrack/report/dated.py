"""The section of dated claims: what changes if they hold."""

from __future__ import annotations

from sunrack.catalogue import place
from sunrack.drawing import Block, Heading, Table, Text
from sunrack.drawing.words import number
from sunrack.findings import Findings
from sunrack.findings.dated import Claim, Dated


def dated(f: Findings) -> list[Block]:
    """Every claim with its date, what speaks against it, and both sides before and after."""
    found: Dated = f.dated
    return [
        Heading("Claims with a date"),
        Text(
            f"Each claim moves some inputs to one end of their ranges and nothing else. Orbit serves first after"
            f" {number(found.orbit_first)} months and with half of its fleet after {number(found.orbit_half)}, whatever"
            " becomes of these claims."
        ),
        *(block for one in found.claims for block in _claim(one, found.orbit_half)),
    ]


def _claim(one: Claim, orbit_half: float) -> list[Block]:
    rows = [
        [
            place(effect.region),
            *(
                number(x)
                for x in (
                    effect.first_before,
                    effect.first_after,
                    effect.half_before,
                    effect.half_after,
                    effect.ratio_before,
                    effect.ratio_after,
                )
            ),
        ]
        for effect in one.effects
    ]
    later = [effect for effect in one.effects if effect.half_before > orbit_half >= effect.half_after]
    earlier = [effect for effect in one.effects if effect.half_before <= orbit_half < effect.half_after]
    said = "No region changes places with orbit in time."
    if later or earlier:
        said = " ".join(
            f"{place(effect.region)} then serves {word} orbit, counted to half of the project."
            for word, some in (("before", later), ("after", earlier))
            for effect in some
        )
    return [
        Heading(one.title),
        Text(f"The claim, {one.date}: {one.claim} Source: {one.source}. Against it: {one.against}"),
        Table(["region", "first", "then", "half", "then", "ratio", "then"], rows, "lrrrrrr"),
        Text(f"Months to first service and to half of the project, and the ratio, as they are and if it holds. {said}"),
        Text("Changed: " + "; ".join(f"{row.key} {row.before} to {row.after}" for row in one.changed) + "."),
    ]
