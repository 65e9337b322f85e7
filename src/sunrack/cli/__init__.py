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

ABOUT = "Can a 100 kW rack in a sun-synchronous orbit beat the same rack on the ground? Checked units, cited numbers."
COMMANDS = {
    "report": (
        "reports",
        "Print the feasibility report: verdict, checks, satellite, money, ground, break-even, sources.",
    ),
    "compare": ("studies", "Compare two scenarios: verdicts, inputs and results that differ."),
    "calendar": ("calendars", "Show the orbit over a year: angle of the Sun, eclipses by week, dates of the season."),
    "regions": ("grounds", "Rank every region by cost, time to power, or net present value against orbit."),
    "breakeven": ("studies", "Find the value of KEY at which orbit breaks even, for each cost boundary."),
    "frontier": ("samples", "For each value of KEY, find the value of OTHER at which orbit breaks even."),
    "when": ("grounds", "Find the year in which orbit breaks even, as launch prices fall and grid queues change."),
    "sweep": ("sweeps", "Compute any results over a grid of any inputs: a table, a file or a figure."),
    "sample": (
        "samples",
        "Draw every uncertain input at random: how often orbit is cheaper, and percentiles of results.",
    ),
    "sensitivity": ("samples", "Find the inputs that matter most: break-even values, tornado and Sobol indices."),
    "init": ("scenarios", "Write a commented scenario file to edit. Existing files are not overwritten."),
    "check": ("scenarios", "Check a scenario and list all problems. Exits with status 2 if there are any."),
    "sources": ("catalogues", "List every input value with its source, year, range and tier, assumptions first."),
    "catalogue": ("catalogues", "List the built-in catalogues, the entries of one, or one entry with its sources."),
}
GROUPS = {
    "Answers": ("report", "compare", "calendar", "regions"),
    "What would have to be true": ("breakeven", "frontier", "when"),
    "Studies of many designs": ("sweep", "sample", "sensitivity"),
    "Scenarios and sources": ("init", "check", "sources", "catalogue"),
}
EXAMPLES = {
    "": ("report", 'report --set "launch.price=200 USD/kg" --region texas', "breakeven cost.first_unit"),
    "report": ("report rack-gb200 --region all", "report my.toml --format md -o report.md"),
    "compare": ("compare rack-100kw rack-100kw-claimed --region texas",),
    "calendar": ('calendar --year 2030 --set "orbit.altitude=1400 km"',),
    "regions": ("regions --by time",),
    "breakeven": ("breakeven launch.price rack-100kw-claimed", "breakeven ground.texas.power_price"),
    "frontier": ("frontier launch.price cost.first_unit --against texas",),
    "when": ("when rack-100kw-claimed --region n-virginia --last 2050",),
    "sweep": (
        'sweep --over "orbit.altitude=500 km:1400 km:10" --result mass.wet',
        'sweep --over "launch.price=50 USD/kg:500 USD/kg:50:log" -o prices.csv',
    ),
    "sample": ("sample -n 10000 --against texas", "sample --key launch.price --key cost.first_unit -o draws.parquet"),
    "sensitivity": ("sensitivity --against texas", "sensitivity --result mass.wet --sobol"),
    "init": ("init my.toml",),
    "check": ("check my.toml",),
    "sources": ("sources", "sources thermal.areal_mass"),
    "catalogue": ("catalogue vehicles", "catalogue vehicles falcon-9"),
}


class Grouped(typer.core.TyperGroup):
    """The commands in groups, each with its whole line of help."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the groups, one after another."""
        for title, names in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(name, COMMANDS[name][1]) for name in names])


class Once(typer.core.TyperCommand):
    """A command that refuses an option given twice which it takes once, where the first would be lost in silence."""

    def make_parser(self, ctx: Any) -> Any:
        """The parser, each of whose options that store one value asks whether it has one already."""
        parser = super().make_parser(ctx)
        for one in {*parser._long_opt.values(), *parser._short_opt.values()}:
            if one.action == "store" and one.nargs == 1:
                one.process = _stored_once(one, one.process)  # type: ignore[method-assign]
        return parser


def _stored_once(option: Any, process: Any) -> Any:
    def store(content: Any, state: Any) -> None:
        if option.dest in state.opts:
            from sunrack.cli.mistakes import Mistake

            raise Mistake(f"{option.obj.opts[0]} is given twice, and one value is all it takes")
        process(content, state)

    return store


def _examples(name: str) -> str:
    """Examples of a command as a paragraph that is not wrapped."""
    return "\n".join(["\b", "Examples:", *(f"  sunrack {line}" for line in EXAMPLES[name])])


def build(asked: str | None = None) -> typer.Typer:
    """The command with its commands: all of them whole, or the one asked for whole and the others by name.

    Args:
        asked: Name of one command; "" for none of them; None for all.
    """
    app = typer.Typer(
        cls=Grouped,
        help=ABOUT,
        epilog=_examples(""),
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    for name, (module, about) in COMMANDS.items():
        whole = asked is None or asked == name
        app.command(name, cls=Once, help=about, epilog=_examples(name))(
            getattr(import_module(f"sunrack.cli.{module}"), name) if whole else _by_name
        )
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
    from sunrack.cli.mistakes import Mistake, printable
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
        print(printable(problem), file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # the reader of a pipe left, as `head` does
        sys.stderr.close()
        sys.exit(141)
    except Stopped as stopped:
        print("stopped", file=sys.stderr)
        sys.exit(stopped.code)
    finally:
        if collecting:
            gc.enable()
