"""Plays written programs with node, the JavaScript engine outside a browser."""

import json
import shutil
import subprocess

import pytest

from sunrack.trace.javascript import runtime

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")

_LOOP = """
const jobs = JSON.parse(require("fs").readFileSync(0, "utf8"));
const plain = a => Array.isArray(a) ? a.map(plain) : typeof a === "number" && !Number.isFinite(a) ? String(a) : a;
const done = jobs.map(job => {
  const model = sunrackModel(job.data);
  return job.designs.map(one => { const o = model.run(one); for (const k in o) o[k] = plain(o[k]); return o; });
});
console.log(JSON.stringify(done));
"""
_WORDS = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


def played(jobs):
    """Outputs of each design of each (written program, designs)."""
    given = json.dumps([{"data": data, "designs": designs} for data, designs in jobs])
    made = subprocess.run(
        ["node", "-e", runtime() + _LOOP], input=given, capture_output=True, text=True, check=True, timeout=120
    )
    return [[{name: number(one) for name, one in row.items()} for row in job] for job in json.loads(made.stdout)]


def number(one):
    """A value as node prints it, with infinite and undefined numbers as such."""
    if isinstance(one, list):
        return [number(part) for part in one]
    return _WORDS.get(one, one)
