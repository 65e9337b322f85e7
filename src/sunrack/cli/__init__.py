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

ABOUT = "Can a 100 kW rack in a sun-synchronous orbit beat the same rack on the ground? Checked units, cited numbers."
COMMANDS = {
    "report": (
        "reports",
        "Print the feasibility report: verdict, checks, satellite, money, ground, break-even, sources.",
    ),
    "figure": ("figures", "Draw one figure of the report as an SVG, PNG or PDF file."),
    "explain": ("explains", "Show how a result came about: laws, arithmetic, inputs and their sources."),
    "explore": ("explorers", "Write a page with sliders that runs the model in any browser, without a network."),
    "compare": ("studies", "Compare two scenarios: verdicts, inputs and results that differ."),
    "calendar": ("calendars", "Show the orbit over a year: angle of the Sun, eclipses by week, dates of the season."),
    "regions": ("grounds", "Rank every region by cost, time to power, or net present value against orbit."),
    "optimize": ("optima", "Find the best design over numbers and options together, with every check as a constraint."),
    "parity": ("optima", "Find what would have to be true for orbit to cost no more than the ground."),
    "breakeven": ("studies", "Find the value of KEY at which orbit breaks even, for each cost boundary."),
    "frontier": ("samples", "For each value of KEY, find the value of OTHER at which orbit breaks even."),
    "when": ("grounds", "Find the year in which orbit breaks even, as launch prices fall and grid queues change."),
    "sweep": ("sweeps", "Compute any results over a grid of any inputs: a table, a file or a figure."),
    "sample": (
        "samples",
        "Draw every uncertain input at random: how often orbit is cheaper, and percentiles of results.",
    ),
    "sensitivity": ("samples", "Find the inputs that matter most: break-even values, tornado and Sobol indices."),
    "reconcile": (
        "others",
        "Explain why a published analysis gives another answer: its inputs, its answer, the steps.",
    ),
    "claims": ("others", "Test the claims of the seed documents: what the model says, and a verdict for each."),
    "init": ("scenarios", "Write a commented scenario file to edit. Existing files are not overwritten."),
    "check": ("scenarios", "Check a scenario and list all problems. Exits with status 2 if there are any."),
    "results": ("references", "List every result: its name, unit and meaning."),
    "schema": ("references", "Print the JSON Schema of a scenario or of the report, for editors and checkers."),
    "sources": ("catalogues", "List every input value with its source, year, range and tier, assumptions first."),
    "catalogue": ("catalogues", "List the built-in catalogues, the entries of one, or one entry with its sources."),
}
ALIASES = {"catalog": "catalogue"}
GROUPS = {
    "Answers": ("report", "figure", "explain", "explore", "compare", "calendar", "regions"),
    "What would have to be true": ("parity", "optimize", "breakeven", "frontier", "when"),
    "What others say": ("reconcile", "claims"),
    "Studies of many designs": ("sweep", "sample", "sensitivity"),
    "Scenarios and sources": ("init", "check", "schema", "results", "sources", "catalogue"),
}
EXAMPLES = {
    "": ("report", 'report --set "launch.price=200 USD/kg" --region texas', "breakeven cost.price_level"),
    "report": ("report rack-gb200 --region all", "report my.toml --against texas -o report.html"),
    "figure": ("figure satellite -o satellite.svg", "figure costs rack-100kw-claimed --against texas -o costs.pdf"),
    "explain": ("explain cost.per_gpu_hour", "explain thermal.radiator_area --depth 2 --format md"),
    "explore": ("explore -o explorer.html", "explore my.toml --slider launch.price --slider orbit.altitude -o x.html"),
    "compare": ("compare rack-100kw rack-100kw-claimed --region texas",),
    "calendar": ('calendar --year 2030 --set "orbit.altitude=1400 km"',),
    "regions": ("regions --by time",),
    "breakeven": ("breakeven launch.price rack-100kw-claimed", "breakeven ground.texas.power_price"),
    "parity": ("parity --against texas", "parity rack-100kw-claimed --against ireland"),
    "optimize": (
        "optimize",
        'optimize --over "orbit.altitude=500 km:1000 km" --over power.eclipse_policy -o best.toml',
    ),
    "frontier": ("frontier launch.price cost.price_level --against texas",),
    "when": ("when rack-100kw-claimed --region n-virginia --last 2050",),
    "sweep": (
        'sweep --over "orbit.altitude=500 km:1400 km:10" --result mass.wet',
        'sweep --over "launch.price=50 USD/kg:500 USD/kg:50:log" -o prices.csv',
    ),
    "sample": ("sample -n 10000 --against texas", "sample --only launch.price --only cost.price_level -o x.parquet"),
    "sensitivity": ("sensitivity --against texas", "sensitivity --result mass.wet --sobol"),
    "reconcile": ("reconcile", "reconcile semianalysis-2026", "reconcile my-analysis.toml --format md"),
    "claims": ("claims", 'claims --set "orbit.altitude=1400 km" --format csv -o claims.csv'),
    "init": ("init my.toml",),
    "check": ("check my.toml",),
    "results": ("results", 'results "cost.*"'),
    "schema": ("schema scenario -o scenario.schema.json", "schema report"),
    "sources": ("sources", "sources thermal.areal_mass"),
    "catalogue": ("catalogue vehicles", "catalogue vehicles falcon-9"),
}


class Grouped(typer.core.TyperGroup):
    """The commands in groups, each with its whole line of help."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the groups, one after another."""
        for title, names in GROUPS.items():
            write_list(formatter, title, [(name, COMMANDS[name][1]) for name in names])

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


def _examples(name: str) -> str:
    """Examples of a command as a paragraph that is not wrapped."""
    return "\n".join(["Examples:", *(f"  sunrack {line}" for line in EXAMPLES[name])])


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
        whole = asked is None or ALIASES.get(asked, asked) == name
        function = getattr(import_module(f"sunrack.cli.{module}"), name) if whole else _by_name
        for known in (name, *(alias for alias, of in ALIASES.items() if of == name)):
            app.command(known, cls=Command, help=about, epilog=_examples(name), hidden=known in ALIASES)(function)
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
