// orm.js NAME: what query builders over node-postgres show of the views of schema gpurent_bi, as clients.py tells it.
//
//   knex, kysely      types as they find them in the catalog
//   typeorm, drizzle  types of an entity or a view that is declared with those of the catalog
//   postgraphile      types of the GraphQL schema that it makes of the views; it shows no function that is overloaded
//
// All of them take the parser of days that pg.js tells of, but for Drizzle and TypeORM, which have their own.

const { types, Pool } = require('pg');
const { kinds, views, columns, sum, tell, calls, pool: of_pool, month } = require('./totals.js');
types.setTypeParser(1082, day => day);
const connection = { host: process.env.PGHOST, port: Number(process.env.PGPORT), user: process.env.PGUSER, password: process.env.PGPASSWORD, database: process.env.PGDATABASE, options: '-c datestyle=ISO' };
const pool = new Pool({ ...connection, max: 2 });
const view_names = async () => (await pool.query(views)).rows.map(row => row.relname);
const columns_of = async view => (await pool.query(columns, [view])).rows;
const rows_of = (names, rows) => rows.map(row => names.map(([name]) => row[name]));

const clients = {
  async knex() {
    const db = require('knex')({ client: 'pg', connection });
    for (const view of await view_names()) {
      const info = await db.withSchema('gpurent_bi').table(view).columnInfo();
      const names = (await columns_of(view)).map(({ name }) => [name, kinds[info[name].type] || info[name].type]);
      tell(view, names, rows_of(names, await db.withSchema('gpurent_bi').select('*').from(view)));
    }
    console.log('filter', sum((await db.withSchema('gpurent_bi').from('revenue_month').where({ pool: of_pool, month }).select('net_functional')).map(row => row.net_functional)));
    // its own marks are ?
    await calls(async (query, ...values) => (await db.raw(query.replace(/\$\d/g, '?'), values)).rows[0].value);
    await db.destroy();
  },

  async kysely() {
    const { Kysely, PostgresDialect, CompiledQuery } = require('kysely');
    const db = new Kysely({ dialect: new PostgresDialect({ pool: new Pool({ ...connection, max: 2 }) }) }).withSchema('gpurent_bi');
    const found = (await db.introspection.getTables()).filter(table => table.schema === 'gpurent_bi' && table.isView);
    found.sort((a, b) => a.name < b.name ? -1 : 1);
    for (const table of found) {
      const names = table.columns.map(column => [column.name, kinds[column.dataType] || column.dataType]);
      tell(table.name, names, rows_of(names, await db.selectFrom(table.name).selectAll().execute()));
    }
    console.log('filter', sum((await db.selectFrom('revenue_month').select('net_functional').where('pool', '=', of_pool).where('month', '=', month).execute()).map(row => row.net_functional)));
    await calls(async (query, ...values) => (await db.executeQuery(CompiledQuery.raw(query, values))).rows[0].value);
    await db.destroy();
  },

  async drizzle() {
    const { drizzle } = require('drizzle-orm/node-postgres');
    const core = require('drizzle-orm/pg-core');
    const { and, eq, sql } = require('drizzle-orm');
    const make = { numeric: n => core.numeric(n), date: n => core.date(n, { mode: 'string' }), integer: n => core.integer(n), bigint: n => core.bigint(n, { mode: 'bigint' }), boolean: n => core.boolean(n), 'character varying': n => core.varchar(n) };
    const db = drizzle(pool);
    let revenue_month;
    for (const view of await view_names()) {
      const found = await columns_of(view);
      const declared = core.pgSchema('gpurent_bi').view(view, Object.fromEntries(found.map(({ name, type }) => [name, make[type](name)]))).existing();
      if (view === 'revenue_month') revenue_month = declared;
      const names = found.map(({ name }) => [name, kinds[declared[name].getSQLType()] || declared[name].getSQLType()]);
      tell(view, names, rows_of(names, await db.select().from(declared)));
    }
    console.log('filter', sum((await db.select({ net: revenue_month.net_functional }).from(revenue_month).where(and(eq(revenue_month.pool, of_pool), eq(revenue_month.month, month)))).map(row => row.net)));
    await calls(async (query, ...values) => {
      const parts = query.split(/\$\d/);
      return (await db.execute(sql.join(parts.flatMap((part, i) => i < values.length ? [sql.raw(part), sql.param(values[i])] : [sql.raw(part)])))).rows[0].value;
    });
  },

  async typeorm() {
    const { DataSource, EntitySchema } = require('typeorm');
    const found = {};
    for (const view of await view_names()) found[view] = await columns_of(view);
    const entities = Object.entries(found).map(([view, cols]) => new EntitySchema({ name: view, tableName: view, schema: 'gpurent_bi', type: 'view',
      columns: Object.fromEntries(cols.map(({ name, type }) => [name, { type, nullable: true }])) }));
    const { host, port, user, password, database } = connection;
    const source = await new DataSource({ type: 'postgres', host, port, username: user, password, database, entities, extra: { options: connection.options } }).initialize();
    for (const view of Object.keys(found)) {
      const names = source.getMetadata(view).columns.map(column => [column.databaseName, kinds[source.driver.normalizeType(column)] || source.driver.normalizeType(column)]);
      tell(view, names, rows_of(names, await source.getRepository(view).find()));
    }
    console.log('filter', sum((await source.getRepository('revenue_month').findBy({ pool: of_pool, month })).map(row => row.net_functional)));
    await calls(async (query, ...values) => (await source.query(query, values))[0].value);
    await source.destroy();
  },

  async postgraphile() {
    const { createPostGraphileSchema, withPostGraphileContext } = require('postgraphile');
    const { graphql } = require('graphql');
    const bare = name => name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
    const of_graphql = { BigFloat: 'numeric', Date: 'date', Int: 'integer', BigInt: 'integer', Boolean: 'boolean', String: 'text' };
    const schema = await createPostGraphileSchema(pool, 'gpurent_bi', { dynamicJson: true });
    const ask = async query => withPostGraphileContext({ pgPool: pool }, async context => {
      const answer = await graphql(schema, query, null, { ...context }, {});
      if (answer.errors) throw answer.errors[0];
      return answer.data;
    });
    const lists = Object.values(schema.getQueryType().getFields()).filter(field => /Connection$/.test(String(field.type)));
    const nodes = list => list.type.getFields().nodes.type;
    const element = type => type.ofType ? element(type.ofType) : type;
    // (its names are in the singular: unitEconomic)
    const of_view = (list, view) => [bare(view), bare(view).replace(/s$/, '')].includes(bare(element(nodes(list)).name));
    for (const view of await view_names()) {
      const list = lists.find(field => of_view(field, view));
      const fields = Object.values(element(nodes(list)).getFields());
      const names = (await columns_of(view)).map(({ name }) => {
        const field = fields.find(f => bare(f.name) === bare(name));
        return [name, of_graphql[String(element(field.type))] || String(field.type), field.name];
      });
      const rows = (await ask(`{ list: ${list.name} { nodes { ${names.map(n => n[2]).join(' ')} } } }`)).list.nodes;
      tell(view, names, rows.map(row => names.map(n => row[n[2]])));
    }
    const list = lists.find(field => of_view(field, 'revenue_month'));
    console.log('filter', sum((await ask(`{ list: ${list.name}(condition: { pool: "${of_pool}", month: "${month}" }) { nodes { netFunctional } } }`)).list.nodes.map(row => row.netFunctional)));
  }
};

clients[process.argv[2]]().then(() => pool.end()).catch(error => { console.log(error); process.exit(1); });
