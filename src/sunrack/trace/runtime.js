"use strict";
// Plays a program that trace/javascript.py wrote. A value is a number, a word, or a flat list of them. `steps` holds for
// each step: its operation, twice the count of places that it takes (plus one if it has words), and each place counted
// back from its own. The operations are numpy's of the same name; a single number is spread over a list by itself.
function sunrackModel(data) {
  const round = x => { const r = Math.round(x); return Math.abs(x % 1) === 0.5 && r % 2 ? r - 1 : r; };
  const remainder = (a, b) => { const r = a % b; return r !== 0 && (r < 0) !== (b < 0) ? r + b : r; };
  const least = (a, b) => (a !== a || b !== b ? NaN : a < b ? a : b);
  const most = (a, b) => (a !== a || b !== b ? NaN : a > b ? a : b);
  const ONE = {
    negative: a => -a, positive: a => a, absolute: Math.abs, fabs: Math.abs, sign: a => (a !== a ? NaN : Math.sign(a)),
    rint: round, floor: Math.floor, ceil: Math.ceil, trunc: Math.trunc, float: a => a, sqrt: Math.sqrt, cbrt: Math.cbrt,
    square: a => a * a, reciprocal: a => 1 / a, exp: Math.exp, exp2: a => Math.pow(2, a), expm1: Math.expm1,
    log: Math.log, log2: Math.log2, log10: Math.log10, log1p: Math.log1p, sin: Math.sin, cos: Math.cos, tan: Math.tan,
    arcsin: Math.asin, arccos: Math.acos, arctan: Math.atan, sinh: Math.sinh, cosh: Math.cosh, tanh: Math.tanh,
    arcsinh: Math.asinh, arccosh: Math.acosh, arctanh: Math.atanh, degrees: a => a * (180 / Math.PI),
    rad2deg: a => a * (180 / Math.PI), radians: a => a * (Math.PI / 180), deg2rad: a => a * (Math.PI / 180),
    signbit: a => +(a < 0 || Object.is(a, -0)), logical_not: a => +!a, invert: a => +!a,
    isfinite: a => +Number.isFinite(a), isinf: a => +(a === Infinity || a === -Infinity), isnan: a => +(a !== a),
  };
  const TWO = {
    add: (a, b) => a + b, subtract: (a, b) => a - b, multiply: (a, b) => a * b, divide: (a, b) => a / b,
    floor_divide: (a, b) => Math.floor(a / b), remainder, fmod: (a, b) => a % b, power: numpyPower, float_power: numpyPower,
    arctan2: Math.atan2, hypot: (a, b) => Math.hypot(a, b), maximum: most, minimum: least,
    fmax: (a, b) => (a !== a ? b : b !== b ? a : a > b ? a : b), fmin: (a, b) => (a !== a ? b : b !== b ? a : a < b ? a : b),
    greater: (a, b) => +(a > b), greater_equal: (a, b) => +(a >= b), less: (a, b) => +(a < b),
    less_equal: (a, b) => +(a <= b), equal: (a, b) => +(a === b), not_equal: (a, b) => +(a !== b),
    copysign: (a, b) => (b < 0 || Object.is(b, -0) ? -Math.abs(a) : Math.abs(a)),
    heaviside: (a, b) => (a !== a ? NaN : a < 0 ? 0 : a > 0 ? 1 : b),
    logical_and: (a, b) => +(!!a && !!b), logical_or: (a, b) => +(!!a || !!b), logical_xor: (a, b) => +(!a !== !b),
    bitwise_and: (a, b) => +(!!a && !!b), bitwise_or: (a, b) => +(!!a || !!b), bitwise_xor: (a, b) => +(!a !== !b),
  };
  const THREE = { where: (a, b, c) => (a ? b : c), clip: (a, low, high) => least(most(a, low), high) };
  function numpyPower(a, b) { return a === 1 || b === 0 ? 1 : Math.pow(a, b); }
  const list = a => (Array.isArray(a) ? a : [a]);
  const plain = a => (a.length === 1 ? a[0] : a);
  const rows = (a, length, make) => {
    const flat = list(a), out = [];
    for (let start = 0; start < flat.length; start += length) out.push(make(flat.slice(start, start + length)));
    return out;
  };
  const place = (k, length) => (k < 0 ? k + length : k);
  const first = better => row => {
    let at = 0;
    for (let k = 1; k < row.length && row[at] === row[at]; k++) if (row[k] !== row[k] || better(row[k], row[at])) at = k;
    return at;
  };
  const along = step => row => { const out = [row[0]]; for (let k = 1; k < row.length; k++) out.push(step(out[k - 1], row[k])); return out; };
  const differences = (row, n) => (n === 0 ? row : differences(row.slice(1).map((one, k) => one - row[k]), n - 1));
  const ROWS = {
    sum: row => row.reduce((a, b) => a + b), prod: row => row.reduce((a, b) => a * b), max: row => row.reduce(most),
    min: row => row.reduce(least), mean: row => row.reduce((a, b) => a + b) / row.length,
    any: row => +row.some(one => one), all: row => +row.every(one => one),
    argmax: first((a, b) => a > b), argmin: first((a, b) => a < b),
  };
  const SEARCH = (grid, x, right) => {
    let low = 0, high = grid.length;
    while (low < high) { const middle = (low + high) >> 1; if (right ? grid[middle] <= x : grid[middle] < x) low = middle + 1; else high = middle; }
    return low;
  };
  const OTHER = {
    gather: (takes, [count, places]) => {
      const flat = takes.length === 1 ? list(takes[0]) : takes.flatMap(list);
      return plain(places.length ? places.map(k => flat[k]) : flat);
    },
    take: ([table, places], [outer, length, inner, mode]) => {
      const flat = list(table), at = list(places), out = [];
      for (let o = 0; o < outer; o++) for (const k of at) {
        const here = mode === "clip" ? Math.min(Math.max(k, 0), length - 1) : place(k, length);
        for (let i = 0; i < inner; i++) out.push(flat[(o * length + here) * inner + i]);
      }
      return plain(out);
    },
    take_along: ([table, places], [outer, length, inner, count]) => {
      const flat = list(table), at = list(places), out = [];
      for (let o = 0; o < outer; o++) for (let k = 0; k < count; k++) for (let i = 0; i < inner; i++)
        out.push(flat[(o * length + place(at[(o * count + k) * inner + i], length)) * inner + i]);
      return plain(out);
    },
    interp: ([x, grid, heights]) => plain(list(x).map(one => {
      if (one !== one) return NaN;
      if (one <= grid[0]) return heights[0];
      if (one >= grid[grid.length - 1]) return heights[grid.length - 1];
      const k = SEARCH(grid, one, true) - 1;
      return (heights[k + 1] - heights[k]) / (grid[k + 1] - grid[k]) * (one - grid[k]) + heights[k];
    })),
    searchsorted: ([grid, x], [side]) => plain(list(x).map(one => SEARCH(list(grid), one, side === "right"))),
    round: ([a], [digits]) => { const scale = Math.pow(10, digits); return plain(list(a).map(one => round(one * scale) / scale)); },
    sort: ([a], [length]) => plain(rows(a, length, row => row.slice().sort((p, q) => (p !== p ? 1 : q !== q ? -1 : p - q))).flat()),
    cumsum: ([a], [length]) => plain(rows(a, length, along((p, q) => p + q)).flat()),
    cumprod: ([a], [length]) => plain(rows(a, length, along((p, q) => p * q)).flat()),
    diff: ([a], [length, n]) => plain(rows(a, length, row => differences(row, n)).flat()),
  };
  const read = one => (one === "nan" ? NaN : one === "inf" ? Infinity : one === "-inf" ? -Infinity : typeof one === "string" ? one.slice(1) : one);
  const inputs = data.inputs, before = inputs.length + data.values.length, values = new Array(before + data.steps.length);
  data.values.forEach((one, k) => { values[inputs.length + k] = Array.isArray(one) ? one.map(read) : read(one); });
  const spread = (f, takes) => {
    const size = Math.max(...takes.map(one => (Array.isArray(one) ? one.length : 1))), out = new Array(size);
    for (let k = 0; k < size; k++) out[k] = f(...takes.map(one => (Array.isArray(one) ? one[k] : one)));
    return out;
  };
  const functions = data.operations.map(name => {
    const f = ONE[name] || TWO[name] || THREE[name];
    if (f) return takes => (takes.some(Array.isArray) ? spread(f, takes) : f(...takes));
    if (ROWS[name]) return ([a], [length]) => plain(rows(a, length, ROWS[name]));
    if (OTHER[name]) return OTHER[name];
    throw new Error("unknown operation " + name);
  });
  const single = data.operations.map(name => ONE[name] || TWO[name] || null);
  return {
    inputs, outputs: Object.keys(data.outputs),
    run(given) {
      inputs.forEach((key, k) => { values[k] = given[key]; });
      const steps = data.steps;
      for (let k = 0, own = before, word = 0; k < steps.length; own++) {
        const op = steps[k], count = steps[k + 1] >> 1, f = single[op];
        if (f) {  // most steps: one or two single numbers
          const a = values[own - steps[k + 2]], b = count === 2 ? values[own - steps[k + 3]] : 0;
          values[own] = Array.isArray(a) || Array.isArray(b) ? functions[op](count === 2 ? [a, b] : [a]) : f(a, b);
        } else {
          const takes = [];
          for (let j = 0; j < count; j++) takes.push(values[own - steps[k + 2 + j]]);
          values[own] = functions[op](takes, steps[k + 1] & 1 ? data.words[word++] : []);
        }
        if (f && steps[k + 1] & 1) word++;
        k += 2 + count;
      }
      const out = {};
      for (const name in data.outputs) out[name] = values[data.outputs[name]];
      return out;
    },
  };
}
if (typeof module !== "undefined") module.exports = sunrackModel;
