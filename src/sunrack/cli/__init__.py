"""The command: thin, one file a group; everything heavy is imported inside the command that needs it."""

from __future__ import annotations

import sys

import typer

from sunrack.cli import catalogues, reports, scenarios

app = typer.Typer(
    help="Can a 100 kW rack in a sun-synchronous orbit beat the same rack on the ground? Checked units, cited numbers.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
reports.register(app)
scenarios.register(app)
catalogues.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        from sunrack import __version__

        typer.echo(f"sunrack {__version__}")
        raise typer.Exit


@app.callback()
def _root(version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version and leave.")) -> None:
    """Can a 100 kW rack in a sun-synchronous orbit beat the same rack on the ground? Checked units, cited numbers."""


def main() -> None:
    """Run the command; a user's mistake ends in a sentence and exit code 2, never in a traceback."""
    from sunrack.cli.mistakes import Mistake

    try:
        app()
    except Mistake as problem:
        print(problem, file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # the reader of a pipe left, as `head` does
        sys.stderr.close()
        sys.exit(141)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        sys.exit(130)
