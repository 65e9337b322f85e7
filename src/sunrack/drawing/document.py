"""Blocks as one HTML page that needs nothing else: no script, no request, readable on a telephone, in the dark and on
paper."""

from __future__ import annotations

from collections.abc import Iterable

from sunrack.drawing.blocks import Block, as_html
from sunrack.drawing.svg import pattern, variables
from sunrack.markup import said

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_LONGEST = 200  # letters of a title
_STYLE = """
*{box-sizing:border-box}
html{font:16px/1.55 system-ui,-apple-system,"Segoe UI",sans-serif;background:var(--paper);color:var(--ink)}
body{max-width:56rem;margin:0 auto;padding:1.5rem 1rem 4rem;overflow-wrap:break-word}
h1{font-size:1.25rem;line-height:1.3;margin:.2rem 0 0}
h2{font-size:1.2rem;line-height:1.3;margin:1.5rem 0 0}
h3{font-size:1rem;margin:1.5rem 0 .4rem}
p,ul,dl{max-width:46rem}
a{color:var(--orbit)}
a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--orbit);outline-offset:2px}
.skip{position:absolute;left:-99rem;background:var(--paper);padding:.5rem 1rem}
.skip:focus{left:1rem;z-index:1}
header p,figcaption,.quiet{color:var(--soft)}
header .title{color:var(--ink);margin:.3rem 0 0}
.answer{font-size:1.5rem;line-height:1.35;font-weight:600;margin:1rem 0 1.5rem}
.cards{list-style:none;padding:0;margin:0 0 1.5rem;max-width:none;display:grid;gap:.75rem;
grid-template-columns:repeat(auto-fill,minmax(min(100%,17rem),1fr))}
.cards li{border:1px solid var(--grid);border-radius:.4rem;padding:.7rem .9rem}
.cards summary{min-height:4.2rem}.cards span{display:block;padding-left:1.1rem}
.cards b{font-size:1.35rem;line-height:1.2;font-variant-numeric:tabular-nums}
.cards dl{margin:.6rem 0 0;font-size:.9rem}
dt{color:var(--soft)}dd{margin:0 0 .4rem}
summary{cursor:pointer}
nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;padding:0;list-style:none;max-width:none}
.fold{border-top:1px solid var(--grid);padding:.9rem 0}
.fold>summary h2,.fold>summary h3{display:inline;margin:0}
.scroll{overflow-x:auto;max-width:100%;margin:.8rem 0}
table{border-collapse:collapse;font-size:.92rem}
th,td{padding:.28rem .9rem .28rem 0;border-bottom:1px solid var(--grid);vertical-align:top;text-align:left;
font-weight:400}
thead th{color:var(--soft);font-size:.85rem;vertical-align:bottom}
.r{text-align:right;font-variant-numeric:tabular-nums}
td.r{white-space:nowrap}
.facts th{color:var(--soft);padding-right:1.2rem;white-space:nowrap}
.figures{display:grid;gap:2.2rem;margin:1.5rem 0}
figure{margin:0}
figure svg{max-width:100%;height:auto;display:block}
figcaption{font-size:.88rem;max-width:46rem;margin-top:.3rem}
.narrow{display:none!important}
.tree{font-size:.9rem;overflow-x:auto}
.tree details,.tree div{margin-top:.2rem}
code{font-size:.88em;overflow-wrap:anywhere}
@media (max-width:46rem){.wide{display:none!important}.narrow{display:block!important}
.facts th,.facts td{display:block;border:0;padding:0}.facts td{padding-bottom:.6rem}
.tree div{margin-left:.6em!important}.answer{font-size:1.25rem}}
@media print{html{font-size:10pt}body{max-width:none;padding:0}nav,.skip{display:none}
.wide{display:block!important}.narrow{display:none!important}figure svg{max-width:15cm}
figure,.cards li,tr{break-inside:avoid}h2,h3{break-after:avoid}.scroll{overflow:visible}
details::details-content{content-visibility:visible;display:block;block-size:auto}}
"""


def as_document(blocks: Iterable[Block], title: str) -> str:
    """The blocks as one HTML page, the title as its first heading."""
    return document(
        title, f"<header><h1>{said(title)}</h1></header>\n<main id='main'>\n{as_html(blocks, 2, sheet=True)}\n</main>"
    )


def document(title: str, body: str) -> str:
    """A page around what its author has escaped already.

    Args:
        title: As text.
        body: As HTML, with an element whose id is "main".
    """
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>{said(title[:_LONGEST])}</title>'
        f"<style>{variables()}{_STYLE}</style>"
    )
    hatch = f'<svg width="0" height="0" aria-hidden="true" style="position:absolute">{pattern()}</svg>'
    skip = '<a class="skip" href="#main">Skip to the content</a>'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n{skip}{hatch}\n{body}\n</body></html>\n'
