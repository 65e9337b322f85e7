"""What SECURITY.md promises: no text of a user's is run, no pickle is read, nothing is fetched, and text stays text."""

import ast
import json
from pathlib import Path

import pytest

import sunrack as sr
from sunrack.markup import UNSEEN

SOURCE = Path(sr.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))
# A module that reads objects, starts programs or fetches; by its first name or its whole one.
MODULES = {
    *("pickle", "cPickle", "dill", "cloudpickle", "marshal", "shelve", "joblib", "yaml"),
    *("subprocess", "pty", "ctypes", "code", "codeop", "runpy"),
    *("socket", "ssl", "http", "urllib", "ftplib", "smtplib", "telnetlib", "xmlrpc", "webbrowser"),
    *("requests", "httpx", "aiohttp", "urllib3"),
}
CALLS = {"eval", "exec", "compile", "__import__", "breakpoint"}  # as names; `re.compile` is an attribute
METHODS = {"system", "popen", "spawnl", "spawnv", "execv", "execve", "execvp", "fromfile", "read_pickle", "to_pickle"}
# What is allowed, by file, with the reason.
ALLOWED = {
    ("trace/numpy.py", "exec"): "the recorded operations of the model, in which text of a scenario is a quoted key",
    ("trace/numpy.py", "compile"): "as above",
    ("study/memory.py", "ctypes"): "asks the C library to keep freed memory; no text and no address of a user's",
}


def found(tree):
    """Each forbidden word of a file, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        else:
            names = []
        yield from ((name, node.lineno) for name in names if {name, name.partition(".")[0]} & MODULES)
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name) and called.id in CALLS:
            yield called.id, node.lineno
        if isinstance(called, ast.Attribute) and called.attr in METHODS:
            yield called.attr, node.lineno
        for one in node.keywords:
            if one.arg in ("shell", "allow_pickle") and not (
                isinstance(one.value, ast.Constant) and one.value.value is False
            ):
                yield f"{one.arg}=", node.lineno
        if isinstance(called, ast.Attribute) and called.attr in ("load", "save") and ast.unparse(called.value) == "np":
            yield f"np.{called.attr}", node.lineno


def test_the_package_runs_no_text_starts_no_program_and_fetches_nothing():
    assert len(FILES) > 300
    wrong, used = [], set()
    for file in FILES:
        name = file.relative_to(SOURCE).as_posix()
        for word, line in found(ast.parse(file.read_text(encoding="utf-8"))):
            used.add((name, word))
            if (name, word) not in ALLOWED:
                wrong.append(f"{name}:{line}: {word}")
    assert wrong == []
    assert used == ALLOWED.keys(), "what is no longer used is no longer allowed"


@pytest.mark.parametrize(
    "code",
    [
        "import pickle",
        "from urllib.request import urlopen",
        "eval(text)",
        "os.system(text)",
        "run(text, shell=True)",
        "np.load(file)",
        "read(file, allow_pickle=True)",
        "import http.client as c",
    ],
)
def test_each_of_these_would_be_found(code):
    assert list(found(ast.parse(code)))


def test_the_compiled_program_holds_text_of_a_scenario_only_as_a_quoted_key():
    """A region may be called by letters, digits, hyphen and underscore alone; any other name is refused before it is recorded."""
    for name in ('x"]+__import__("os").getpid()+["', "a b", "é", "x\ny", ""):
        with pytest.raises(sr.ScenarioError):
            sr.load({"ground": {name: {"base": "texas"}, "regions": [name]}})


# ------------------------------------------------------------ text stays text

HOSTILE = "\x1b[31mRED\x1b[0m\x9b31m\u202e\u200b<b>bold</b>\x07"
FILE = "n\x1b[31m\u202e.toml"


@pytest.fixture
def hostile(tmp_path, monkeypatch):
    """A scenario whose file name, region and own records hold what would steer a terminal or a browser."""
    monkeypatch.chdir(tmp_path)
    text = json.dumps(HOSTILE).replace("\x9b", "\\u009b")
    record = f'source = "assumption", where = {text}, why = {text} }}\n'
    Path(FILE).write_text(
        'base = "rack-100kw"\n[launch]\nprice = { value = "400 USD/kg", low = "300 USD/kg", high = "500 USD/kg", '
        + record
        + '[ground]\nregions = ["mine", "texas"]\n[ground.mine]\nbase = "texas"\n'
        + 'power_price = { value = "0.05 USD/kWh", low = "0.04 USD/kWh", high = "0.09 USD/kWh", '
        + record,
        encoding="utf-8",
    )
    return FILE


COMMANDS = [
    ("check", FILE),
    ("report", FILE),
    ("report", FILE, "--section", "sources"),
    ("sources", FILE),
    ("sources", "launch.price", FILE),
    ("explain", "launch.cost_per_satellite", FILE, "--depth", "9"),
    ("explain", "launch.cost_per_satellite", FILE, "--format", "mermaid"),
    ("compare", FILE, "rack-100kw"),
    ("calendar", FILE),
    ("regions", FILE),
    ("breakeven", "launch.price", FILE),
    ("when", FILE),
    ("sweep", FILE, "--over", "launch.price=100 USD/kg,200 USD/kg"),
    ("sample", FILE, "-n", "64"),
    ("report", "no" + FILE),
    ("report", FILE, "--set", f"launch.price={HOSTILE}"),
    ("report", FILE, "--region", HOSTILE),
    ("catalogue", HOSTILE),
    (HOSTILE,),
    ("report", f"--{HOSTILE}"),
    ("explain", HOSTILE, FILE),
    ("init", FILE),
]
QUICK = [words for words in COMMANDS if words[0] in ("check", "sources", "compare", "report", "init", "catalogue")]


def seen(answer):
    text = answer.out + answer.err
    assert answer.code in (0, 2) and "Traceback" not in text
    assert [one for one in UNSEEN.findall(text) if one != "\n"] == []
    return text


@pytest.mark.parametrize("words", QUICK, ids=lambda words: " ".join(words).encode("ascii", "replace").decode())
def test_no_character_of_a_users_steers_the_screen(words, hostile, run):
    seen(run(*words))


@pytest.mark.slow
@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words).encode("ascii", "replace").decode())
def test_no_character_of_a_users_steers_the_screen_in_any_command(words, hostile, run):
    seen(run(*words))


def test_what_a_user_wrote_is_still_read_in_its_place(hostile, run):
    assert "?[31mRED?[0m?31m??<b>bold</b>?" in seen(run("sources", "launch.price", hostile))


@pytest.mark.parametrize("words", [("sources", FILE), ("sources", "launch.price", FILE)])
def test_in_markdown_what_a_user_wrote_is_no_html(words, hostile, run):
    text = seen(run(*words, "--format", "md"))
    assert "\\<b>bold" in text and "<b>" not in text.replace("\\<b>", "")


def test_json_holds_what_a_user_wrote_letter_for_letter_and_shows_every_one(hostile, run):
    text = seen(run("sources", hostile, "--format", "json"))
    (row,) = (row for row in json.loads(text) if row["key"] == "launch.price")
    assert HOSTILE in (row["where"], row["why"])


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", [("report", "-o", "x.html"), ("explore", "-o", "x.html"), ("figure", "costs", "-o", "x.svg")]
)
def test_no_page_holds_markup_of_a_users(words, hostile, run):
    assert run(*words[:-2], hostile, *words[-2:]).code == 0
    text = Path(words[-1]).read_text(encoding="utf-8")
    assert "<b>bold" not in text and not {*UNSEEN.findall(text)} - {"\n", "\t"}


def test_claims_run_for_a_region_of_the_users_own(hostile):
    assert len(sr.claims(hostile).rows) == len(sr.claims().rows)
