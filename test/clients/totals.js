// totals.js: what the clients of JavaScript tell of a column, as clients.py tells it.

const kinds = { numeric: 'numeric', date: 'date', int2: 'integer', int4: 'integer', int8: 'integer', integer: 'integer', bigint: 'integer', bool: 'boolean', boolean: 'boolean',
  varchar: 'text', text: 'text', 'character varying': 'text' };
const of_oid = { 1700: 'numeric', 1082: 'date', 21: 'integer', 23: 'integer', 20: 'integer', 16: 'boolean', 1043: 'text', 25: 'text' };
const views = `SELECT relname::text FROM pg_class WHERE relnamespace = 'gpurent_bi'::regnamespace AND relkind = 'v' ORDER BY relname COLLATE "C"`;
const columns = `SELECT attname::text AS name, format_type(atttypid, NULL) AS type FROM pg_attribute WHERE attrelid = ('gpurent_bi.' || $1)::regclass AND attnum > 0 ORDER BY attnum`;

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
const sum = values => plain(values.reduce((total, v) => total + scaled(String(v)), 0n));

function total(kind, all) {
  const values = all.filter(value => value !== null);
  if (kind === 'numeric' || kind === 'integer') return sum(values);
  if (kind === 'date') {
    if (values.some(v => typeof v !== 'string')) return 'has a ' + typeof values[0];
    return values.length === 0 ? '-' : values.reduce((a, b) => a < b ? a : b) + ' ' + values.reduce((a, b) => a > b ? a : b);
  }
  if (kind === 'boolean') return String(values.filter(v => v === true).length);
  return kind === 'text' ? String(values.reduce((n, v) => n + [...v].length, 0)) : '';
}

// names and kinds of the columns, and rows of values in their order
function tell(view, names, rows) {
  console.log(view, 'rows', rows.length);
  names.forEach(([name, kind], i) => console.log(`${view}.${name} ${kind} ${total(kind, rows.map(row => row[i]))}`));
}

// value(query, values): of a query of one value with $1, $2 …; parameters come without a type, and numbers as texts, so
// where several functions would do, the query says the type
async function calls(value) {
  console.log('call payback', await value('SELECT trim_scale(payback($1::text, $2::text)) AS value', '100000 CNY/card', '15.1 CNY/card/hour'));
  console.log('call payback_utilization', await value('SELECT trim_scale(payback($1::text, $2::text, $3::float8)) AS value', '100000 CNY/card', '15.1 CNY/card/hour', 0.6));
  console.log('call gross_margin', await value('SELECT trim_scale(gross_margin($1::float8, $2::float8)) AS value', 5.4, 2.9));
  console.log('call cagr', await value('SELECT trim_scale(cagr($1::float8, $2::float8, $3::float8)) AS value', 19.5, 34.66, 4));
  console.log('call pmt', await value('SELECT trim_scale(pmt($1::float8, $2::int, $3::int)) AS value', 0.05, 12, 1000));
  console.log('call vat_split', await value('SELECT trim_scale((vat_split($1::float8, $2::float8)).net) AS value', 345600000.5, 0.06));
  console.log('call irr', await value('SELECT trim_scale(irr($1::float8[])) AS value', [-100.1, 60.7, 60.3]));
  try {
    await value('SELECT net($1) AS value', 15);
    console.log('a bare number was taken');
  } catch (error) {
    const code = error.code || (error.cause || {}).code || (error.driverError || {}).code;
    console.log('refused', /^(22|42)/.test(code) ? 'net' : code);
  }
}

module.exports = { kinds, of_oid, views, columns, sum, tell, calls, pool: '北京 A100', month: '2025-06-01' };
