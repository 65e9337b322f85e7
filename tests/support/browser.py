"""A real browser for pages: Chromium without a window, what it says and asks for, and what is drawn wrongly."""

import shutil

import pytest

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)  # fmt: skip

OVERLAPS = """() => {
  const found = [];
  for (const image of document.querySelectorAll('figure svg')) {
    const frame = image.getBoundingClientRect();
    if (!frame.width) continue;
    const words = [...image.querySelectorAll('text')].map(one => [one.textContent, one.getBoundingClientRect()]);
    words.forEach(([text, a], place) => {
      if (a.left < frame.left - 1 || a.right > frame.right + 1 || a.top < frame.top - 1 || a.bottom > frame.bottom + 1)
        found.push('cut: ' + text);
      for (const [other, b] of words.slice(0, place)) {
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 1 && high > 3) found.push(text + ' over ' + other);
      }
    });
  }
  return found;
}"""
"""Words of figures that lie over each other or beyond their figure."""

CROWDED = """() => {
  const found = [], seen = one => one.checkVisibility() && one.getBoundingClientRect().width > 1;
  const own = one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  const parts = [...document.querySelectorAll('body *')].filter(one => seen(one) && !one.closest('svg,script'));
  const lines = [];
  for (const one of parts) {
    const name = `${one.tagName} ${one.id || one.className}: ${one.textContent.trim().slice(0, 40)}`;
    const style = getComputedStyle(one), scrolls = /auto|scroll/.test(style.overflowX);
    if (one.scrollWidth > one.clientWidth + 1 && one.clientWidth && !scrolls && style.overflowX !== 'visible')
      found.push('cut: ' + name);
    if (one.tagName === 'SELECT') {
      const pen = document.createElement('canvas').getContext('2d');
      pen.font = style.font;
      const room = one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 24;
      for (const option of one.options)
        if (pen.measureText(option.text).width > room) found.push('cut: ' + option.text);
    }
    if (one.tagName === 'INPUT' && one.type === 'number') {
      const pen = document.createElement('canvas').getContext('2d');
      pen.font = style.font;
      if (pen.measureText(one.value).width > one.clientWidth - 12) found.push('cut: ' + one.value);
    }
    if (own(one) && !one.closest('header,.skip,.hidden,option')) {
      const text = document.createRange();
      for (const node of one.childNodes)
        if (node.nodeType === 3 && node.data.trim()) {
          text.selectNodeContents(node);
          for (const box of text.getClientRects()) lines.push([one, name, box]);
        }
    }
  }
  for (const one of document.querySelectorAll('input,select,button'))
    if (seen(one)) lines.push([one, one.id, one.getBoundingClientRect()]);
  lines.forEach(([one, name, a], place) => {
    for (const [other, second, b] of lines.slice(0, place)) {
      if (one.contains(other) || other.contains(one)) continue;
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 3) found.push(name + ' over ' + second);
    }
  });
  return found;
}"""
"""Words and controls of a page that lie over each other, and text that does not fit where it stands."""


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as made:
        one = made.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield one
        one.close()


class Opened:
    """A page from a file, with what it told the console and what it asked for."""

    def __init__(self, browser, path, html, *, width=1280, scheme="light"):
        path.write_text(html, encoding="utf-8")
        self.path, self.told, self.asked = path, [], []
        self.page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.page.on("console", lambda message: self.told.append(message.text))
        self.page.on("pageerror", lambda error: self.told.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url.partition("#")[0]))
        self.page.goto(path.as_uri())

    def unfold(self):
        """Open all that is folded."""
        self.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")

    def until(self, condition):
        """Wait; playwright's own way would have the page evaluate text, which its policy forbids."""
        for _ in range(200):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never: {condition}")

    def serious(self):
        """What axe-core finds that is serious or critical: rule → the first element."""
        axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed").Axe()
        found = axe.run(self.page).response["violations"]
        return {one["id"]: one["nodes"][0]["html"] for one in found if one["impact"] in ("serious", "critical")}

    def is_quiet(self):
        """Whether it told nothing and asked only for itself."""
        return self.told == [] and set(self.asked) == {self.path.as_uri()}
