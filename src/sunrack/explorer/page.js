"use strict";
// The controls of the page: they hold the state, write it into the address, and run the model when it changes.
(async () => {
  const $ = id => document.getElementById(id);
  const { make, number, withUnit, show } = sunrackResults;

  // unpack
  let page;
  try {
    const bytes = Uint8Array.from(atob($("data").textContent), one => one.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    page = JSON.parse(await new Response(stream).text());
  } catch (problem) {
    $("answer").textContent = "This page needs a browser of 2023 or later: it could not unpack the model.";
    return;
  }
  const models = page.programs.map(one => {
    one.model.values = one.model.values.map(value =>
      value && value.list !== undefined ? page.lists[value.list] : value,
    );
    return sunrackModel(one.model);
  });

  // state: a scenario, a region, and the inputs that differ from the scenario's, in the unit shown
  const state = { preset: page.presets[0], region: page.region, changed: new Map() };
  const program = () => page.programs[state.preset.program];
  const sliders = new Map(page.sliders.map(one => [one.key, one]));
  const own = slider => (state.preset.values[slider.key] - slider.offset) / slider.scale;
  const shown = slider => (state.changed.has(slider.key) ? state.changed.get(slider.key) : own(slider));
  const clean = n => Number(n.toPrecision(4));
  const clamp = (slider, n) =>
    Math.min(Math.max(n, Math.min(slider.low, own(slider))), Math.max(slider.high, own(slider)));
  const toPlace = (slider, n) =>
    (slider.logarithmic
      ? Math.log(n / slider.low) / Math.log(slider.high / slider.low)
      : (n - slider.low) / (slider.high - slider.low)) * 200;
  const fromPlace = (slider, place) =>
    slider.logarithmic
      ? slider.low * Math.pow(slider.high / slider.low, place / 200)
      : slider.low + ((slider.high - slider.low) * place) / 200;

  function readAddress() {
    let given;
    try {
      given = new URLSearchParams(location.hash.slice(1));
    } catch (problem) {
      given = new URLSearchParams();
    }
    state.preset = page.presets.find(one => one.name !== "" && one.name === given.get("scenario")) || page.presets[0];
    state.region = Object.hasOwn(program().regions, given.get("region") || "") ? given.get("region") : page.region;
    state.changed.clear();
    for (const [key, text] of given) {
      const slider = sliders.get(key),
        n = Number(text);
      if (slider && text.trim() !== "" && Number.isFinite(n) && usable(slider))
        state.changed.set(key, clamp(slider, n));
    }
  }
  const usable = slider => Object.hasOwn(state.preset.values, slider.key);
  let writing = 0;
  function writeAddress() {
    clearTimeout(writing);
    writing = setTimeout(() => {
      const words = new URLSearchParams();
      if (state.preset.name) words.set("scenario", state.preset.name);
      if (state.region !== page.region) words.set("region", state.region);
      for (const [key, n] of state.changed) words.set(key, String(n));
      const hash = "#" + words;
      if (hash !== (location.hash || "#")) history.replaceState(null, "", hash);
    }, 120);
  }

  // controls
  const rows = new Map();
  function buildSliders() {
    page.sliders.forEach((slider, k) => {
      const row = make("div", "", "slider"),
        label = make("label", slider.guess ? `${slider.title} ◇` : slider.title),
        entry = make("span", "", "entry");
      const range = make("input"),
        box = make("input"),
        ends = make("span", "", "ends");
      Object.assign(range, { type: "range", id: `slider-${k}`, name: slider.key, min: 0, max: 200, step: 1 });
      Object.assign(box, { type: "number", step: "any" });
      box.setAttribute("aria-label", withUnit(slider.title, slider.unit && `in ${slider.unit}`));
      label.htmlFor = range.id;
      label.title = slider.guess ? `${slider.key}, an assumption without a published source` : slider.key;
      ends.setAttribute("aria-hidden", "true");
      ends.append(
        make("span", withUnit(number(slider.low), slider.unit)),
        make("span", withUnit(number(slider.high), slider.unit)),
      );
      entry.append(box, document.createTextNode(slider.unit ? ` ${slider.unit}` : ""));
      row.append(label, entry, range, ends);
      $("sliders").append(row);
      const set = n => {
        if (n === clean(own(slider))) state.changed.delete(slider.key);
        else state.changed.set(slider.key, n);
        later();
      };
      range.addEventListener("input", () => set(clean(fromPlace(slider, Number(range.value)))));
      box.addEventListener("change", () => {
        if (box.value !== "" && Number.isFinite(Number(box.value))) set(clamp(slider, Number(box.value)));
        else later();
      });
      rows.set(slider.key, { row, range, box, slider });
    });
  }
  function showControls() {
    $("preset").value = state.preset.name;
    $("about").textContent = state.preset.title;
    const changes = [...state.changed].map(
      ([key, n]) => `${sliders.get(key).title} ${withUnit(number(n, 4), sliders.get(key).unit)}`,
    );
    $("changes").textContent = changes.length ? `Changed inputs: ${changes.join("; ")}.` : "";
    const regions = program().regions,
      select = $("region");
    if ([...select.options].map(one => one.value).join() !== Object.keys(regions).join())
      select.replaceChildren(
        ...Object.entries(regions).map(([name, one]) => {
          const option = make("option", one.title);
          option.value = name;
          return option;
        }),
      );
    select.value = state.region;
    for (const { row, range, box, slider } of rows.values()) {
      const used = usable(slider);
      range.disabled = box.disabled = !used;
      row.classList.toggle("unused", !used);
      row.classList.toggle("changed", state.changed.has(slider.key));
      if (!used) {
        box.value = "";
        range.setAttribute("aria-valuetext", "not an input of this scenario");
        continue;
      }
      const n = shown(slider);
      range.value = Math.round(toPlace(slider, n));
      if (document.activeElement !== box || Number(box.value) !== n) box.value = String(Number(n.toPrecision(6)));
      range.setAttribute("aria-valuetext", withUnit(number(n, 4), slider.unit));
    }
  }

  // results
  function run() {
    const given = { ...state.preset.values };
    for (const [key, n] of state.changed) given[key] = n * sliders.get(key).scale + sliders.get(key).offset;
    const found = models[state.preset.program].run(given),
      out = {};
    for (const name in found) out[name] = Array.isArray(found[name]) ? found[name][0] : found[name];
    return out;
  }
  function draw() {
    const start = performance.now();
    show(run(), { program: program(), preset: state.preset, region: state.region, year: page.year });
    showControls();
    document.body.dataset.milliseconds = (performance.now() - start).toFixed(1);
    speak();
  }
  let speaking = 0;
  function speak() {
    clearTimeout(speaking);
    speaking = setTimeout(() => {
      const words = `${$("answer").textContent} ${$("verdict").textContent}`;
      if ($("spoken").textContent !== words) $("spoken").textContent = words;
    }, 700);
  }
  let waiting = false;
  function later() {
    writeAddress();
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw();
    });
  }

  // start
  $("preset").append(
    ...page.presets.map(one => {
      const option = make("option", one.name || `${page.name} (this one)`);
      option.value = one.name;
      return option;
    }),
  );
  buildSliders();
  $("preset").addEventListener("change", () => {
    state.preset = page.presets.find(one => one.name === $("preset").value);
    state.changed.clear();
    if (!Object.hasOwn(program().regions, state.region)) state.region = Object.keys(program().regions)[0];
    later();
  });
  $("region").addEventListener("change", () => {
    state.region = $("region").value;
    later();
  });
  $("reset").addEventListener("click", () => {
    state.preset = page.presets[0];
    state.region = page.region;
    state.changed.clear();
    later();
  });
  $("controls").addEventListener("submit", event => event.preventDefault());
  addEventListener("hashchange", () => {
    readAddress();
    later();
  });
  $("foot").textContent =
    `The page runs sunrack's own model, recorded. Costs are in ${page.year} USD. ` +
    `Orbits are interpolated from a table of altitudes at the scenario's local time.`;
  readAddress();
  draw();
})();
