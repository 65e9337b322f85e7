"use strict";
// The results of one run of the model, as sentences, tables, bars and a drawing. Text is only ever set as text.
const sunrackResults = (() => {
  const $ = id => document.getElementById(id);
  const make = (name, text = "", kind = "") => {
    const one = document.createElement(name);
    one.textContent = text;
    if (kind) one.className = kind;
    return one;
  };
  const PARTS = {
    rack: "Rack, less resale value",
    satellite: "Satellite without rack",
    launch: "Launch",
    insurance: "Insurance",
    operations: "Operations and ground stations",
    facility: "Building, power and cooling plant",
    power: "Electricity",
    repair: "Repair",
    interest: "Interest during construction",
    hours_lost: "Hours lost to failures and outages",
    hours_unsold: "Hours not sold",
  };
  const COLOURS = ["--p0", "--p1", "--p2", "--p3", "--p4", "--p5", "--p6", "--p7", "--p8"];
  const HATCHED = { hours_lost: "lost", hours_unsold: "unsold" };
  const number = (n, digits = 3) => {
    if (!Number.isFinite(n)) return n !== n ? "not defined" : n > 0 ? "infinite" : "−infinite";
    const decimals =
      Math.abs(n) >= 1000 || n === 0 ? 0 : Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(n))));
    return n.toLocaleString("en", { maximumFractionDigits: Math.min(decimals, 8) }).replace("-", "−");
  };
  const price = n =>
    Number.isFinite(n)
      ? n.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 }).replace("-", "−")
      : number(n);
  const amount = (n, unit) => (Number.isFinite(n) ? `${number(n)} ${unit}` : "not finite");
  const usd = (n, each = "USD") => (Number.isFinite(n) ? `${price(n)} ${each}` : "no finite cost");
  const months = n => (Number.isFinite(n) ? `${n.toFixed(0)} months` : "never");
  const money = n =>
    !Number.isFinite(n)
      ? "no finite cost"
      : Math.abs(n) >= 1e9
        ? `${number(n / 1e9)} billion USD`
        : `${number(n / 1e6)} million USD`;
  const withUnit = (text, unit) => (unit ? `${text} ${unit}` : text);

  const table = (place, head, body) => {
    const top = make("tr");
    head.forEach((text, k) => {
      const cell = make("th", text, k ? "number" : "");
      cell.scope = "col";
      top.append(cell);
    });
    $(place).replaceChildren(top, ...body);
  };
  const cells = texts =>
    texts.map((text, k) => {
      const one = make(k ? "td" : "th", text, k ? "number" : "");
      if (!k) one.scope = "row";
      return one;
    });

  function show(r, { program, preset, region, year }) {
    const here = program.regions[region],
      at = `ground.${region}.`,
      against = `compare.${region}.`;
    const orbit = r["cost.per_gpu_hour"],
      ground = r[at + "per_gpu_hour"],
      ratio = r[against + "cost_ratio"];
    const checks = program.checks.map(one => ({
      ...one,
      ...Object.fromEntries(
        ["value", "limit", "margin", "passed"].map(part => [part, r[`checks.${one.slug}.${part}`]]),
      ),
    }));
    const failed = checks.filter(one => !one.passed),
      wins = ratio < 1 && !failed.length;
    const sums = `${price(orbit)} USD against ${price(ground)} USD`;
    $("title").textContent = preset.title;
    $("answer").textContent = !Number.isFinite(orbit)
      ? `No. The satellite is infeasible as designed and has no finite cost. ` +
        `A GPU-hour in ${here.where} costs ${price(ground)} USD.`
      : `${wins ? "Yes." : "No."} A GPU-hour costs ${number(ratio)} times as much ` +
        `in orbit as in ${here.where}: ${sums}.`;
    $("verdict").textContent = failed.length
      ? `The design is infeasible: it fails ` +
        `${failed.length === 1 ? "the check" : `${failed.length} checks, first`} “${failed[0].title}”.`
      : `The design is feasible: all ${checks.length} checks pass.`;
    $("verdict").className = failed.length ? "verdict bad" : "verdict good";
    const even = r[against + "breakeven_launch_price"];
    const facts = [
      ["Cost ratio, orbit over ground", number(ratio)],
      ["GPU-hour in orbit", usd(orbit)],
      [`GPU-hour in ${here.where}`, usd(ground)],
      [
        "Break-even launch price",
        !Number.isFinite(even) ? "none" : even < 0 ? "none: free launch is not enough" : `${number(even)} USD/kg`,
      ],
      ["Orbit covers its costs at", usd(r["cost.breakeven_compute_value"], "USD per GPU-hour")],
      ["Net present value against ground", amount(r[against + "net_present_value"], "USD/kW")],
      ["Capital of the fleet in orbit", money(r["cost.fleet_capital"])],
      [`Capital in ${here.where}`, money(r[at + "fleet_capital"])],
      ["Satellites in the fleet", number(r["launch.fleet_satellites"])],
      ["Satellites per launch", number(r["launch.satellites_per_launch"])],
      ["Wet mass of a satellite", amount(r["mass.wet"], "kg")],
      ["Solar array", amount(r["power.array_area"], "m²")],
      ["Array power when new", amount(r["power.array_power_bol"], "kW")],
      ["Radiator", amount(r["thermal.radiator_area"], "m²")],
      ["Sunlit share of the year", `${number(100 * r["orbit.sunlit_fraction"])} %`],
    ];
    $("facts").replaceChildren(
      ...facts.map(([name, text]) => {
        const one = make("div"),
          value = make("dd");
        value.append(make("output", text));
        one.append(make("dt", name), value);
        return one;
      }),
    );
    drawStack(r, at, here, year);
    // first what serves first, which is less in orbit; then half of the project, which is as much on both sides
    const half = { ground: r[at + "time_to_half"], orbit: r[at + "time_to_half"] - r[against + "time_saved"] };
    drawMonths([
      ["Orbit, first satellite", r, "clock.time_to_first_token"],
      [`${here.title}, first hall`, r, at + "time_to_power"],
      ["Orbit, half of the fleet", half, "orbit"],
      [`${here.title}, half of the project`, half, "ground"],
    ]);
    drawSatellite(r, preset.sizes);
    $("passed").textContent = `${checks.length - failed.length} of ${checks.length} checks pass.`;
    const told = (n, unit) =>
      !Number.isFinite(n) ? number(n) : unit === "K" ? `${number(n - 273.15)} °C` : withUnit(number(n), unit);
    const said = one => `${one.title}: ${told(one.value, one.unit)}, ${one.sense} ${told(one.limit, one.unit)}`;
    $("failed").replaceChildren(...failed.map(one => make("li", said(one), "bad")));
    table(
      "checks",
      ["Check", "Value", "Limit", "Margin", "Result"],
      checks.map(one => {
        const row = make("tr"),
          parts = cells([
            one.title,
            told(one.value, one.unit),
            `${one.sense} ${told(one.limit, one.unit)}`,
            one.unit === "K" || one.unit === "dB"
              ? withUnit(number(one.margin), one.unit)
              : Number.isFinite(one.margin)
                ? `${number(100 * one.margin)} %`
                : number(one.margin),
            one.passed ? "pass" : "FAIL",
          ]);
        parts[4].classList.add(one.passed ? "good" : "bad");
        row.append(...parts);
        return row;
      }),
    );
    document.body.dataset.ratio = String(ratio);
  }
  function stackOf(r, prefix) {
    const parts = {};
    for (const name in r)
      if (name.startsWith(prefix)) {
        const own = name.slice(prefix.length),
          line = own === "ground_segment" ? "operations" : own;
        parts[line] = (parts[line] || 0) + r[name];
      }
    return parts;
  }
  // The parts as printed: what rounding leaves goes into the largest, so that the column adds up, as in the report.
  function addingUp(parts) {
    const printed = {},
      cents = n => Math.round(100 * n),
      names = Object.keys(parts),
      hours = names.filter(name => name.startsWith("hours_")),
      sold = names.filter(name => !hours.includes(name)),
      sum = of => of.reduce((all, name) => all + parts[name], 0);
    const every = cents(sum(sold));
    for (const [of, wanted] of [
      [sold, every],
      [hours, cents(sum(names)) - every],
    ]) {
      const largest = of.reduce((a, b) => (parts[b] > parts[a] ? b : a), of[0]);
      for (const name of of) printed[name] = cents(parts[name]);
      if (of.length) printed[largest] += wanted - of.reduce((all, name) => all + printed[name], 0);
    }
    for (const name of names) printed[name] = Number.isFinite(parts[name]) ? printed[name] / 100 : parts[name];
    return printed;
  }
  function drawStack(r, at, here, year) {
    const sides = [
      ["Orbit", stackOf(r, "cost.stack.")],
      [here.title, stackOf(r, at + "stack.")],
    ];
    const totals = sides.map(([, parts]) => Object.values(parts).reduce((a, b) => a + b, 0)),
      most = Math.max(...totals.filter(Number.isFinite), 1e-9);
    const names = Object.keys(PARTS).filter(name => sides.some(([, parts]) => name in parts)),
      paint = (one, name) => {
        if (name in HATCHED) one.classList.add(HATCHED[name]);
        else one.style.background = `var(${COLOURS[Object.keys(PARTS).indexOf(name)]})`;
      };
    $("bars").replaceChildren(
      ...sides.map(([title, parts], k) => {
        const bar = make("div", "", "bar"),
          track = make("div", "", "track");
        bar.append(make("p", `${title}: ${usd(totals[k], "USD per GPU-hour")}`), track);
        for (const name of names)
          if (parts[name] > 0 && Number.isFinite(totals[k])) {
            const piece = make("span");
            piece.style.width = `${(100 * parts[name]) / most}%`;
            paint(piece, name);
            piece.title = `${PARTS[name]}: ${price(parts[name])} USD`;
            track.append(piece);
          }
        return bar;
      }),
    );
    const columns = sides.map(([, parts]) => addingUp(parts));
    const body = names.map(name => {
      const row = make("tr"),
        all = cells([PARTS[name], ...columns.map(parts => (name in parts ? price(parts[name]) : "–"))]),
        swatch = make("span", "", "swatch");
      paint(swatch, name);
      all[0].prepend(swatch);
      row.append(...all);
      return row;
    });
    const total = make("tr", "", "total");
    total.append(...cells(["Cost per GPU-hour sold", ...totals.map(price)]));
    table("parts", [`${year} USD per GPU-hour`, ...sides.map(([title]) => title)], [...body, total]);
  }
  function drawMonths(sides) {
    const ends = sides.map(([, r, name]) => ["_p10", "", "_p90"].map(end => r[name + end])),
      most = Math.max(...ends.flat().filter(Number.isFinite), 1);
    $("months").replaceChildren(
      ...sides.map(([title], k) => {
        const [low, middle, high] = ends[k],
          bar = make("div", "", "bar"),
          range = make("div", "", "range");
        bar.append(
          make(
            "p",
            `${title}: ${months(middle)}` +
              `${Number.isFinite(high) ? ` (P10 to P90: ${low.toFixed(0)} to ${high.toFixed(0)})` : ""}`,
          ),
          range,
        );
        if (Number.isFinite(low)) {
          const one = make("i");
          one.style.left = `${(100 * low) / most}%`;
          one.style.width = `${(100 * (Math.min(high, most) - low)) / most}%`;
          range.append(one);
        }
        if (Number.isFinite(middle)) {
          const one = make("b");
          one.style.left = `calc(${(100 * middle) / most}% - 2px)`;
          range.append(one);
        }
        return bar;
      }),
    );
  }
  function drawSatellite(r, sizes) {
    const span = r["power.wing_span_per_side"],
      area = r["power.array_area"],
      radiator = r["thermal.radiator_area"];
    if (![span, area, radiator].every(one => Number.isFinite(one) && one > 0)) {
      $("drawing").replaceChildren(make("p", "There is no satellite to draw: its mass budget does not converge."));
      return;
    }
    $("drawing").replaceChildren(
      ...sunrackDrawing({ ...sizes, span, chord: area / 2 / span, radiator, racks: r["rack.racks"] }),
    );
  }

  return { make, number, withUnit, show };
})();
