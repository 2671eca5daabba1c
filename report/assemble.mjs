// assemble.mjs DIRECTORY DATA REPORT: index.html with page.css, DIRECTORY/page.js and the JSON of
// DATA within it, and the licences of what it is drawn with.  Written beside REPORT and renamed, so that there is a whole page or none.
import { readFileSync, writeFileSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const [directory, data, report] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const text = (file) => readFileSync(file, "utf8");

// Parsed, so that no half of an answer is shown.  In a script element nothing but "</script" and
// "<!--" means anything, and neither is left without a "<".
const book = JSON.parse(text(data));
// The hours of a week are mostly alike: as value and count, value and count
const runs = (values) => values.reduce((r, v) => { r.length && r.at(-2) === v ? r[r.length - 1]++ : r.push(v, 1); return r; }, []);
for (const row of book.hour_of_week) row.splice(2, 2, runs(row[2]), runs(row[3]));
const json = JSON.stringify(book).replace(/[<>&\u2028\u2029]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
const licences = [["echarts", "LICENSE"], ["echarts", "NOTICE"], ["zrender", "LICENSE"]].map(([name, file]) => `${name}: ${file}\n\n${text(`${directory}/node_modules/${name}/${file}`)}`).join("\n\n").replace(/<\/script/gi, "");
const parts = { css: text(here + "/page.css"), js: text(directory + "/page.js").replace(/<\/(script)/gi, "<\\/$1").replace(/<!--/g, "\\x3c!--"), data: json, licences };
const page = text(here + "/index.html").replace(/\{\{(css|js|data|licences)\}\}/g, (_, name) => parts[name]);

const unfinished = `${report}.${process.pid}.tmp`;
try {
  writeFileSync(unfinished, page);
  renameSync(unfinished, report);
} catch (e) {
  rmSync(unfinished, { force: true });
  console.error(`gpurent: ${e.message}`);
  process.exit(1);
}
