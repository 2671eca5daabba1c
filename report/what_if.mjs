// What if: a scenario with other terms, computed by the core itself (what_if.c, as
// WebAssembly), so that its digits are those of pro_forma() and payback_grid().
//
// Decimals are text outside and whole numbers of so many decimals (BigInt) inside; no
// floating point touches them on the way in.

const SECONDS = { second: 1n, minute: 60n, hour: 3600n, day: 86400n, week: 604800n, month: 2628000n, quarter: 7884000n, year: 31536000n };
export const AMOUNT = 8, SHARE = 9, CARDS = 6, YEARS = 6; // decimals, as what_if.c has them
const NEVER = -1n;
export const COLUMNS = ["month_number", "operating_month_number", "revenue", "operating_cost", "ebitda", "depreciation", "interest", "income_tax", "net_profit", "capex", "debt_balance", "project_cash_flow", "equity_cash_flow"];

// "12.5" with 2 decimals is 1250n; null, if it is no decimal or has more of them
export function whole(text, decimals) {
  const m = /^(-?)(\d+)(?:\.(\d*?)0*)?$/.exec(text);
  if (!m || (m[3] ?? "").length > decimals) return null;
  const n = BigInt(m[2] + (m[3] ?? "").padEnd(decimals, "0"));
  return m[1] ? -n : n;
}
// 1250n with 2 decimals is "12.5"
export function decimal(n, decimals) {
  const digits = String(n < 0n ? -n : n).padStart(decimals + 1, "0");
  const at = digits.length - decimals, fraction = digits.slice(at).replace(/0+$/, "");
  return (n < 0n ? "-" : "") + digits.slice(0, at) + (fraction && `.${fraction}`);
}
// '100000 CNY/card excl 13%': the number, and what follows it
export const parts = (rate) => { const at = rate.indexOf(" "); return [rate.slice(0, at), rate.slice(at)]; };

// bytes: of what_if.wasm
export async function load(bytes) {
  const { exports: core } = (await WebAssembly.instantiate(bytes)).instance;
  const at = core.what_if_scenario(), row = core.what_if_row();
  const percent = (text) => whole(text, SHARE - 2); // 12.5 % is 0.125
  function scenario(s) {
    const [, unit] = parts(s.price), letters = [...unit.slice(1, 4)].map((c) => c.charCodeAt(0) - 64), scale = core.what_if_decimals(...letters);
    const terms = [whole(parts(s.price)[0], AMOUNT), whole(parts(s.rate)[0], AMOUNT), SECONDS[s.rate_period], s.cash_cost === null ? 0n : whole(parts(s.cash_cost)[0], AMOUNT), whole(s.cards, CARDS), BigInt(s.months), BigInt(s.construction_months), BigInt(s.ramp_months),
      percent(s.let_percent), percent(s.monthly_decline_percent), percent(s.selling_percent), BigInt(s.life_months), whole(s.residual_value, AMOUNT), percent(s.debt_percent), percent(s.interest_percent), percent(s.income_tax_percent), percent(s.discount_rate_percent), BigInt(scale)];
    if (terms.some((v) => v === null)) throw new Error(`a term of ${s.scenario} is no number`);
    new BigInt64Array(core.memory.buffer, at, terms.length).set(terms);
    return scale;
  }
  return {
    // a row a month, of COLUMNS; amounts as decimals. null: an amount does not fit
    proForma(s) {
      const scale = scenario(s), rows = [];
      core.what_if_begin();
      for (let more; (more = core.what_if_next()) !== 0;) {
        if (more < 0) return null;
        rows.push([...new BigInt64Array(core.memory.buffer, row, COLUMNS.length)].map((v, i) => (i < 2 ? Number(v) : decimal(v, scale))));
      }
      return rows;
    },
    // years as a decimal; null: never. rates: decimals, lets: per cent
    paybacks(s, rates, lets) {
      scenario(s);
      return rates.map((rate) => lets.map((share) => { const years = core.what_if_payback(whole(rate, AMOUNT), percent(share)); return years === NEVER ? null : decimal(years, YEARS); }));
    },
  };
}

// ---- the SQL that gives the same -----------------------------------------------------

const literal = (text) => `'${text.replaceAll("'", "''")}'`;
const share = (percent) => decimal(whole(percent, SHARE - 2), SHARE);
const cost = (s) => (s.cash_cost === null ? "NULL" : literal(s.cash_cost));

export const proFormaCall = (s) => `pro_forma(${literal(s.price)}::rent_rate, ${literal(s.rate)}::rent_rate, ${decimal(whole(s.cards, CARDS), CARDS)}::numeric, ${cost(s)}::rent_rate, months => ${s.months}, start_date => '${s.start_date}',
       construction_months => ${s.construction_months}, ramp_months => ${s.ramp_months}, utilization => ${share(s.let_percent)}::numeric, monthly_decline => ${share(s.monthly_decline_percent)}::numeric,
       variable_cost => ${share(s.selling_percent)}::numeric, life => '${s.life_months} months', salvage => ${s.residual_value}::numeric, residual_value => ${s.residual_value}::numeric,
       debt_share => nullif(${share(s.debt_percent)}, 0)::numeric, interest_rate => ${share(s.interest_percent)}::numeric, income_tax_rate => ${share(s.income_tax_percent)}::numeric)`;

export const gridCall = (s, rates, lets) => `payback_grid(${literal(s.price)}::rent_rate, ${literal(`{${rates.map((r) => r + parts(s.rate)[1]).join(",")}}`)}::rent_rate[],
       '{${lets.map(share).join(",")}}'::numeric[], ${cost(s)}::rent_rate, ${share(s.monthly_decline_percent)}::numeric, ${share(s.discount_rate_percent)}::numeric)`;
