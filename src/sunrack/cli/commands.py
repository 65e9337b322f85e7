"""How a command reads its options and shows its help: groups of options with their defaults, examples."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer.core

from sunrack import files
from sunrack.cli.mistakes import Mistake, printable

_SCENARIO = ("set_", "region", "against", "scenario_", "base")
_OUTPUT = ("format_", "output", "plot", "quiet", "threads")
_MORE = "* Can be given more than once."
_NUMBERS = {"integer": "whole number", "number": "number"}
# Options that a command has under another name.
_OTHER_FLAGS = {"--region": "--against", "--against": "--region", "--n": "-n", "--samples": "-n", "--out": "--output"}
_LEAST = 24  # columns that a meaning needs beside its name
_EXIT = "Exit status: 0 success, 2 invalid input, 130 interrupted."


class Command(typer.core.TyperCommand):
    """A command whose help has groups, and which refuses an option given twice that takes one value, where the first
    would be lost in silence."""

    def make_parser(self, ctx: Any) -> Any:
        """The parser, each of whose options that store one value asks whether it has one already."""
        parser = super().make_parser(ctx)
        for one in {*parser._long_opt.values(), *parser._short_opt.values()}:
            if one.action == "store" and one.nargs == 1:
                one.process = _stored_once(one, one.process)  # type: ignore[method-assign]
        return parser

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments; a word in place of a number is refused in plain English, and what was given is repeated
        without characters that would steer a screen."""
        try:
            return list(super().parse_args(ctx, args))
        except Exception as problem:
            if isinstance(said := getattr(problem, "message", None), str):
                problem.message = printable(said)  # type: ignore[attr-defined]
            if (name := getattr(problem, "option_name", None)) and hasattr(problem, "possibilities"):
                known = {flag for one in self.get_params(ctx) for flag in one.opts}
                if _OTHER_FLAGS.get(name) in known:
                    problem.possibilities = [_OTHER_FLAGS[name]]
                elif hint := _elsewhere(name):
                    problem.message, problem.possibilities = f"{problem.message}. {hint}", []  # type: ignore[attr-defined]
            for wanted in ("integer", "number"):
                if str(getattr(problem, "message", "")).startswith(f"Input should be a valid {wanted}"):
                    problem.message = f"It must be a {_NUMBERS[wanted]}."  # type: ignore[attr-defined]
            raise

    def invoke(self, ctx: Any) -> Any:
        """Run the command, unless its answer would be written over a file that it reads."""
        given = [
            one for content in ctx.params.values() for one in (content if isinstance(content, list) else [content])
        ]
        read = [Path(one) for one in given if isinstance(one, str) and files.is_file(one)]
        for written in (ctx.params.get("output"), ctx.params.get("plot")):
            if written is not None and any(files.same(one, Path(written)) for one in read):
                raise Mistake(
                    f"{str(written)[:200]} is a file that this command reads, and would be lost. Name another"
                )
        return super().invoke(ctx)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The words of the usage line, the same with every version of typer: some put braces around a name."""
        arguments = [one for one in shown_params(self, ctx) if one.param_type_name == "argument"]
        return ["[OPTIONS]", *(_usage(one) for one in arguments)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments, and the options in groups."""
        shown = shown_params(self, ctx)
        arguments = [one for one in shown if one.param_type_name == "argument"]
        options = [one for one in shown if one not in arguments]
        groups = {
            "Arguments": arguments,
            "Options": [one for one in options if one.name not in (*_SCENARIO, *_OUTPUT, "help")],
            "Scenario and regions": [one for one in options if one.name in _SCENARIO],
            "Output": [one for one in options if one.name in (*_OUTPUT, "help")],
        }
        for title, params in groups.items():
            if params:
                write_list(formatter, title, [row_of(one) for one in params])
        if any(_is_repeated(one) for one in options):
            formatter.write(f"\n{_MORE}\n")

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write what the command does."""
        write_text(formatter, self.help or "")

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the examples and the exit status."""
        formatter.write(f"\n{self.epilog}\n\n{_EXIT}\n")


def _elsewhere(name: str) -> str:
    """What answers the question behind an option that no command has, as for a key that no scenario has."""
    from sunrack.scenario.sections import ELSEWHERE

    return ELSEWHERE.get(name.removeprefix("--"), "")


def shown_params(command: Any, ctx: Any) -> list[Any]:
    """The parameters that the help shows."""
    return [one for one in command.get_params(ctx) if not getattr(one, "hidden", False)]


def write_text(formatter: Any, text: str) -> None:
    """Write a paragraph, indented, broken at spaces only."""
    formatter.write("\n" + "\n".join(_wrapped(text, _columns() - 2, "  ")) + "\n")


def write_list(formatter: Any, title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Write names and what they mean beside them, or below them where the screen is narrow."""
    first = 4 + max(len(name) for name, _ in rows)
    room = _columns() - first
    formatter.write(f"\n{title}:\n")
    for name, about in rows:
        if room >= _LEAST:
            lines = _wrapped(about, room, " " * first) or [""]
            lines[0] = f"  {name:<{first - 4}}  {lines[0].lstrip()}".rstrip()
        else:
            lines = [f"  {name}", *_wrapped(about, _columns() - 6, " " * 6)]
        formatter.write("\n".join(lines) + "\n")


def _columns() -> int:
    return min(80, max(20, shutil.get_terminal_size((80, 24)).columns or 80)) - 2


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    wrapper = textwrap.TextWrapper(max(width, 10), break_long_words=False, break_on_hyphens=False)
    return [indent + line for line in wrapper.wrap(text)]


def row_of(one: Any) -> tuple[str, str]:
    """A parameter and what the help says of it; an old spelling is left out."""
    if one.param_type_name == "argument":
        return str(one.metavar), _about(one)
    long, short = ([flag for flag in one.opts if flag.startswith("--") is kind] for kind in (True, False))
    flags = ", ".join([*short[:1], *long[:1]])
    return f"{flags} {one.metavar}" if one.metavar else flags, _about(one)


def _usage(one: Any) -> str:
    word = str(one.metavar) if one.required else f"[{one.metavar}]"
    return word if one.nargs == 1 or word.endswith("...") else f"{word}..."


def _about(one: Any) -> str:
    if one.name == "help":
        return "Show this help and exit."
    told = [str(one.help or ""), *(["*"] if _is_repeated(one) else [])]
    if isinstance(one.show_default, str):
        told.append(f" [default: {one.show_default}]")
    elif (
        one.default is not None and not one.required and not isinstance(one.default, bool) and not callable(one.default)
    ):
        told.append(f" [default: {one.default}]")
    return " ".join(told)


def _is_repeated(one: Any) -> bool:
    return bool(getattr(one, "multiple", False))


def _stored_once(option: Any, process: Any) -> Any:
    def store(content: Any, state: Any) -> None:
        if option.dest in state.opts:
            from sunrack.cli.mistakes import Mistake

            raise Mistake(f"{option.obj.opts[0]} is given twice. It takes one value")
        process(content, state)

    return store
