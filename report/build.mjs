// build.mjs DIRECTORY: page.js with ECharts as one script, DIRECTORY/page.js.  DIRECTORY holds node_modules.
import { createRequire } from "node:module";
import { resolve, dirname } from "node:path";
import { fileURLToPath } from "node:url";

const directory = resolve(process.argv[2]);
const here = dirname(fileURLToPath(import.meta.url));
const esbuild = createRequire(directory + "/x.js")("esbuild");
await esbuild.build({
  entryPoints: [here + "/page.js"], outfile: directory + "/page.js", bundle: true, minify: true, format: "iife", target: ["chrome100", "firefox100", "safari15"],
  charset: "ascii", legalComments: "inline", nodePaths: [directory + "/node_modules"], define: { "process.env.NODE_ENV": '"production"' }, logLevel: "warning",
});
