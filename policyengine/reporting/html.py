"""A page in HTML: one self-contained file, every word escaped, fit to be printed or mailed."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import assert_never

from policyengine.reporting.page import (
    Bar,
    Bars,
    Block,
    Branch,
    Heading,
    Line,
    Page,
    Table,
    Text,
    Tree,
    printable,
)

STYLE = """
:root { color-scheme: light; --ink: #1c2733; --quiet: #667484; --line: #d9dfe6; --good: #1a7f37;
  --bad: #b42318; --open: #0b6e99; --warning: #9a6700; --sure: #2f6f9f; --beyond: #a9cbe2; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.5rem; max-width: 66rem; color: var(--ink); background: #fff;
  font: 15px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Zen Hei",
  sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.35; margin: 0 0 .5rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; padding-bottom: .25rem; border-bottom: 2px solid var(--line); }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .3rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0;
  border-bottom: 1px solid var(--line); }
th { color: var(--quiet); font-weight: 500; white-space: nowrap; }
.right { text-align: right; padding-right: 1.75rem; font-variant-numeric: tabular-nums; }
.whole { white-space: nowrap; }
.good { color: var(--good); } .bad { color: var(--bad); } .open { color: var(--open); }
.warning { color: var(--warning); } .quiet { color: var(--quiet); }
p.warning { background: #fff8e6; border-left: 4px solid #e0a800; padding: .35rem .75rem; }
ul { list-style: none; margin: .25rem 0; padding-left: 1.25rem; border-left: 1px solid var(--line); }
ul.root { border: 0; padding: 0; margin: .75rem 0; }
.remark { color: var(--quiet); font: .85em ui-monospace, monospace; }
.bars { display: grid; grid-template-columns: max-content 1fr max-content; gap: .35rem .75rem;
  align-items: center; }
.track { display: flex; height: 1.1rem; background: #f3f5f8; }
.sure { background: var(--sure); } .beyond { background: var(--beyond); }
.loose .sure, .loose .beyond { background-image:
  repeating-linear-gradient(45deg, transparent 0 4px, rgba(255, 255, 255, .65) 4px 7px); }
@media print { body { padding: 0; max-width: none; font-size: 12px; } h2 { break-after: avoid; }
  tr, .root { break-inside: avoid; }
  .track, .track div, p.warning { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""


def render(page: Page) -> str:
    """The page as one HTML file that fetches nothing and runs nothing."""
    tongue = page.lang.say("zh-CN", "en")
    title = escape(page.title)
    body = "\n".join(map(_block, page.blocks))
    return (
        f'<!doctype html>\n<html lang="{tongue}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{body}\n</body>\n</html>\n"
    )


def _block(block: Block) -> str:
    match block:
        case Heading(words, level):
            return f"<h{level}>{escape(words)}</h{level}>"
        case Line(text):
            return f'<p class="{text.tone}">{_text(text)}</p>'
        case Table():
            return "\n".join(_table(block))
        case Bars(bars):
            return "\n".join(_bars(bars))
        case Tree(root):
            return f'<ul class="root">{_branch(root)}</ul>'
        case unread:
            assert_never(unread)


def escape(words: str) -> str:
    """The words as HTML shows them, and nothing else."""
    return html.escape(printable(words))


def _text(text: Text) -> str:
    words = escape(text.words).replace("\n", "<br>")
    return f"<strong>{words}</strong>" if text.strong else words


def _table(block: Table) -> Iterator[str]:
    classes = [" ".join(["right"] * c.right + ["whole"] * c.whole) for c in block.columns]
    yield '<div class="scroll"><table><thead><tr>'
    for css, column in zip(classes, block.columns, strict=True):
        yield f'<th class="{css}" scope="col">{escape(column.heading)}</th>'
    yield "</tr></thead><tbody>"
    for row in block.rows:
        cells = (
            f'<td class="{css} {cell.tone}">{_text(cell)}</td>'
            for css, cell in zip(classes, row, strict=True)
        )
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table></div>"


def _bars(bars: tuple[Bar, ...]) -> Iterator[str]:
    # Floats are for the drawing alone.
    longest = max((float(bar.possible) for bar in bars), default=0) or 1
    yield '<div class="bars">'
    for bar in bars:
        sure, beyond = (
            100 * part / longest for part in (float(bar.sure), float(bar.possible) - float(bar.sure))
        )
        yield f"<div>{escape(bar.label)}</div>"
        yield f'<div class="track{" loose" if bar.loose else ""}">'
        yield f'<div class="sure" style="width:{sure:.2f}%"></div>'
        yield f'<div class="beyond" style="width:{beyond:.2f}%"></div></div>'
        yield f"<div>{escape(bar.caption)}</div>"
    yield "</div>"


def _branch(branch: Branch) -> str:
    remark = f' <span class="remark">{escape(branch.remark)}</span>' if branch.remark else ""
    below = "".join(map(_branch, branch.branches))
    nested = f"<ul>{below}</ul>" if below else ""
    return f'<li><span class="{branch.text.tone}">{_text(branch.text)}</span>{remark}{nested}</li>'
