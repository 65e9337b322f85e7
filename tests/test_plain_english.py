"""Plain English: none of the archaic, poetic or home-made phrases of earlier versions in what a user reads on a page."""

import ast
import re
from pathlib import Path

import pytest

import sunrack as sr
from sunrack.checks.names import NAMES
from sunrack.report import as_markdown, page
from sunrack.scenario import shipped

SOURCE = Path(sr.__file__).parent
# Whole phrases; a phrase that an expert would not search for, or that has another meaning to most readers.
PHRASES = """
    all else as it | all of it | as it stands | at all else | at will | at work | bears | beside it | but that one
    by how much | cannot be built | cannot be flown | chosen work | close it | comes even | come even | dear | dearer
    dearest | die in mid-life | dies there | each time the mass | every value as | orbit even at | fails if so
    fetches | flies alone | flown in all | from today's | guess | guesses | hard end | hardest | hours sold, step
    if it dies | in its way | infant | joined by | kilowatt's year | kind end | kindest | known harm | leave out
    leaves out | left out | let fall | lets fall | light time | lost and rebuilt | meddle | meddles | memory traffic
    mend | mends | mesh | moves it | never turns back | no crossover | nobody | not deep space | nowhere | nothing returns
    odds | of itself | of which | off each time | on a guess | one at work | orbit saves | quiet sun | repeat at
    rests on | seldom | smallest beta | sooner | spare area | stand still | stands | stands still | such is | that asks
    that which | the dear | the day that | the kindest | the middle one | the one that | the sun's pull | through the mesh
    to keep it | told | turn the | turn the verdict | turns the | unbounded | upkeep | valved | vary: | what binds
    what decides | what differs | what drives | what is claimed | what stands | what this | when old | whichever
    wins | with its range | without bound | worth today | would fly | would have to cost
""".replace("\n", "|")  # fmt: skip
LIST = sorted({one.strip() for one in PHRASES.split("|") if one.strip()})
ARCHAIC = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, LIST))})(?![\w-])", re.IGNORECASE)
# What a user must type, and what a data file says, is no sentence of ours.
ALLOWED = re.compile(r"\b[a-z]+\.[a-z_.-]+")
FILES = [
    *sorted((SOURCE / "report").glob("*.py")),
    *sorted((SOURCE / "checks").glob("*.py")),
    *(SOURCE / name for name in ("sentences.py", "leading.py", "findings/titles.py")),
    SOURCE / "study/crossing.py",
]


ROOT = Path(__file__).parent.parent
# docs/keys.md, docs/results.md, docs/catalogues.md and docs/published.md are made from data by tools/.
MADE_BY_TOOLS = ("keys.md", "results.md", "catalogues.md", "published.md")
DOCS = [ROOT / "README.md", *(page for page in sorted((ROOT / "docs").glob("*.md")) if page.name not in MADE_BY_TOOLS)]
# What a page shows of programs and names is no sentence: blocks, words in code font, comments, targets of links.
NO_PROSE = re.compile(r"^```.*?^```$|^    .*?$|<!--.*?-->|`[^`]*`|\]\([^)]*\)", re.MULTILINE | re.DOTALL)
# Further words of earlier versions of README and docs.
IN_DOCS = re.compile(
    r"(?<![\w-])(?:at its door|stances?|rooms?|the walk|a walk|walks|walked|comes? even|bring\w* \w+ even|all else|"
    r"nothing but|ancient|without a word|in the place of|for good|lopsided|dear\w*|told at once|hold good|"
    r"by the kilogram|a year has|goes bare|so far as|judgement is|the ones?|girth|for ever)(?![\w-])",
    re.IGNORECASE,
)


def prose(page: Path) -> str:
    """The sentences of a page, without what it shows of programs."""
    return " ".join(NO_PROSE.sub(" ", page.read_text(encoding="utf-8")).split())


def archaic(text: str) -> list[str]:
    return ARCHAIC.findall(ALLOWED.sub("", text))


def literals(file: Path) -> list[str]:
    """The sentences of a file: its texts but docstrings, keys of tables and single words."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    inside = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node, clean=False):
            inside.add(id(node.body[0].value))
        if isinstance(node, ast.Dict):
            inside |= {id(key) for key in node.keys}
        if isinstance(node, ast.Compare):
            inside |= {id(one) for one in (node.left, *node.comparators)}
    texts = (one for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str))
    return [one.value for one in texts if id(one) not in inside and " " in one.value.strip()]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_no_archaic_phrase_in_a_sentence_of_the_code(file):
    assert [(text, found) for text in literals(file) if (found := archaic(text))] == []


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_no_archaic_phrase_in_readme_and_docs(page):
    text = prose(page)
    around = [text[max(found.start() - 30, 0) : found.end() + 30] for found in ARCHAIC.finditer(text)]
    around += [text[max(found.start() - 30, 0) : found.end() + 30] for found in IN_DOCS.finditer(text)]
    assert around == []


@pytest.mark.slow
@pytest.mark.parametrize("name", [*shipped(), "no orbit"])
def test_no_archaic_phrase_on_any_section_of_the_report(name):
    """The references and the values of the user's own are data; all else on the page is ours."""
    case = sr.load() if name == "no orbit" else sr.load(name)
    c = sr.compare(case.but({"orbit.altitude": "6500 km"}) if name == "no orbit" else case)
    text = as_markdown(page(c, full=True)).split("| Source | Quality | Reference |")[0]
    assert [(line, found) for line in text.splitlines() if (found := archaic(line))] == []


@pytest.mark.parametrize("words", [
    ("sample", "-n", "64"),
    ("sample", "rack-100kw-flown", "-n", "32"),
    ("sensitivity", "--sobol", "-n", "32", "--against", "texas"),
    ("sensitivity", "rack-100kw-flown"),
    ("breakeven", "launch.price"),
    ("frontier", "launch.price", "cost.price_level", "--values", "100 USD/kg,500 USD/kg"),
    ("when",),
    ("regions",),
    ("calendar",),
    ("calendar", "--set", "orbit.local_time=12:00"),
    ("compare", "rack-100kw", "rack-100kw-flown"),
    ("sweep", "--over", "orbit.altitude=600 km:700 km:50"),
], ids=" ".join)  # fmt: skip
def test_no_archaic_phrase_on_a_page_of_a_study(run, words):
    answer = run(*words)
    assert answer.code == 0, answer.err
    assert archaic(" ".join(answer.out.split())) == []


def test_regions_workloads_and_vehicles_have_their_titles(run):
    """Property: a key of the catalogue stands nowhere in a sentence; the reader types keys, and reads titles."""
    text = as_markdown(page(sr.compare(), full=True)).split("## Inputs and sources")[0]
    for key in ("n-virginia", "memphis-on-site", "on-site-gas", "chat-serving", "pre-training-diloco", "starship-2029"):
        assert key not in text, key
    for title in ("Northern Virginia", "Memphis and Southaven", "Chat serving", "Starship, reusable"):
        assert title in text, title


def test_every_check_has_a_title_and_a_meaning_of_its_own():
    """Property: a sentence for each slug, as the comparison has them; no two titles are alike."""
    checks = sr.compare().checks
    assert [one.slug for one in checks if one.slug not in NAMES] == [] and len(NAMES) == len(checks)
    assert len({one.title for one in NAMES.values()}) == len(NAMES)
    for one in checks:
        assert (one.title, one.requirement) == NAMES[one.slug] and one.requirement.endswith(".")
        assert re.fullmatch(r"[a-z_]+", one.slug)


def test_the_list_finds_what_it_is_for():
    old = "what binds is satellite cost; in the middle one it is dearer, with all it meddles in."
    assert archaic(old) == ["what binds", "the middle one", "dearer", "meddles"] and archaic("a dearth of data") == []
