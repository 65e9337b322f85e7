"""The page of `parity`: the answer in sentences, and the shortest list as a table."""

from __future__ import annotations

from sunrack.commands import command
from sunrack.drawing import Block, Heading, Table, Text
from sunrack.study.parity_answer import LISTED, Parity


def parity(p: Parity) -> list[Block]:
    """The answer, then each input of the shortest list with what it is; of a long list the strongest inputs."""
    first, *rest = p.answer
    blocks: list[Block] = [Text(f"{p.case.name}, compared with {p.place}"), Text(first, strong=True)]
    blocks += [Text(one) for one in rest]
    turns = p.shortest if p.shortest is not None else p.fitting
    if turns:
        shown = turns[:LISTED]
        rows = [
            [one.name, ", ".join(one.now), ", ".join(one.then), "orbit" if one.own else "both or ground"]
            for one in shown
        ]
        head = ["input", "now", "needed", "affects"]
        blocks += [Heading("The shortest list"), Table(head, rows, "lrrl", wrap=[0, 1, 2])]
        if more := len(turns) - len(shown):
            blocks.append(
                Text(
                    f"And {more} more, whose loss would cost the list less (all of them:"
                    f" {command(p.case, 'parity', f'--against {p.region} --format json')})."
                )
            )
        told = [f"{one.name}: {one.meaning[:1].lower()}{one.meaning[1:]}." for one in shown if one.meaning]
        blocks += [Text(" ".join(told))] if told else []
    return blocks
