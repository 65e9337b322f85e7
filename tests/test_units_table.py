"""The table of units in use says what pint says, and commands that ask for no quantity never import pint."""

import random
import subprocess
import sys

import pytest

import sunrack as sr
from sunrack import Q, UnitError
from sunrack.scenario import SECTIONS, load, shipped
from sunrack.study import evaluate
from sunrack.units import in_si, kinds, to_si, unit_of
from sunrack.units.quantities import kind_of_powers
from sunrack.units.table import KINDS

ROUNDING = 4.5e-16  # two units in the last place: another version of pint may multiply in another order
NUMBERS = ("0", "1", "-40", "650", "0.1", "1e-3", "12345.678", "3e7")


@pytest.mark.parametrize("text", KINDS)
def test_the_table_says_what_pint_says(text):
    """Independent: pint's own registry."""
    ours, theirs = kinds.Kind(*KINDS[text]), kind_of_powers(unit_of(text)._units)
    assert ours[1:] == theirs[1:] and ours.scale == pytest.approx(theirs.scale, rel=ROUNDING, abs=0)


@pytest.mark.parametrize("text", KINDS)
def test_numbers_are_read_as_pint_reads_them(text):
    for number in NUMBERS:
        base = Q(float(number), text).to_base_units().magnitude
        assert in_si(f"{number} {text}", text) == pytest.approx(base, rel=1e-14, abs=1e-300), number


def test_every_pair_of_units_is_of_one_kind_where_pint_converts_it():
    """Independent: pint's base units. Temperatures and plain numbers have rules of their own and are left out."""
    texts = [text for text, kind in KINDS.items() if len(kind) == 3 and kind[2]]
    chance = random.Random(5)
    for _ in range(3000):
        one, two = chance.choice(texts), chance.choice(texts)
        same = Q(1, one).to_base_units().units == Q(1, two).to_base_units().units
        try:
            in_si(f"1 {one}", two)
            assert same, (one, two)
        except UnitError:
            assert not same, (one, two)


def test_compounds_of_the_units_in_use_are_read_as_pint_reads_them():
    chance, simple = random.Random(6), [text for text in KINDS if text.isalpha() and len(KINDS[text]) == 3]
    for _ in range(400):
        one, two, three = chance.sample(simple, 3)
        text = chance.choice((f"{one}/{two}", f"{one}·{two}", f"{one}/({two}*{three})", f"{one}**2/{two}"))
        scale = to_si(one)[0] * to_si(two)[0] if "·" in text else None
        assert kinds.kind_of(text)[:2] == kind_of_powers(unit_of(text)._units)[:2]
        assert scale is None or to_si(text)[0] == pytest.approx(scale, rel=1e-14)


def test_every_unit_of_sections_scenarios_results_and_laws_is_in_the_table():
    used = {model.extra(key).get("unit", "") for model in SECTIONS.values() for key in model.model_fields}
    used |= {text for law in sr.LAWS.values() for text, _ in law.parameters.values()}
    for name in shipped():
        case = load(name).but({"ground.regions": ["all"]})
        used |= {value.unit for value in case.values().values()}
        used |= {row["unit"] for row in evaluate(case).to_dict().values()}
    assert used <= KINDS.keys()


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", ["report", "check rack-100kw", "regions", "sources", "report --format md", "--help"], ids=str
)
def test_commands_that_show_numbers_alone_import_no_pint(command):
    code = (
        "import sys\nfrom sunrack.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "sys.exit('pint' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, *command.split()], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_a_unit_that_is_not_in_the_table_is_read_all_the_same():
    assert "furlong" not in KINDS and in_si("3 nmi", "km") == 5556.0 and to_si("BTU/hour")[2] == to_si("W")[2]
    with pytest.raises(UnitError, match="Did you mean"):
        in_si("3 kilowat", "kW")
