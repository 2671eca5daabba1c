// check.mjs BUILD SOCKET NAME...: the extension in PGlite, against what is expected of a server.
//
// - What the module asks of PGlite, PGlite has: else it would fail when it is called.
// - Each regression test NAME, by psql through a socket in the directory SOCKET, prints what
//   expected/ says, or differs as differences/NAME.diff does, which begins with the reason.
// - Figures: how large it is, how long it takes.
// What was printed is in BUILD/results; the last line is the sum.

import { spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from './server.mjs'
import { start } from './pglite.mjs'

const [build, socket, ...names] = process.argv.slice(2)
const results = join(build, 'results')
// without the line of PGlite's code, which is all of it
process.on('uncaughtException', (error) => {
  console.error(error.stack)
  process.exit(1)
})
let passed = 0
let failed = 0
let skipped = 0
const check = (ok, what) => {
  if (ok) passed++
  else failed++
  console.log(`${ok ? 'ok' : 'not ok'} - ${what}`)
}
const kB = (bytes) => `${Math.round(bytes / 1000)} kB`
const ms = (since) => Math.round(performance.now() - since)

// ---- what it asks of PGlite ----

const wasm = (file) => new WebAssembly.Module(readFileSync(join(build, file)))
const ours = wasm('bundle/lib/postgresql/gpurent.so')
const theirs = wasm('node_modules/@electric-sql/pglite/dist/pglite.wasm')
const own = WebAssembly.Module.exports(ours).map((e) => e.name)
// what Emscripten's loader gives every module
const loaders = ['memory', '__indirect_function_table', '__stack_pointer', '__memory_base', '__table_base']
const there = new Set([...WebAssembly.Module.exports(theirs).map((e) => e.name), ...own, ...loaders])
const missing = WebAssembly.Module.imports(ours).filter((e) => !there.has(e.name)).map((e) => e.name)
check(missing.length === 0, `PGlite has what the module asks for${missing.length ? `, but not ${missing.join(', ')}: wasm/shim.c` : ''}`)

// ---- regression tests ----

const ENVIRONMENT = {
  PGHOST: socket, PGUSER: 'postgres', PGDATABASE: 'postgres', PG_ABS_SRCDIR: join(process.cwd(), 'test'), PG_ABS_BUILDDIR: results, PG_LIBDIR: '$libdir', PG_DLSUFFIX: '.so'
}

// What cannot be asked of PGlite
const NOT_RUN = { encodings: 'it takes databases of other encodings, and PGlite connects to one, of UTF-8' }

let pg
let server
const open = async () => {
  let began = performance.now()
  pg = await start(build)
  const started = ms(began)
  began = performance.now()
  await pg.exec('CREATE EXTENSION gpurent')
  server = await serve(pg, join(socket, '.s.PGSQL.5432'))
  return [started, ms(began)]
}

// What only a timeout ends would go on for ever
const UNENDING = /^SET statement_timeout[^]*?^RESET statement_timeout;\n/gm

const run = async (name) => {
  await pg.exec('ROLLBACK')
  await pg.exec('DISCARD ALL')
  writeFileSync(join(results, `${name}.sql`), readFileSync(`test/sql/${name}.sql`, 'utf8').replace(UNENDING, ''))
  const input = openSync(join(results, `${name}.sql`))
  const output = openSync(join(results, `${name}.out`), 'w')
  await new Promise((resolve) => {
    const psql = spawn('psql', ['-X', '-a', '-q', '-v', 'HIDE_TABLEAM=on', '-v', 'HIDE_TOAST_COMPRESSION=on'], { cwd: results, stdio: [input, output, output], env: { ...process.env, ...ENVIRONMENT } })
    psql.on('close', resolve)
  })
  closeSync(input)
  closeSync(output)
}

// The lines that differ, without where they stand
const difference = (name) => {
  const diff = spawnSync('diff', ['-U0', `expected/${name}.out`, join(results, `${name}.out`)], { encoding: 'utf8', maxBuffer: 1 << 28 }).stdout
  return diff.split('\n').slice(2).filter((line) => /^[-+\\]/.test(line)).map((line) => `${line}\n`).join('')
}
const known = (name) => {
  const file = `test/wasm/differences/${name}.diff`
  return existsSync(file) ? readFileSync(file, 'utf8').replace(/^(#.*\n)+/, '') : ''
}

rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const [started, created] = await open()
let agree = 0
for (const name of names) {
  if (NOT_RUN[name]) {
    skipped++
    console.log(`ok - ${name} # SKIP ${NOT_RUN[name]}`)
    continue
  }
  const began = performance.now()
  await run(name)
  const differs = difference(name)
  if (differs) writeFileSync(join(results, `${name}.diff`), differs)
  else agree++
  const told = known(name)
  const lines = differs.split('\n').length - 1
  check(differs === told && !pg.fault,
    `${name}: ${pg.fault ? `a fault of WebAssembly, ${pg.fault.message}` : !differs ? 'agrees' : differs === told ? `differs as told, in ${lines} lines` : `differs in ${lines} lines, see ${join(results, `${name}.diff`)}`} (${ms(began)} ms)`)
  if (pg.fault) {
    if (process.env.SHOW) console.log(pg.fault.stack)
    server.close()
    await open()
  }
}
console.log(`${agree} of ${names.length} regression tests print what a server prints`)

// ---- figures ----

const GRID = `SELECT rate_amount, utilization, monthly_cash_flow, payback_years
  FROM payback_grid('100000 CNY/card', (SELECT array_agg((r || ' CNY/card/hour')::rent_rate) FROM generate_series(5, 14) AS r),
                    (SELECT array_agg(u / 10.0) FROM generate_series(1, 10) AS u), '1.2 CNY/card/hour', 0.01)`
const median = async (sql, times) => {
  const taken = []
  for (let i = 0; i < times; i++) {
    const began = performance.now()
    await pg.query(sql)
    taken.push(performance.now() - began)
  }
  return taken.sort((a, b) => a - b)[times >> 1].toFixed(1)
}
const { rows } = await pg.query(GRID)
check(rows.length === 100, `a grid of 100 cells`)
const grid = await median(GRID, 101)
const dist = join(build, 'node_modules/@electric-sql/pglite/dist')
console.log(`figures: gpurent.tar.gz ${kB(statSync(join(build, 'gpurent.tar.gz')).size)}; PGlite ${kB(['pglite.wasm', 'pglite.data', 'initdb.wasm'].reduce((sum, file) => sum + statSync(join(dist, file)).size, 0))}`)
console.log(`figures: PGlite started in ${started} ms, CREATE EXTENSION took ${created} ms, a grid of 100 cells ${grid} ms; ${Math.round(process.memoryUsage().rss / 1e6)} MB at the end`)

console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
process.exit(failed ? 1 : 0)
