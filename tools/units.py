"""Write the table of units in use, `src/sunrack/units/table.py`: `python tools/units.py [TEXT…]` adds texts to it.

The numbers are pint's, to the last bit; `tests/test_units_table.py` holds the two equal.
"""

import sys
from pathlib import Path

from sunrack.units.naming import unit_of
from sunrack.units.quantities import kind_of_powers

TABLE = Path(__file__).parents[1] / "src/sunrack/units/table.py"
HEAD = '''"""Units in use, by their text: scale, offset, base units with their powers, and role if any, as in `Kind`.

Written by `tools/units.py` from pint's registry; do not edit it by hand. A unit that is not here is read by pint.
"""

from __future__ import annotations

from typing import Any

KINDS: dict[str, tuple[Any, ...]] = {
'''


def main(more):
    try:
        from sunrack.units.table import KINDS
    except ImportError:
        KINDS = {}
    kinds = {text: tuple(kind_of_powers(unit_of(text)._units)) for text in sorted({*KINDS, *more})}
    shown = {text: kind if kind[-1] else kind[:-1] for text, kind in kinds.items()}
    rows = [f"    {text!r}: {kind!r},\n".replace("'", '"') for text, kind in shown.items()]
    TABLE.write_text(f"{HEAD}{''.join(rows)}}}  # fmt: skip\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
