// Each published package carries `declarations.txt`: every public name with its type. A change of the surface
// shows in review, and this fails where the listing is stale. `--write` makes it anew.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript-api";
import { root } from "../launch/run.mjs";

const LINE_CHARS_MAX = 600;
const write = process.argv.includes("--write");
const FLAGS =
  ts.TypeFormatFlags.NoTruncation |
  ts.TypeFormatFlags.WriteArrayAsGenericType |
  ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;

let stale = 0;
for (const folder of publishedFolders()) {
  const file = join(folder, "declarations.txt");
  const listing = listingOf(folder);
  if (existsSync(file) && readFileSync(file, "utf8") === listing) continue;
  if (write) writeFileSync(file, listing);
  else {
    stale += 1;
    console.error(
      `${relative(root, file)} is stale: ${firstDifference(existsSync(file) ? readFileSync(file, "utf8") : "", listing)}`,
    );
  }
}
if (stale > 0) {
  console.error(
    "Run `node scripts/check/declarations.mjs --write`, read the difference, and add a changeset for it.",
  );
  process.exit(1);
}
console.log("the listings of public declarations are fresh");

function publishedFolders() {
  return ["packages", "apps"]
    .flatMap((kind) => readdirSync(join(root, kind)).map((name) => join(root, kind, name)))
    .filter((folder) => existsSync(join(folder, "package.json")))
    .filter((folder) => !JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).private);
}

function listingOf(folder) {
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const entries = Object.entries(exports).filter(
    ([, target]) => typeof target === "object" && target.types,
  );
  const files = entries.map(([, target]) => join(folder, target.types));
  for (const file of files)
    if (!existsSync(file)) throw new Error(`${relative(root, file)} is missing: build first`);
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    types: ["node"],
    typeRoots: [join(root, "node_modules", "@types")],
  });
  const checker = program.getTypeChecker();
  return entries
    .map(([name, target]) => {
      const source = program.getSourceFile(join(folder, target.types));
      const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source));
      return `${name}\n${exported
        .map((symbol) => `  ${cut(describe(checker, symbol, source))}\n`)
        .sort()
        .join("")}`;
    })
    .join("\n");
}

/** Inferred schemas run to thousands of characters: their end is told by a digest. */
function cut(line) {
  if (line.length <= LINE_CHARS_MAX) return line;
  const digest = createHash("sha256").update(line).digest("hex").slice(0, 12);
  return `${line.slice(0, LINE_CHARS_MAX)} … ${line.length} characters, ${digest}`;
}

/** One line: kind, name, and its type or members. */
function describe(checker, alias, source) {
  const symbol = alias.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(alias) : alias;
  const { name } = alias;
  if (symbol.flags & ts.SymbolFlags.Class)
    return `class ${name} ${members(checker, symbol, source)}`;
  if (symbol.flags & ts.SymbolFlags.Enum)
    return `enum ${name} { ${[...symbol.exports.keys()].join(", ")} }`;
  if (symbol.flags & ts.SymbolFlags.Value) {
    const kind = symbol.flags & ts.SymbolFlags.Function ? "function" : "const";
    return `${kind} ${name}: ${checker.typeToString(checker.getTypeOfSymbol(symbol), source, FLAGS)}`;
  }
  if (symbol.flags & ts.SymbolFlags.Interface)
    return `interface ${name} ${members(checker, symbol, source)}`;
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  return `type ${name} = ${checker.typeToString(type, source, FLAGS | ts.TypeFormatFlags.InTypeAlias)}`;
}

function members(checker, symbol, source) {
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  const lines = checker.getPropertiesOfType(type).map((property) => {
    const optional = property.flags & ts.SymbolFlags.Optional ? "?" : "";
    // The compiler numbers names that are symbols, and counts on through the whole program.
    const shown = property.name.replace(/^__@(\w+)@\d+$/, "[Symbol.$1]");
    return `${shown}${optional}: ${checker.typeToString(checker.getTypeOfSymbol(property), source, FLAGS)}`;
  });
  return `{ ${lines.join("; ")} }`;
}

function firstDifference(before, after) {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const line = now.findIndex((text, index) => text !== old[index]);
  return line < 0
    ? `line ${now.length + 1} is gone`
    : `line ${line + 1} is now "${now[line]?.trim().slice(0, 160)}"`;
}
