"""The table of commands: adding one here lists it in the help, completes it and documents it."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """A command as the help shows it: the file of this folder that has it, what it does, and examples."""

    file: str
    about: str
    examples: tuple[str, ...]


# Every command, in the groups and the order of `sunrack --help`.
GROUPS = {
    "Answers": {
        "report": Entry(
            "reports",
            "Print the feasibility report: verdict, checks, satellite, money, ground, break-even, sources.",
            ("report rack-gb200 --region all", "report my.toml --against texas -o report.html"),
        ),
        "figure": Entry(
            "figures",
            "Draw one figure of the report as an SVG, PNG or PDF file.",
            ("figure satellite -o satellite.svg", "figure costs rack-100kw-claimed --against texas -o costs.pdf"),
        ),
        "explain": Entry(
            "explains",
            "Show how a result came about: laws, arithmetic, inputs and their sources.",
            ("explain cost.per_gpu_hour", "explain thermal.radiator_area --depth 2 --format md"),
        ),
        "explore": Entry(
            "explorers",
            "Write a page with sliders that runs the model in any browser, without a network.",
            ("explore -o explorer.html", "explore my.toml --slider launch.price --slider orbit.altitude -o x.html"),
        ),
        "compare": Entry(
            "studies",
            "Compare two scenarios: verdicts, inputs and results that differ.",
            ("compare rack-100kw rack-100kw-claimed --region texas",),
        ),
        "calendar": Entry(
            "calendars",
            "Show the orbit over a year: angle of the Sun, eclipses by week, dates of the season.",
            ('calendar --year 2030 --set "orbit.altitude=1400 km"',),
        ),
        "regions": Entry(
            "grounds",
            "Rank every region by cost, time to power, or net present value against orbit.",
            ("regions --by time",),
        ),
    },
    "What would have to be true": {
        "parity": Entry(
            "optima",
            "Find what would have to be true for orbit to cost no more than the ground.",
            ("parity --against texas", "parity rack-100kw-claimed --against ireland"),
        ),
        "optimize": Entry(
            "optima",
            "Find the best design over numbers and options together, with every check as a constraint.",
            ("optimize", 'optimize --over "orbit.altitude=500 km:1000 km" --over power.eclipse_policy -o best.toml'),
        ),
        "breakeven": Entry(
            "studies",
            "Find the value of KEY at which orbit breaks even, for each cost boundary.",
            ("breakeven launch.price rack-100kw-claimed", "breakeven ground.texas.power_price"),
        ),
        "frontier": Entry(
            "samples",
            "For each value of KEY, find the value of OTHER at which orbit breaks even.",
            ("frontier launch.price cost.price_level --against texas",),
        ),
        "when": Entry(
            "grounds",
            "Find the year in which orbit breaks even, as launch prices fall and grid queues change.",
            ("when rack-100kw-claimed --region n-virginia --last 2050",),
        ),
    },
    "What others say": {
        "reconcile": Entry(
            "others",
            "Explain why a published analysis gives another answer: its inputs, its answer, the steps.",
            ("reconcile", "reconcile semianalysis-2026", "reconcile my-analysis.toml --format md"),
        ),
        "claims": Entry(
            "others",
            "Test the claims of the seed documents: what the model says, and a verdict for each.",
            ("claims", 'claims --set "orbit.altitude=1400 km" --format csv -o claims.csv'),
        ),
    },
    "Studies of many designs": {
        "sweep": Entry(
            "sweeps",
            "Compute any results over a grid of any inputs: a table, a file or a figure.",
            (
                'sweep --over "orbit.altitude=500 km:1400 km:10" --result mass.wet',
                'sweep --over "launch.price=50 USD/kg:500 USD/kg:50:log" -o prices.csv',
            ),
        ),
        "sample": Entry(
            "samples",
            "Draw every uncertain input at random: how often orbit is cheaper, and percentiles of results.",
            ("sample -n 10000 --against texas", "sample --only launch.price --only cost.price_level -o x.parquet"),
        ),
        "sensitivity": Entry(
            "samples",
            "Find the inputs that matter most: break-even values, tornado and Sobol indices.",
            ("sensitivity --against texas", "sensitivity --result mass.wet --sobol"),
        ),
    },
    "Scenarios and sources": {
        "init": Entry(
            "scenarios",
            "Write a commented scenario file to edit. Existing files are not overwritten.",
            ("init my.toml",),
        ),
        "check": Entry(
            "scenarios",
            "Check a scenario and list all problems. Exits with status 2 if there are any.",
            ("check my.toml",),
        ),
        "schema": Entry(
            "references",
            "Print the JSON Schema of a scenario or of the report, for editors and checkers.",
            ("schema scenario -o scenario.schema.json", "schema report"),
        ),
        "results": Entry(
            "references",
            "List every result: its name, unit and meaning.",
            ("results", 'results "cost.*"'),
        ),
        "sources": Entry(
            "catalogues",
            "List every input value with its source, year, range and tier, assumptions first.",
            ("sources", "sources thermal.areal_mass"),
        ),
        "catalogue": Entry(
            "catalogues",
            "List the built-in catalogues, the entries of one, or one entry with its sources.",
            ("catalogue vehicles", "catalogue vehicles falcon-9"),
        ),
    },
}
COMMANDS = {name: entry for entries in GROUPS.values() for name, entry in entries.items()}
ALIASES = {"catalog": "catalogue"}
FIRST_EXAMPLES = ("report", 'report --set "launch.price=200 USD/kg" --region texas', "breakeven cost.price_level")
