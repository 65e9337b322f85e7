"""The report's section on what others say."""

from __future__ import annotations

from sunrack.drawing import Block
from sunrack.findings import Findings
from sunrack.published.telling import listed
from sunrack.published.telling_claims import told


def others(f: Findings) -> list[Block]:
    """Published analyses, announced satellites, and the claims of the seed documents."""
    return [*listed(f.others.published, f.comparison.scenario), *told(f.others.claims)]
