// build.mjs DIRECTORY: page.js with ECharts as one script, DIRECTORY/page.js.  DIRECTORY holds node_modules,
// and what_if.wasm, if this machine can compile it.
import { createRequire } from "node:module";
import { existsSync, readFileSync } from "node:fs";
import { resolve, dirname } from "node:path";
import { fileURLToPath } from "node:url";

const directory = resolve(process.argv[2]);
const here = dirname(fileURLToPath(import.meta.url));
const esbuild = createRequire(directory + "/x.js")("esbuild");
// the bytes of the core; none, if there is no what_if.wasm
const core = {
  name: "core",
  setup(build) {
    build.onResolve({ filter: /^what_if\.wasm$/ }, () => ({ path: directory + "/what_if.wasm", namespace: "core" }));
    build.onLoad({ filter: /.*/, namespace: "core" }, ({ path }) => ({ contents: existsSync(path) ? readFileSync(path) : new Uint8Array(), loader: "binary" }));
  },
};
await esbuild.build({
  entryPoints: [here + "/page.js"], outfile: directory + "/page.js", bundle: true, minify: true, format: "iife", target: ["chrome100", "firefox100", "safari15"], plugins: [core],
  charset: "ascii", legalComments: "inline", nodePaths: [directory + "/node_modules"], define: { "process.env.NODE_ENV": '"production"' }, logLevel: "warning",
});
