// The style of the accuracy report's page: light and dark by the reader's setting, and for paper.
#pragma once

#include <string_view>

namespace cs::evaluation {

inline constexpr std::string_view kReportStyle = R"css(
:root{color-scheme:light dark;--paper:#fff;--panel:#f5f7f9;--ink:#16202a;--soft:#51606e;--line:#d5dce3;--yes:#1d5d90;--wait:#a8620c;--wait-bg:#f3d9a8;--short:#6b7783;--bad:#a3231c;--second:#a8620c;--whisker:#16202a}
@media (prefers-color-scheme:dark){:root{--paper:#11171d;--panel:#1a222a;--ink:#e6ecf1;--soft:#a3b0bc;--line:#34414d;--yes:#6db1e6;--wait:#e8ad55;--wait-bg:#4a3512;--short:#93a0ac;--bad:#ff8f85;--second:#e8ad55;--whisker:#f4f7fa}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI","DejaVu Sans",sans-serif}
main,header,footer{max-width:60rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.25rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .3rem}
h2{font-size:1.3rem;margin:2.75rem 0 .4rem;padding-top:.8rem;border-top:1px solid var(--line)}
h3{font-size:1.02rem;margin:1.6rem 0 .3rem}
p{max-width:44rem;margin:.4rem 0 .8rem}
.soft,.meta,caption,figcaption{color:var(--soft)}
.meta{font-size:.87rem;max-width:none;overflow-wrap:anywhere}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:.9rem;margin:1.3rem 0;padding:0;list-style:none}
.cards li{background:var(--panel);border:1px solid var(--line);border-top:4px solid var(--yes);border-radius:6px;padding:.8rem 1rem}
.cards li.bad{border-top-color:var(--bad)}
.cards b{display:block;font-size:1.75rem;line-height:1.25;font-variant-numeric:tabular-nums}
.cards span{display:block;font-size:.88rem;color:var(--soft)}
.cards .what{color:var(--ink);font-weight:600;font-size:.95rem}
.wide{overflow-x:auto;margin:.5rem 0 1rem}
table{border-collapse:collapse;font-size:.89rem;font-variant-numeric:tabular-nums;min-width:100%}
caption{text-align:left;padding:.2rem 0 .4rem}
th,td{padding:.3rem .7rem .3rem 0;text-align:right;border-bottom:1px solid var(--line);vertical-align:top;white-space:nowrap}
th:first-child,td:first-child{text-align:left;white-space:normal;min-width:11rem}
thead th{white-space:normal;vertical-align:bottom;color:var(--soft);font-weight:600;border-bottom:2px solid var(--line)}
tbody th{font-weight:500}
tbody th small{display:block;color:var(--soft);font-weight:400}
td.bad,.bad b{color:var(--bad);font-weight:700}
figure{margin:.6rem 0 1rem;overflow-x:auto}
figure>svg{display:block;width:100%;min-width:36rem;height:auto}
details>summary{cursor:pointer;color:var(--yes);font-size:.92rem;padding:.2rem 0;width:fit-content}
summary:focus-visible,a:focus-visible{outline:2px solid var(--yes);outline-offset:3px}
svg text{font:12px system-ui,"Segoe UI","DejaVu Sans",sans-serif;fill:var(--ink);font-variant-numeric:tabular-nums}
svg .tick,svg .axis-name{fill:var(--soft)}
svg .value{white-space:pre}
.grid{stroke:var(--line)}.axis{stroke:var(--soft)}.mark{stroke:var(--bad);stroke-dasharray:5 3;stroke-width:1.5}
.bar-verified{fill:var(--yes)}.bar-review{fill:url(#hatched);stroke:var(--wait)}.bar-short{fill:url(#dotted);stroke:var(--short)}
.halo{stroke:var(--paper);stroke-width:5;opacity:.75}
.whisker{stroke:var(--whisker);stroke-width:1.4}
.series-0,.series-1{fill:none;stroke:var(--yes);stroke-width:2.2}.series-1{stroke:var(--second);stroke-dasharray:7 4}
.mark-0{fill:var(--yes)}.mark-1{fill:var(--second)}.mark-2{fill:var(--bad)}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;font-size:.87rem;color:var(--soft);max-width:none;margin:.2rem 0}
.legend span{white-space:nowrap}.key{width:34px;height:14px;vertical-align:-2px}
footer{margin-top:3rem;padding-bottom:3rem;border-top:1px solid var(--line)}
@media print{body{font-size:11pt}figure,.cards li,tr{break-inside:avoid}h2,h3{break-after:avoid}}
)css";

// Patterns that the charts' hatching refers to.
inline constexpr std::string_view kReportPatterns =
    "<svg aria-hidden=\"true\" width=\"0\" height=\"0\" style=\"position:absolute\"><defs>"
    "<pattern id=\"hatched\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
    "<rect width=\"6\" height=\"6\" style=\"fill:var(--wait-bg)\"/><path d=\"M1 0V6\" style=\"stroke:var(--wait);stroke-width:2\"/></pattern>"
    "<pattern id=\"dotted\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"><circle cx=\"2\" cy=\"2\" r=\"1\" style=\"fill:var(--short)\"/></pattern>"
    "</defs></svg>";

}  // namespace cs::evaluation
