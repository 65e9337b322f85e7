"""Sources for other programs: values as CSV, and the works that they name as BibTeX."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sunrack.catalogue import sources

_ESCAPED = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def as_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows of `findings.sources.as_rows`, a line each, with a head."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: "" if one is None else one for key, one in row.items()} for row in rows)
    return text.getvalue()


def as_bibtex(keys: Iterable[str]) -> str:
    """An entry for each work, by its key in sources.toml; a word that is no work, such as assumption, is left out.

    Args:
        keys: Of works, in any order and more than once.
    """
    return "\n\n".join(_entry(key, sources()[key]) for key in sorted({*keys}) if key in sources())


def _entry(key: str, work: Mapping[str, Any]) -> str:
    note = ". ".join(part for part in (f"Source quality: {work['tier']}", str(work.get("note", ""))) if part)
    fields = {
        "title": "{" + _escaped(work["title"]) + "}",  # braces keep the capital letters
        "author": "{" + _escaped(work["author"]) + "}",  # and a name of several words whole
        "year": _escaped(work["year"]),
        "doi": str(work.get("doi", "")),
        "url": str(work.get("url", "")),
        "note": _escaped(note),
    }
    lines = [f"  {name} = {{{content}}}," for name, content in fields.items() if content]
    return "\n".join([f"@misc{{{key},", *lines, "}"])


def _escaped(content: Any) -> str:
    return "".join(_ESCAPED.get(letter, letter) for letter in str(content))
