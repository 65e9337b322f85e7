"""The command: thin, one file a group; everything heavy is imported inside the command that needs it.

Only the command that is asked for is imported and built; the others stand in the help by name and line, so that
`sunrack --help` costs little more than the interpreter.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

import typer

ABOUT = "Can a 100 kW rack in a sun-synchronous orbit beat the same rack on the ground? Checked units, cited numbers."
COMMANDS = {
    "report": (
        "reports",
        "The feasibility report: verdict first, then checks, satellite, money, ground, break-even, drivers, sources.",
    ),
    "compare": ("studies", "Two scenarios side by side: the verdicts, what differs in and what differs out."),
    "breakeven": (
        "studies",
        "The value of KEY at which orbit equals the ground, by each cost boundary, or no crossover.",
    ),
    "sample": (
        "samples",
        "Draws of every ranged value: how often orbit wins by region, and P10, P50, P90 of each result.",
    ),
    "sensitivity": (
        "samples",
        "What decides: the five inputs that could turn the verdict, the tornado, and Sobol indices.",
    ),
    "frontier": ("samples", "For values of KEY the value of OTHER at which orbit equals a region, or none."),
    "regions": ("grounds", "Every region that ships, ranked by cost, time to power, or worth against orbit."),
    "when": (
        "grounds",
        "The year in which orbit comes even as launch grows cheaper and grid queues longer, or none by 2045.",
    ),
    "calendar": (
        "calendars",
        "The orbit's year: the Sun's angle and the eclipses by week, the season's dates, what drift would do.",
    ),
    "sweep": ("sweeps", "A labelled grid of any results over any inputs: on the screen, in a file or store, or drawn."),
    "init": ("scenarios", "A complete, commented scenario to edit; an existing file is left as it is."),
    "check": ("scenarios", "Every problem of a scenario at once; exit code 2 if there is any."),
    "sources": ("catalogues", "Every value with its source, year, range and tier, guesses first."),
    "catalogue": ("catalogues", "What ships: the kinds, a kind's records, or one record with its sources."),
}


def build(asked: str | None = None) -> typer.Typer:
    """The command with its commands: all of them whole, or the one asked for whole and the others by name.

    Args:
        asked: Name of one command; "" for none of them; None for all.
    """
    app = typer.Typer(
        help=ABOUT,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    for name, (module, about) in COMMANDS.items():
        whole = asked is None or asked == name
        app.command(name, help=about)(getattr(import_module(f"sunrack.cli.{module}"), name) if whole else _by_name)
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
        False, "--version", callback=_version, is_eager=True, help="Print the version and leave."
    ),
) -> None:
    """Can a 100 kW rack in a sun-synchronous orbit beat the same rack on the ground? Checked units, cited numbers."""


def main() -> None:
    """Run the command; a user's mistake ends in a sentence and exit code 2, never in a traceback."""
    from sunrack.cli.mistakes import Mistake
    from sunrack.stopping import Stopped, on_signals

    gc.disable()  # a command lives for a fraction of a second and makes no rubbish worth collecting: a tenth of its time
    os.environ.setdefault(
        "PYDANTIC_DISABLE_PLUGINS", "__all__"
    )  # they would be searched for in every installed package
    completing = "_SUNRACK_COMPLETE" in os.environ
    asked = next((word for word in sys.argv[1:] if not word.startswith("-")), "")
    try:
        with on_signals():
            build(None if completing else asked)()
    except Mistake as problem:
        print("".join(one if one.isprintable() or one == "\n" else "?" for one in str(problem)), file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # the reader of a pipe left, as `head` does
        sys.stderr.close()
        sys.exit(141)
    except Stopped as stopped:
        print("stopped", file=sys.stderr)
        sys.exit(stopped.code)
    finally:
        gc.enable()
