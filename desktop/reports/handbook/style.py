"""How the handbook looks: the colours of the window, light or dark as the reader's system has it, plain on paper."""

from __future__ import annotations

import tomllib

from desktop.content.places import resource_root
from desktop.reports.handbook.markup import Html

_RULES = """
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:16px}
body{margin:0;background:var(--canvas);color:var(--ink);font:15px/1.65 "Noto Sans SC","Source Han Sans SC",
"Microsoft YaHei","PingFang SC",system-ui,sans-serif;font-variant-numeric:tabular-nums}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
.page{display:grid;grid-template-columns:280px minmax(0,1fr);max-width:1360px;margin:0 auto}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:24px 16px;border-right:1px solid var(--line);
font-size:13px;line-height:1.5}
nav ol{list-style:none;margin:0;padding:0}nav ol ol{padding-left:12px}nav li{margin:4px 0}
nav>ol>li>a{font-weight:600;color:var(--ink)}nav ol ol a{color:var(--ink-soft)}
main{padding:32px 40px 96px}
header.cover{border-bottom:1px solid var(--line);margin-bottom:32px;padding-bottom:24px}
h1{font-size:28px;line-height:1.3;margin:0 0 8px}
h2{font-size:22px;margin:56px 0 16px;padding-bottom:8px;border-bottom:2px solid var(--accent)}
h3{font-size:18px;margin:40px 0 12px}
h4{font-size:15px;margin:24px 0 8px}
section.card{background:var(--surface);border:1px solid var(--line);border-radius:8px;padding:16px 24px;margin:16px 0}
section.card>h3,section.card>h4{margin-top:4px}
.question{border-top:1px solid var(--line-soft);padding:12px 0}
.question h5{font-size:15px;margin:0 0 4px}
.soft{color:var(--ink-soft)}.faint{color:var(--ink-faint);font-size:13px}
code{font:13px/1.5 ui-monospace,Consolas,"DejaVu Sans Mono",monospace;color:var(--ink-soft);overflow-wrap:anywhere}
.formula{background:var(--sunken);border-radius:6px;padding:6px 10px;margin:4px 0;overflow-wrap:anywhere}
.formula code{display:block}
.chip{display:inline-block;font-size:12px;line-height:20px;padding:0 8px;border-radius:10px;margin:0 4px 4px 0;
background:var(--sunken);color:var(--ink-soft)}
.chip.required{background:var(--accent-soft);color:var(--accent)}
.chip.confirmed{background:var(--ok-soft);color:var(--ok)}
.chip.recalled,.chip.secondhand,.chip.warning{background:var(--warning-soft);color:var(--warning)}
.chip.error{background:var(--error-soft);color:var(--error)}
.chip.derived,.chip.preset,.chip.hint{background:var(--info-soft);color:var(--info)}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 16px;margin:8px 0}
dt{color:var(--ink-faint);font-size:13px}dd{margin:0}
.wide{overflow-x:auto;margin:8px 0}
table{border-collapse:collapse;width:100%;font-size:13px;line-height:1.5}
th{background:var(--sunken);text-align:left;font-weight:600;white-space:nowrap}
th,td{padding:6px 10px;border-bottom:1px solid var(--line);vertical-align:top}
.en-below{display:block;color:var(--ink-soft);font-size:.93em}
@media(max-width:900px){.page{display:block}nav{position:static;height:auto;border-right:0}main{padding:16px}}
@media print{
@page{size:A4;margin:18mm 16mm}
body{background:#fff;font-size:10pt}.page{display:block}
nav{position:static;height:auto;border:0;padding:0;break-after:page}
main{padding:0}section.card{border:0;padding:0}
h2{break-before:page}h2,h3,h4,h5{break-after:avoid}.question,tr{break-inside:avoid}
thead{display:table-header-group}.wide{overflow:visible}table{font-size:8pt}td{overflow-wrap:anywhere}th{white-space:normal}
a{color:inherit}}
"""


def style_sheet() -> Html:
    """The whole style sheet; on paper the light colours serve."""
    light, dark = _variables("light"), _variables("dark")
    return Html(
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}{_RULES}"
    )


def _variables(theme: str) -> str:
    text = (resource_root() / "themes" / f"{theme}.toml").read_text(encoding="utf-8")
    colours = {name: value for name, value in tomllib.loads(text).items() if isinstance(value, str)}
    return "".join(f"--{name.replace('_', '-')}:{value};" for name, value in colours.items())
