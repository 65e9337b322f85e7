"""What a stranger types wrong is answered in whole sentences that say what to type; an infeasible design has words in
place of empty tables."""

import pytest


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("explain", "nonsense"), '"nonsense" is not a result. List all with: sunrack results'),
        (("explain", "mass.wett"), '"mass.wett" is not a result. Did you mean "mass.wet"? List all with'),
        (("explain", "compare.ireland.cost_ratio"), "rack-100kw compares no site in Ireland. Add --region ireland"),
        (("explain", "compare.mars.cost_ratio"), '"compare.mars.cost_ratio" is not a result. Did you mean'),
        (("when", "--last", "soon"), "'--last': It must be a whole number."),
        (("sample", "-n", "1.5"), "'-n': It must be a whole number."),
        (("reconcile", "semianalysis-2025"), 'Did you mean "semianalysis-2026"? List them with "sunrack reconcile"'),
        (("reconcile", "analysis.md"), "or name a .toml file of the same form"),
        (("report", "--region", "Northern Virginia"), 'is a title. Write the name of the region: "n-virginia"'),
        (("report", "--region", "texas,ohio"), "cannot name a region"),
        (("report", "--against", "Northern Virginia"), 'Did you mean "n-virginia"? See: sunrack regions'),
        (("reconcile", "nofile.toml"), "does not exist. List the published analyses with: sunrack reconcile"),
        (
            ("report", "--set", "orbit.local_time=noon"),
            '"noon" is not a time of day from 00:00 to 23:59. Example: "06:00"',
        ),
        (("optimize", "--over", "orbit.altitud"), '"orbit.altitud" is not an input that can be chosen. Did you mean'),
    ],
)
def test_a_refusal_says_what_to_type(run, words, said):
    told = run(*words)
    assert told.code == 2 and said in told.err and not told.out


@pytest.mark.slow
def test_explain_takes_regions_as_other_commands_do(run):
    told = run("explain", "ground.ireland.per_gpu_hour", "--region", "ireland", "--depth", "1")
    assert told.code == 0 and told.out.startswith("ground.ireland.per_gpu_hour: 2.")


def test_sections_of_an_infeasible_design_say_so_in_words(run):
    words = ("--section", "racks", "--section", "share", "--section", "cash", "--region", "texas")
    told = " ".join(run("report", "--set", "orbit.altitude=7000 km", *words).out.split())
    assert "With none of these racks does an hour in orbit have a cost: the design fails the check" in told
    assert "No work would go to orbit, because the design fails the check" in told and "ratio of undefined" not in told
    assert "None: the design is infeasible and has no finite cost." in told


def test_the_heads_of_a_table_of_racks_name_the_region_by_its_title(run):
    told = run("report", "--section", "racks", "--region", "n-virginia", columns=120).out
    assert told.count("GPU-hour  Northern Virginia  ratio") == 1 and "n-virginia" not in told


def test_a_published_analysis_beside_a_design_that_cannot_be_built_is_told_in_words(run):
    told = run("reconcile", "mccalip-2025", "--set", "orbit.altitude=7000 km")
    said = " ".join(told.out.split())
    assert (
        told.code == 0
        and "There is no figure of sunrack to compare: with these inputs and rack-100kw a result" in said
        and "(- less)" not in said
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["report", "--year", "2035"], "No such option: --year. To ask about a year, run: sunrack when"),
        (["report", "--size", "1GW"], '--set "launch.fleet_power=1 GW"'),
        (["optimize", "--region", "texas"], "--against"),
        (["regions", "--against", "texas"], "--region"),
        (["report", "--set", "year=2035"], "To ask about a year, run: sunrack when"),
        (["report", "--set", "rack.accelerators=32"], 'Did you mean "gpus"?'),
        (["report", "--set", "rack.price=1.5 million USD"], 'for example "1.5 MUSD"'),
    ],
)
def test_what_newcomers_try_leads_to_what_answers_them(run, words, said):
    answer = run(*words)
    assert answer.code == 2 and said in answer.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[orbit]\naltitude = 650 km\n", 'needs quotes. Example: altitude = "650 km"'),
        ('[orbit]\naltitude = "650 km"\n[orbit]\n', "a section or key is written twice"),
    ],
)
def test_a_file_that_is_no_toml_says_what_would_mend_it(run, tmp_path, text, said):
    path = tmp_path / "b.toml"
    path.write_text(text)
    assert said in run("check", str(path)).out
