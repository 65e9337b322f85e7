"use strict";
(async () => {
  const $ = id => document.getElementById(id);
  const make = (name, text = "", kind = "") => { const one = document.createElement(name); one.textContent = text; if (kind) one.className = kind; return one; };
  const PARTS = {
    rack: "Rack, less resale value", satellite: "Satellite without rack", launch: "Launch", insurance: "Insurance",
    operations: "Operations and ground stations", facility: "Building, power and cooling plant", power: "Electricity",
    repair: "Repair", interest: "Interest during construction", hours_lost: "Hours lost to failures and outages",
    hours_unsold: "Hours not sold",
  };
  const COLOURS = ["--p0", "--p1", "--p2", "--p3", "--p4", "--p5", "--p6", "--p7", "--p9", "--p8", "--line"];
  const number = (n, digits = 3) => {
    if (!Number.isFinite(n)) return n !== n ? "not defined" : n > 0 ? "infinite" : "−infinite";
    const decimals = Math.abs(n) >= 1000 || n === 0 ? 0 : Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(n))));
    return n.toLocaleString("en", { maximumFractionDigits: Math.min(decimals, 8) }).replace("-", "−");
  };
  const price = n => (Number.isFinite(n) ? n.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 }).replace("-", "−") : number(n));
  const amount = (n, unit) => (Number.isFinite(n) ? `${number(n)} ${unit}` : "not finite");
  const usd = (n, each = "USD") => (Number.isFinite(n) ? `${price(n)} ${each}` : "no finite cost");
  const months = n => (Number.isFinite(n) ? `${n.toFixed(0)} months` : "never");
  const money = n => (!Number.isFinite(n) ? "no finite cost" : Math.abs(n) >= 1e9 ? `${number(n / 1e9)} billion USD` : `${number(n / 1e6)} million USD`);
  const withUnit = (text, unit) => (unit ? `${text} ${unit}` : text);

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
    one.model.values = one.model.values.map(value => (value && value.list !== undefined ? page.lists[value.list] : value));
    return sunrackModel(one.model);
  });

  // state: a scenario, a region, and the inputs that differ from the scenario's, in the unit shown
  const state = { preset: page.presets[0], region: page.region, changed: new Map() };
  const program = () => page.programs[state.preset.program];
  const sliders = new Map(page.sliders.map(one => [one.key, one]));
  const own = slider => (state.preset.values[slider.key] - slider.offset) / slider.scale;
  const shown = slider => (state.changed.has(slider.key) ? state.changed.get(slider.key) : own(slider));
  const clean = n => Number(n.toPrecision(4));
  const clamp = (slider, n) => Math.min(Math.max(n, Math.min(slider.low, own(slider))), Math.max(slider.high, own(slider)));
  const toPlace = (slider, n) => (slider.logarithmic ? Math.log(n / slider.low) / Math.log(slider.high / slider.low) : (n - slider.low) / (slider.high - slider.low)) * 200;
  const fromPlace = (slider, place) => (slider.logarithmic ? slider.low * Math.pow(slider.high / slider.low, place / 200) : slider.low + (slider.high - slider.low) * place / 200);

  function readAddress() {
    let given;
    try { given = new URLSearchParams(location.hash.slice(1)); } catch (problem) { given = new URLSearchParams(); }
    state.preset = page.presets.find(one => one.name !== "" && one.name === given.get("scenario")) || page.presets[0];
    state.region = Object.hasOwn(program().regions, given.get("region") || "") ? given.get("region") : page.region;
    state.changed.clear();
    for (const [key, text] of given) {
      const slider = sliders.get(key), n = Number(text);
      if (slider && text.trim() !== "" && Number.isFinite(n) && usable(slider)) state.changed.set(key, clamp(slider, n));
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
      const row = make("div", "", "slider"), label = make("label", slider.guess ? `${slider.title} ◇` : slider.title), entry = make("span", "", "entry");
      const range = make("input"), box = make("input"), ends = make("span", "", "ends");
      Object.assign(range, { type: "range", id: `slider-${k}`, name: slider.key, min: 0, max: 200, step: 1 });
      Object.assign(box, { type: "number", step: "any" });
      box.setAttribute("aria-label", withUnit(slider.title, slider.unit && `in ${slider.unit}`));
      label.htmlFor = range.id;
      label.title = slider.guess ? `${slider.key}, an assumption without a published source` : slider.key;
      ends.setAttribute("aria-hidden", "true");
      ends.append(make("span", withUnit(number(slider.low), slider.unit)), make("span", withUnit(number(slider.high), slider.unit)));
      entry.append(box, document.createTextNode(slider.unit ? ` ${slider.unit}` : ""));
      row.append(label, entry, range, ends);
      $("sliders").append(row);
      const set = n => { if (n === clean(own(slider))) state.changed.delete(slider.key); else state.changed.set(slider.key, n); later(); };
      range.addEventListener("input", () => set(clean(fromPlace(slider, Number(range.value)))));
      box.addEventListener("change", () => { if (box.value !== "" && Number.isFinite(Number(box.value))) set(clamp(slider, Number(box.value))); else later(); });
      rows.set(slider.key, { row, range, box, slider });
    });
  }
  function showControls() {
    $("preset").value = state.preset.name;
    const regions = program().regions, select = $("region");
    if ([...select.options].map(one => one.value).join() !== Object.keys(regions).join()) select.replaceChildren(...Object.entries(regions).map(([name, one]) => { const option = make("option", one.title); option.value = name; return option; }));
    select.value = state.region;
    for (const { row, range, box, slider } of rows.values()) {
      const used = usable(slider);
      range.disabled = box.disabled = !used;
      row.classList.toggle("unused", !used);
      row.classList.toggle("changed", state.changed.has(slider.key));
      if (!used) { box.value = ""; range.setAttribute("aria-valuetext", "not an input of this scenario"); continue; }
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
    const found = models[state.preset.program].run(given), out = {};
    for (const name in found) out[name] = Array.isArray(found[name]) ? found[name][0] : found[name];
    return out;
  }
  const table = (place, head, body) => {
    const top = make("tr");
    head.forEach((text, k) => { const cell = make("th", text, k ? "number" : ""); cell.scope = "col"; top.append(cell); });
    $(place).replaceChildren(top, ...body);
  };
  const cells = texts => texts.map((text, k) => { const one = make(k ? "td" : "th", text, k ? "number" : ""); if (!k) one.scope = "row"; return one; });

  function draw() {
    const start = performance.now(), r = run(), here = program().regions[state.region], at = `ground.${state.region}.`, against = `compare.${state.region}.`;
    const orbit = r["cost.per_gpu_hour"], ground = r[at + "per_gpu_hour"], ratio = r[against + "cost_ratio"];
    const checks = program().checks.map(one => ({ ...one, ...Object.fromEntries(["value", "limit", "margin", "passed"].map(part => [part, r[`checks.${one.slug}.${part}`]])) }));
    const failed = checks.filter(one => !one.passed), wins = ratio < 1 && !failed.length;
    const sums = `${price(orbit)} USD against ${price(ground)} USD`;
    $("title").textContent = state.preset.title;
    $("answer").textContent = !Number.isFinite(orbit) ? `No. The satellite is infeasible as designed and has no finite cost. A GPU-hour in ${here.where} costs ${price(ground)} USD.`
      : `${wins ? "Yes." : "No."} A GPU-hour costs ${number(ratio)} times as much in orbit as in ${here.where}: ${sums}.`;
    $("verdict").textContent = failed.length ? `The design is infeasible: it fails ${failed.length === 1 ? "the check" : `${failed.length} checks, first`} “${failed[0].title}”.` : `The design is feasible: all ${checks.length} checks pass.`;
    $("verdict").className = failed.length ? "verdict bad" : "verdict good";
    const even = r[against + "breakeven_launch_price"];
    const facts = [
      ["Cost ratio, orbit over ground", number(ratio)], ["GPU-hour in orbit", usd(orbit)], [`GPU-hour in ${here.where}`, usd(ground)],
      ["Break-even launch price", !Number.isFinite(even) ? "none" : even < 0 ? "none: free launch is not enough" : `${number(even)} USD/kg`],
      ["Orbit covers its costs at", usd(r["cost.breakeven_compute_value"], "USD per GPU-hour")],
      ["Net present value against ground", amount(r[against + "net_present_value"], "USD/kW")],
      ["Capital of the fleet in orbit", money(r["cost.fleet_capital"])], [`Capital in ${here.where}`, money(r[at + "fleet_capital"])],
      ["Satellites in the fleet", number(r["launch.fleet_satellites"])], ["Satellites per launch", number(r["launch.satellites_per_launch"])],
      ["Wet mass of a satellite", amount(r["mass.wet"], "kg")], ["Solar array", amount(r["power.array_area"], "m²")], ["Array power when new", amount(r["power.array_power_bol"], "kW")],
      ["Radiator", amount(r["thermal.radiator_area"], "m²")], ["Sunlit share of the year", `${number(100 * r["orbit.sunlit_fraction"])} %`],
    ];
    $("facts").replaceChildren(...facts.map(([name, text]) => { const one = make("div"), value = make("dd"); value.append(make("output", text)); one.append(make("dt", name), value); return one; }));
    drawStack(r, at, here);
    drawMonths([["Orbit", r, "clock.time_to_first_token"], [here.title, r, at + "time_to_power"]]);
    drawSatellite(r);
    $("passed").textContent = `${checks.length - failed.length} of ${checks.length} checks pass.`;
    const told = (n, unit) => (unit === "K" && Number.isFinite(n) ? `${number(n - 273.15)} °C` : withUnit(number(n), unit));
    const said = one => `${one.title}: ${told(one.value, one.unit)}, ${one.sense} ${told(one.limit, one.unit)}`;
    $("failed").replaceChildren(...failed.map(one => make("li", said(one), "bad")));
    table("checks", ["Check", "Value", "Limit", "Margin", "Result"], checks.map(one => {
      const row = make("tr"), parts = cells([one.title, told(one.value, one.unit), `${one.sense} ${told(one.limit, one.unit)}`, one.unit === "K" || one.unit === "dB" ? withUnit(number(one.margin), one.unit) : Number.isFinite(one.margin) ? `${number(100 * one.margin)} %` : number(one.margin), one.passed ? "pass" : "FAIL"]);
      parts[4].classList.add(one.passed ? "good" : "bad");
      row.append(...parts);
      return row;
    }));
    showControls();
    document.body.dataset.ratio = String(ratio);
    document.body.dataset.milliseconds = (performance.now() - start).toFixed(1);
    speak();
  }
  function stackOf(r, prefix) {
    const parts = {};
    for (const name in r) if (name.startsWith(prefix)) { const own = name.slice(prefix.length), line = own === "ground_segment" ? "operations" : own; parts[line] = (parts[line] || 0) + r[name]; }
    return parts;
  }
  function drawStack(r, at, here) {
    const sides = [["Orbit", stackOf(r, "cost.stack.")], [here.title, stackOf(r, at + "stack.")]];
    const totals = sides.map(([, parts]) => Object.values(parts).reduce((a, b) => a + b, 0)), most = Math.max(...totals.filter(Number.isFinite), 1e-9);
    const names = Object.keys(PARTS).filter(name => sides.some(([, parts]) => name in parts)), colour = name => `var(${COLOURS[Object.keys(PARTS).indexOf(name)]})`;
    $("bars").replaceChildren(...sides.map(([title, parts], k) => {
      const bar = make("div", "", "bar"), track = make("div", "", "track");
      bar.append(make("p", `${title}: ${usd(totals[k], "USD per GPU-hour")}`), track);
      for (const name of names) if (parts[name] > 0 && Number.isFinite(totals[k])) { const piece = make("span"); piece.style.width = `${100 * parts[name] / most}%`; piece.style.background = colour(name); piece.title = `${PARTS[name]}: ${price(parts[name])} USD`; track.append(piece); }
      return bar;
    }));
    const body = names.map(name => {
      const row = make("tr"), all = cells([PARTS[name], ...sides.map(([, parts]) => (name in parts ? price(parts[name]) : "–"))]), swatch = make("span", "", "swatch");
      swatch.style.background = colour(name);
      all[0].prepend(swatch);
      row.append(...all);
      return row;
    });
    const total = make("tr", "", "total");
    total.append(...cells(["Cost per GPU-hour sold", ...totals.map(price)]));
    table("parts", [`${page.year} USD per GPU-hour`, ...sides.map(([title]) => title)], [...body, total]);
  }
  function drawMonths(sides) {
    const ends = sides.map(([, r, name]) => ["_p10", "", "_p90"].map(end => r[name + end])), most = Math.max(...ends.flat().filter(Number.isFinite), 1);
    $("months").replaceChildren(...sides.map(([title], k) => {
      const [low, middle, high] = ends[k], bar = make("div", "", "bar"), range = make("div", "", "range");
      bar.append(make("p", `${title}: ${months(middle)}${Number.isFinite(high) ? ` (P10 to P90: ${low.toFixed(0)} to ${high.toFixed(0)})` : ""}`), range);
      if (Number.isFinite(low)) { const one = make("i"); one.style.left = `${100 * low / most}%`; one.style.width = `${100 * (Math.min(high, most) - low) / most}%`; range.append(one); }
      if (Number.isFinite(middle)) { const one = make("b"); one.style.left = `calc(${100 * middle / most}% - 2px)`; range.append(one); }
      return bar;
    }));
  }
  function drawSatellite(r) {
    const span = r["power.wing_span_per_side"], area = r["power.array_area"], radiator = r["thermal.radiator_area"];
    if (![span, area, radiator].every(one => Number.isFinite(one) && one > 0)) { $("drawing").replaceChildren(make("p", "There is no satellite to draw: its mass budget does not converge.")); return; }
    $("drawing").replaceChildren(...sunrackDrawing({ ...state.preset.sizes, span, chord: area / 2 / span, radiator, racks: r["rack.racks"] }));
  }
  let speaking = 0;
  function speak() {
    clearTimeout(speaking);
    speaking = setTimeout(() => { const words = `${$("answer").textContent} ${$("verdict").textContent}`; if ($("spoken").textContent !== words) $("spoken").textContent = words; }, 700);
  }
  let waiting = false;
  function later() {
    writeAddress();
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; draw(); });
  }

  // start
  $("preset").append(...page.presets.map(one => { const option = make("option", one.name ? one.title : `${one.title} (this scenario)`); option.value = one.name; return option; }));
  buildSliders();
  $("preset").addEventListener("change", () => {
    state.preset = page.presets.find(one => one.name === $("preset").value);
    state.changed.clear();
    if (!Object.hasOwn(program().regions, state.region)) state.region = Object.keys(program().regions)[0];
    later();
  });
  $("region").addEventListener("change", () => { state.region = $("region").value; later(); });
  $("reset").addEventListener("click", () => { state.preset = page.presets[0]; state.region = page.region; state.changed.clear(); later(); });
  $("controls").addEventListener("submit", event => event.preventDefault());
  addEventListener("hashchange", () => { readAddress(); later(); });
  $("foot").textContent = `The page runs sunrack's own model, recorded. Costs are in ${page.year} USD. Orbits are interpolated from a table of altitudes at the scenario's local time.`;
  readAddress();
  draw();
})();
