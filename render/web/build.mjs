/* Bundles the page's script into one file: `node build.mjs OUT`. */
import { build } from "esbuild";

await build({
  entryPoints: ["src/main.js"],
  outfile: process.argv[2],
  bundle: true,
  minify: true,
  charset: "ascii",
  format: "iife",
  target: "es2022",
  legalComments: "inline",
});
