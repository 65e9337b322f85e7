"""Dotted names of values and results: "mass.wet" is a key of a section, "ground.texas.grid_wait" a key of a region."""

from __future__ import annotations

from typing import NamedTuple

MEASURES = ("cost", "time", "npv")  # by which regions are ranked
OLD_MEASURES = {"worth": "npv"}  # words of version 0.1
REGIONAL = ("ground", "compare")  # sections that have keys of their own for each region


class Name(NamedTuple):
    """A dotted name in its parts; `region` is a region or a power plant, and empty for a key of a section.

    >>> Name.parse("ground.texas.grid_wait")
    Name(room='ground', region='texas', key='grid_wait')
    >>> Name.parse("power.ledger.bus").key
    'ledger.bus'
    """

    room: str
    region: str
    key: str

    @classmethod
    def parse(cls, text: str) -> Name:
        """The parts of a dotted name."""
        room, _, key = text.partition(".")
        region, _, own = key.partition(".") if room in REGIONAL and "." in key else ("", "", key)
        return cls(room, region, own)

    @property
    def is_regional(self) -> bool:
        """Whether the section has keys of its own for each region."""
        return self.room in REGIONAL

    def __str__(self) -> str:
        return ".".join(part for part in self if part)
