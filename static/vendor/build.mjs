// Builds prosemirror.js, with the licences and versions of what is in it. `make vendor` runs this in
// a copy of this folder, where npm has put just what package-lock.json names.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const BUNDLE = "prosemirror.js";

const { metafile } = await build({
  entryPoints: ["prosemirror.mjs"],
  outfile: BUNDLE,
  bundle: true,
  charset: "ascii",
  format: "esm",
  legalComments: "none",
  metafile: true,
  minify: true,
  target: "es2022",
});

const inside = /^node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/;
const used = Object.keys(metafile.inputs).map((path) => path.match(inside)?.[0]);
const folders = [...new Set(used.filter(Boolean))].sort();

writeFileSync("LICENCES", folders.map(licence).join("\n"));
writeFileSync("VERSIONS", [digest(), ...folders.map(version), ""].join("\n"));

function about(folder) {
  return JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
}

function version(folder) {
  const { name, version, license } = about(folder);
  return `${name} ${version} ${license}`;
}

function licence(folder) {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  return `== ${version(folder)} ==\n\n${readFileSync(`${folder}/${file}`, "utf8").trim()}\n`;
}

function digest() {
  return `sha256 ${createHash("sha256").update(readFileSync(BUNDLE)).digest("hex")} ${BUNDLE}`;
}
