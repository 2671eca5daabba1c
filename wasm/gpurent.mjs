// gpurent.mjs: the extension, as PGlite is told of one:
//   const db = await PGlite.create({ extensions: { gpurent } })
//   await db.exec('CREATE EXTENSION gpurent')

/** gpurent.tar.gz lies beside this file. */
export const gpurent = {
  name: 'gpurent',
  setup: async (pg, emscriptenOpts) => ({ emscriptenOpts, bundlePath: new URL('./gpurent.tar.gz', import.meta.url) })
}
