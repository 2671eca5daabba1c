// page.mjs DIRECTORY DATABASE=FILE...: the pages in headless Chromium, their numbers against
// psql's.  DIRECTORY holds node_modules.  Prints TAP.  Chromium is spoken to through a pipe.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { resolve } from "node:path";
import { kindWords, reasonWords } from "../../report/words.mjs";

const [directory, ...books] = process.argv.slice(2);
let n = 0, failed = 0;
function ok(good, what, detail) {
  console.log(`${good ? "ok" : "not ok"} ${++n} - ${what}`);
  if (!good) { failed++; if (detail !== undefined) console.log(`# ${String(detail).split("\n").join("\n# ")}`); }
}

// ---- Chromium ----------------------------------------------------------------------

const profile = mkdtempSync(tmpdir() + "/gpurent-chromium.");
const browser = spawn(process.env.CHROMIUM ?? "chromium", ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--remote-debugging-pipe", `--user-data-dir=${profile}`, "--lang=en"], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
const waiting = new Map(), listeners = [];
let id = 0, buffered = "";
browser.stdio[4].setEncoding("utf8");
browser.stdio[4].on("data", (chunk) => {
  buffered += chunk;
  const messages = buffered.split("\0");
  buffered = messages.pop();
  for (const m of messages.map((x) => JSON.parse(x))) {
    if (m.id) { const w = waiting.get(m.id); waiting.delete(m.id); m.error ? w.reject(new Error(m.error.message)) : w.resolve(m.result); }
    else for (const l of listeners) l(m);
  }
});
const send = (method, params = {}, sessionId) => new Promise((resolve, reject) => { waiting.set(++id, { resolve, reject }); browser.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + "\0"); });
const event = (name) => new Promise((resolve) => { const l = (m) => { if (m.method === name) { listeners.splice(listeners.indexOf(l), 1); resolve(m.params); } }; listeners.push(l); });

const { targetId } = await send("Target.createTarget", { url: "about:blank" });
const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
const page = (method, params) => send(method, params, sessionId);
for (const domain of ["Page", "Runtime", "Log", "Network"]) await page(`${domain}.enable`);
let complaints = [], requests = [];
listeners.push((m) => {
  if (m.method === "Runtime.exceptionThrown") complaints.push(m.params.exceptionDetails.exception?.description ?? m.params.exceptionDetails.text);
  if (m.method === "Runtime.consoleAPICalled" && ["error", "warning", "assert"].includes(m.params.type)) complaints.push(m.params.args.map((a) => a.value ?? a.description).join(" "));
  if (m.method === "Log.entryAdded" && ["error", "warning"].includes(m.params.entry.level)) complaints.push(m.params.entry.text);
  if (m.method === "Network.requestWillBeSent" && !/^data:|^blob:/.test(m.params.request.url) && m.params.type !== "Document") requests.push(m.params.request.url);
});
async function evaluate(expression) {
  const r = await page("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
  if (r.exceptionDetails) throw new Error(r.exceptionDetails.exception?.description ?? r.exceptionDetails.text);
  return r.result.value;
}
const size = (width, height = 900) => page("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
async function open(file, fragment) {
  const left = event("Page.loadEventFired");
  await page("Page.navigate", { url: "about:blank" }); // else another fragment would load nothing
  await left;
  const loaded = event("Page.loadEventFired");
  await page("Page.navigate", { url: `file://${file}#${fragment}` });
  await loaded;
  await evaluate("gpurentReport.ready");
}
async function press(key, code) {
  for (const type of ["keyDown", "keyUp"]) await page("Input.dispatchKeyEvent", { type, key, code: key, windowsVirtualKeyCode: code, nativeVirtualKeyCode: code });
}
const fragment = async (f) => evaluate(`new Promise((done) => { addEventListener("hashchange", () => setTimeout(done, 0), { once: true }); location.hash = ${JSON.stringify(f)}; })`);
const settled = () => evaluate("new Promise((done) => setTimeout(done, 200))");

// ---- numbers against psql's -----------------------------------------------------------

function parse(csv) {
  const rows = [[]];
  let cell = "", quoted = false;
  for (let i = 0; i < csv.length; i++) {
    const c = csv[i];
    if (quoted) { if (c === '"' && csv[i + 1] === '"') { cell += '"'; i++; } else if (c === '"') quoted = false; else cell += c; }
    else if (c === '"') quoted = true;
    else if (c === ",") { rows.at(-1).push(cell); cell = ""; }
    else if (c === "\n") { rows.at(-1).push(cell.replace(/\r$/, "")); cell = ""; rows.push([]); }
    else cell += c;
  }
  rows.pop();
  return rows;
}
const numeric = (s) => /^-?\d+(\.\d+)?$/.test(s);
// 1.50 is 1.5; a formula's quote is not the book's
const canonical = (s) => (numeric(s) ? s.replace(/^(-?\d+\.\d*?)0+$/, "$1").replace(/\.$/, "").replace(/^-0$/, "0") : s.replace(/^'(?=[=+\-@])/, ""));
// Ratios were rounded here from a quotient of floating point: half a unit of the last decimal
const RATIO = /_percent$|_per_|^payback_years$/;
function differences(mine, theirs) {
  const a = parse(mine), b = parse(theirs), found = [];
  if (a.length !== b.length) found.push(`${a.length - 1} rows, psql has ${b.length - 1}`);
  if (a[0].join() !== b[0].join()) found.push(`columns ${a[0]}; psql: ${b[0]}`);
  for (let i = 1; i < Math.min(a.length, b.length); i++) a[i].forEach((v, k) => {
    const x = canonical(v), y = canonical(b[i][k] ?? "");
    if (x !== y && !(RATIO.test(a[0][k]) && numeric(x) && numeric(y) && Math.abs(x - y) <= 1.0001 * (/_per_/.test(a[0][k]) ? 1e-6 : 1e-4))) found.push(`row ${i}, ${a[0][k]}: ${x}; psql: ${y}`);
  });
  return found;
}
async function compare(database, what) {
  const cards = await evaluate("gpurentReport.cards()");
  // one psql for all, in one go
  const script = Object.entries(cards).map(([name, c]) => `\\echo =card=${name}\n${c.sql}\n`).join("");
  const psql = spawnSync("psql", ["-X", "-q", "--csv", "-v", "ON_ERROR_STOP=1", "-d", database, "-U", "analyst"], { input: script, encoding: "utf8", maxBuffer: 1 << 28 });
  if (psql.status !== 0) return ok(false, `${what}: psql runs the SQL that the page shows`, psql.stderr);
  for (const part of psql.stdout.split("=card=").slice(1)) {
    const end = part.indexOf("\n"), name = part.slice(0, end), found = differences(cards[name].csv, part.slice(end + 1));
    ok(found.length === 0, `${what}: ${name} equals psql's ${parse(part.slice(end + 1)).length - 1} rows`, found.slice(0, 8).join("\n"));
  }
}
async function quiet(what) {
  ok(complaints.length === 0, `${what}: nothing on the console`, complaints.join("\n"));
  ok(requests.length === 0, `${what}: no request`, requests.join("\n"));
  complaints = []; requests = [];
}
// Texts of a chart that lie over each other. (Slanted ones have boxes that do, and are left out.)
const overlaps = () => evaluate(`[...document.querySelectorAll(".chart svg")].flatMap((svg) => {
  const texts = [...svg.querySelectorAll("text")].filter((x) => x.textContent.trim() && !/rotate|matrix/.test(x.getAttribute("transform") ?? "")).map((x) => [x.textContent, x.getBoundingClientRect()]);
  return texts.flatMap(([a, p], i) => texts.slice(i + 1).filter(([, q]) => Math.min(p.right, q.right) - Math.max(p.left, q.left) > 1 && Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 3).map(([b]) => svg.closest("section").id + ": " + a + " | " + b));
})`);
const axe = readFileSync(directory + "/node_modules/axe-core/axe.min.js", "utf8");
// KEEP=directory: what the browser saw
async function picture(name) {
  if (!process.env.KEEP) return;
  mkdirSync(process.env.KEEP, { recursive: true });
  const { cssContentSize: c } = await page("Page.getLayoutMetrics");
  const { data } = await page("Page.captureScreenshot", { captureBeyondViewport: true, clip: { x: 0, y: 0, width: c.width, height: c.height, scale: 1 } });
  writeFileSync(`${process.env.KEEP}/${name}.png`, Buffer.from(data, "base64"));
}
async function accessible(what) {
  await picture(what.replace(/\W+/g, "_"));
  await evaluate(axe + "; 0");
  const found = await evaluate(`axe.run(document, { resultTypes: ["violations"] }).then((r) => r.violations.map((v) => v.id + ": " + v.help + " (" + v.nodes.length + "): " + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + " " + (n.any[0]?.message ?? "")).join(" | ")))`);
  ok(found.length === 0, `${what}: axe finds nothing`, found.join("\n"));
}

ok(differences("a,b\n1,2.30\n", "a,b\n1,2.3\n").length === 0 && differences("a,b\n1,2.30\n", "a,b\n1,2.31\n").length === 1 && differences("a,b\n1,2\n", "a,b\n").length === 1 && differences("x_percent\n1.0002\n", "x_percent\n1.0004\n").length === 1, "a cent, a row, a ratio that differ are noticed");

try {
  const files = new Map(books.map((b) => [b.slice(0, b.indexOf("=")), resolve(b.slice(b.indexOf("=") + 1))]));
  const main = files.get("gpurent");
  ok(statSync(main).size < 2.5e6, `the page is below 2.5 MB (${(statSync(main).size / 1e6).toFixed(2)})`);

  for (const lang of ["en", "zh"]) for (const width of [1400, 390]) {
    const what = `${lang}, ${width} px`;
    await size(width);
    await open(main, `lang=${lang}`);
    const ready = await evaluate("performance.now()");
    if (width === 1400) ok(ready < 5000, `${what}: ready in 5 s (${Math.round(ready)} ms)`);
    ok((await evaluate("document.documentElement.lang")) === (lang === "zh" ? "zh-CN" : "en"), `${what}: the language is said`);
    ok(await evaluate("document.documentElement.scrollWidth <= innerWidth"), `${what}: nothing sticks out`, await evaluate("[...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth && !e.closest('.scroll')).slice(0, 5).map((e) => e.outerHTML.slice(0, 120)).join('\\n')"));
    ok((await evaluate("document.querySelectorAll('.chart svg').length")) === 7, `${what}: seven charts are drawn`, await evaluate("document.querySelectorAll('.chart svg').length"));
    ok((await overlaps()).length === 0, `${what}: no text of a chart lies over another`, (await overlaps()).join("\n"));
    ok(!(await evaluate("/undefined|NaN|Infinity|\\[object/.test(document.body.innerText)")), `${what}: no undefined, no NaN`);
    ok(lang === "zh" || !(await evaluate("/[\\u4e00-\\u9fff]/.test([...document.querySelectorAll('h1, h2, .sub, .name, .change, label')].map((e) => e.textContent).join(''))")), `${what}: in one language`);
    await accessible(what);
    await quiet(what);
  }

  await size(1400);
  await page("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: "dark" }] });
  await open(main, "lang=en");
  await accessible("dark");
  await page("Emulation.setEmulatedMedia", { features: [] });

  await open(main, "lang=en");
  await compare("gpurent", "all pools, a year");
  const whole = await evaluate("document.querySelector('[data-figure=net]').dataset.value");
  ok(whole === (await evaluate("gpurentReport.cards().figures.csv.split('\\r\\n')[1].split(',')[1]")), "the figure is that of its table");

  // what the tables and the heat map show is what they give as CSV
  await evaluate("document.querySelectorAll('[data-key^=\"table \"][aria-expanded=false]').forEach((b) => b.click())");
  const shown = await evaluate("Object.fromEntries([...document.querySelectorAll('section.card')].map((s) => [s.id.replace('-card', ''), [...s.querySelectorAll('.panel .data tbody tr')].map((r) => [...r.children].map((c) => c.textContent))]))");
  const cards = await evaluate("gpurentReport.cards()");
  for (const [name, rows] of Object.entries(shown)) {
    const expected = parse(cards[name].csv).slice(1), plain = (s) => s.replace(/,(?=\d{3})/g, "").replace("−", "-");
    const wrong = rows.flatMap((r, i) => r.map((c, k) => { const e = expected[i]?.[k] ?? ""; return (numeric(e) ? canonical(plain(c)) === canonical(e) : c === "—" ? e === "" : e.startsWith(c)) ? null : `row ${i + 1}: ${c}, CSV ${e}`; })).filter(Boolean);
    ok(rows.length === expected.length && rows.length > 0 && wrong.length === 0, `${name}: the table shows its CSV`, `${rows.length} of ${expected.length}\n${wrong.slice(0, 5).join("\n")}`);
  }
  const cells = await evaluate("[...document.querySelectorAll('#utilization .heat tbody tr')].slice(0, -1).map((r) => [...r.querySelectorAll('td')].map((c) => c.textContent))");
  const months = [...new Set(parse(cards.utilization.csv).slice(1).map((r) => r[0]))];
  ok(cells.length === 8 && parse(cards.utilization.csv).slice(1).every((r, i) => Math.abs(Number(cells[i % 8][months.indexOf(r[0])]) - Number(r[4])) <= 0.5), "the heat map shows its table", JSON.stringify(cells));
  await evaluate("document.querySelectorAll('[data-key^=\"table \"][aria-expanded=true]').forEach((b) => b.dataset.key === 'table problem' || b.click())");

  // a click, and the way back
  await evaluate("document.querySelector('[data-key=\"pool 北京 A100\"]').click()"); await settled();
  ok(await evaluate("new URLSearchParams(location.hash.slice(1)).getAll('pool').join() === '北京 A100'"), "a click on a pool: the page is of it");
  ok((await evaluate("document.querySelector('[data-figure=net]').dataset.value")) !== whole, "and so are the figures");
  await evaluate("document.querySelector('[data-key=\"month 2026-08-01\"]').click()"); await settled();
  ok(await evaluate("/from=2026-08&to=2026-08/.test(location.hash)"), "a click on a month");
  await compare("gpurent", "one pool, one month");
  await evaluate("history.go(-2)"); await settled();
  ok((await evaluate("document.querySelector('[data-figure=net]').dataset.value")) === whole, "the browser's way back leads back");
  await evaluate("document.querySelector('[data-key=\"toggle 韶关 4090\"]').click()"); await settled();
  ok(await evaluate("document.querySelector('[data-key=\"toggle 韶关 4090\"]').getAttribute('aria-pressed') === 'false' && document.activeElement !== null"), "a pool is toggled off");
  await evaluate("document.querySelector('[data-key=reset]').click()"); await settled();
  ok((await evaluate("document.querySelector('[data-figure=net]').dataset.value")) === whole, "the reset leads back");
  await evaluate("document.querySelector('[data-key=\"table customers\"]').click(); document.querySelector('[data-key=\"sql customers\"]').click()");
  ok(await evaluate("document.querySelector('#customers-sql pre').textContent.includes('gpurent_bi.revenue_month')"), "the SQL is a click away");
  await evaluate("document.querySelector('[data-key=\"sort customers 1\"]').click(); document.querySelector('[data-key=\"sort customers 1\"]').click()");
  ok(await evaluate("document.querySelectorAll('#customers-table th')[1].getAttribute('aria-sort') === 'ascending'"), "a table is sorted by a click on its header");
  await accessible("with a table and SQL open");
  ok(await evaluate("new Promise((done) => { const make = URL.createObjectURL; URL.createObjectURL = (b) => { URL.createObjectURL = make; b.text().then((text) => done(text === gpurentReport.cards().customers.csv)); return 'data:,'; }; document.querySelector('[data-key=\"csv customers\"]').click(); })"), "the CSV that is saved is that of the table");
  for (const [lang, by, name] of [["zh", 1e4, "万元"], ["zh", 1e8, "亿元"], ["en", 1e6, "CNY m"], ["en", 1, "CNY"]]) {
    await fragment(`lang=${lang}&unit=${by}`);
    const [text, unit] = await evaluate("[...document.querySelector('[data-figure=net] .value').childNodes].filter((c) => c.textContent.trim()).map((c) => c.textContent)");
    ok(unit === name && Math.abs(Number(text.replaceAll(",", "")) * by - whole) <= 0.051 * by * (by === 1 ? 10 : 1), `in ${name}: ${text}`, `${whole} ${unit}`);
  }
  await fragment("lang=zh&from=2024-05&to=2026-10&scenario=512+H20+without+debt");
  await compare("gpurent", "all months, another scenario");
  await quiet("after all that");

  // what if: the core on the page, and the SQL that asks the same of the server
  const csv = (card) => evaluate(`gpurentReport.cards().${card}.csv`);
  await fragment("lang=en");
  const asInBook = [await csv("pro_forma"), await csv("grid")], labels = () => evaluate("[...document.querySelectorAll('.lever input')].map((i) => [i.labels[0].textContent, i.getAttribute('aria-valuetext')])");
  ok((await labels()).length === 5 && (await labels()).every(([l, v]) => l && v), "five sliders, each with a label and what it stands at", JSON.stringify(await labels()));
  await evaluate("document.querySelector('[data-key=\"lever rate\"]').focus()");
  await press("ArrowRight", 39); await press("ArrowRight", 39); await settled();
  ok((await evaluate("location.hash")).includes("rate=7.37") && (await evaluate("document.activeElement.dataset.key")) === "lever rate" && (await evaluate("document.querySelector('[for=lever-rate]:is(output)').textContent")).startsWith("7.37 CNY per card and hour"), "a key moves a slider, which keeps the focus, and the fragment says so", await evaluate("location.hash + ' ' + document.activeElement.outerHTML"));
  ok((await csv("pro_forma")) !== asInBook[0] && (await csv("grid")) === asInBook[1], "the rate moves the cash, not the grid");
  await evaluate("(() => { const i = document.querySelector('[data-key=\"lever price\"]'); i.value = String(-8); i.dispatchEvent(new Event('input')); i.dispatchEvent(new Event('change')); })()"); await settled();
  ok((await evaluate("location.hash")).includes("price=84000") && (await csv("grid")) !== asInBook[1], "the price moves both", await evaluate("location.hash"));
  ok(await evaluate("document.querySelector('#pro_forma .sub').textContent.includes('what if: price of a card 84,000 CNY, rate 7.37') && document.querySelector('#pro_forma-title') !== null"), "what was asked is said");
  await compare("gpurent", "what if");
  await accessible("what if");
  const years = await evaluate("[...document.querySelectorAll('.sums tbody tr')].map((r) => [...r.querySelectorAll('td')].map((c) => c.textContent))");
  ok(years.length === 3 && years.every((r) => r.length === 2 && r[0] !== r[1]), "what comes of it, beside the book", JSON.stringify(years));
  await evaluate("document.querySelector('[data-key=\"as in the book\"]').click()"); await settled();
  ok((await csv("pro_forma")) === asInBook[0] && (await csv("grid")) === asInBook[1], "and back to the book");
  for (const f of ["lang=zh&scenario=512+H20+without+debt&price=95000&rate=5.85&let=73&decline=0&debt=55", "lang=en&rate=3.1&let=100&decline=5&debt=100", "lang=zh&scenario=the+same+at+half+the+price&price=10000&rate=7.17&let=0&debt=0", "lang=en&price=180000&let=44.25&decline=0.123"]) {
    await fragment(f);
    await compare("gpurent", `what if, ${f}`);
    ok(!(await evaluate("/undefined|NaN|Infinity|\\[object/.test(document.body.innerText)")), `what if, ${f}: no undefined, no NaN`);
  }
  await fragment("lang=en&price=9999&rate=x&let=101&decline=1e1&debt=60");
  ok((await csv("pro_forma")) === asInBook[0] && (await csv("grid")) === asInBook[1], "below the residual value, no number, more than all: as in the book");
  await quiet("what if");
  // the reasons of the problems are all told in Chinese
  const views = readFileSync("examples/lease_book_views.sql", "utf8"), rows = views.slice(views.indexOf("CREATE VIEW gpurent_bi.problem"), views.indexOf("-- ---- what the columns are"));
  const texts = (source, expression) => [...source.matchAll(expression)].map((m) => m[1].replaceAll("''", "'"));
  const kinds = texts(rows, /SELECT (?:DISTINCT )?'([a-z ]+)'::varchar\(20\)/g), reasons = [...texts(rows, /'((?:[^']|'')*)'/g).filter((s) => s.split(" ").length > 2), ...texts(readFileSync("examples/lease_book.sql", "utf8"), /NEW\.cannot_bill := (?:format\()?'((?:[^']|'')*)'/g)].filter((r) => !kinds.includes(r));
  ok(kinds.length >= 9 && kinds.every((k) => kindWords[k]) && Object.keys(kindWords).every((k) => kinds.includes(k)), "each kind of problem has a word in Chinese", kinds.join("; "));
  ok(reasons.length >= 10 && reasons.every((r) => reasonWords.some(([e]) => e === r)) && reasonWords.every(([e]) => reasons.includes(e)), "and each reason", [...reasons.filter((r) => !reasonWords.some(([e]) => e === r)), "--", ...reasonWords.map(([e]) => e).filter((e) => !reasons.includes(e))].join("\n"));
  await fragment("lang=zh");
  const told = await evaluate("[...document.querySelectorAll('#problem-table tbody tr')].map((r) => [r.children[0].textContent, r.children[5].textContent])");
  ok(told.length > 0 && told.every((r) => r.every((c) => /[\u4e00-\u9fff]/.test(c) && !c.includes("{"))), "zh: problems are told in Chinese", JSON.stringify(told));
  ok(await evaluate("/北京 A100 2026-09/.test(document.querySelector('#payback .chart').textContent)"), "the month in which a pool is paid back is named in its curve");

  // on paper
  await evaluate("document.querySelectorAll('[aria-expanded=true]').forEach((b) => b.click())");
  for (const lang of ["en", "zh"]) {
    await fragment(`lang=${lang}&from=2025-11${lang === "zh" ? "&price=90000&let=90" : ""}`);
    const { data } = await page("Page.printToPDF", { preferCSSPageSize: true, printBackground: true });
    const pdf = Buffer.from(data, "base64"), text = pdf.toString("latin1");
    if (process.env.KEEP) writeFileSync(`${process.env.KEEP}/${lang}.pdf`, pdf);
    const sheets = (text.match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length, box = text.match(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/);
    ok(sheets >= 4 && sheets <= 12 && Math.round(box[1]) === 842 && Math.round(box[2]) === 595, `${lang}: on paper, A4 landscape, ${sheets} sheets`, box?.[0]);
  }
  await evaluate("dispatchEvent(new Event('beforeprint'))");
  ok((await overlaps()).length === 0, "on paper no text of a chart lies over another", (await overlaps()).join("\n"));
  ok((await evaluate("[...document.querySelectorAll('.chart')].every((c) => { const s = c.querySelector('svg').getBoundingClientRect(), b = c.getBoundingClientRect(); return Math.abs(s.width - b.width) < 2 && Math.abs(s.height - b.height) < 2; }) && document.body.getBoundingClientRect().width")) > 1030, "charts are drawn for the sheet");
  await evaluate("dispatchEvent(new Event('afterprint'))");
  ok(await evaluate("!document.documentElement.classList.contains('paper')"), "and then for the screen again");
  await quiet("after printing");
  const cardsOf = async () => { await open(main, "lang=en"); return evaluate("JSON.stringify(gpurentReport.cards())"); }, all = await cardsOf();
  await open(files.get("reader"), "lang=en");
  ok((await evaluate("JSON.stringify(gpurentReport.cards())")) === all, "who may read nothing but the views gets the same numbers");
  await quiet("the reader's page");

  await open(files.get("no_core"), "lang=en&price=90000");
  ok((await evaluate("JSON.stringify(gpurentReport.cards())")) === all && (await evaluate("document.querySelector('#what_if').textContent.includes('clang') && !document.querySelector('.lever')")), "made without the core, the page has all but the sliders, and says why");
  await quiet("without the core");

  for (const database of ["empty_book", "one_lease", "hostile"]) for (const lang of ["en", "zh"]) {
    await open(files.get(database), `lang=${lang}`);
    ok(!(await evaluate("/undefined|NaN|Infinity|\\[object/.test(document.body.innerText)")), `${database}, ${lang}: no undefined, no NaN`);
    ok(!(await evaluate("document.title")).includes("taken") && (await evaluate("document.querySelectorAll('script').length")) === 3 && (await evaluate("document.querySelectorAll('main img, main b').length")) === 0, `${database}, ${lang}: names are text`);
    if (lang === "en" && database !== "empty_book") {
      await compare(database, database);
      await accessible(database);
    }
    if (database === "empty_book") ok(await evaluate("document.querySelectorAll('section.card').length === 0 && document.querySelector('#cards').children.length === 1"), `${database}, ${lang}: one sentence, and no card`);
    await quiet(`${database}, ${lang}`);
  }
  const steps = await evaluate("[[...document.querySelectorAll('#bridge text')].filter((x) => x.textContent === '—').length, [...document.querySelectorAll('#bridge path')].filter((p) => /#1b7f4b|rgb\\(27,127,75\\)/.test(p.getAttribute('fill')) && p.getBBox().height > 1).length]");
  ok(steps[0] === 7 && steps[1] === 0, "hostile: what is unknown in the bridge has no bar, nor what would stand on it", steps);
  for (const f of ["lang=en", "lang=zh&price=9000.25&let=90"]) {
    await fragment(f);
    await compare("hostile", `hostile, ${f}`);
    ok(await evaluate("/,-?\\d+\\.\\d{3}\\r\\n/.test(gpurentReport.cards().pro_forma.csv) && !/\\.\\d{4}/.test(gpurentReport.cards().pro_forma.csv)"), `hostile, ${f}: a dinar has three decimals`);
  }
  await fragment("lang=zh");
  await quiet("hostile, what if");
  ok(await evaluate("/\\r\\n'=1\\+1,/.test(gpurentReport.cards().customers.csv)"), "hostile: a name that a spreadsheet would compute is text in the CSV");
  ok(await evaluate("document.querySelector('[data-figure=net] .change').textContent.includes('2026-03')"), "hostile: the month whose exchange rate is missing is named");
  ok(await evaluate("document.body.innerText.includes('</script><b>') && document.body.innerText.includes('{{data}} $& $1')"), "hostile: they are shown as they are");
} catch (e) {
  ok(false, "the test runs to its end", e.stack);
}
console.log(`1..${n}`);
// closed, not killed: its processes would go on writing into the profile
const gone = new Promise((done) => browser.on("exit", done));
send("Browser.close").catch(() => {});
await gone;
rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
process.exit(failed ? 1 : 0);
