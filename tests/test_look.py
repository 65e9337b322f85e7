"""The report as a page and its figures: one file, safe, readable by everybody, and true to the findings."""

import html
import io
import math
import re
from html.parser import HTMLParser
from itertools import pairwise

import numpy as np
import pytest
from support.browser import OVERLAPS, Opened, browser  # noqa: F401 (a fixture)
from support.command import mistake
from support.extremes import COLD, ENDS

import sunrack as sr
from sunrack.drawing import Table
from sunrack.drawing.canvas import COLOURS, Box, Canvas, Line, Word
from sunrack.drawing.scales import Scale, reach, tick_text
from sunrack.drawing.svg import as_svg
from sunrack.findings import Findings
from sunrack.report import page as page_of
from sunrack.report.figures import FIGURES, NARROW, WIDE, draw
from sunrack.report.html import as_page

SHIPPED = ("rack-100kw", "rack-100kw-claimed", "rack-100kw-flown", "rack-gb200")
EXTREMES = {
    **ENDS,
    "colder than its sink": COLD,
    "no such orbit": {"orbit.altitude": "6500 km"},
    "free launch": {"launch.price": "0 USD/kg"},
    "no eclipse": {"orbit.altitude": "1400 km"},
}
HOSTILE = '</title><script>alert(1)</script>"\'\x1b[31m=HYPERLINK("http://x.example")'


class Page(HTMLParser):
    """Every element with its attributes, in order; and the text."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.text = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def comparison():
    return sr.compare()


@pytest.fixture(scope="module")
def text(comparison):
    return as_page(comparison)


@pytest.fixture(scope="module")
def page(text):
    return Page(text)


@pytest.fixture(scope="module")
def designs():
    """Findings of all shipped scenarios and of extreme ones."""
    cases = {name: sr.load(name) for name in SHIPPED}
    cases |= {name: sr.load().but(changes) for name, changes in EXTREMES.items()}
    return {name: Findings(sr.compare(case)) for name, case in cases.items()}


# ------------------------------------------------------------------------ the page


@pytest.mark.slow
def test_the_page_is_one_file_that_asks_for_nothing(text, page):
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "base", "form"}
    policy = next(one for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy")
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert len(text.encode()) < 500_000
    assert not [name for _, one in page.elements for name in one if name.startswith("on") or name == "src"]
    assert all(one["href"].startswith("#") for one in page.all("a"))
    assert set(re.findall(r"url\(([^)]*)\)", text)) == {"#hatch"} and "@import" not in text


def test_every_link_leads_to_one_place(page):
    places = [one["id"] for _, one in page.elements if "id" in one]
    assert len(places) == len(set(places))
    named = [one["aria-labelledby"] for _, one in page.elements if "aria-labelledby" in one]
    assert {one["href"][1:] for one in page.all("a")} | set(named) <= set(places)


def test_headings_go_down_one_level_at_a_time_and_landmarks_are_there_once(page):
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [len(page.all(tag)) for tag in ("header", "main", "nav", "footer")] == [1, 1, 1, 1]
    first = page.all("a")[0]
    assert first == {"class": "skip", "href": "#main"}
    assert page.all("html") == [{"lang": "en"}]


def test_tables_say_what_their_heads_are_heads_of_and_scroll_with_the_keyboard(text, page):
    assert all(one.get("scope") in ("col", "row") for one in page.all("th"))
    assert text.count("<thead>") > 10 and text.count('scope="row"') > 300
    regions = [one for one in page.all("div") if one.get("class") == "scroll"]
    assert regions and all(one["tabindex"] == "0" and one["role"] == "region" and one["aria-label"] for one in regions)


def test_the_verdict_stands_before_everything_else(text, comparison):
    answer = text.index(html.escape(comparison.verdict.sentences[0]))
    assert answer < min(text.index("<table"), text.index("<figure"), text.index("<nav"))


def test_the_headline_numbers_set_like_beside_like(text, comparison):
    """First comes what serves first, which is less in orbit; then half of the project on both sides."""
    labels = re.findall(r"<b>(\d+ months)</b> <span>(.*?)</span>", text)
    assert [label for _, label in labels] == [
        "to the first of 1,000 satellites in orbit",
        "to the first hall, 80 of 100 MW, in Texas",
        "to half of the 100 MW in orbit",
        "to half of the 100 MW in Texas",
    ]
    half = [comparison.time_to_half_fleet, comparison.ground["texas"].time_to_half]
    assert [value for value, _ in labels[2:]] == [f"{one.to('month').magnitude:.0f} months" for one in half]


def test_what_a_folded_table_says_is_not_left_outside_it(text):
    verdict = text[text.index('id="verdict"') : text.index("<nav")]
    open_ = re.sub(r"<details class='fold'>.*?</details>", "", verdict, flags=re.S)
    assert "fails a check" in text and "fails a check" not in open_ and "*" not in re.sub(r"<[^>]*>", "", open_)


@pytest.fixture
def without_trees(monkeypatch):
    """Pages without their explanations, which take most of the time and are not what these tests look at."""
    monkeypatch.setattr("sunrack.report.html._trees", lambda *_: {})


def test_checks_that_fail_stay_beside_their_explanation(designs, without_trees):
    text = as_page(designs["rack-100kw-flown"].comparison, ["checks"])
    verdict = text[text.index('id="verdict"') : text.index("<nav")]
    assert verdict.index("✗ FAIL") < verdict.index("Infinite, because") and "class='fold'" not in verdict


def test_the_title_of_a_scenario_stands_on_its_page_and_a_title_of_the_readers_own_in_its_text(
    tmp_path, monkeypatch, comparison, text, without_trees
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text('title = "Ours, <b>cheap</b>"\n')
    (tmp_path / "none.toml").write_text('[launch]\nfleet_power = "50 MW"\n')
    mine, none = (sr.compare(one) for one in ("mine.toml", "none.toml"))
    lines = str(sr.report(mine)).splitlines()
    assert lines[0] == "Ours, <b>cheap</b>" and lines[1].startswith("mine.toml: ") and len(lines) <= 60
    assert '<p class="title">Ours, &lt;b&gt;cheap&lt;/b&gt;</p>' in as_page(mine, ["checks"])
    assert str(sr.report(none)).startswith("none.toml: ")
    assert f'<p class="title">{comparison.scenario.title}</p>' in text
    assert none.scenario.title not in as_page(none, ["checks"])  # it is that of the scenario it starts from


def test_the_frontier_is_called_what_it_shows(designs):
    far = designs["rack-100kw"]
    dear = {"ground.regions": ["texas"], "ground.texas.power_price": "1 USD/kWh"}
    near = Findings(sr.compare(sr.load("rack-100kw-claimed").but(dear)))
    for f, even, words in ((far, False, "nowhere here does orbit break even"), (near, True, "that would break even")):
        assert ("1" in f.figures.frontier.lines) == even
        assert draw(f, "frontier").title.endswith(words)


def test_every_headline_number_tells_its_unit_its_range_and_its_source(text):
    cards = re.findall(r"<li><details><summary><b>.*?</details></li>", text)
    assert len(cards) == 8
    for one in cards:
        assert [head in one for head in ("<dt>Unit</dt><dd>", "<dt>Range</dt><dd>", "<dt>Source</dt><dd>")] == [
            True
        ] * 3
        assert 'href="#explain-' in one


@pytest.mark.slow
def test_both_readers_get_the_same_blocks_in_another_order(comparison, page):
    def blocks(one):
        kinds = ("section", "figure")
        return [attributes["id"] for tag, attributes in one.elements if tag in kinds]

    engineer = blocks(Page(as_page(comparison, audience="engineer")))
    investor = blocks(page)
    assert sorted(engineer) == sorted(investor) and engineer != investor
    assert investor.index("money") < investor.index("power") and engineer.index("power") < engineer.index("money")
    assert {one.removeprefix("figure-") for one in investor if one.startswith("figure-")} == set(FIGURES)


def test_guesses_and_checks_have_a_shape_beside_their_colour(text, comparison):
    counts = Findings(comparison).sources.counts
    assert text.count("<td>◇ assumed</td>") == len(re.findall("[^>]*assumed</td>", text)) >= counts["guess"] > 50
    assert "<td>assumed</td>" not in text and "<td>PASS</td>" not in text and "✓ PASS" in text


def test_only_the_sections_that_are_asked_for(comparison):
    ids = {one["id"] for one in Page(as_page(comparison, ["heat"])).all("section")}
    assert ids == {"verdict", "figures", "explanations", "heat"}


@pytest.mark.slow
def test_a_hostile_name_is_text(tmp_path):
    for name in (HOSTILE, "x" * 10_000 + HOSTILE):
        case = sr.load()
        object.__setattr__(case, "name", name)
        made = as_page(sr.compare(case), ["checks"])
        read = Page(made)
        assert not read.all("script") and "\x1b" not in made
        said = "".join(read.text)
        assert name.replace("\x1b", "?") in said
        assert len(made) < 500_000 and all(one["href"].startswith("#") for one in read.all("a"))


@pytest.mark.slow
def test_the_command_and_python_write_the_same_page(run, tmp_path, text):
    told = run("report", "-o", str(tmp_path / "a.html"))
    assert told.code == 0 and (tmp_path / "a.html").read_text(encoding="utf-8").strip() == text.strip()
    sr.report(audience="engineer", sections=["mass"]).save(tmp_path / "b.html")
    assert run("report", "--for", "engineer", "--section", "mass", "-o", str(tmp_path / "c.html")).code == 0
    assert (tmp_path / "b.html").read_text().strip() == (tmp_path / "c.html").read_text().strip()
    assert mistake(run("report", "--for", "enginer"), "enginer", "investor, engineer")
    with pytest.raises(ValueError, match="is not one of investor, engineer"):
        sr.report(audience="everybody")


# --------------------------------------------------------------------- the figures


def marks(canvas):
    for one in canvas.marks:
        if isinstance(one, Line):
            yield from one.points
        elif isinstance(one, Box):
            yield from ((one.x, one.y), (one.x + one.width, one.y + one.height))
        else:
            yield (one.x, one.y)


@pytest.mark.slow
def test_every_figure_of_every_design_lies_within_its_canvas(designs):
    for name, f in designs.items():
        for kind in FIGURES:
            for width in (WIDE, NARROW):
                canvas = draw(f, kind, width)
                points = np.array(list(marks(canvas)))
                assert np.isfinite(points).all() and canvas.marks and canvas.alt.endswith("."), (name, kind)
                assert points.min() >= -1.5 and points[:, 0].max() <= width + 1, (name, kind, points.max(axis=0))
                assert points[:, 1].max() <= canvas.height + 1, (name, kind)
                words = [one for one in canvas.marks if isinstance(one, Word)]
                assert min(one.size for one in words) >= 10, (name, kind)
                assert not any(re.search(r"\b(nan|None|inf)\b", one.text) for one in words), (name, kind)
                assert {one.colour for one in canvas.marks} <= set(COLOURS)


def test_a_figure_of_a_design_that_cannot_be_built_says_why(designs):
    f = designs["colder than its sink"]
    for kind in ("costs", "mass", "years", "frontier", "drivers"):
        canvas = draw(f, kind)
        assert canvas.alt.startswith("Not drawn: ") and f.comparison.failing in canvas.alt
    assert not draw(f, "year").alt.startswith("Not drawn")


@pytest.mark.slow
def test_pages_of_extreme_designs_are_whole(designs):
    for name in ("colder than its sink", "no such orbit"):
        read = Page(as_page(designs[name].comparison))
        assert len(read.all("figure")) == len(FIGURES) and not read.all("script")


def test_the_cost_figure_stacks_the_printed_parts_to_the_printed_sum(designs):
    f = designs["rack-100kw"]
    canvas = draw(f, "costs")
    bars = [one for one in canvas.marks if isinstance(one, Box) and one.colour == "orbit" and one.y > 20]
    *parts, total = bars
    assert sum(one.width for one in parts) == pytest.approx(total.width, rel=0.01)
    for before, after in pairwise(parts):
        assert after.x == pytest.approx(before.x + before.width, abs=1.6)  # a sliver is 1.5 px wide at least
    words = [one.text for one in canvas.marks if isinstance(one, Word)]
    assert f"{f.first_page.stack.total.orbit:,.2f}" in words


def test_the_heat_that_flows_in_flows_out(designs):
    for name in SHIPPED:
        c, flow = designs[name].comparison, designs[name].figures.heat
        assert sum(one.value for one in flow.sources) == pytest.approx(flow.loop, rel=1e-9)
        assert flow.loop == pytest.approx(c["thermal.heat"].to("kW").magnitude, rel=1e-9)
        assert flow.radiated == pytest.approx(flow.loop + flow.surroundings, rel=1e-12)


def test_the_satellite_is_drawn_to_scale(designs):
    for name in SHIPPED:
        sizes = designs[name].figures.sizes
        boxes = [one for one in draw(designs[name], "satellite").marks if isinstance(one, Box)]
        wings = [one for one in boxes if one.colour == "orbit"]
        claimed = [one for one in boxes if one.hollow and one.dash == "4 3"]
        scale = claimed[0].width / sizes.claimed.length
        assert len(wings) == 2 and wings[0].width == pytest.approx(scale * sizes.wing.length)
        assert sum(one.width * one.height for one in wings) == pytest.approx(scale**2 * sizes.array_area, rel=1e-6)
        radiator = sum(one.width * one.height for one in boxes if one.hatched)
        assert radiator == pytest.approx(scale**2 * sizes.radiator_area, rel=1e-6)
        assert sizes.claimed.length == pytest.approx(500 * 0.3048)


def test_the_frontier_has_the_ratio_that_it_says(designs):
    f = designs["rack-100kw"]
    found = f.figures.frontier
    level, row = next((float(name), row) for name, row in found.lines.items() if row[20] is not None)
    case = f.comparison.scenario.but(
        {found.key: f"{found.values[20]} {found.unit}", found.other: f"{row[20]}"},
    )
    ratio = sr.compare(case).result(f"compare.{f.comparison.answer_region}.cost_ratio")
    assert ratio == pytest.approx(level, rel=0.01)  # straight lines between 65 points


def test_the_sample_of_the_figure_has_the_percentiles_of_the_page(designs):
    f = designs["rack-100kw"]
    found, span = f.figures.sample, f.first_page.range
    below = sum(count for count, edge in zip(found.counts, found.edges[1:], strict=True) if edge <= span.p50)
    assert abs(below / sum(found.counts) - 0.5) < max(found.counts) / sum(found.counts)


def test_a_figure_of_python_has_the_words_of_the_page_and_files_open(comparison, run, tmp_path):
    figure = sr.figure(comparison, "costs")
    words = [one.text for one in draw(Findings(comparison), "costs").marks if isinstance(one, Word)]
    assert [one.get_text() for one in figure.axes[0].texts] == [FIGURES["costs"].title, *words]
    file = io.BytesIO()
    figure.savefig(file, format="png")
    assert file.getvalue().startswith(b"\x89PNG")
    for ending, start in ((".svg", b"<svg"), (".png", b"\x89PNG"), (".pdf", b"%PDF")):
        path = tmp_path / f"x{ending}"
        assert run("figure", "satellite", "-o", str(path)).code == 0
        assert path.read_bytes().startswith(start)
    assert mistake(run("figure", "satelite"), "satelite", "satellite")
    assert mistake(run("figure", "mass", "-o", str(tmp_path / "x.bmp")), "must end in .svg, .png or .pdf")
    with pytest.raises(ValueError, match='Did you mean "satellite"'):
        sr.figure(comparison, "satelite")


def test_an_svg_file_of_its_own_is_well_formed_and_has_its_colours(comparison):
    from xml.etree import ElementTree

    for kind in FIGURES:
        made = as_svg(draw(Findings(comparison), kind), alone=True)
        root = ElementTree.fromstring(made)
        assert root.attrib["aria-label"] and "--orbit:" in made


def test_axes_have_round_numbers_within_their_ends():
    for low, high, log in ((0, 21, False), (-3, 1e9, False), (0.92, 60, True), (7.3, 46, True), (10, 12, True), (1e-3, 1e6, True)):  # fmt: skip
        scale = Scale(low, high, 0, 100, log)
        ticks = scale.ticks()
        assert 2 <= len(ticks) <= 6 and low * 0.99 <= ticks[0] and ticks[-1] <= high * 1.01
        assert [scale(low), scale(high)] == [0, 100]
    assert reach([math.nan, math.inf]) == (0, 1) and reach([], log=True) == (0.1, 10)
    assert [tick_text(one) for one in (0, 20.0, 0.5, 1000.0)] == ["0", "20", "0.5", "1,000"]


def test_no_line_of_the_sample_crosses_its_words_and_no_name_is_cut(designs):
    for name, f in designs.items():
        for width in (WIDE, NARROW):
            marks = draw(f, "sample", width).marks
            words = [(one.ends, one.y) for one in marks if isinstance(one, Word)]
            upright = [one.points for one in marks if isinstance(one, Line) and one.dash]
            for (x, top), (_, bottom) in upright:
                crossed = [y for (left, right), y in words if left < x < right and top < y - 2 and bottom > y - 10]
                assert not crossed, (name, width, x)
            drawn = [draw(f, kind, width) for kind in ("drivers", "costs", "mass", "hours", "time")]
            assert not any("…" in one.text for canvas in drawn for one in canvas.marks if isinstance(one, Word)), name
    assert Canvas(330).paragraph(0, "a" * 200) > 60  # a word that is longer than a line is broken


def test_the_drivers_say_whose_value_each_is(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('[launch]\nprice = { value = "300 USD/kg", low = "200 USD/kg", high = "900 USD/kg" }\n')
    f = Findings(sr.compare(sr.load(path)))
    known = {one.key: one for one in f.drivers.rows}
    assert known["launch.price"].rests_on == "yours" and known["launch.fleet_power"].rests_on == "choice"
    marks = draw(f, "drivers").marks
    texts = [one.text for one in marks if isinstance(one, Word)]
    assert {"From a source", "Your own value (dashed outline)", "A choice or convention (outline)"} <= set(texts)
    after = marks[next(place for place, one in enumerate(marks) if getattr(one, "text", "") == "Launch price") + 1]
    assert after.hollow and after.dash and not after.hatched


def test_the_hours_have_one_set_of_words_in_figure_and_table(designs):
    f = designs["rack-100kw"]
    (table,) = (
        one for one in page_of(f.comparison, ["money"]) if isinstance(one, Table) and "sold hours" in one.head[0]
    )
    words = {one.text for one in draw(f, "hours").marks if isinstance(one, Word)}
    assert len(f.money.hours) == 8 and {row[0] for row in table.rows[:8]} <= words


# ----------------------------------------------------------------- in a real browser

SMALLEST = """() => Math.min(...[...document.querySelectorAll('figure svg')].filter(one => one.clientWidth).map(one =>
  one.clientWidth / one.viewBox.baseVal.width * Math.min(...[...one.querySelectorAll('text')].map(word =>
    parseFloat(word.getAttribute('font-size'))))))"""


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 768, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_in_a_browser(browser, tmp_path, text, width, scheme):  # noqa: F811
    opened = Opened(browser, tmp_path / "report.html", text, width=width, scheme=scheme)
    page = opened.page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    opened.unfold()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(SMALLEST) >= 10
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == (
        "rgb(255, 255, 255)" if scheme == "light" else "rgb(22, 25, 29)"
    )
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert opened.is_quiet(), (opened.told, opened.asked)
    page.close()


@pytest.mark.slow
def test_axe_finds_nothing_serious(browser, tmp_path, text):  # noqa: F811
    """Independent: axe-core's rules on the open page, on a desk in the light and on a telephone in the dark."""
    for width, scheme in ((1280, "light"), (390, "dark")):
        opened = Opened(browser, tmp_path / "report.html", text, width=width, scheme=scheme)
        opened.unfold()
        assert opened.serious() == {}, (width, scheme)
        opened.page.close()


@pytest.mark.slow
def test_figures_of_extreme_designs_in_a_browser(browser, tmp_path, designs):  # noqa: F811
    for name in (*SHIPPED[1:], *EXTREMES):
        images = "".join(
            f"<figure>{as_svg(draw(designs[name], kind, width))}</figure>"
            for kind in FIGURES
            for width in (WIDE, NARROW)
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_content(f"<!doctype html><body>{images}")
        assert page.evaluate(OVERLAPS) == [], name
        page.close()


def test_the_page_prints_light_and_unfolded(browser, tmp_path, text):  # noqa: F811
    path = tmp_path / "report.html"
    path.write_text(text, encoding="utf-8")
    page = browser.new_page(color_scheme="dark")
    page.goto(path.as_uri())
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.wide')).display") == "block"
    assert (
        page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper')") == COLOURS["paper"][0]
    )
    shut = page.evaluate("document.documentElement.scrollHeight")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert shut == pytest.approx(page.evaluate("document.documentElement.scrollHeight"), rel=0.05)
    page.close()
