// check.mjs BUILD SOCKET FILE...: the extension in PGlite, against what is expected of a server.
// PGTAP in the environment is pgTAP's script, if there is one.
//
// - What the module asks of PGlite, PGlite has: else it would fail when it is called.
// - Each regression test test/sql/NAME.sql, by psql through a socket in the directory SOCKET, prints
//   what expected/ says, or differs as differences/NAME.diff does, which begins with the reason.
// - Each of test/pgtap/NAME.sql holds, but for tests that look for worker processes.
// - Figures: how large it is, how long it takes.
// What was printed is in BUILD/results; the last line is the sum.

import { spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { serve } from './server.mjs'
import { start } from './pglite.mjs'

const [build, socket, ...files] = process.argv.slice(2)
const named = (directory) => files.filter((file) => file.startsWith(directory)).map((file) => basename(file, '.sql'))
const results = join(build, 'results')
const counts = { passed: 0, failed: 0, skipped: 0 }
const check = (ok, what) => {
  counts[ok ? 'passed' : 'failed']++
  console.log(`${ok ? 'ok' : 'not ok'} - ${what}`)
}
const skip = (name, reason) => {
  counts.skipped++
  console.log(`ok - ${name} # SKIP ${reason}`)
}
const ms = (since) => `${Math.round(performance.now() - since)} ms`
// without the line of PGlite's code, which is all of it
process.on('uncaughtException', (error) => {
  console.error(error.stack)
  process.exit(1)
})

// ---- what it asks of PGlite ----

const dist = join(build, 'node_modules/@electric-sql/pglite/dist')
const ours = new WebAssembly.Module(readFileSync(join(build, 'bundle/lib/postgresql/gpurent.so')))
const theirs = new WebAssembly.Module(readFileSync(join(dist, 'pglite.wasm')))
// what Emscripten's loader gives every module
const there = new Set(['memory', '__indirect_function_table', '__stack_pointer', '__memory_base', '__table_base'])
for (const module of [ours, theirs]) for (const { name } of WebAssembly.Module.exports(module)) there.add(name)
const missing = WebAssembly.Module.imports(ours).map((asked) => asked.name).filter((name) => !there.has(name))
check(missing.length === 0, `PGlite has what the module asks for${missing.length ? `, but not ${missing.join(', ')}: wasm/shim.c` : ''}`)

// ---- PGlite and psql ----

const ENVIRONMENT = {
  PGHOST: socket, PGUSER: 'postgres', PGDATABASE: 'postgres', PG_ABS_SRCDIR: resolve('test'), PG_ABS_BUILDDIR: results, PG_LIBDIR: '$libdir', PG_DLSUFFIX: '.so'
}
let pg
let server
let hasPgtap = false
const open = async () => {
  let began = performance.now()
  pg = await start(build)
  const started = ms(began)
  began = performance.now()
  await pg.exec('CREATE EXTENSION gpurent')
  server = await serve(pg, join(socket, '.s.PGSQL.5432'))
  return { started, created: ms(began) }
}

// Another PGlite: after a fault, which leaves nothing that can be relied on
const reopen = async () => {
  if (pg.fault && process.env.SHOW) console.log(pg.fault.stack)
  server.close()
  await open()
  hasPgtap = false
}

// psql reads results/NAME.sql and writes results/NAME.out, in a session like a new one
const psql = async (name, sql, settings, ...options) => {
  const file = (suffix) => join(results, `${name}.${suffix}`)
  await pg.exec('ROLLBACK')
  await pg.exec('DISCARD ALL')
  if (settings) await pg.exec(settings)
  writeFileSync(file('sql'), sql)
  const input = openSync(file('sql'))
  const output = openSync(file('out'), 'w')
  await new Promise((done) => {
    spawn('psql', ['-X', '-q', ...options], { cwd: results, stdio: [input, output, output], env: { ...process.env, ...ENVIRONMENT } }).on('close', done)
  })
  closeSync(input)
  closeSync(output)
  return readFileSync(file('out'), 'utf8')
}

rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const { started, created } = await open()

// ---- regression tests ----

// What only a timeout ends would go on for ever
const UNENDING = /^SET statement_timeout[^]*?^RESET statement_timeout;\n/gm
// What cannot be asked of PGlite
const NOT_RUN = { encodings: 'it takes databases of other encodings, and PGlite connects to one, of UTF-8' }

// The lines that differ, without where they stand
const difference = (name) => {
  const diff = spawnSync('diff', ['-U0', `expected/${name}.out`, join(results, `${name}.out`)], { encoding: 'utf8', maxBuffer: 1 << 28 }).stdout
  return diff.split('\n').slice(2).filter((line) => /^[-+\\]/.test(line)).map((line) => `${line}\n`).join('')
}
const known = (name) => {
  const file = `test/wasm/differences/${name}.diff`
  return existsSync(file) ? readFileSync(file, 'utf8').replace(/^(#.*\n)+/, '') : ''
}

let agree = 0
for (const name of named('test/sql/')) {
  if (NOT_RUN[name]) {
    skip(name, NOT_RUN[name])
    continue
  }
  const began = performance.now()
  await psql(name, readFileSync(`test/sql/${name}.sql`, 'utf8').replace(UNENDING, ''), null, '-a', '-v', 'HIDE_TABLEAM=on', '-v', 'HIDE_TOAST_COMPRESSION=on')
  const found = difference(name)
  const told = known(name)
  const file = join(results, `${name}.diff`)
  if (found) writeFileSync(file, found)
  else agree++
  const lines = `${found.split('\n').length - 1} lines`
  const verdict = pg.fault ? `a fault of WebAssembly, ${pg.fault.message}` : found === '' && told === '' ? 'agrees' : found === told ? `differs as told, in ${lines}` : `differs in ${lines}, see ${file}`
  check(found === told && !pg.fault, `${name}: ${verdict} (${ms(began)})`)
  if (pg.fault) await reopen()
}
console.log(`${agree} of ${named('test/sql/').length} regression tests print what a server prints`)

// ---- laws ----

// psql's settings in a new database
const DEFAULTS = "SET DateStyle = 'ISO, MDY'; SET IntervalStyle = postgres; SET TimeZone = 'UTC'"
// PGlite is one process: a parallel plan is worked through by the leader alone, to the same answers
const looksForWorkers = (test) => test.includes('Workers Launched: 0')

// what the regression tests left is not in their way
if (process.env.PGTAP && named('test/pgtap/').length && named('test/sql/').length) await reopen()
for (const name of named('test/pgtap/')) {
  if (!process.env.PGTAP) {
    skip(name, 'there is no pgTAP (postgresql-NN-pgtap)')
    continue
  }
  if (name === 'real_data') {
    skip(name, 'it reads files as the server, which has none')
    continue
  }
  if (!hasPgtap) {
    // it is all SQL; the lines that keep psql from reading it are left out
    await psql('pgtap', readFileSync(process.env.PGTAP, 'utf8').replace(/^\\.*\n/gm, ''))
    hasPgtap = true
  }
  const began = performance.now()
  const tap = await psql(`${name}.laws`, `\\i ${resolve('test/pgtap', name)}.sql\n`, DEFAULTS, '-A', '-t')
  const planned = Number(tap.match(/^1\.\.(\d+)$/m)?.[1])
  // each with what it adds where it fails
  const tests = tap.split(/^(?=(?:not )?ok )/m).filter((test) => /^(not )?ok /.test(test))
  const broken = tests.filter((test) => test.startsWith('not') && !looksForWorkers(test))
  const excused = tests.filter((test) => test.startsWith('not') && looksForWorkers(test)).length
  check(tests.length === planned && broken.length === 0 && !pg.fault,
    `${name}: ${tests.length - broken.length - excused} of ${planned} hold${excused ? `, ${excused} look for worker processes, of which PGlite has none` : ''} (${ms(began)})`)
  for (const test of broken) console.log(test)
  if (pg.fault) await reopen()
}

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
  return `${taken.sort((a, b) => a - b)[times >> 1].toFixed(1)} ms`
}
const kB = (...paths) => `${Math.round(paths.reduce((sum, path) => sum + statSync(path).size, 0) / 1000)} kB`

check((await pg.query(GRID)).rows.length === 100, 'a grid of 100 cells')
const theirFiles = ['pglite.wasm', 'pglite.data', 'initdb.wasm'].map((file) => join(dist, file))
console.log(`figures: gpurent.tar.gz ${kB(join(build, 'gpurent.tar.gz'))}; PGlite's own files ${kB(...theirFiles)}`)
console.log(`figures: PGlite started in ${started}, CREATE EXTENSION took ${created}, a grid of 100 cells ${await median(GRID, 101)}; ${Math.round(process.memoryUsage().rss / 1e6)} MB at the end`)

console.log(`${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''}`)
process.exit(counts.failed ? 1 : 0)
