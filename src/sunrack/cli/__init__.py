"""The command: thin, one file a group; everything heavy is imported inside the command that needs it.

Only the command that is asked for is imported and built; the others stand in the help by name and line, so that
`sunrack --help` costs little more than the interpreter.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import Any

import typer
import typer.core

from sunrack.cli.commands import Command, row_of, shown_params, write_list, write_text
from sunrack.cli.table import ALIASES, COMMANDS, FIRST_EXAMPLES, GROUPS

ABOUT = "Can a 100 kW rack in a sun-synchronous orbit beat the same rack on the ground? Checked units, cited numbers."


class Grouped(typer.core.TyperGroup):
    """The commands in groups, each with its whole line of help."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the groups, one after another."""
        for title, entries in GROUPS.items():
            write_list(formatter, title, [(name, entry.about) for name, entry in entries.items()])

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options, then the commands."""
        write_list(formatter, "Options", [row_of(one) for one in shown_params(self, ctx)])
        self.format_commands(ctx, formatter)

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write what the package is for."""
        write_text(formatter, self.help or "")

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the examples, and where more help is."""
        formatter.write(f"\n{self.epilog}\n\nFor the options of one command: sunrack COMMAND --help\n")


def _examples(lines: tuple[str, ...]) -> str:
    """Examples as a paragraph that is not wrapped."""
    return "\n".join(["Examples:", *(f"  sunrack {line}" for line in lines)])


def build(asked: str | None = None) -> typer.Typer:
    """The command with its commands: all of them whole, or the one asked for whole and the others by name.

    Args:
        asked: Name of one command; "" for none of them; None for all.
    """
    app = typer.Typer(
        cls=Grouped,
        help=ABOUT,
        epilog=_examples(FIRST_EXAMPLES),
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    for name, entry in COMMANDS.items():
        whole = asked is None or ALIASES.get(asked, asked) == name
        function = getattr(import_module(f"sunrack.cli.{entry.file}"), name) if whole else _by_name
        for known in (name, *(alias for alias, of in ALIASES.items() if of == name)):
            app.command(
                known, cls=Command, help=entry.about, epilog=_examples(entry.examples), hidden=known in ALIASES
            )(function)
    return app


def _by_name() -> None:
    """Stand for a command that is listed and not run."""


def _version(wanted: bool) -> None:
    if wanted:
        from sunrack import __version__

        typer.echo(f"sunrack {__version__}")
        raise typer.Exit


def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and exit."
    ),
) -> None:
    """Can a 100 kW rack in a sun-synchronous orbit beat the same rack on the ground? Checked units, cited numbers."""


def main() -> None:
    """Run the command; a user's mistake ends in a sentence and exit code 2, never in a traceback."""
    from sunrack.cli.mistakes import CLOSED_PIPE, Mistake, printable
    from sunrack.stopping import Stopped, on_signals

    collecting = gc.isenabled()
    gc.disable()  # saves a tenth of the time of a command that runs for a fraction of a second
    os.environ.setdefault(
        "PYDANTIC_DISABLE_PLUGINS", "__all__"
    )  # they would be searched for in every installed package
    completing = "_SUNRACK_COMPLETE" in os.environ
    asked = next((word for word in sys.argv[1:] if not word.startswith("-")), "")
    try:
        with on_signals():
            build(None if completing else asked)()
    except Mistake as problem:
        print(printable(f"Error: {problem}"), file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # the reader of a pipe left, as `head` does
        sys.stderr.close()
        sys.exit(CLOSED_PIPE)
    except Stopped as stopped:
        print("stopped", file=sys.stderr)
        sys.exit(stopped.code)
    finally:
        if collecting:
            gc.enable()
