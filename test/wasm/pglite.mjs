// pglite.mjs: PGlite with the extension, as the tests need it.

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const LONG_JUMP = 100 // how PGlite's main loop ends with an error of SQL

// What pg_regress sets
const SETTINGS = ["timezone = 'America/Los_Angeles'", "datestyle = 'Postgres, MDY'", 'intervalstyle = postgres_verbose']

// Tests pass bytes to a type's receive function by COPY ... FROM PROGRAM 'printf ...' (test/binary.psql).
// There is no shell; PGlite asks this for the file to be read in a command's place.
const printf = (pg, mode) => (command) => {
  const bytes = command.match(/^printf '((?:\\[0-7]{3})*)'$/)
  if (!bytes || mode !== 'r') return null
  pg.Module.FS.writeFile('/tmp/printf', Uint8Array.from(bytes[1].match(/[0-7]{3}/g) ?? [], (octal) => parseInt(octal, 8)))
  return '/tmp/printf'
}

/**
 * A new PGlite from build/wasm.  A fault of WebAssembly (an address out of bounds, a call that does not fit) is
 * swallowed by PGlite, which then answers nothing: here it is kept, as pg.fault.
 */
export const start = async (build) => {
  const { PGlite } = await import(pathToFileURL(join(build, 'node_modules/@electric-sql/pglite/dist/index.js')))
  const { gpurent } = await import(pathToFileURL(join(build, 'gpurent.mjs')))
  const { btree_gist } = await import(pathToFileURL(join(build, 'node_modules/@electric-sql/pglite/dist/contrib/btree_gist.js')))
  const pg = await PGlite.create({ extensions: { gpurent, btree_gist }, postgresqlconf: SETTINGS })
  const command = pg.handleExternalCmd.bind(pg)
  pg.handleExternalCmd = (text, mode) => {
    const file = printf(pg, mode)(text)
    if (!file) return command(text, mode)
    return pg.Module._fopen(pg.Module.stringToUTF8OnStack(file), pg.Module.stringToUTF8OnStack(mode))
  }
  const step = pg.Module._PostgresMainLoopOnce
  pg.Module._PostgresMainLoopOnce = () => {
    try {
      return step()
    } catch (error) {
      if (error.status !== LONG_JUMP) pg.fault = error
      throw error
    }
  }
  return pg
}
