"""`sunrack init` and `sunrack check`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from sunrack.cli import completions, mistakes
from sunrack.cli.options import OUTPUT, QUIET, SET, argument, choice, option, place
from sunrack.cli.screen import Place
from sunrack.markup import as_json

_FORMS = ("text", "json", "github")
_FILES = 'Scenario files (.toml), "-" for standard input, or names of built-in scenarios.'
_FORMAT = "text, json, or github (annotations of a GitHub workflow)."

_SCHEMA = "scenario.schema.json"
_SCHEMA_LINE = f"#:schema ./{_SCHEMA}"  # editors with a TOML server read the schema that this line names


def init(
    file: Annotated[
        Path | None, argument("FILE", 'File to write; "-" is standard output.', default="standard output")
    ] = None,
    base: Annotated[
        str, option("--base", "NAME", "Scenario to start from, as SCENARIO elsewhere.", completions.scenarios)
    ] = "rack-100kw",
    set_: SET = None,
    quiet: QUIET = False,
) -> None:
    """Write a complete, commented scenario file to edit."""
    if str(file) == "-":
        file = None
    text = f"{_SCHEMA_LINE}\n{mistakes.scenario(base, set_).to_toml()}"
    mistakes.write(text, file, overwrite=False)
    if file is not None:
        where = Place("text", file, quiet)
        where.tell(f"wrote {file}; edit it, then: sunrack report {file}")
        where.tell(f"For an editor that completes and checks it: sunrack schema -o {file.parent / _SCHEMA}")


def check(
    file: Annotated[list[str], argument("FILE...", _FILES, completions.scenarios)],
    set_: SET = None,
    format_: Annotated[
        str | None, choice("--format", "FORMAT", _FORMAT, *_FORMS, default="by the ending of FILE, otherwise text")
    ] = None,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Check scenario files and list all problems."""
    where = place(format_, output, quiet, _FORMS)
    if file.count("-") > 1:
        raise mistakes.Mistake('"-" is given twice, and standard input is read once')
    found = [_Checked(name, set_ or []) for name in file]
    if where.form == "json":
        text = as_json([row for one in found for row in one.rows()])
    elif where.form == "github":
        text = "\n".join(line for one in found for line in one.annotations())
    else:
        text = "\n".join(told for one in found if (told := one.text(quiet)))
    if text:
        where.write(mistakes.printable(text))
    if any(one.problems for one in found):
        raise typer.Exit(2)


class _Checked:
    """One file: its problems, or what is implausible in it; each with its line, if it is a file."""

    def __init__(self, name: str, changes: list[str]) -> None:
        from sunrack.cautions import cautions
        from sunrack.scenario import ScenarioError, load, read, read_bytes, shipped, text_of
        from sunrack.scenario.lines import line_of, lines_in

        self.name = mistakes.STDIN if name == "-" else name
        self.problems: list[tuple[str, str]] = []
        self.warnings: list[tuple[str, str]] = []
        self.lines: dict[str, int] = {}
        self.values = self.yours = 0
        try:
            if name in shipped():
                case, known = load(name), {}
            else:
                content = mistakes.standard_input() if name == "-" else read_bytes(Path(name))
                case, known = read(content, self.name), lines_in(text_of(content, self.name))
            case = case.but(*map(mistakes.change_of, changes)) if changes else case
        except ScenarioError as error:
            self.problems, self.lines = error.problems, error.lines
            return
        self.warnings = [(place, words) for place, words in cautions(case)]  # those that need no walk
        keys = case.values()  # a law that is used beyond its range stands in no line
        self.lines = {
            place: line for place, words in self.warnings if place in keys and (line := line_of(place, words, known))
        }
        found = keys.values()
        self.values, self.yours = len(found), sum(1 for value in found if value.source == "your scenario")

    def rows(self) -> list[dict[str, Any]]:
        """Each problem and warning as a record."""
        return [
            {"file": self.name, "line": self.lines.get(place), "key": place, "level": level, "message": words}
            for level, told in (("error", self.problems), ("warning", self.warnings))
            for place, words in told
        ]

    def text(self, quiet: bool) -> str:
        """A file in words: that it is valid, with its warnings; or its problems as `ScenarioError` tells them."""
        from sunrack.scenario import ScenarioError

        if self.problems:
            return str(ScenarioError(self.name, self.problems, self.lines))
        rows = [(place, f"warning: {words}") for place, words in self.warnings]
        told = str(ScenarioError(self.name, rows, self.lines)).splitlines()[1:] if rows else []
        said = f"{self.name} is valid: {self.values} values, {self.yours} of them yours"
        count = {0: "", 1: "; 1 warning"}.get(len(told), f"; {len(told)} warnings")
        return "\n".join([] if quiet and not told else [f"{said}{count}", *told])

    def annotations(self) -> list[str]:
        """Each problem and warning as a command of a GitHub workflow."""
        made = []
        for row in self.rows():
            line = [f"line={row['line']}"] if row["line"] else []
            place = [f"file={_escaped(self.name)}", *line, f"title={_escaped(row['key'])}"]
            made.append(f"::{row['level']} {','.join(place)}::{_plain(row['message'])}")
        return made


def _plain(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped(text: str) -> str:
    return _plain(text).replace(":", "%3A").replace(",", "%2C")
