"use strict";
// The satellite and a person, drawn in metres: one figure of all of it, one ten times as large of the rack.
const sunrackDrawing = (() => {
  const NS = "http://www.w3.org/2000/svg",
    PERSON = 1.75;
  const element = (name, attributes, parent) => {
    const one = document.createElementNS(NS, name);
    for (const key in attributes) one.setAttribute(key, attributes[key]);
    if (parent) parent.append(one);
    return one;
  };
  const box = (svg, kind, x, y, width, height) => element("rect", { class: kind, x, y, width, height }, svg);
  const person = (svg, x, foot) => {
    element("circle", { class: "person", cx: x, cy: foot - PERSON * 0.92, r: PERSON * 0.08 }, svg);
    element(
      "path",
      {
        class: "person",
        d:
          `M${x - 0.22},${foot - 0.8} V${foot - 1.35} Q${x},${foot - 1.55} ${x + 0.22},${foot - 1.35} ` +
          `V${foot - 0.8} H${x + 0.15} V${foot} H${x - 0.15} V${foot - 0.8} Z`,
      },
      svg,
    );
  };
  const said = n => n.toLocaleString("en", { maximumFractionDigits: n < 100 ? 1 : 0 });
  const round = metres => {
    const power = Math.pow(10, Math.floor(Math.log10(metres)));
    return [1, 2, 5]
      .map(one => one * power)
      .filter(one => one <= metres)
      .pop();
  };
  const figure = (label, view, caption) => {
    const outer = document.createElement("figure"),
      said = document.createElement("figcaption");
    const svg = element(
      "svg",
      { viewBox: view.map(one => one.toFixed(3)).join(" "), role: "img", "aria-label": label },
      outer,
    );
    said.textContent = caption;
    outer.append(said);
    return [outer, svg];
  };

  // The figures of a satellite. sizes: span and chord of a wing, root, area and aspect of the radiator, height and
  // width of a rack, and how many racks [m, m²].
  return sizes => {
    const panel = sizes.radiator / 2,
      long = Math.sqrt(panel * sizes.aspect),
      wide = panel / long;
    const half = sizes.root + sizes.span,
      core = Math.min(2 * sizes.root, 4),
      start = sizes.chord / 2 + 0.6,
      tall = start + long;
    const bar = round(half / 2),
      margin = 0.03 * half,
      low = tall + 3 * margin;
    const words =
      `two wings of ${said(sizes.span)} by ${said(sizes.chord)} m ` +
      `and a radiator of ${said(sizes.radiator)} m² in two panels`;
    const [all, svg] = figure(
      `The satellite: ${words}, with a person beside it for scale.`,
      [-half - margin, -tall - margin, 2 * (half + margin), tall + low + 2 * margin],
      `${words[0].toUpperCase()}${words.slice(1)}, seen from the Sun. ` +
        `The radiator stands edge-on to the Sun; its panels are laid flat here, beyond the wings. ` +
        `The bar below is ${bar} m long; the person at its right end is ${PERSON} m tall.`,
    );
    for (const side of [-1, 1]) {
      box(svg, "wing", side > 0 ? sizes.root : -half, -sizes.chord / 2, sizes.span, sizes.chord);
      box(svg, "radiator", -wide / 2, side > 0 ? start : -tall, wide, long);
      box(svg, "body", -0.15, side > 0 ? 0 : -start, 0.3, start);
      box(svg, "body", side > 0 ? 0 : -sizes.root, -0.15, sizes.root, 0.3);
    }
    box(svg, "body", -core / 2, -core / 2, core, core);
    box(svg, "scale", -half, low - 0.006 * half, bar, 0.012 * half);
    person(svg, -half + bar + 1.2, low);
    const count = Math.max(1, Math.round(sizes.racks)),
      shown = Math.min(count, 12),
      row = shown * sizes.width,
      ground = 0.1;
    const [inset, near] = figure(
      `One rack, ${sizes.height.toFixed(2)} m tall, beside a person.`,
      [-0.2, -sizes.height - 0.2, Math.max(8, row + 2), sizes.height + ground + 0.3],
      `${count === 1 ? "The rack" : `${count} racks${shown < count ? ` (${shown} drawn)` : ""}`}, ` +
        `${sizes.height.toFixed(2)} m tall, beside a person, at a larger scale.`,
    );
    for (let k = 0; k < shown; k++) box(near, "body", k * sizes.width, -sizes.height, sizes.width, sizes.height);
    person(near, row + 0.8, 0);
    return [all, inset];
  };
})();
