"""The forms that an answer is written in, and how the ending of a file decides among them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

ENDINGS = {
    "text": (".txt",),
    "md": (".md", ".markdown"),
    "json": (".json",),
    "html": (".html", ".htm"),
    "csv": (".csv",),
    "xlsx": (".xlsx",),
}
OLD = {"table": "text"}  # words of version 0.1


def form_of_file(path: Path, allowed: Sequence[str]) -> str | None:
    """The form that the ending of a file stands for, among those allowed; None where it stands for none of them."""
    ending = path.suffix.lower()
    return next((form for form in allowed if ending in ENDINGS.get(form, ())), None)


def endings(allowed: Iterable[str], others: Sequence[str] = ()) -> str:
    """The endings of some forms, and others, in words: ".txt, .md or .json"."""
    *first, last = [*(ENDINGS[form][0] for form in allowed if form in ENDINGS), *others]
    return f"{', '.join(first)} or {last}" if first else last


def rows_as_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """Records as CSV under their names; what is nested stands under a dotted name, and what is missing is empty."""
    flat = [dict(_flat(row, "")) for row in rows]
    names = list(dict.fromkeys(name for row in flat for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(flat)
    return text.getvalue()


def _flat(row: Mapping[str, Any], above: str) -> Iterable[tuple[str, Any]]:
    for name, content in row.items():
        if isinstance(content, Mapping):
            yield from _flat(content, f"{above}{name}.")
        else:
            said = "; ".join(map(str, content)) if isinstance(content, (list, tuple)) else content
            yield f"{above}{name}", said
