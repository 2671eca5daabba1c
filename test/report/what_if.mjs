// what_if.mjs WASM CASES SEED DATABASE: random scenarios through the core as WebAssembly and through
// psql: pro_forma() and payback_grid() of the SQL that the page shows, digit for digit.  Prints TAP.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { load, whole, decimal, proFormaCall, gridCall, COLUMNS } from "../../report/what_if.mjs";

const [wasm, cases, seed, database] = process.argv.slice(2);
let n = 0, failed = 0;
function ok(good, what, detail) {
  console.log(`${good ? "ok" : "not ok"} ${++n} - ${what}`);
  if (!good) { failed++; if (detail !== undefined) console.log(`# ${String(detail).split("\n").join("\n# ")}`); }
}

ok(["0", "1", "-1", "12.5", "0.05", "-0.00000001", "90000000000"].every((t) => decimal(whole(t, 8), 8) === t) && decimal(120n, 1) === "12" && decimal(100n, 0) === "100" && whole("12.50", 2) === 1250n && whole("1.234", 2) === null && whole("1e3", 2) === null && whole("", 2) === null, "decimals are read and written");
const bytes = readFileSync(wasm), module = new WebAssembly.Module(bytes);
ok(WebAssembly.Module.imports(module).length === 0, "the module imports nothing");
const core = await load(bytes);

// xorshift: the same scenarios from the same seed
let x = (BigInt(seed) * 2862933555777941757n + 3037000493n) & 0xffffffffffffffffn || 1n;
const random = (k) => { x ^= (x << 13n) & 0xffffffffffffffffn; x ^= x >> 7n; x ^= (x << 17n) & 0xffffffffffffffffn; return Number(x % BigInt(k)); };
const one = (...list) => list[random(list.length)];
// a decimal from 0 to below 10^digits, often round
const some = (digits, decimals) => { const d = random(decimals + 1), l = 1 + random(digits); return decimal(BigInt(random(10 ** Math.min(l + d, 15))), d); };
const percent = (most) => one("0", "0", decimal(BigInt(random(most * 1e4 + 1)), 4), decimal(BigInt(random(most + 1)), 0));
const scenarios = Array.from({ length: Number(cases) }, (_, i) => {
  const period = one("hour", "hour", "hour", "second", "minute", "day", "week", "month", "quarter", "year"), currency = one("CNY", "CNY", "USD", "JPY", "KWD"), tax = one("", " excl 13%", " incl 6%"), card = ` ${currency}/card`;
  const price = one("0", some(6, 2), some(6, 2), some(9, 8)), months = 1 + random(one(6, 48, 60));
  return {
    scenario: `random ${i}`, price: `${price}${card}${tax}`, rate: `${some({ second: 1, minute: 2, hour: 2 }[period] ?? 5, 8)}${card}/${period}${tax}`, rate_period: period, cash_cost: one(null, `${some(1, 8)}${card}/hour${tax}`, `0.${random(1e8)}${card}/hour${tax}`),
    cards: one("1", "1000", some(4, 6)), start_date: one("2027-01-01", "2028-02-29"), months: String(months), construction_months: String(one(0, 0, random(13))), ramp_months: String(one(0, 0, random(13))), let_percent: percent(100),
    monthly_decline_percent: one("0", "1", decimal(BigInt(random(1000000)), 4), decimal(-BigInt(random(50000)), 4)), selling_percent: percent(100), life_months: String(1 + random(120)),
    residual_value: decimal(whole(price, 8) / BigInt(1 + random(10)) / 1000000n, 2), debt_percent: percent(100), interest_percent: percent(30), income_tax_percent: percent(100), discount_rate_percent: one("0", "8", percent(50)),
  };
});
const lets = ["0", "30", "55.5", "80", "100", "33.3333"];
const ratesOf = (s) => { const r = whole(s.rate.slice(0, s.rate.indexOf(" ")), 8); return [...new Set([r, r / 2n, r * 2n, r + 1n].map((v) => decimal(v, 8)))].sort((a, b) => (whole(a, 8) < whole(b, 8) ? -1 : 1)); };

const sql = scenarios.map((s) => `SELECT coalesce(string_agg(concat_ws(' ', month, coalesce(operating_month, 0), ${COLUMNS.slice(2).map((c) => `trim_scale(${c})`).join(", ")}), ';' ORDER BY month), '')
FROM ${proFormaCall(s)};
SELECT string_agg(coalesce(trim_scale(payback_years)::text, '-'), ' ' ORDER BY rate_amount, utilization) FROM ${gridCall(s, ratesOf(s), lets)};`).join("\n");
const psql = spawnSync("psql", ["-X", "-q", "-At", "-d", database, "-U", "analyst"], { input: sql, encoding: "utf8", maxBuffer: 1 << 30 });
// an amount that numeric(…) refuses has no line; there is none such here
const lines = psql.stdout.split("\n");
ok(psql.status === 0 && psql.stderr === "" && lines.length === 2 * scenarios.length + 1, `psql answers ${scenarios.length} scenarios`, psql.stderr.slice(0, 2000));
const order = [...lets].sort((a, b) => a - b), faults = [];
let amounts = 0, years = 0, never = 0, tooLarge = 0;
scenarios.forEach((s, i) => {
  const months = core.proForma(s);
  if (months === null) tooLarge++;
  const mine = months?.map((r) => r.join(" ")).join(";"), grid = core.paybacks(s, ratesOf(s), order).flat();
  if (months !== null && mine !== lines[2 * i]) faults.push(`${JSON.stringify(s)}\n${mine.slice(0, 300)}\n${lines[2 * i].slice(0, 300)}`);
  if (grid.map((y) => y ?? "-").join(" ") !== lines[2 * i + 1]) faults.push(`${JSON.stringify(s)}\n${grid.map((y) => y ?? "-").join(" ")}\n${lines[2 * i + 1]}`);
  amounts += (months?.length ?? 0) * COLUMNS.length; years += grid.length; never += grid.filter((y) => y === null).length;
});
ok(faults.length === 0, `${amounts} amounts of their months and ${years} paybacks (${never} of them never) are SQL's`, faults.slice(0, 5).join("\n"));
ok(tooLarge <= scenarios.length / 20, `and ${tooLarge} are too large for a page`);
// so that one digit is noticed
const s = scenarios[0], wrong = core.proForma({ ...s, price: s.price.replace(/^\S+/, (p) => decimal(whole(p, 8) + 1000000n, 8)) });
ok(JSON.stringify(wrong) !== JSON.stringify(core.proForma(s)), "a cent more is noticed");
console.log(`1..${n}`);
process.exit(failed ? 1 : 0);
