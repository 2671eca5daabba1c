// pg.js: what node-postgres shows of the views of schema gpurent_bi, as clients.py tells it.
// numeric and bigint come as strings, which is what keeps their digits; a date as a Date of the process's zone, unless
// a parser says otherwise.

const { Client, types } = require('pg');
types.setTypeParser(1082, day => day);
const kinds = { 1700: 'numeric', 1082: 'date', 21: 'integer', 23: 'integer', 20: 'integer', 16: 'boolean', 1043: 'text', 25: 'text' };

// sums of decimal strings, exactly
function scaled(text) {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) throw new Error('no plain decimal: ' + text);
  return BigInt(match[1] + match[2] + (match[3] || '').padEnd(40, '0'));
}
function plain(sum) {
  const digits = (sum < 0n ? -sum : sum).toString().padStart(41, '0');
  const text = (sum < 0n ? '-' : '') + digits.slice(0, -40) + '.' + digits.slice(-40);
  return text.replace(/\.?0*$/, '');
}

async function main() {
  // dates come as texts, in whatever style the session has
  const client = new Client({ options: '-c datestyle=ISO' });
  await client.connect();
  const views = await client.query(`SELECT relname::text FROM pg_class WHERE relnamespace = 'gpurent_bi'::regnamespace AND relkind = 'v' ORDER BY relname COLLATE "C"`);
  for (const { relname } of views.rows) {
    const result = await client.query({ text: 'SELECT * FROM gpurent_bi.' + relname, rowMode: 'array' });
    console.log(relname, 'rows', result.rows.length);
    result.fields.forEach((field, i) => {
      const kind = kinds[field.dataTypeID] || 'type ' + field.dataTypeID;
      const values = result.rows.map(row => row[i]).filter(value => value !== null);
      let total = '';
      if (kind === 'numeric' || kind === 'integer') total = plain(values.reduce((sum, v) => sum + scaled(String(v)), 0n));
      else if (kind === 'date') total = values.length === 0 ? '-' : values.reduce((a, b) => a < b ? a : b) + ' ' + values.reduce((a, b) => a > b ? a : b);
      else if (kind === 'boolean') total = values.filter(v => v === true).length;
      else if (kind === 'text') total = values.reduce((n, v) => n + [...v].length, 0);
      console.log(`${relname}.${field.name} ${kind} ${total}`);
    });
  }
  const value = async (query, ...values) => (await client.query({ text: query, values, rowMode: 'array' })).rows[0][0];
  const rows = (await client.query('SELECT net_functional FROM gpurent_bi.revenue_month WHERE pool = $1 AND month = $2', ['北京 A100', '2025-06-01'])).rows;
  console.log('filter', plain(rows.reduce((sum, row) => sum + scaled(row.net_functional), 0n)));
  // parameters come without a type, and numbers as texts: where several functions would do, the query says the type
  console.log('call payback', await value('SELECT trim_scale(payback($1::text, $2::text))', '100000 CNY/card', '15.1 CNY/card/hour'));
  console.log('call payback_utilization', await value('SELECT trim_scale(payback($1::text, $2::text, $3::float8))', '100000 CNY/card', '15.1 CNY/card/hour', 0.6));
  console.log('call gross_margin', await value('SELECT trim_scale(gross_margin($1::float8, $2::float8))', 5.4, 2.9));
  console.log('call cagr', await value('SELECT trim_scale(cagr($1::float8, $2::float8, $3::float8))', 19.5, 34.66, 4));
  console.log('call pmt', await value('SELECT trim_scale(pmt($1::float8, $2::int, $3::int))', 0.05, 12, 1000));
  console.log('call vat_split', await value('SELECT trim_scale((vat_split($1::float8, $2::float8)).net)', 345600000.5, 0.06));
  console.log('call irr', await value('SELECT trim_scale(irr($1::float8[]))', [-100.1, 60.7, 60.3]));
  try {
    await value('SELECT net($1)', 15);
    console.log('a bare number was taken');
  } catch (error) {
    console.log('refused', /^(22|42)/.test(error.code) ? 'net' : error.code);
  }
  await client.end();
}
main().catch(error => { console.log(error); process.exit(1); });
