// pg.js: what node-postgres shows of the views of schema gpurent_bi, as clients.py tells it.
// numeric and bigint come as strings, which is what keeps their digits; a date as a Date of the process's zone, unless
// a parser says otherwise.

const { Client, types } = require('pg');
const { of_oid, views, sum, tell, calls, pool, month } = require('./totals.js');
types.setTypeParser(1082, day => day);

async function main() {
  // dates come as texts, in whatever style the session has
  const client = new Client({ options: '-c datestyle=ISO' });
  await client.connect();
  for (const { relname } of (await client.query(views)).rows) {
    const result = await client.query({ text: 'SELECT * FROM gpurent_bi.' + relname, rowMode: 'array' });
    tell(relname, result.fields.map(field => [field.name, of_oid[field.dataTypeID] || 'type ' + field.dataTypeID]), result.rows);
  }
  const rows = (await client.query('SELECT net_functional FROM gpurent_bi.revenue_month WHERE pool = $1 AND month = $2', [pool, month])).rows;
  console.log('filter', sum(rows.map(row => row.net_functional)));
  await calls(async (query, ...values) => (await client.query({ text: query, values, rowMode: 'array' })).rows[0][0]);
  await client.end();
}
main().catch(error => { console.log(error); process.exit(1); });
