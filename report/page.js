// The page: what the URL's fragment asks for of the book, drawn.
//
// It computes little.  Additive columns of the views are summed, exactly, and sums are
// divided; whatever else it shows stands so in a view.  Each card tells the SQL that gives
// its table, for the months and pools that are selected.
import { init } from "./echarts.mjs";
import { words, columnWords, lineWords, kindWords, reasonWords } from "./words.mjs";
import { load, whole, decimal, parts, proFormaCall, gridCall, AMOUNT, SHARE } from "./what_if.mjs";
import coreBytes from "what_if.wasm";

const book = JSON.parse(document.getElementById("book").textContent);
const { meta } = book;
const unrolled = (runs) => runs.flatMap((v, i) => (i % 2 ? [] : Array(runs[i + 1]).fill(v)));
for (const row of book.hour_of_week) row.splice(2, 2, unrolled(row[2]), unrolled(row[3])); // as assemble.mjs rolled them up
const allPools = book.pools.map((p) => p[0]);
const allMonths = [...new Set(book.pool_month.map((r) => r[0]))].sort();
const scenarios = [...new Set(book.pro_forma.map((r) => r[0]))];
const byId = (id) => document.getElementById(id);

// ---- months, sums, ratios ---------------------------------------------------------

const addMonths = (month, n) => { const m = +month.slice(0, 4) * 12 + +month.slice(5, 7) - 1 + n; return `${String(Math.floor(m / 12)).padStart(4, "0")}-${String((m % 12) + 1).padStart(2, "0")}-01`; };
const yearBefore = (month) => addMonths(month, -12);

// The exact sum of numbers with so many decimals; null, if one is unknown
function sum(values, decimals = 2) {
  let total = 0n;
  for (const v of values) {
    if (v === null || v === undefined) return null;
    total += BigInt(Math.round(v * 10 ** decimals));
  }
  return Number(total) / 10 ** decimals;
}
const ratio = (a, b) => (a === null || b === null || !b ? null : a / b);
const percent = (a, b) => (ratio(a, b) === null ? null : (100 * a) / b);
const difference = (a, b) => (a === null || b === null ? null : sum([a, -b]));

function groups(rows, key) {
  const map = new Map();
  for (const r of rows) {
    const k = key(r);
    if (!map.has(k)) map.set(k, []);
    map.get(k).push(r);
  }
  return map;
}

// ---- state: the fragment ------------------------------------------------------------

const lastMonth = allMonths.at(-1), defaultFrom = allMonths.at(-12) ?? allMonths[0];
let state;
function readState() {
  const given = new URLSearchParams(location.hash.slice(1));
  const month = (name, otherwise) => (allMonths.includes(given.get(name) + "-01") ? given.get(name) + "-01" : otherwise);
  const lang = ["en", "zh"].includes(given.get("lang")) ? given.get("lang") : (navigator.language || "").toLowerCase().startsWith("zh") ? "zh" : "en";
  const pools = given.has("pool") ? allPools.filter((p) => given.getAll("pool").includes(p)) : allPools;
  state = { lang, unit: given.get("unit") ?? "auto", to: month("to", lastMonth), from: month("from", defaultFrom), pools: pools.length ? pools : allPools, scenario: scenarios.includes(given.get("scenario")) ? given.get("scenario") : scenarios[0] };
  if (state.from > state.to) state.from = state.to;
  state.whatIf = {};
  for (const l of levers()) {
    const v = given.has(l.key) ? whole(given.get(l.key), l.decimals) : null;
    if (v !== null && v >= l.low && v <= l.high && v !== l.base) state.whatIf[l.key] = decimal(v, l.decimals);
  }
  if (!units().some((u) => String(u.by) === state.unit)) state.unit = "auto";
}
function go(change, instead = false) {
  const s = { ...state, ...change };
  if (s.scenario !== state.scenario) s.whatIf = {};
  const f = new URLSearchParams();
  f.set("lang", s.lang);
  if (s.unit !== "auto") f.set("unit", s.unit);
  if (s.from) { f.set("from", s.from.slice(0, 7)); f.set("to", s.to.slice(0, 7)); }
  if (s.pools.length < allPools.length) for (const p of s.pools) f.append("pool", p);
  if (s.scenario && s.scenario !== scenarios[0]) f.set("scenario", s.scenario);
  for (const [key, v] of Object.entries(s.whatIf)) f.set(key, v);
  if (instead) location.replace(`#${f}`);
  else location.hash = f.toString(); // and so the browser's way back is the page's
}
const t = (key, ...values) => words[key][state.lang === "zh" ? 1 : 0].replace(/\{(\d)\}/g, (_, i) => values[i]);
const columnName = (c) => columnWords[c]?.[state.lang === "zh" ? 1 : 0] ?? c;

// ---- numbers as they are read ---------------------------------------------------------

function units(currency = meta.currency) {
  if (state.lang === "zh") {
    const name = currency === "CNY" ? ["元", "万元", "亿元"] : [currency, `万 ${currency}`, `亿 ${currency}`];
    return [1, 1e4, 1e8].map((by, i) => ({ by, name: name[i] }));
  }
  return [1, 1e3, 1e6, 1e9].map((by, i) => ({ by, name: `${currency}${["", " k", " m", " bn"][i]}` }));
}
// One unit for all of these
function unitOf(values, currency) {
  const all = units(currency);
  const largest = Math.max(0, ...values.filter((v) => v !== null).map(Math.abs));
  const unit = state.unit === "auto" ? all.filter((u) => largest >= u.by).at(-1) ?? all[0] : all.find((u) => String(u.by) === state.unit) ?? all[0];
  const shown = largest / unit.by;
  return { ...unit, decimals: unit.by === 1 && shown >= 1000 ? 0 : shown >= 100 ? 1 : 2 };
}
const number = (v, decimals) => (v === null || v === undefined ? "—" : v.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).replace(/^-(?=[0.,]*$)/, "").replace("-", "−"));
const money = (v, unit) => number(v === null ? null : v / unit.by, unit.decimals);
const signed = (v, text) => (v > 0 && /[1-9]/.test(text) ? "+" : "") + text;
const exact = (v) => (v === null || v === undefined ? "" : typeof v === "number" ? String(v).includes("e") ? v.toFixed(8).replace(/\.?0+$/, "") : String(v) : v);

// Even steps of 1, 2 or 5, and as many decimals as they need in the unit
function axis(values, unit, floor = 0) {
  const bounds = [Math.min(floor, ...values), Math.max(floor, ...values)];
  // what is less than a pixel, as a cent of credit among millions, makes no room of its own
  const [low, high] = bounds.map((v) => (Math.abs(v - floor) < 0.003 * (bounds[1] - bounds[0]) ? floor : v));
  const span = high - low || unit.by;
  const power = 10 ** Math.floor(Math.log10(span / 5));
  const interval = [1, 2, 5, 10].map((k) => k * power).find((k) => span / k <= 5.5);
  const decimals = Math.max(0, -Math.floor(Math.log10(interval / unit.by) + 1e-9));
  return { min: Math.floor(low / interval + 1e-9) * interval, max: Math.ceil(high / interval - 1e-9) * interval || interval, interval, label: (v) => number(v / unit.by, decimals) };
}

// ---- colours ---------------------------------------------------------------------------

let forPaper = false;
const dark = () => !forPaper && matchMedia("(prefers-color-scheme: dark)").matches;
const poolColours = () => (dark() ? ["#6ea4f2", "#f0a04b", "#5fcf96", "#e58ac0", "#a9b6c7", "#dcc44a", "#4fc7c7", "#b493ee"] : ["#1d56b0", "#d97300", "#1b7f4b", "#a0316d", "#5b6678", "#b89a00", "#0b8585", "#7042b5"]);
const ink = () => (dark() ? { text: "#e8edf4", soft: "#a9b6c7", line: "#344050", card: "#19212c", accent: "#6ea4f2", good: "#5fcf96", bad: "#ff8f85", neutral: "#7b8a9f" } : { text: "#16202e", soft: "#4d5b6e", line: "#d5dbe4", card: "#ffffff", accent: "#1d56b0", good: "#1b7f4b", bad: "#b3231b", neutral: "#8592a5" });
const poolColour = (pool) => { const c = poolColours(); return c[allPools.indexOf(pool) % c.length]; };
const agingColours = () => (dark() ? ["#7b8a9f", "#dcc44a", "#f0a04b", "#ff8f85", "#d9a5f0"] : ["#8592a5", "#d6b400", "#d97300", "#b3231b", "#6d1f8e"]);
const BANDS = [50, 65, 80, 90, 100];
const band = (p) => { const i = BANDS.findIndex((b) => (b === 100 ? p <= b : p < b)); return i < 0 ? 5 : i; };

// ---- elements ----------------------------------------------------------------------------

function el(name, attributes = {}, ...children) {
  const e = document.createElement(name);
  for (const [k, v] of Object.entries(attributes)) {
    if (k.startsWith("on")) e.addEventListener(k.slice(2), v);
    else if (v === true) e.setAttribute(k, "");
    else if (v !== false && v !== null && v !== undefined) e.setAttribute(k, v);
  }
  e.append(...children.flat().filter((c) => c !== null && c !== undefined)); // strings become text, never markup
  return e;
}
const choose = (label, key, value, options) => el("label", {}, label, el("select", { "data-key": key, onchange: (e) => go({ [key]: e.target.value }) }, options.map(([v, text]) => el("option", { value: v, selected: v === value }, text))));

// ---- SQL of what is selected ----------------------------------------------------------------

const literal = (text) => `'${text.replaceAll("'", "''")}'`;
const wherePools = () => (state.pools.length === allPools.length ? "" : ` AND pool IN (${state.pools.map(literal).join(", ")})`);
const whereMonths = (column = "month") => `${column} BETWEEN '${state.from}' AND '${state.to}'`;
const selected = (rows) => rows.filter((r) => r[0] >= state.from && r[0] <= state.to && state.pools.includes(r[1]));
const round4 = (v) => (v === null ? null : Math.round(v * 1e4) / 1e4);
// Known only if each part is
const known = (column) => `CASE WHEN count(*) = count(${column}) THEN sum(${column}) END`;

// ---- charts' common parts ----------------------------------------------------------------------

function base(extra) {
  const c = ink();
  return {
    animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: c.text }, aria: { enabled: true, label: { enabled: false }, decal: { show: false } },
    grid: { left: 8, right: 12, top: 34, bottom: 8, containLabel: true }, legend: { show: false },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, backgroundColor: c.card, borderColor: c.line, textStyle: { color: c.text, fontSize: 12.5 }, confine: true, renderMode: "html" }, ...extra,
  };
}
// A series with no more room for a legend over the axis: it has rows of its own, on top
function legendOf(names, width) {
  const c = ink();
  const rows = Math.ceil((names.reduce((n, s) => n + 46 + 7.4 * [...s].reduce((k, ch) => k + (ch > "\u2e80" ? 1.8 : 1), 0), 0) + 40) / Math.max(width, 200));
  return { legend: { show: true, selectedMode: false, top: 0, left: 0, right: 0, itemWidth: 18, itemHeight: 11, itemGap: 12, textStyle: { color: c.soft, fontSize: 12 }, data: names }, height: rows * 23 };
}
const categories = (data, extra = {}) => ({ type: "category", data, axisTick: { show: false }, axisLine: { lineStyle: { color: ink().soft } }, axisLabel: { color: ink().soft, hideOverlap: true, ...extra.axisLabel }, ...Object.fromEntries(Object.entries(extra).filter(([k]) => k !== "axisLabel")) });
// Months, so far apart that they can be read, and so that each January is told
function monthLabels(months, width) {
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((k) => (months.length / k) * 52 <= width) ?? 120;
  return { interval: (_, month) => (+month.slice(0, 4) * 12 + +month.slice(5, 7) - 1) % step === 0 };
}
const values = (a, name, extra = {}) => ({ type: "value", min: a.min, max: a.max, interval: a.interval, name, nameGap: 12, nameTextStyle: { color: ink().soft, fontSize: 12, align: extra.position === "right" ? "right" : "left" }, axisLabel: { color: ink().soft, formatter: a.label }, splitLine: { lineStyle: { color: ink().line } }, ...extra });
const escaped = (s) => String(s).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const tip = (title, lines) => `<b>${escaped(title)}</b><br>` + lines.map(([name, value]) => `${escaped(name)}: <b>${escaped(value)}</b>`).join("<br>");
const DECALS = [null, { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: 0.785 }, { symbol: "circle", dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [6, 0], symbolSize: 0.5 }, { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: -0.785 }, { symbol: "diamond", dashArrayX: [[5, 7], [0, 6, 5, 1]], dashArrayY: [6, 0], symbolSize: 0.9 }];
const decal = (i) => (DECALS[i % DECALS.length] ? { ...DECALS[i % DECALS.length], color: dark() ? "rgba(0,0,0,.28)" : "rgba(255,255,255,.38)" } : { symbol: "none" });

function heat({ rows, columns, cell, caption, kind }) {
  return el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("heat", caption) }, el("table", { class: `heat ${kind ?? ""}` }, el("caption", { class: "hidden" }, caption),
    el("thead", {}, el("tr", {}, el("td", {}), columns.map((c) => el("th", { scope: "col" }, c.head)))),
    el("tbody", {}, rows.map((r) => el("tr", {}, el("th", { scope: "row" }, r.head), columns.map((c) => cell(r, c)))))));
}
const percentCell = (p, title) => p === null ? el("td", { class: "none", title: `${title}: ${t("noCards")}` }, "—")
  : el("td", { class: `b${band(p)}`, title: `${title}: ${number(p, 2)} %` }, p > 100 && Math.round(p) === 100 ? "100+" : number(p, 0));
const bandLegend = () => el("p", { class: "legend" }, ["< 50", "50–65", "65–80", "80–90", "90–100", t("over")].map((name, i) => el("span", { style: `--c: var(--b${i})` }, name)));

// ---- the cards -------------------------------------------------------------------------------------
//
// Each: title, sub; table() with columns as SQL names them, and rows; sql(); and draw(table, box),
// which gives an option of ECharts with a description, or an element.

const cards = [
  {
    id: "revenue", wide: true, title: () => t("revenueTitle"),
    sub: ({ rows }) => t("revenueSub", unitOf(totals(rows)).name),
    table: () => ({ columns: ["month", "pool", "net_functional", "cost_functional", "gross_profit_functional", "gross_margin_percent"], rows: selected(book.pool_month).map((r) => [r[0], r[1], r[4], r[5], r[6], round4(percent(r[6], r[4]))]) }),
    sql: () => `SELECT month, pool, net_functional, cost_functional, gross_profit_functional, gross_margin_percent\nFROM gpurent_bi.pool_month\nWHERE ${whereMonths()}${wherePools()}\nORDER BY month, pool;`,
    draw({ rows }, box) {
      const months = monthsShown(), c = ink();
      const total = new Map(months.map((m) => [m, rows.filter((r) => r[0] === m)]));
      const net = months.map((m) => sum(total.get(m).map((r) => r[2]))), margins = months.map((m) => percent(sum(total.get(m).map((r) => r[4])), sum(total.get(m).map((r) => r[2]))));
      const unit = unitOf(net), of = new Map(rows.map((r) => [r[0] + r[1], r]));
      const legend = legendOf([...state.pools, t("margin")], box.clientWidth);
      const stacks = months.map((m) => [sum(total.get(m).map((r) => Math.max(r[2] ?? 0, 0))), sum(total.get(m).map((r) => Math.min(r[2] ?? 0, 0)))]).flat();
      const right = axis(margins.filter((m) => m !== null), { by: 1 });
      return {
        click: (p) => (p.componentType === "xAxis" ? go({ from: `${p.value}-01`, to: `${p.value}-01` }) : p.seriesType === "bar" && go({ pools: [p.seriesName] })),
        description: `${t("revenueTitle")}. ${months.map((m, i) => `${m.slice(0, 7)}: ${money(net[i], unit)} ${unit.name}, ${t("margin")} ${number(margins[i], 1)} %`).join("; ")}`,
        option: base({
          legend: legend.legend, grid: { left: 8, right: 12, top: legend.height + 30, bottom: 4, containLabel: true },
          tooltip: { ...base().tooltip, formatter: (ps) => tip(ps[0].axisValue, [...state.pools.map((p) => [p, `${money(of.get(months[ps[0].dataIndex] + p)?.[2] ?? null, unit)} ${unit.name}`]), [t("net"), `${money(net[ps[0].dataIndex], unit)} ${unit.name}`], [t("margin"), `${number(margins[ps[0].dataIndex], 1)} %`]]) },
          xAxis: categories(months.map((m) => m.slice(0, 7)), { triggerEvent: true, axisLabel: monthLabels(months, box.clientWidth - 90) }),
          yAxis: [values(axis(stacks, unit), unit.name), values(right, "%", { position: "right", splitLine: { show: false } })],
          series: [
            ...state.pools.map((p) => ({ name: p, type: "bar", stack: "net", data: months.map((m) => of.get(m + p)?.[2] || null), itemStyle: { color: poolColour(p), borderColor: c.card, borderWidth: 1, decal: decal(allPools.indexOf(p)) }, barMaxWidth: 54, cursor: "pointer" })),
            { name: t("margin"), type: "line", yAxisIndex: 1, data: margins, symbol: "circle", symbolSize: 7, lineStyle: { color: c.text, width: 2 }, itemStyle: { color: c.text, borderColor: c.card, borderWidth: 1.5 }, z: 5 },
          ],
        }),
      };
    },
  },
  {
    id: "utilization", wide: true, title: () => t("heatTitle"), sub: () => t("heatSub"),
    table: () => ({ columns: ["month", "pool", "available_card_hours", "leased_card_hours", "utilization_percent"], rows: selected(book.pool_month).map((r) => [r[0], r[1], r[2], r[3], round4(percent(r[3], r[2]))]) }),
    sql: () => `SELECT month, pool, available_card_hours, leased_card_hours, utilization_percent\nFROM gpurent_bi.pool_month\nWHERE ${whereMonths()}${wherePools()}\nORDER BY month, pool;`,
    draw({ rows }) {
      const months = monthsShown(), of = new Map(rows.map((r) => [r[0] + r[1], r]));
      const poolRows = state.pools.map((p) => ({ pool: p, head: el("button", { type: "button", "data-key": `pool ${p}`, onclick: () => go({ pools: [p] }) }, p) }));
      if (state.pools.length > 1) poolRows.push({ pool: null, head: t("allPools") });
      const all = (m) => { const r = rows.filter((x) => x[0] === m); return percent(sum(r.map((x) => x[3]), 6), sum(r.map((x) => x[2]), 6)); };
      return [heat({
        caption: t("heatTitle"), rows: poolRows,
        columns: months.map((m, i) => ({ month: m, head: el("button", { type: "button", "data-key": `month ${m}`, onclick: () => go({ from: m, to: m }) }, el("span", { class: i === 0 || m.slice(5, 7) === "01" ? "" : "hidden" }, m.slice(0, 5)), m.slice(5, 7)) })),
        cell: (r, c) => percentCell(r.pool === null ? all(c.month) : percent(of.get(c.month + r.pool)?.[3] ?? null, of.get(c.month + r.pool)?.[2] ?? null), `${r.pool ?? t("allPools")}, ${c.month.slice(0, 7)}`),
      }), bandLegend()];
    },
  },
  {
    id: "bridge", title: () => t("bridgeTitle"),
    sub: ({ rows }) => { const s = bridgeMonths(); return s.length ? t("bridgeSub", s.length > 1 ? `${s[0].slice(0, 7)} – ${s.at(-1).slice(0, 7)}` : s[0].slice(0, 7), bridgeUnit(bridgeSums(rows)).name) : ""; },
    table() {
      const by = groups(selected(book.bridge), (r) => r[1]);
      return { columns: ["pool", "from_functional", "new_customers_functional", "lost_customers_functional", "volume_functional", "mix_functional", "price_functional", "exchange_functional", "to_functional"], rows: [...by].sort(([a], [b]) => allPools.indexOf(a) - allPools.indexOf(b)).map(([pool, r]) => [pool, ...[2, 3, 4, 5, 6, 7, 8, 9].map((k) => sum(r.map((x) => x[k])))]) };
    },
    sql: () => `SELECT pool, ${["from", "new_customers", "lost_customers", "volume", "mix", "price", "exchange", "to"].map((c) => `${known(`${c}_functional`)} AS ${c}_functional`).join(",\n       ")}\nFROM gpurent_bi.revenue_bridge_month\nWHERE months_before = 12 AND ${whereMonths()}${wherePools()}\nGROUP BY pool ORDER BY pool;`,
    draw({ rows }, box) {
      if (!rows.length) return el("p", { class: "empty" }, t("bridgeNone"));
      const names = ["f", "new", "lost", "volume", "mix", "price", "exchange", "t"].map((k) => t(k)), c = ink();
      const v = bridgeSums(rows), unit = bridgeUnit(v);
      return { description: `${t("bridgeTitle")}. ${names.map((n, i) => `${n} ${money(v[i], unit)} ${unit.name}`).join("; ")}`, option: waterfall(names, v, [true, false, false, false, false, false, false, true], unit, c, (i) => (i === 0 || i === 7 ? c.accent : v[i] < 0 ? c.bad : c.good), unit.name, box.clientWidth) };
    },
  },
  {
    id: "week", title: () => t("weekTitle"), sub: () => t("weekSub"),
    table() {
      const rows = selected(book.hour_of_week);
      return { columns: ["hour_of_week", "leased_card_hours", "available_card_hours", "utilization_percent"], rows: rows.length ? Array.from({ length: 168 }, (_, h) => { const l = sum(rows.map((r) => r[2][h]), 6), a = sum(rows.map((r) => r[3][h]), 6); return [h, l, a, round4(percent(l, a))]; }) : [] };
    },
    sql: () => `SELECT hour_of_week, sum(leased_card_hours) AS leased_card_hours, sum(available_card_hours) AS available_card_hours,\n       round(100 * sum(leased_card_hours) / nullif(sum(available_card_hours), 0), 4) AS utilization_percent\nFROM gpurent_bi.utilization_hour_of_week\nWHERE ${whereMonths()}${wherePools()}\nGROUP BY hour_of_week ORDER BY hour_of_week;`,
    draw({ rows }) {
      if (!rows.length) return el("p", { class: "empty" }, t("none"));
      const days = t("days").split(",");
      return [heat({ kind: "week", caption: t("weekTitle"), rows: days.map((d, i) => ({ day: i, head: d })), columns: Array.from({ length: 24 }, (_, h) => ({ hour: h, head: String(h) })), cell: (r, c) => percentCell(rows[24 * r.day + c.hour][3], `${days[r.day]} ${c.hour}:00`) }), bandLegend()];
    },
  },
  {
    id: "payback", title: () => t("paybackTitle"), sub: ({ rows }) => t("paybackSub", unitOf(rows.map((r) => r[5])).name),
    table: () => ({ columns: ["month", "pool", "purchases_functional", "sales_functional", "cash_flow_functional", "cumulative_cash_flow_functional"], rows: book.payback.filter((r) => r[0] <= state.to && state.pools.includes(r[1])) }),
    sql: () => `SELECT month, pool, purchases_functional, sales_functional, cash_flow_functional, cumulative_cash_flow_functional\nFROM gpurent_bi.payback_month\nWHERE month <= '${state.to}'${wherePools()}\nORDER BY month, pool;`,
    draw({ rows }, box) {
      if (!rows.length) return el("p", { class: "empty" }, t("none"));
      const c = ink(), months = [...new Set(rows.map((r) => r[0]))], unit = unitOf(rows.map((r) => r[5])), of = new Map(rows.map((r) => [r[0] + r[1], r]));
      const legend = legendOf(state.pools, box.clientWidth);
      const verdicts = state.pools.map((p) => [p, verdict(rows.filter((r) => r[1] === p))]);
      return {
        description: `${t("paybackTitle")}. ${verdicts.map((v) => v.join(": ")).join("; ")}. ${t("pace")}`,
        below: el("div", { class: "note" }, el("ul", { class: "verdicts" }, verdicts.map(([p, v]) => el("li", {}, el("strong", {}, p), ` ${v}`))), el("p", {}, t("pace"))),
        click: (p) => go({ pools: [p.seriesName] }),
        option: base({
          legend: legend.legend, grid: { left: 8, right: 16, top: legend.height + 30, bottom: 4, containLabel: true },
          tooltip: { ...base().tooltip, axisPointer: { type: "line" }, formatter: (ps) => tip(ps[0].axisValue, ps.map((p) => [p.seriesName, `${money(of.get(months[p.dataIndex] + p.seriesName)?.[5] ?? null, unit)} ${unit.name}`])) },
          xAxis: categories(months.map((m) => m.slice(0, 7)), { axisLine: { onZero: false }, axisLabel: monthLabels(months, box.clientWidth - 60) }), yAxis: values(axis(rows.map((r) => r[5] ?? 0), unit), unit.name),
          series: state.pools.map((p, i) => ({ name: p, type: "line", data: months.map((m) => of.get(m + p)?.[5] ?? null), symbol: ["circle", "rect", "triangle", "diamond"][allPools.indexOf(p) % 4], symbolSize: 7, showAllSymbol: false, lineStyle: { color: poolColour(p), width: 2, type: ["solid", "dashed", "dotted"][Math.floor(allPools.indexOf(p) / 4) % 3] }, itemStyle: { color: poolColour(p) }, triggerLineEvent: true, markPoint: crossingMark(rows.filter((r) => r[1] === p), months, c),
            markLine: i ? undefined : { silent: true, symbol: "none", data: [{ yAxis: 0 }], label: { show: false }, lineStyle: { color: c.text, type: "solid", width: 1.2 } } })),
        }),
      };
    },
  },
  {
    id: "customers", title: () => t("customerTitle"), sub: ({ rows }) => t("customerSub", unitOf(rows.map((r) => r[1])).name),
    table() {
      const by = [...groups(selected(book.customer), (r) => r[2])].map(([c, r]) => [c, sum(r.map((x) => x[3]))]);
      const total = sum(by.map((r) => r[1]));
      return { columns: ["customer", "net_functional", "share_percent"], rows: by.map((r) => [...r, round4(percent(r[1], total))]).sort((a, b) => (b[1] ?? -Infinity) - (a[1] ?? -Infinity) || (a[0] < b[0] ? -1 : 1)) };
    },
    sql: () => `SELECT customer, net_functional, round(100 * net_functional / nullif(CASE WHEN bool_and(net_functional IS NOT NULL) OVER () THEN sum(net_functional) OVER () END, 0), 4) AS share_percent\nFROM (SELECT customer, ${known("net_functional")} AS net_functional\n      FROM gpurent_bi.revenue_month\n      WHERE ${whereMonths()}${wherePools()}\n      GROUP BY customer) AS c\nORDER BY net_functional DESC NULLS LAST, customer COLLATE "C";`,
    draw({ rows }, box) {
      if (!rows.length) return el("p", { class: "empty" }, t("none"));
      const c = ink(), n = box.clientWidth < 480 ? 8 : 12, top = rows.length > n + 1 ? rows.slice(0, n) : rows, rest = rows.slice(top.length);
      const names = [...top.map((r) => r[0]), ...(rest.length ? [t("others", rest.length)] : [])], v = [...top.map((r) => r[1]), ...(rest.length ? [sum(rest.map((r) => r[1]))] : [])];
      const total = sum(rows.map((r) => r[1])), shares = v.map((_, i) => percent(sum(v.slice(0, i + 1)), total)), unit = unitOf(rows.map((r) => r[1]));
      const legend = legendOf([t("net"), t("share")], box.clientWidth);
      return {
        description: `${t("customerTitle")}. ${names.map((name, i) => `${name}: ${money(v[i], unit)} ${unit.name}, ${number(shares[i], 1)} %`).join("; ")}`,
        option: base({
          legend: legend.legend, grid: { left: 8, right: 12, top: legend.height + 30, bottom: 4, containLabel: true },
          tooltip: { ...base().tooltip, formatter: (ps) => tip(names[ps[0].dataIndex], [[t("net"), `${money(v[ps[0].dataIndex], unit)} ${unit.name}`], [t("share"), `${number(shares[ps[0].dataIndex], 1)} %`]]) },
          xAxis: categories(names, { axisLabel: { rotate: 38, interval: 0, hideOverlap: false, width: 86, overflow: "truncate", fontSize: 11.5 } }),
          yAxis: [values(axis(v.map((x) => x ?? 0), unit), unit.name), values({ min: Math.min(0, ...shares), max: Math.max(100, ...shares), interval: 20, label: (x) => number(x, 0) }, "%", { position: "right", splitLine: { show: false } })],
          series: [{ name: t("net"), type: "bar", data: v.map((x, i) => ({ value: x, itemStyle: { color: rest.length && i === v.length - 1 ? c.neutral : c.accent } })), itemStyle: { color: c.accent }, barMaxWidth: 44 }, { name: t("share"), type: "line", yAxisIndex: 1, data: shares, symbol: "circle", symbolSize: 7, lineStyle: { color: c.text, width: 2 }, itemStyle: { color: c.text, borderColor: c.card, borderWidth: 1.5 } }],
        }),
      };
    },
  },
  {
    id: "aging", title: () => t("agingTitle"), sub: ({ rows }) => t("agingSub", state.to.slice(0, 7), unitOf(rows.map((r) => r[6])).name),
    table: () => ({ columns: ["customer", "not_due_functional", "days_1_to_30_functional", "days_31_to_60_functional", "days_61_to_90_functional", "days_over_90_functional", "open_functional"], rows: book.aging.filter((r) => r[0] === state.to).map((r) => [r[1], ...r.slice(2), sum(r.slice(2))]).sort((a, b) => (b[6] ?? -Infinity) - (a[6] ?? -Infinity) || (a[0] < b[0] ? -1 : 1)) }),
    sql: () => `SELECT customer, ${["not_due", "days_1_to_30", "days_31_to_60", "days_61_to_90", "days_over_90", "open"].map((b) => `${known(`${b}_functional`)} AS ${b}_functional`).join(",\n       ")}\nFROM gpurent_bi.receivable_aging\nWHERE month = '${state.to}'\nGROUP BY customer\nORDER BY open_functional DESC NULLS LAST, customer COLLATE "C";`,
    draw({ rows }, box) {
      if (!rows.length) return el("p", { class: "empty" }, t("none"));
      const top = rows.length > 11 ? rows.slice(0, 10) : rows, rest = rows.slice(top.length);
      const shown = [...top, ...(rest.length ? [[t("others", rest.length), ...[1, 2, 3, 4, 5, 6].map((k) => sum(rest.map((r) => r[k])))]] : [])].reverse();
      const unit = unitOf(shown.map((r) => r[6])), names = [0, 1, 2, 3, 4].map((k) => t(`b${k}`)), colours = agingColours(), legend = legendOf(names, box.clientWidth);
      const stacks = shown.flatMap((r) => [sum(r.slice(1, 6).map((x) => Math.max(x ?? 0, 0))), sum(r.slice(1, 6).map((x) => Math.min(x ?? 0, 0)))]);
      return {
        description: `${t("agingTitle")}. ${names.map((n, k) => `${n}: ${money(sum(rows.map((r) => r[k + 1])), unit)} ${unit.name}`).join("; ")}`,
        option: base({
          legend: legend.legend, grid: { left: 8, right: 26, top: legend.height + 8, bottom: 22, containLabel: true },
          tooltip: { ...base().tooltip, formatter: (ps) => tip(ps[0].axisValue, names.map((n, k) => [n, `${money(shown[ps[0].dataIndex][k + 1], unit)} ${unit.name}`])) },
          xAxis: values(axis(stacks, unit), unit.name, { nameLocation: "middle", nameGap: 26, nameTextStyle: { color: ink().soft } }), yAxis: categories(shown.map((r) => r[0]), { axisLabel: { width: 104, overflow: "truncate", interval: 0, hideOverlap: false, fontSize: 11.5 } }),
          series: names.map((n, k) => ({ name: n, type: "bar", stack: "open", data: shown.map((r) => r[k + 1] || null), itemStyle: { color: colours[k], decal: decal(k), borderColor: ink().card, borderWidth: 1 }, barMaxWidth: 22 })),
        }),
      };
    },
  },
  {
    id: "economics", title: () => t("unitTitle"), sub: () => (state.scenario ? t("unitSub", state.scenario, units(scenarioCurrency())[0].name) : ""), scenario: true,
    table: () => ({ columns: ["line_number", "line", "in_currency_per_leased_card_hour", "in_currency_per_available_card_hour"], rows: book.economics.filter((r) => r[0] === state.scenario).map((r) => [r[1], r[2], r[4], r[5]]) }),
    sql: () => `SELECT line_number, line, in_currency_per_leased_card_hour, in_currency_per_available_card_hour\nFROM gpurent_bi.unit_economics\nWHERE scenario = ${literal(state.scenario ?? "")}\nORDER BY line_number;`,
    draw({ rows }, box) {
      if (!rows.length || rows.some((r) => r[2] === null)) return el("p", { class: "empty" }, t(state.scenario ? "none" : "noScenario"));
      // the lines that are summed up by another stand in it
      const sums = ["cost of revenue", "operating profit", "profit before tax"], ends = ["revenue", "gross profit", "net profit"], c = ink();
      const shown = rows.filter((r) => !sums.includes(r[1]) && (r[2] !== 0 || ends.includes(r[1]))), names = shown.map((r) => (state.lang === "zh" ? lineWords[r[1]] ?? r[1] : r[1]));
      const v = shown.map((r) => (ends.includes(r[1]) ? r[2] : -r[2])), unit = { by: 1, decimals: 2 }, name = units(scenarioCurrency())[0].name;
      return { description: `${t("unitTitle")}. ${names.map((n, i) => `${n} ${number(v[i], 2)}`).join("; ")} ${name}`, option: waterfall(names, v, shown.map((r) => ends.includes(r[1])), unit, c, (i) => (shown[i][1] === "revenue" ? c.accent : ends.includes(shown[i][1]) ? (v[i] < 0 ? c.bad : c.good) : c.neutral), name, box.clientWidth) };
    },
  },
  {
    id: "what_if", wide: true, title: () => t("whatIfTitle"), sub: () => (canAsk() ? t("whatIfSub") : ""), scenario: true,
    table: () => ({ columns: SCENARIO_COLUMNS, rows: book.scenario.filter((s) => s.scenario === state.scenario).map((s) => SCENARIO_COLUMNS.map((c) => (/^(price|rate|cash_cost)$/.test(c) ? s[c] : Number(s[c.replace("_in_currency", "")])))) }),
    sql: () => `SELECT ${SCENARIO_COLUMNS.slice(0, 7).join(", ")},\n       ${SCENARIO_COLUMNS.slice(7).join(", ")}\nFROM gpurent_bi.scenario\nWHERE scenario = ${literal(state.scenario ?? "")};`,
    draw() {
      if (!canAsk()) return el("p", { class: "empty" }, t(!state.scenario ? "noScenario" : !terms() ? "noTerms" : core === undefined ? "loading" : coreBytes.length ? "coreFails" : "noCore"));
      whatIf.inputs = new Map();
      whatIf.reset = el("button", { type: "button", "data-key": "as in the book", onclick: () => go({ whatIf: {} }) }, t("asInBook"));
      whatIf.sums = el("tbody");
      const rows = levers().map((l) => {
        const input = el("input", { type: "range", id: `lever-${l.key}`, "data-key": `lever ${l.key}`, min: String(-l.down), max: String(l.up), step: "1", oninput: () => { setLever(l, input.value); drawWhatIf(); }, onchange: () => go({}, true) });
        const output = el("output", { for: `lever-${l.key}` });
        whatIf.inputs.set(l.key, { input, output });
        return el("div", { class: "lever" }, el("label", { for: `lever-${l.key}` }, t(`lever_${l.key}`)), input, output);
      });
      const parts = [el("div", { class: "levers" }, rows), el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("whatIfSums") }, el("table", { class: "data sums" }, el("thead", {}, el("tr", {}, ["", t("inBook"), t("whatIf")].map((h) => (h ? el("th", { scope: "col", class: "number" }, h) : el("td"))))), whatIf.sums)), el("p", { class: "tools" }, whatIf.reset)];
      showWhatIf();
      return parts;
    },
  },
  {
    id: "pro_forma", title: () => (state.scenario ? t("proTitle", state.scenario) : t("proTitle", "").replace(/[:：]\s*$/, "")), sub: ({ rows }) => (rows.length ? t("proSub", unitOf(rows.map((r) => r[3]), scenarioCurrency()).name) + askedFor() : ""), scenario: true,
    table: () => ({ columns: ["month_number", "at_day", "equity_cash_flow_in_currency", "cumulative_equity_cash_flow_in_currency"], rows: asked() ? monthsOf(changed()) : monthsInBook() }),
    sql: () => asked() ? `SELECT month AS month_number, at AS at_day, equity_cash_flow AS equity_cash_flow_in_currency,\n       sum(equity_cash_flow) OVER (ORDER BY month) AS cumulative_equity_cash_flow_in_currency\nFROM ${proFormaCall(changed())}\nORDER BY month;` : `SELECT month_number, at_day, equity_cash_flow_in_currency, cumulative_equity_cash_flow_in_currency\nFROM gpurent_bi.pro_forma_month\nWHERE scenario = ${literal(state.scenario ?? "")}\nORDER BY month_number;`,
    draw({ rows }, box) {
      if (!rows.length) return el("p", { class: "empty" }, t(asked() ? "tooLarge" : state.scenario ? "none" : "noScenario"));
      const c = ink(), unit = unitOf(rows.map((r) => r[3]), scenarioCurrency()), back = backAt(rows), before = asked() ? monthsInBook() : [];
      const said = saidBack(rows), late = back > rows.length / 2;
      const backLabel = { formatter: saidBack(rows, box.clientWidth < 480 ? "backAfter" : "backIn"), position: late ? "insideEndTop" : "insideEndBottom", rotate: 0, distance: [4, 4], align: late ? "right" : "left" };
      const legend = legendOf([t("equity"), t("cumulative"), ...(asked() ? [t("cumulativeInBook")] : [])], box.clientWidth);
      return {
        description: `${t("proTitle", state.scenario)}${askedFor()}. ${said}`, below: back < 0 ? el("p", { class: "note" }, said) : null,
        option: base({
          legend: legend.legend, grid: { left: 8, right: 30, top: legend.height + 34, bottom: 4, containLabel: true },
          tooltip: { ...base().tooltip, formatter: (ps) => tip(`${rows[ps[0].dataIndex][0]} · ${rows[ps[0].dataIndex][1]}`, ps.map((p) => [p.seriesName, `${money(p.value, unit)} ${unit.name}`])) },
          xAxis: categories(rows.map((r) => r[1].slice(0, 7)), { axisLine: { onZero: false, lineStyle: { color: c.soft } }, axisLabel: monthLabels(rows.map((r) => r[1]), box.clientWidth - 80) }), yAxis: values(axis([...rows, ...before].flatMap((r) => [r[2], r[3]]), unit), unit.name),
          series: [
            ...(asked() ? [{ name: t("cumulativeInBook"), type: "line", data: before.map((r) => r[3]), symbol: "none", lineStyle: { color: c.neutral, width: 2, type: "dashed" }, itemStyle: { color: c.neutral } }] : []),
            { name: t("equity"), type: "bar", data: rows.map((r) => ({ value: r[2], itemStyle: { color: r[2] < 0 ? c.bad : c.good } })), itemStyle: { color: c.good } },
            { name: t("cumulative"), type: "line", data: rows.map((r) => r[3]), symbol: "none", lineStyle: { color: c.accent, width: 2.4 }, itemStyle: { color: c.accent },
              markLine: { silent: true, symbol: "none", lineStyle: { color: c.text, width: 1.2 }, label: { color: c.text, fontSize: 12 }, data: [{ yAxis: 0, label: { show: false }, lineStyle: { type: "solid" } }, ...(back < 0 ? [] : [{ xAxis: back, lineStyle: { type: "dashed" }, label: backLabel }])] } },
          ],
        }),
      };
    },
  },
  {
    id: "grid", title: () => t("gridTitle"), sub: () => { const r = book.grid.find((g) => g[0] === state.scenario); return r ? t("gridSub", state.scenario, t("perPeriod", units(r[4])[0].name, periodName(r[5]))) + askedFor() : ""; }, scenario: true,
    table: () => ({ columns: ["rate_in_currency", "let_percent", "payback_years"], rows: asked() ? gridOf(changed()) : book.grid.filter((r) => r[0] === state.scenario).map((r) => [r[1], r[2], r[3]]) }),
    sql: () => asked() ? `SELECT rate_amount AS rate_in_currency, 100 * utilization AS let_percent, payback_years\nFROM ${gridCall(changed(), ...gridAxes())}\nORDER BY rate_in_currency, let_percent;` : `SELECT rate_in_currency, let_percent, payback_years\nFROM gpurent_bi.payback_grid\nWHERE scenario = ${literal(state.scenario ?? "")}\nORDER BY rate_in_currency, let_percent;`,
    draw({ rows }) {
      if (!rows.length) return el("p", { class: "empty" }, t(state.scenario ? "none" : "noScenario"));
      const rates = [...new Set(rows.map((r) => r[0]))], lets = [...new Set(rows.map((r) => r[1]))].sort((a, b) => b - a), of = new Map(rows.map((r) => [`${r[0]} ${r[1]}`, r[2]]));
      const nearest = (list, v) => list.reduce((a, b) => (Math.abs(b - v) < Math.abs(a - v) ? b : a));
      const s = changed(), point = s && [null, Number(parts(s.rate)[0]), Number(s.let_percent)];
      // on the grid's edge only what is there or nearly so
      const within = (list, v) => v >= Math.min(...list) - (Math.max(...list) - Math.min(...list)) / (2 * Math.max(1, list.length - 1)) && v <= Math.max(...list) + (Math.max(...list) - Math.min(...list)) / (2 * Math.max(1, list.length - 1));
      const here = point && within(rates, point[1]) && within(lets, point[2]) && [nearest(rates, point[1]), nearest(lets, point[2])];
      const d = Math.max(...rates.map((r) => Math.min(3, (String(r).split(".")[1] ?? "").length)));
      const bandOf = (y) => (y <= 1 ? 4 : y <= 2 ? 3 : y <= 3 ? 2 : y <= 5 ? 0 : 1);
      return [heat({
        caption: t("gridTitle"), rows: lets.map((l) => ({ let: l, head: `${number(l, 0)} %` })), columns: rates.map((r) => ({ rate: r, head: number(r, d) })),
        cell(r, c) {
          const y = of.get(`${c.rate} ${r.let}`) ?? null, mark = here && here[0] === c.rate && here[1] === r.let ? " here" : "";
          return el("td", { class: (y === null ? "none" : `b${bandOf(y)}`) + mark, title: `${number(c.rate, d)}, ${number(r.let, 0)} %: ${y === null ? t("neverBack") : `${number(y, 2)} ${t("years")}`}` }, y === null ? "—" : number(y, 1));
        },
      }), el("p", { class: "legend" }, [["≤ 1", 4], ["1–2", 3], ["2–3", 2], ["3–5", 0], ["> 5", 1]].map(([n, b]) => el("span", { style: `--c: var(--b${b})` }, n)), el("span", { style: "--c: var(--none)" }, `— ${t("neverBack")}`)), point ? el("p", { class: "note" }, t(here ? "gridHere" : "gridNotHere", number(point[1], 2), number(point[2], 0))) : null];
    },
  },
  {
    id: "problem", wide: true, title: () => t("problemTitle"), sub: ({ rows }) => t("problemSub", rows.length),
    table: () => ({ columns: ["kind", "lease", "pool", "customer", "month", "reason"], rows: book.problem }),
    sql: () => `SELECT kind, lease, pool, customer, month, reason\nFROM gpurent_bi.problem\nORDER BY kind, lease, pool, month, reason;`,
    draw: (table) => (table.rows.length ? null : el("p", { class: "note" }, t("problemNone"))),
    shown: true,
  },
];

const monthsShown = () => allMonths.filter((m) => m >= state.from && m <= state.to);
const totals = (rows) => [...groups(rows, (r) => r[0]).values()].map((r) => sum(r.map((x) => x[2])));
const bridgeMonths = () => [...new Set(selected(book.bridge).map((r) => r[0]))];
const bridgeSums = (rows) => [1, 2, 3, 4, 5, 6, 7, 8].map((k) => sum(rows.map((r) => r[k])));
// of its steps, which are what it is about; of its ends, where nothing changed
const bridgeUnit = (v) => unitOf(v.slice(1, -1).some((x) => x) ? v.slice(1, -1) : v);
const scenarioCurrency = () => book.pro_forma.find((r) => r[0] === state.scenario)?.[3] ?? meta.currency;

// ---- what if ------------------------------------------------------------------------------------------
//
// The scenario with other terms: the same two cards, computed by the core instead of read.

let core; // undefined until it is loaded, null if it can't be
const whatIf = {}; // elements of its card
const SCENARIO_COLUMNS = ["cards", "price", "rate", "cash_cost", "let_percent", "monthly_decline_percent", "debt_percent", "interest_percent", "income_tax_percent", "discount_rate_percent", "residual_value_in_currency", "months", "ramp_months", "construction_months"];
const terms = (name = state.scenario) => book.scenario.find((s) => s.scenario === name);
const canAsk = () => Boolean(core && terms());
const asked = () => canAsk() && Object.keys(state.whatIf).length > 0;
const changed = () => { const s = terms(), w = state.whatIf; return s && (asked() ? { ...s, price: (w.price ?? parts(s.price)[0]) + parts(s.price)[1], rate: (w.rate ?? parts(s.rate)[0]) + parts(s.rate)[1], let_percent: w.let ?? s.let_percent, monthly_decline_percent: w.decline ?? s.monthly_decline_percent, debt_percent: w.debt ?? s.debt_percent } : s); };

// What a slider moves, as whole numbers of so many decimals: from "base", the book's, by steps
function levers() {
  const s = terms();
  if (!s) return [];
  const lever = (key, text, decimals, step, low, high) => {
    const base = whole(text, decimals), up = (n) => (n > 0n ? (n + step - 1n) / step : 0n);
    return { key, decimals, base, step, low: low(base), high: high(base), down: up(base - low(base)), up: up(high(base) - base) };
  };
  const larger = (a, b) => (a > b ? a : b), smaller = (a, b) => (a < b ? a : b);
  const amount = (key, least) => {
    const text = parts(s[key])[0], base = whole(text, AMOUNT), tens = BigInt(Math.max(0, String(base / 50n).length - 1)), step = base === 0n ? 10n ** 8n : [5n, 2n, 1n].map((k) => k * 10n ** tens).find((k) => k <= base / 50n || k === 10n ** tens);
    return lever(key, text, AMOUNT, step, (b) => larger(smaller(b, least), b - ((b * 3n) / 4n / step) * step), (b) => b + (b === 0n ? 100n : larger(1n, b / step)) * step);
  };
  const percent = (key, text, step, low, high) => lever(key, text, SHARE - 2, whole(step, SHARE - 2), (b) => smaller(b, whole(low, SHARE - 2)), (b) => larger(b, whole(high, SHARE - 2)));
  return [amount("price", whole(s.residual_value, AMOUNT)), amount("rate", 0n), percent("let", s.let_percent, "1", "0", "100"), percent("decline", s.monthly_decline_percent, "0.1", "0", "5"), percent("debt", s.debt_percent, "1", "0", "100")];
}
const leverValue = (l) => (l.key in state.whatIf ? whole(state.whatIf[l.key], l.decimals) : l.base);
function setLever(l, position) {
  const moved = l.base + BigInt(position) * l.step, v = moved < l.low ? l.low : moved > l.high ? l.high : moved;
  delete state.whatIf[l.key];
  if (v !== l.base) state.whatIf[l.key] = decimal(v, l.decimals);
}
function leverText(l, v) {
  const s = terms(), shown = Number(decimal(v, l.decimals)), digits = (decimal(v, l.decimals).split(".")[1] ?? "").length;
  return ["price", "rate"].includes(l.key) ? `${number(shown, l.key === "rate" ? Math.max(2, digits) : digits)} ${l.key === "rate" ? t("perPeriod", units(scenarioCurrency())[0].name, periodName(s.rate_period)) : units(scenarioCurrency())[0].name}` : `${number(shown, l.key === "decline" ? Math.max(1, digits) : digits)} %`;
}
const periodName = (period) => (state.lang === "zh" && { second: "秒", minute: "分钟", hour: "小时", day: "天", week: "周", month: "月", quarter: "季", year: "年" }[period]) || period;
const askedFor = () => (asked() ? ` · ${t("whatIf")}: ${levers().filter((l) => l.key in state.whatIf).map((l) => `${t(`lever_${l.key}`)} ${leverText(l, leverValue(l))}`).join(", ")}` : "");

const monthsInBook = () => book.pro_forma.filter((r) => r[0] === state.scenario).map((r) => [r[1], r[2], r[4], r[5]]);
function monthsOf(s) {
  const days = new Map(monthsInBook().map((r) => [r[0], r[1]]));
  let total = 0n;
  return (core.proForma(s) ?? []).map((r) => { total += whole(r.at(-1), 4); return [r[0], days.get(r[0]) ?? null, Number(r.at(-1)), Number(decimal(total, 4))]; });
}
function gridAxes() {
  const rows = book.grid.filter((r) => r[0] === state.scenario), sorted = (list) => [...new Set(list)].sort((a, b) => a - b).map(exact);
  return [sorted(rows.map((r) => r[1])), sorted(rows.map((r) => r[2]))];
}
function gridOf(s) {
  const [rates, lets] = gridAxes(), years = core.paybacks(s, rates, lets);
  return rates.flatMap((r, i) => lets.map((l, k) => [Number(r), Number(l), years[i][k] === null ? null : Number(years[i][k])]));
}
// The month in which the cumulative cash is back for good, or -1
const backAt = (rows) => { const last = rows.findLastIndex((r) => r[3] < 0); return last >= 0 && last + 1 < rows.length ? last + 1 : -1; };
const saidBack = (rows, words = "backIn") => { const back = backAt(rows); return back < 0 ? t("notBack") : t(words, rows[back][0], rows[back][1].slice(0, 7)); };

// The sliders where the state has them, and what comes of it
function showWhatIf() {
  for (const l of levers()) {
    const { input, output } = whatIf.inputs.get(l.key), v = leverValue(l), text = leverText(l, v);
    input.value = String((v - l.base) / l.step);
    input.setAttribute("aria-valuetext", text);
    output.replaceChildren(text, el("small", {}, v === l.base ? ` ${t("asItIs")}` : ` ${t("instead", leverText(l, l.base))}`));
  }
  const both = [terms(), changed()], months = [monthsInBook(), asked() ? monthsOf(changed()) : monthsInBook()], unit = unitOf(months.flatMap((m) => m.slice(-1).map((r) => r[3])), scenarioCurrency());
  const years = both.map((s) => core.paybacks(s, [parts(s.rate)[0]], [s.let_percent])[0][0]);
  const lines = [[t("paybackOfCard"), ...years.map((y) => (y === null ? t("neverBack") : `${number(Number(y), 2)} ${t("years")}`))], [t("paybackOfEquity"), ...months.map((m) => (m.length ? saidBack(m, "backAfter") : "—"))], [t("equityInTheEnd", unit.name), ...months.map((m) => (m.length ? money(m.at(-1)[3], unit) : "—"))]];
  whatIf.sums.replaceChildren(...lines.map(([name, ...v]) => el("tr", {}, el("th", { scope: "row" }, name), v.map((x) => el("td", { class: "number" }, x)))));
  whatIf.reset.hidden = !asked();
  places.get("what_if").section.classList.toggle("asked", asked());
}
function drawWhatIf() {
  showWhatIf();
  for (const card of cards) if (["pro_forma", "grid"].includes(card.id)) drawCard(card);
}

// The month in which a pool's cash came above 0 for good; -1: it has not, or nothing was bought, or not all is known
const crossing = (rows) => (rows.length && rows.at(-1)[5] >= 0 && rows.every((r) => r[4] !== null) && rows.some((r) => r[2] > 0) ? rows.findLastIndex((r) => r[5] < 0) + 1 : -1);

// Whether, when, or how soon at the present pace a pool has its purchases back
function verdict(rows) {
  const unknown = rows.filter((r) => r[4] === null);
  if (unknown.length) return t("unknown", listed(unknown.map((r) => r[0])));
  if (!rows.some((r) => r[2] > 0)) return t("nothingBought");
  const last = rows.at(-1);
  if (last[5] >= 0) return t("paidBack", rows[crossing(rows)][0].slice(0, 7));
  const recent = rows.slice(-3), pace = sum(recent.flatMap((r) => [r[4], r[2], -r[3]]));
  const months = pace > 0 ? Math.ceil((-last[5] * recent.length) / pace) : Infinity;
  return months === Infinity ? t("never") : months > 1200 ? t("century") : months === 1 ? t("toGoOne") : t("toGo", number(months, 0));
}

// It is named where it is
function crossingMark(rows, months, c) {
  const at = crossing(rows);
  if (at < 0) return undefined;
  const x = months.indexOf(rows[at][0]), late = x > months.length / 2;
  return { silent: true, symbol: "circle", symbolSize: 11, itemStyle: { color: "transparent", borderColor: c.text, borderWidth: 2 }, label: { formatter: `${rows[at][1]} ${rows[at][0].slice(0, 7)}`, position: late ? "left" : "right", offset: [0, -15], color: c.text, backgroundColor: c.card, padding: [1, 3], fontSize: 11.5 }, data: [{ coord: [x, rows[at][5]] }] };
}

// Bars that stand on the one before; whole[i]: from zero.  Where they would be too narrow for their
// numbers they lie below each other.  After one that is unknown nobody knows where the next would stand.
function waterfall(names, v, whole, unit, c, colour, axisName, width) {
  const widest = Math.max(...v.map((x, i) => signedIf(!whole[i], x, unit).length)), lying = (width - 60) / names.length < Math.max(40, 6.8 * widest);
  let level = 0;
  const bars = v.map((x, i) => { const from = whole[i] ? 0 : level; level = x === null || from === null ? null : whole[i] ? x : sum([level, x], 8); return level === null ? [0, 0] : [from, level]; });
  const a = axis(bars.flat(), unit);
  // a stack can't cross zero: the part below and that above, each on its own base
  const above = bars.map(([p, q]) => [Math.max(0, Math.min(p, q)), Math.max(0, Math.max(p, q))]), below = bars.map(([p, q]) => [Math.min(0, Math.max(p, q)), Math.min(0, Math.min(p, q))]);
  const part = (data, extra) => ({ type: "bar", stack: "w", barMaxWidth: lying ? 20 : 62, data, ...extra }), label = (position, told) => ({ show: true, position, color: c.text, fontSize: 11.5, formatter: (p) => (told(p.dataIndex) ? signedIf(!whole[p.dataIndex], v[p.dataIndex], unit) : "") });
  const isBelow = (i) => bars[i][0] <= 0 && bars[i][1] <= 0 && bars[i][0] + bars[i][1] < 0;
  const steps = categories(names, { axisLabel: { interval: 0, hideOverlap: false, fontSize: 11.5, rotate: !lying && names.length > 8 ? 30 : 0 }, inverse: lying, axisLine: { onZero: !lying, lineStyle: { color: c.soft } } }), amounts = values(a, axisName, lying ? { nameLocation: "middle", nameGap: 26, nameTextStyle: { color: c.soft } } : {});
  return base({
    grid: lying ? { left: 8, right: 48, top: 8, bottom: 22, containLabel: true } : { left: 8, right: 12, top: 34, bottom: 4, containLabel: true },
    tooltip: { ...base().tooltip, formatter: (ps) => tip(names[ps[0].dataIndex], [["", `${signedIf(!whole[ps[0].dataIndex], v[ps[0].dataIndex], unit)} ${axisName}`]]).replace(": <b>", "<b>") },
    ...(lying ? { xAxis: amounts, yAxis: steps } : { xAxis: steps, yAxis: amounts }),
    series: [
      part(above.map((x) => x[0]), { itemStyle: { color: "transparent" }, silent: true }), part(below.map((x) => x[0]), { itemStyle: { color: "transparent" }, silent: true }),
      part(above.map((x, i) => ({ value: x[1] - x[0], itemStyle: { color: colour(i) } })), { label: label(lying ? "right" : "top", (i) => !isBelow(i)) }),
      part(below.map((x, i) => ({ value: x[1] - x[0], itemStyle: { color: colour(i) } })), { label: label(lying ? "left" : "bottom", isBelow) }),
    ],
  });
}
const signedIf = (sign, v, unit) => (sign ? signed(v, money(v, unit)) : money(v, unit));

// ---- figures ----------------------------------------------------------------------------------------

function figuresOf(months) {
  const rows = book.pool_month.filter((r) => months.includes(r[0]) && state.pools.includes(r[1]));
  const [available, leased] = [sum(rows.map((r) => r[2]), 6), sum(rows.map((r) => r[3]), 6)], [net, profit, served] = [sum(rows.map((r) => r[4])), sum(rows.map((r) => r[6])), sum(rows.map((r) => r[7]))];
  const due = book.aging.filter((r) => r[0] === months.at(-1));
  return { net, profit, served, available, leased, margin: percent(profit, net), utilization: percent(leased, available), rate: ratio(served, leased), perAvailable: ratio(served, available), overdue: sum(due.flatMap((r) => r.slice(3))) };
}

// Months in words: all of three, else the first and the last
const listed = (months) => (months.length > 3 ? `${months[0].slice(0, 7)} … ${months.at(-1).slice(0, 7)}` : months.map((m) => m.slice(0, 7)).join(", "));
function drawFigures() {
  const months = monthsShown(), before = months.map(yearBefore), comparable = before.every((m) => allMonths.includes(m));
  const now = figuresOf(months), was = comparable ? figuresOf(before) : null, byMonth = months.map((m) => figuresOf([m]));
  const unknownMonths = months.filter((_, i) => byMonth[i].net === null || byMonth[i].profit === null);
  const amount = (v) => { const u = unitOf([v]); return [money(v, u), u.name]; }, perHour = t("perCardHour", units()[0].name);
  const list = [
    ["net", now.net, (v) => amount(v), "relative", 1, "net"], ["margin", now.margin, (v) => [number(v, 1), "%"], "points", 1, "margin"], ["utilization", now.utilization, (v) => [number(v, 1), "%"], "points", 1, "utilization"],
    ["rate", now.rate, (v) => [number(v, 2), perHour], "relative", 1, "rate"], ["available", now.perAvailable, (v) => [number(v, 2), perHour], "relative", 1, "perAvailable"], ["overdue", book.aging.length ? now.overdue : null, (v) => amount(v), "relative", -1, "overdue"],
  ];
  return list.map(([key, v, show, how, good, field]) => {
    const [text, unit] = show(v), old = was?.[field] ?? null;
    const change = v === null || old === null ? null : how === "points" ? v - old : old ? 100 * (v / old - 1) : null;
    const rounded = change === null ? null : number(Math.abs(change), 1);
    const changeText = change === null ? (key === "overdue" && !book.aging.length ? "" : v === null ? (unknownMonths.length ? t("unknown", listed(unknownMonths)) : t("nothingIn")) : !comparable ? t("noYear") : old === 0 ? t("sinceZero") : "—") : `${rounded === "0.0" ? "＝" : change > 0 ? "▲ +" : "▼ −"}${rounded} ${how === "points" ? t("points") : "%"} ${t("onYear")}`;
    return el("div", { class: "figure", "data-figure": key, "data-value": exact(v) }, el("div", { class: "name" }, t(key)), el("div", { class: "value" }, text, " ", el("small", {}, v === null ? "" : unit)),
      el("div", { class: `change ${change === null || rounded === "0.0" ? "" : change * good > 0 ? "good" : "bad"}` }, changeText), key === "overdue" ? el("div", { class: "sub" }, book.aging.length ? t("overdueNote", state.to.slice(0, 7)) : t("noInvoices")) : null, v === null ? null : spark(byMonth.map((f) => f[field])));
  });
}
function spark(v) {
  if (v.length < 2 || v.some((x) => x === null)) return null;
  const low = Math.min(...v), span = Math.max(...v) - low || 1, svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 100 26"); svg.setAttribute("preserveAspectRatio", "none"); svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", v.map((x, i) => `${i ? "L" : "M"}${((100 * i) / (v.length - 1)).toFixed(2)} ${(23 - (20 * (x - low)) / span).toFixed(2)}`).join(""));
  svg.append(path);
  return svg;
}
const figuresCard = {
  id: "figures", wide: true, title: () => t("figuresTable"), sub: () => t("figuresSub"), draw: () => null,
  table() {
    const months = monthsShown(), before = months.map(yearBefore), row = (name, f) => [name, f.net, f.profit, f.served, f.available, f.leased, round4(f.margin), round4(f.utilization), f.rate === null ? null : Math.round(f.rate * 1e6) / 1e6, f.perAvailable === null ? null : Math.round(f.perAvailable * 1e6) / 1e6, f.overdue];
    return { columns: ["period", "net_functional", "gross_profit_functional", "service_net_functional", "available_card_hours", "leased_card_hours", "gross_margin_percent", "utilization_percent", "net_functional_per_leased_card_hour", "net_functional_per_available_card_hour", "past_due_functional"],
      rows: [row("now", figuresOf(months)), ...(before.every((m) => allMonths.includes(m)) ? [row("year before", figuresOf(before))] : [])] };
  },
  sql() {
    const one = (name, from, to) => `SELECT '${name}' AS period, net_functional, gross_profit_functional, service_net_functional, available_card_hours, leased_card_hours,
       round(100 * gross_profit_functional / nullif(net_functional, 0), 4) AS gross_margin_percent,
       round(100 * leased_card_hours / nullif(available_card_hours, 0), 4) AS utilization_percent,
       round(service_net_functional / nullif(leased_card_hours, 0), 6) AS net_functional_per_leased_card_hour,
       round(service_net_functional / nullif(available_card_hours, 0), 6) AS net_functional_per_available_card_hour,
       (SELECT CASE WHEN count(*) = count(past_due_functional) THEN coalesce(sum(past_due_functional), 0) END
        FROM gpurent_bi.receivable_aging WHERE month = '${to}') AS past_due_functional
FROM (SELECT ${known("net_functional")} AS net_functional, ${known("gross_profit_functional")} AS gross_profit_functional, ${known("service_net_functional")} AS service_net_functional,
             sum(available_card_hours) AS available_card_hours, sum(leased_card_hours) AS leased_card_hours
      FROM gpurent_bi.pool_month WHERE month BETWEEN '${from}' AND '${to}'${wherePools()}) AS f`;
    const comparable = monthsShown().map(yearBefore).every((m) => allMonths.includes(m));
    return one("now", state.from, state.to) + (comparable ? `\nUNION ALL\n${one("year before", yearBefore(state.from), yearBefore(state.to))}` : "") + ";";
  },
};

// ---- drawing all of it ---------------------------------------------------------------------------------

const places = new Map(); // of a card: its elements, its chart, what is open and how it is sorted
const opened = new Set(["problem table"]);
const sorted = new Map();

function tableOf(card, { columns, rows }) {
  const order = sorted.get(card.id);
  const compare = (a, b) => (a === b ? 0 : a === null ? 1 : b === null ? -1 : typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : 1);
  const shown = order ? [...rows].sort((a, b) => compare(a[order.column], b[order.column]) * order.way) : rows;
  const numeric = columns.map((_, i) => rows.some((r) => typeof r[i] === "number"));
  const decimals = columns.map((c, i) => (numeric[i] ? Math.min(8, Math.max(...rows.map((r) => (typeof r[i] === "number" ? (exact(r[i]).split(".")[1] ?? "").length : 0)))) : 0));
  return el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": `${card.title()}: ${t("table")}` }, el("table", { class: "data" },
    el("thead", {}, el("tr", {}, columns.map((c, i) => el("th", { scope: "col", class: numeric[i] ? "number" : "", "aria-sort": order?.column === i ? (order.way > 0 ? "ascending" : "descending") : "none" },
      el("button", { type: "button", "data-key": `sort ${card.id} ${i}`, title: `${t("sortBy")} ${c}`, onclick: () => { sorted.set(card.id, { column: i, way: order?.column === i ? -order.way : numeric[i] ? -1 : 1 }); draw(); } }, columnName(c) + (/_(functional|in_currency)$/.test(c) || /currency_per/.test(c) || /functional_per/.test(c) ? ` (${/in_currency/.test(c) ? scenarioCurrency() : meta.currency})` : "") + (order?.column === i ? (order.way > 0 ? " ↑" : " ↓") : "")))))),
    el("tbody", {}, shown.map((r) => el("tr", {}, r.map((v, i) => el("td", { class: numeric[i] ? "number" : columns[i] === "reason" ? "words" : "" }, v === null ? "—" : numeric[i] ? number(v, columns[i] === "line_number" ? 0 : decimals[i]) : columns[i] === "month" ? v.slice(0, 7) : state.lang === "zh" ? translated(columns[i], v, r) : v)))))));
}
// What SQL says in English, in tables; CSV and SQL keep it
function translated(column, v, row) {
  if (column === "line") return lineWords[v] ?? v;
  if (column === "kind") return kindWords[v] ?? v;
  if (column === "period") return { now: t("now"), "year before": t("before") }[v] ?? v;
  if (column !== "reason") return v;
  for (const [english, chinese] of reasonWords) {
    const found = new RegExp(`^${english.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("%s", "(.*)")}$`, "s").exec(v);
    if (found) return chinese.replace(/\{(\d)\}/g, (_, i) => (found[+i + 1] === "no end" ? "无截止日" : found[+i + 1]));
  }
  return row[0] === "not billed" ? `无法计费：${v}` : v;
}
// A name that a spreadsheet would take for a formula is given as text.
const csvCell = (v) => { let s = exact(v); if (typeof v === "string" && /^[=+\-@\t\r]/.test(s)) s = "'" + s; return /[",\r\n]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s; };
const csvOf = ({ columns, rows }) => [columns, ...rows].map((r) => r.map(csvCell).join(",")).join("\r\n") + "\r\n";
function download(card) {
  const a = el("a", { href: URL.createObjectURL(new Blob(["\ufeff" + csvOf(card.table())], { type: "text/csv" })), download: `${card.id}_${state.from.slice(0, 7)}_${state.to.slice(0, 7)}.csv` });
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 10000);
}

function place(card) {
  if (!places.has(card.id)) {
    const section = el("section", { class: `card${card.wide ? " wide" : ""}`, id: card.id === "figures" ? "figures-card" : card.id, "aria-labelledby": `${card.id}-title` });
    const parts = { section, head: el("div", { class: "head" }), body: el("div", { class: "body" }), chart: null, below: el("div"), panels: el("div") };
    section.append(parts.head, parts.body, parts.below, parts.panels);
    byId("cards").append(section);
    places.set(card.id, parts);
  }
  return places.get(card.id);
}

function drawCard(card) {
  const parts = place(card), table = card.table();
  const toggle = (what, label) => el("button", { type: "button", "data-key": `${what} ${card.id}`, "aria-expanded": String(opened.has(`${card.id} ${what}`)), "aria-controls": `${card.id}-${what}`, onclick: () => { const k = `${card.id} ${what}`; opened.has(k) ? opened.delete(k) : opened.add(k); drawCardKeepingFocus(card); } }, label);
  parts.head.replaceChildren(el("div", {}, el("h2", { id: `${card.id}-title` }, card.title()), el("p", { class: "sub" }, card.sub(table))),
    el("div", { class: "tools" }, card.scenario && scenarios.length > 1 ? choose(el("span", { class: "hidden" }, t("scenario")), "scenario", state.scenario, scenarios.map((s) => [s, s])) : null, toggle("table", t("table")), toggle("sql", "SQL")));
  const drawn = card.draw(table, parts.body);
  if (drawn && drawn.option) {
    if (!parts.chart) {
      const box = el("div", { class: "chart", role: "img" });
      parts.body.replaceChildren(box);
      parts.chart = init(box, null, { renderer: "svg" });
      parts.box = box;
    }
    parts.chart.resize();
    parts.chart.setOption(drawn.option, true);
    parts.chart.off("click");
    if (drawn.click) parts.chart.on("click", drawn.click);
    parts.box.setAttribute("aria-label", drawn.description);
  } else {
    if (parts.chart) { parts.chart.dispose(); parts.chart = null; }
    parts.body.replaceChildren(...[drawn].flat().filter(Boolean));
  }
  parts.section.classList.toggle("long", (opened.has(`${card.id} table`) && table.rows.length > 12) || opened.has(`${card.id} sql`));
  parts.below.replaceChildren(...(drawn?.below ? [drawn.below] : []));
  parts.panels.replaceChildren(
    el("div", { class: "panel", id: `${card.id}-table`, hidden: !opened.has(`${card.id} table`) }, opened.has(`${card.id} table`) ? [el("div", { class: "tools" }, el("button", { type: "button", "data-key": `csv ${card.id}`, onclick: () => download(card) }, t("csv"))), table.rows.length ? tableOf(card, table) : el("p", { class: "empty" }, t("none"))] : []),
    el("div", { class: "panel", id: `${card.id}-sql`, hidden: !opened.has(`${card.id} sql`) }, opened.has(`${card.id} sql`) ? el("pre", { tabindex: 0 }, card.sql()) : []));
}
function keepingFocus(f) {
  const key = document.activeElement?.dataset?.key;
  f();
  if (key && !document.activeElement?.dataset?.key) [...document.querySelectorAll("[data-key]")].find((e) => e.dataset.key === key)?.focus();
}
const drawCardKeepingFocus = (card) => keepingFocus(() => drawCard(card));

const pageStyle = el("style");
document.head.append(pageStyle);
function drawAll() {
  const zh = state.lang === "zh", currency = zh && meta.currency === "CNY" ? "人民币" : meta.currency;
  document.documentElement.lang = zh ? "zh-CN" : "en";
  document.title = `${t("title")} ${meta.as_of_day ?? ""}`;
  byId("title").textContent = t("title");
  byId("footer").textContent = t("footer", meta.database);
  const language = el("button", { type: "button", "data-key": "lang", lang: zh ? "en" : "zh-CN", onclick: () => go({ lang: zh ? "en" : "zh", unit: "auto" }) }, t("other"));
  // page numbers, date and source in the margins of each sheet
  const quoted = (s) => JSON.stringify(s).replace(/</g, "\\3c ");
  pageStyle.textContent = `@page { size: A4 landscape; margin: 12mm 12mm 15mm; @bottom-left { content: ${quoted(`${t("title")} · ${meta.as_of_day ?? ""} · ${t("source", meta.database)}`)}; font: 8pt sans-serif; color: #4d5b6e } @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #4d5b6e } }`;
  if (!allMonths.length) {
    byId("about").textContent = "";
    byId("controls").replaceChildren(language);
    byId("cards").replaceChildren(el("p", { class: "empty" }, t("emptyBook")));
    return;
  }
  const open = (meta.open_months ?? []).filter((m) => m >= state.from && m <= state.to);
  byId("about").textContent = t("about", meta.as_of_day, meta.zone ? t("zone", meta.zone) : "", currency) + (open.length ? ` · ${t("open", listed(open))}` : "");
  const months = allMonths.map((m) => [m, m.slice(0, 7)]);
  byId("controls").replaceChildren(choose(t("from"), "from", state.from, months.filter(([m]) => m <= state.to)), choose(t("to"), "to", state.to, [...months].reverse()), choose(t("unit"), "unit", state.unit, [["auto", t("auto")], ...units().map((u) => [String(u.by), u.name])]), language, el("button", { type: "button", "data-key": "print", onclick: () => print() }, t("print")));
  byId("pools").setAttribute("aria-label", t("pools"));
  const all = state.pools.length === allPools.length && state.to === lastMonth && state.from === defaultFrom;
  const toggle = (p) => { const pools = state.pools.includes(p) ? state.pools.filter((q) => q !== p) : allPools.filter((q) => q === p || state.pools.includes(q)); go({ pools: pools.length ? pools : allPools }); };
  byId("pools").replaceChildren(...allPools.map((p) => el("button", { type: "button", "data-key": `toggle ${p}`, "aria-pressed": String(state.pools.includes(p)), onclick: () => toggle(p) }, p)), ...(all ? [] : [el("button", { type: "button", class: "reset", "data-key": "reset", onclick: () => go({ pools: allPools, from: defaultFrom, to: lastMonth }) }, t("reset"))]));
  byId("figures").setAttribute("aria-label", t("figures"));
  byId("figures").replaceChildren(...drawFigures());
  for (const card of [figuresCard, ...cards]) drawCard(card);
}
function draw() { keepingFocus(drawAll); }

readState();
draw();
addEventListener("hashchange", () => {
  const before = JSON.stringify({ ...state, whatIf: null });
  readState();
  if (canAsk() && JSON.stringify({ ...state, whatIf: null }) === before) drawWhatIf(); // a slider keeps its focus
  else draw();
});
const ready = (coreBytes.length ? load(coreBytes).catch(() => null) : Promise.resolve(null)).then((c) => {
  core = c;
  if (allMonths.length) keepingFocus(() => { for (const card of cards) if (card.id === "what_if" || (asked() && ["pro_forma", "grid"].includes(card.id))) drawCard(card); });
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
let wait;
addEventListener("resize", () => { if (!forPaper) { clearTimeout(wait); wait = setTimeout(draw, 120); } });

// On paper: light, and as wide as the sheet
const paper = (on) => { forPaper = on; document.documentElement.classList.toggle("paper", on); draw(); };
addEventListener("beforeprint", () => paper(true));
addEventListener("afterprint", () => paper(false));

// For the test of the page: each card's table and SQL as they are now
window.gpurentReport = { ready, cards: () => Object.fromEntries([figuresCard, ...cards].map((c) => [c.id, { csv: csvOf(c.table()), sql: c.sql() }])) };
