"""How the rulebook looks on a screen and on paper, and the few lines that narrow a table by typing."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light; --ink: #1c2733; --quiet: #55626f; --line: #d3dae2; --link: #0b5c8a;
  --quote: #f4f6f8; --edge: #8aa3b8; --warning: #7a5200; --bad: #a1201a; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 72rem; color: var(--ink); background: #fff;
  font: 16px/1.65 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Zen Hei",
  sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.35; margin: .75rem 0; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .5rem; padding-bottom: .25rem;
  border-bottom: 2px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .4rem; }
h4 { font-size: 1rem; margin: 0 0 .4rem; }
p { margin: .35rem 0; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, input:focus-visible { outline: 3px solid #f0a500; outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: #fff; padding: .5rem 1rem; }
.above { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: 0; padding: 0;
  font-size: .9rem; }
.above .other { margin-left: auto; }
.contents ul { columns: 16rem; list-style: none; padding: 0; margin: 1rem 0; font-size: .95rem; }
.here { color: var(--quiet); text-decoration: none; font-weight: 400; opacity: 0; }
h2:hover .here, h3:hover .here, h4:hover .here, .here:focus { opacity: 1; }
:target > h2, :target > h3, :target > h4 { background: #fff4cf; }
.card { border: 1px solid var(--line); border-radius: 4px; padding: .8rem 1rem; margin: .75rem 0; }
.kind { font-weight: 400; font-size: .85rem; color: #fff; background: #44607a; border-radius: 3px;
  padding: .1rem .45rem; margin-right: .25rem; white-space: nowrap; }
blockquote { margin: .4rem 0; padding: .4rem .9rem; background: var(--quote);
  border-left: 4px solid var(--edge); }
blockquote p { margin: 0; }
.pair { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: 0 1.5rem; }
cite { font-style: normal; font-size: .85rem; }
dl { margin: .5rem 0; }
dl > div { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: 0 1rem; padding: .2rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: .95rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0;
  border-bottom: 1px solid var(--line); }
td { overflow-wrap: break-word; }
th { color: var(--quiet); font-weight: 500; white-space: nowrap; }
td:first-child { min-width: 7rem; }
.quiet { color: var(--quiet); }
.warning { color: var(--warning); background: #fff8e6; border-left: 4px solid #d89b00;
  padding: .35rem .75rem; }
.bad { color: var(--bad); background: #fdf0ef; border-left: 4px solid var(--bad); padding: .35rem .75rem; }
.seek { display: block; width: 100%; max-width: 24rem; font: inherit; padding: .3rem .5rem; margin: .5rem 0;
  border: 1px solid #7d8b99; border-radius: 3px; }
@media screen and (max-width: 50rem) { .pair, dl > div { grid-template-columns: minmax(0, 1fr); } }
@page { size: A4; margin: 18mm 16mm 18mm; @bottom-center { content: counter(page); font-size: 9pt; } }
@media print {
  body { padding: 0; max-width: none; font-size: 10.5pt; line-height: 1.5; }
  header, .contents, .seek, .skip, .here { display: none; }
  a { color: inherit; text-decoration: none; }
  h2, h3, h4 { break-after: avoid; }
  .card, blockquote, tr, dl > div { break-inside: avoid; }
  section > h3 + .card { break-before: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  .kind, blockquote, .warning, .bad { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""

# Without it the tables are whole, so that nothing is lost where scripts are not run.
SEEKING = """
for (const table of document.querySelectorAll("table.sought")) {
  const zh = document.documentElement.lang.startsWith("zh");
  const seek = document.createElement("input");
  seek.type = "search"; seek.className = "seek";
  seek.placeholder = zh ? "输入文字筛选" : "type to narrow the list";
  seek.setAttribute("aria-label", seek.placeholder);
  seek.addEventListener("input", () => {
    const sought = seek.value.trim().toLowerCase();
    for (const row of table.tBodies[0].rows) {
      row.hidden = !row.textContent.toLowerCase().includes(sought);
    }
  });
  table.parentElement.before(seek);
}
"""
