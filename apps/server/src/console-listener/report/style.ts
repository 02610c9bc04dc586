/** The look of a report, on screen and on paper. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d8dade, #3a3d44); --soft: light-dark(#5b616b, #a4a9b3);
  --bad: light-dark(#b3261e, #f2b8b5); --ok: light-dark(#1b6e3c, #8fd6a8); --mark: light-dark(#2450b8, #9db8ff); }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font: 13px/1.5 system-ui, sans-serif; }
h1 { font-size: 24px; margin: 0; } h2 { font-size: 15px; margin: 2rem 0 .5rem; }
p { margin: .25rem 0; } .soft { color: var(--soft); } .bad { color: var(--bad); } .ok { color: var(--ok); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-top: 1px solid var(--line); }
thead th { border-top: 0; font-weight: 600; }
code { font: 12px ui-monospace, monospace; overflow-wrap: anywhere; }
svg { display: block; width: 12rem; height: 3rem; overflow: visible; }
polyline { fill: none; stroke: var(--mark); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
polyline.rest { stroke: var(--soft); stroke-dasharray: 4 3; }
polyline.limit { stroke: var(--bad); stroke-dasharray: 1 3; }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
`;
