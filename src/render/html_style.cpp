#include "render/html.hpp"

// Colours: text has a contrast of at least 4.5 to 1 on its ground, what is drawn one of 3 to 1, in
// both schemes. No colour says anything alone: what is good is solid, what wants attention is
// striped, what is bad is hollow, what asks for nothing is hatched; letters and words say it too.
namespace rapport {
namespace {

constexpr std::string_view style_sheet = R"css(
:root {
  color-scheme: light dark;
  --paper: #faf9f6; --sheet: #ffffff; --ink: #1f252b; --soft: #5a636c; --rule: #e2ded5;
  --track: #e8e4db; --hatch: #8f887a; --blue: #2f5f8f; --blue-tint: #eaf0f6;
  --good: #27744a; --good-tint: #e8f3ec; --warn: #8f5600; --warn-tint: #faf1de;
  --bad: #ad352b; --bad-tint: #f9e9e6;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #15181b; --sheet: #1c2024; --ink: #e7e9eb; --soft: #a0a9b2; --rule: #30363c;
    --track: #2c3238; --hatch: #6d757d; --blue: #86b4e0; --blue-tint: #1d2a37;
    --good: #74c794; --good-tint: #1a2c22; --warn: #e5b75c; --warn-tint: #30281a;
    --bad: #f2938a; --bad-tint: #36211f;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { font: 100%/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans",
       "Liberation Sans", Arial, sans-serif; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font-variant-numeric: tabular-nums; }
main, footer { max-width: 74rem; margin: 0 auto; padding: 0 clamp(1.25rem, 5vw, 4rem); }
main { padding-top: clamp(1.25rem, 2.5vw, 2rem); overflow-wrap: anywhere; }
main.narrow, main.narrow + footer { max-width: 66rem; }
footer { padding-top: 4.5rem; padding-bottom: 3rem; color: var(--soft); font-size: .8125rem; }
.definitions { position: absolute; }
h1, h2, h3, p, dd, td, th, caption, figcaption, li > span { unicode-bidi: plaintext; text-align: left; }

h1 { margin: 0 0 1.1rem; font-size: clamp(1.9rem, 1.5rem + 1.4vw, 2.4rem); line-height: 1.12;
     font-weight: 700; letter-spacing: -.022em; text-wrap: balance; }
h1 .when { display: block; margin-top: .3rem; color: var(--soft); font-size: 1.0625rem;
           line-height: 1.4; font-weight: 400; letter-spacing: 0; }
h2 { margin: 0; font-size: 1.3125rem; line-height: 1.3; font-weight: 680; letter-spacing: -.012em; }
h3, caption, figcaption, .title { font-size: 1rem; line-height: 1.4; font-weight: 650; }
h3 { margin: 2.25rem 0 .75rem; }
p { max-width: 68ch; margin: .9rem 0; }
.strong { font-weight: 650; }
.quiet { color: var(--soft); }
mark { background: none; color: inherit; font-weight: 650; text-decoration: underline; text-decoration-thickness: 2px; }
.good { color: var(--good); }
.warn { color: var(--warn); }
.bad { color: var(--bad); }
p.good, p.warn, p.bad { display: flex; gap: .6rem; align-items: baseline; font-weight: 650; }
p.strong:not(:first-child) { margin-top: 1rem; }
p.strong + p.quiet { margin-top: -.7rem; font-size: .9375rem; }
.intro { max-width: 60ch; margin: -.75rem 0 2rem; color: var(--soft); font-size: 1.0625rem; }
.sign { flex: none; width: 1em; height: 1em; transform: translateY(.12em); }
.card { display: flex; gap: .8rem; margin: 0 0 .6rem; padding: .85rem 1.35rem; align-items: baseline;
        border-radius: .75rem; background: var(--blue-tint);
        font-size: clamp(1.125rem, 1rem + .5vw, 1.3125rem); line-height: 1.4; }
.card > div { min-width: 0; color: var(--ink); }
.card p { max-width: none; margin: 0; font-weight: 650; }
.card p.more { margin-top: .3rem; color: var(--ink); font-size: .9375rem; line-height: 1.5; font-weight: 400; }
.card.good { background: var(--good-tint); }
.card.warn { background: var(--warn-tint); }
.card.bad { background: var(--bad-tint); }
pre { overflow-x: auto; margin: 1.5rem 0; padding: 1.25rem 1.4rem; border-radius: .75rem;
      background: var(--sheet); border: 1px solid var(--rule); font: .875rem/1.6 ui-monospace,
      "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; tab-size: 8; }

section { margin-top: 2.75rem; padding-top: 1.5rem; border-top: 1px solid var(--rule); }
section.owed { display: block; margin-top: .75rem; padding: .8rem 1.35rem .35rem; border: 0;
               border-radius: .75rem; color: inherit; }
section.owed + section { border-top: 0; margin-top: 1rem; padding-top: .5rem; }
section.owed h2 { display: flex; gap: .8rem; align-items: baseline; font-size: 1.125rem; }
section.owed .part { margin-top: .5rem; }
section.owed td, section.owed th { padding-top: .3rem; padding-bottom: .3rem; border-bottom: 0; }
section.owed thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
section.owed .scroll, section.owed p { margin: 0 0 .5rem; }
section.warn { background: var(--warn-tint); }
section.bad { background: var(--bad-tint); }
section.owed h2 .sign { color: var(--warn); }
.part { min-width: 0; margin-top: 1.1rem; }
.part > :first-child { margin-top: 0; }
.part > :last-child { margin-bottom: 0; }
@media screen and (min-width: 62rem) {
  section:not(.owed) { display: grid; grid-template-columns: 10.5rem minmax(0, 1fr); column-gap: 3rem; }
  h2 { font-size: 1.125rem; }
  .part { margin-top: 0; padding-top: .1rem; }
}

.bars { display: grid; gap: 1.4rem; margin: 2.25rem 0; padding: 0; list-style: none; }
.bars li { display: flex; flex-wrap: wrap; gap: .15rem 1rem; justify-content: space-between; }
.bars .name { font-weight: 650; }
.bar { flex: none; width: 100%; height: 16px; margin-top: .2rem; overflow: visible; }
td .bar { display: block; min-width: 6rem; }

.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr));
         gap: 1.4rem 2rem; margin: 2.25rem 0; }
.facts div { min-width: 0; }
dt { color: var(--soft); font-size: .8125rem; }
dd { margin: .1rem 0 0; font-size: 1.0625rem; }
.facts.lines { grid-template-columns: minmax(0, 1fr); gap: 0; }
.lines div { display: grid; grid-template-columns: 10.5rem minmax(0, 1fr); column-gap: 2rem; align-items: baseline;
             padding: .55rem 0; border-bottom: 1px solid var(--rule); }
.lines dt { grid-column: 1; }
.lines dd { grid-column: 2; max-width: 68ch; font-size: .9375rem; }

.scroll { overflow-x: auto; margin: 2.25rem 0; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; line-height: 1.45; }
caption, .title { margin: 0; padding: 0 0 .6rem; }
th, td { padding: .55rem 1.5rem .55rem 0; vertical-align: baseline; font-weight: 400;
         border-bottom: 1px solid var(--rule); overflow-wrap: break-word; }
td.strong, th.strong { font-weight: 650; }
thead th, thead td { color: var(--soft); font-size: .8125rem; border-bottom-color: var(--hatch);
           vertical-align: bottom; }
.number, .short, .id { white-space: nowrap; }
th.number, td.number { text-align: right; padding-right: 2rem; }
.number, .short, .id { width: 1%; }
.even th, .even td { width: auto; }
th.long, td.long { min-width: 11rem; overflow-wrap: anywhere; }
.id { color: var(--soft); }
tbody tr:last-child > *, .lines div:last-child { border-bottom: 0; }
th:last-child, td:last-child, th.number:last-child, td.number:last-child { padding-right: 0; }
th.lead { text-align: left; }
.marks { display: block; margin: -.2rem 0 -.35rem; }
td:has(.marks) { vertical-align: middle; padding-bottom: .3rem; }

figure { margin: 2.25rem 0; }
figcaption { margin-bottom: .9rem; }
.strip + .strip { margin-top: -1rem; }
.pieces { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(9.5rem, 100%), 1fr));
          gap: 1rem 1.1rem; }
.pieces svg { display: block; width: 100%; overflow: visible; }
.box { overflow-x: auto; overflow-y: hidden; padding: 10px 0 2px; direction: rtl; }
.plot { display: block; direction: ltr; box-sizing: content-box; width: calc(100% - 5rem);
        margin-right: auto; padding: 0 1.75rem 0 3.25rem; overflow: visible; }
.path { overflow: visible; }
.key { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .75rem 0 0; max-width: none;
       color: var(--soft); font-size: .875rem; }
.sample { width: 1.6em; height: 12px; vertical-align: -1px; }
.shares { display: grid; gap: .55rem; margin: 0; padding: 0; list-style: none; }
.shares li { display: grid; grid-template-columns: minmax(6.5rem, 13rem) 1fr 6.75rem; gap: 1rem;
             align-items: center; font-size: .9375rem; line-height: 1.3; }
.shares span { min-width: 0; overflow-wrap: anywhere; }
.share { width: 100%; height: 12px; }

svg text { font-size: 12px; fill: var(--soft); }
svg .letter { font: 600 11px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
              text-anchor: middle; }
svg .end { text-anchor: end; }
svg .middle { text-anchor: middle; }
.fill { fill: var(--blue); }
.fill.good { fill: var(--good); }
.fill.warn { fill: url(#striped); stroke: var(--warn); stroke-width: 1.5; }
.fill.bad { fill: var(--bad-tint); stroke: var(--bad); stroke-width: 1.5; }
.fill.quiet { fill: url(#hatched); stroke: var(--hatch); stroke-width: 1; }
.letter.good { fill: var(--good); }
.letter.warn { fill: var(--warn); }
.letter.bad { fill: var(--bad); }
.off { fill: url(#hatched); stroke: none; }
.track { fill: var(--track); }
.mark { stroke: var(--ink); stroke-width: 2; }
.base { stroke: var(--hatch); }
.grid { stroke: var(--rule); }
.target { fill: none; stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 5 3; }
.total { fill: none; stroke: var(--blue); stroke-width: 2.5; stroke-linejoin: round; }
.area { fill: var(--blue-tint); stroke: none; }
.dot { fill: var(--blue); }
.dot.good { fill: var(--good); }
.hatch-line { stroke: var(--hatch); stroke-width: 1.5; }
.stripe-ground { fill: var(--warn-tint); }
.stripe-line { stroke: var(--warn); stroke-width: 2.5; }
.sign-ground { fill: currentColor; stroke: currentColor; stroke-width: 1.6; }
.sign-empty { fill: none; stroke: currentColor; stroke-width: 2; }
.sign-line { fill: none; stroke: var(--paper); stroke-width: 2; stroke-linecap: round;
             stroke-linejoin: round; }
:focus-visible { outline: 2px solid var(--blue); outline-offset: 3px; }

@media screen and (max-width: 42rem) {
  .wide, .wide tbody, .wide caption { display: block; }
  .wide thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  main { padding-top: 1rem; }
  h1 { margin-bottom: .75rem; font-size: 1.625rem; }
  h1 .when { margin-top: .2rem; font-size: .9375rem; }
  .card { gap: .6rem; margin-bottom: .5rem; padding: .6rem .9rem; font-size: 1rem; line-height: 1.3; }
  .card p.more { margin-top: .2rem; font-size: .875rem; line-height: 1.4; }
  section.owed { margin-top: .5rem; padding: .6rem .9rem .2rem; }
  section.owed h2 { gap: .6rem; font-size: 1rem; }
  section.owed .part { margin-top: .2rem; }
  section.owed + section { margin-top: .25rem; }
  section.owed + section > .part { margin-top: .5rem; }
  .wide tr { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; padding: .85rem 0; align-items: baseline;
             border-bottom: 1px solid var(--rule); }
  .wide tr:last-child { border-bottom: 0; }
  .part > .scroll:first-child > .wide tbody tr:first-child { padding-top: 0; }
  .wide td, .wide tbody th { display: block; width: auto; min-width: 0; max-width: 100%; padding: 0;
                             border: 0; text-align: left; white-space: normal; overflow-wrap: anywhere; }
  .wide td:empty { display: none; }
  .wide tbody th { flex: 1 1 calc(100% - 4.5rem); order: -2; font-weight: 650; }
  .wide td.id { order: -1; margin-left: auto; font-size: .8125rem; }
  .wide td.long { flex: 1 1 100%; }
  .wide td[data-title]::before { content: attr(data-title) " "; color: var(--soft); font-size: .8125rem;
                                 font-weight: 400; }
  .wide td.id::before { content: "#"; }
  .owed .wide tr { padding: .15rem 0; gap: 0 1.1rem; border-bottom: 0; }
  section.owed .wide td, section.owed .wide tbody th { padding: 0; line-height: 1.35; }
  .owed .wide tbody th { flex: 1 1 0; order: -3; }
  .owed .wide td.warn { order: -2; }
  .owed .wide td { font-size: .875rem; }
  .owed .wide td[data-title]::before { content: none; }
  .owed .wide td:last-child { display: none; }
  td.short { white-space: normal; }
  .marks { display: inline-block; margin: .2rem 0 0; vertical-align: -8px; }
  .facts { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1.1rem 1.25rem; }
  .lines div { grid-template-columns: minmax(0, 1fr); }
  .lines dd { grid-column: 1; }
  dd { font-size: 1rem; }
  .shares li { grid-template-columns: minmax(5rem, 7.5rem) 1fr auto; gap: .65rem; }
}
@page { size: A4; margin: 16mm 15mm; }
@media print {
  :root { --paper: #ffffff; }
  html { font-size: 9.5pt; }
  main, main.narrow, footer, main.narrow + footer { max-width: none; padding: 0; }
  footer { padding-top: 1.5rem; }
  h1 { margin-bottom: 1.25rem; font-size: 2rem; }
  h1, h2, h3, caption, figcaption, .title, p.strong { break-after: avoid; }
  tr, figure, li, .facts div, p, .card { break-inside: avoid; }
  thead { display: table-header-group; }
  section { margin-top: 1.1rem; padding-top: .8rem; }
  .part { margin-top: .6rem; }
  .scroll, .box { overflow: visible; }
  .scroll, figure, .facts, .bars { margin: 1rem 0; }
  .bars { gap: .7rem; }
  p.strong:not(:first-child) { margin-top: .8rem; }
  th, td { padding-top: .3rem; padding-bottom: .3rem; }
  .plot { min-width: 0 !important; }
  .card { padding: .8rem 1rem; border: 1.5px solid; }
  .facts { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  pre { white-space: pre-wrap; }
}
)css";

constexpr std::string_view svg_definitions =
    R"svg(<svg class="definitions" width="0" height="0" aria-hidden="true"><defs>
<pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch-line" x1="3" x2="3" y1="0" y2="6" /></pattern>
<pattern id="striped" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect class="stripe-ground" width="6" height="6" /><line class="stripe-line" x1="3" x2="3" y1="0" y2="6" /></pattern>
<symbol id="sign-good" viewBox="0 0 20 20"><circle class="sign-ground" cx="10" cy="10" r="9" /><path class="sign-line" d="M5.8 10.4 8.8 13.3 14.2 7.2" /></symbol>
<symbol id="sign-warn" viewBox="0 0 20 20"><path class="sign-ground" d="M10 2 19 18H1Z" stroke-linejoin="round" /><path class="sign-line" d="M10 8v4M10 15.2v.1" /></symbol>
<symbol id="sign-bad" viewBox="0 0 20 20"><circle class="sign-empty" cx="10" cy="10" r="8.5" /><path class="sign-empty" d="M6 10h8" /></symbol>
</defs></svg>
)svg";

}  // namespace

std::string_view html_style() { return style_sheet.substr(1); }

std::string_view html_definitions() { return svg_definitions; }

}  // namespace rapport
