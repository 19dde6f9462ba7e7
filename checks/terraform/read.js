// Reads a folder of Terraform as Terraform itself would, as far as that goes without it, and writes what it read as JSON:
//   node read.js FOLDER OUTPUT
// HashiCorp's own parser reads the syntax. schema.json tells which types, arguments and blocks there are, which are required and
// of what kind a written value has to be; every reference has to lead to something declared here, and to what that gives.
// Not checked: what a function takes and gives, values that are worked out, a provider's rules across arguments.
const { createRequire } = require("node:module");
const { readFileSync, readdirSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { parse } = createRequire(join(process.env.NODE_TOOLS, "package.json"))("@cdktf/hcl2json");

const schema = JSON.parse(readFileSync(join(__dirname, "schema.json"), "utf8"));
const META = ["count", "depends_on", "for_each", "lifecycle", "provider"];
const complaints = [];

/** Every text of a value, however deep. */
const texts = (value) =>
  typeof value === "string" ? [value] : value && typeof value === "object" ? Object.values(value).flatMap(texts) : [];

const only = (text) => /^\$\{([\s\S]*)\}$/.exec(text)?.[1] ?? text;

function isKind(value, kind) {
  if (kind === "any" || value === null || (typeof value === "string" && value.includes("${"))) return true;
  if (kind === "list") return Array.isArray(value);
  if (kind === "map" || kind === "object") return typeof value === "object";
  return typeof value === kind || (kind === "string" && typeof value !== "object");
}

function checkArguments(where, body, takes) {
  for (const [name, value] of Object.entries(body)) {
    const known = takes[name];
    if (!known) complaints.push(`${where}: there is no ${name}; there are ${Object.keys(takes).join(", ")}`);
    else if (known.block && !Array.isArray(value)) complaints.push(`${where}: ${name} is a block, written without =`);
    else if (known.block) value.forEach((one) => checkArguments(`${where}.${name}`, one, known.block));
    else if (!isKind(value, known.is)) complaints.push(`${where}: ${name} should be a ${known.is}, is ${JSON.stringify(value)}`);
  }
  Object.entries(takes).filter(([name, known]) => known.required && !(name in body))
    .forEach(([name]) => complaints.push(`${where}: ${name} is missing`));
}

function checkType(mode, type, name, body) {
  const where = `${mode === "data" ? "data." : ""}${type}.${name}`;
  const known = schema[mode][type];
  if (!known) return complaints.push(`${where}: schema.json does not tell of ${type}; derive.py adds it, if there is such a type`);
  const own = Object.fromEntries(Object.entries(body).filter(([key]) => !META.includes(key)));
  checkArguments(where, own, known.takes);
  (body.lifecycle ?? []).flatMap((one) => one.ignore_changes ?? []).map(only).filter((argument) => !(argument in known.takes))
    .forEach((argument) => complaints.push(`${where}: ignore_changes names ${argument}, which it does not take`));
}

function checkReferences(all) {
  const declared = { resource: all.resource ?? {}, data: all.data ?? {} };
  const expressions = texts({ ...all, terraform: null }).filter((text) => text.includes("${")).map((text) => text.replace(/"[^"$]*"/g, '""'));
  for (const text of expressions) {
    for (const [, name, path] of text.matchAll(/(?<![\w.])var\.(\w+)((?:\.\w+)*)/g)) {
      if (!all.variable?.[name]) complaints.push(`var.${name} is not declared`);
      const type = all.variable?.[name]?.[0].type ?? "";
      if (path && !new RegExp(`\\b${path.slice(1)}\\s*=`).test(type)) complaints.push(`var.${name} has no ${path.slice(1)}`);
    }
    for (const [, name] of text.matchAll(/(?<![\w.])local\.(\w+)/g)) {
      if (!all.locals?.some((one) => name in one)) complaints.push(`local.${name} is not declared`);
    }
    for (const [reference, data, type, name, gives] of text.matchAll(/(?<![\w.])(data\.)?(aws_\w+)\.(\w+)(?:\[[^\]]*\])?\.(\w+)/g)) {
      const mode = data ? "data" : "resource";
      if (!declared[mode][type]?.[name]) complaints.push(`${reference}: ${data ?? ""}${type}.${name} is not declared`);
      else if (!schema[mode][type]?.gives.includes(gives)) complaints.push(`${reference}: ${type} gives no ${gives}`);
    }
  }
}

/** Files of one folder are one configuration. */
function merged(into, from) {
  for (const [key, value] of Object.entries(from)) {
    if (Array.isArray(value) && Array.isArray(into[key])) into[key].push(...value);
    else if (into[key] && typeof value === "object") merged(into[key], value);
    else into[key] = value;
  }
  return into;
}

async function main(folder, output) {
  const files = readdirSync(folder).filter((name) => name.endsWith(".tf"));
  const all = {};
  for (const name of files) {
    merged(all, await parse(name, readFileSync(join(folder, name), "utf8")));
  }
  const provider = all.terraform?.flatMap((one) => one.required_providers ?? []).map((one) => one.aws).find(Boolean);
  if (provider?.version !== `~> ${schema.provider.split(".")[0]}.0`) {
    complaints.push(`schema.json is of provider ${schema.provider}, required is ${provider?.version}`);
  }
  let count = 0;
  for (const mode of ["resource", "data"]) {
    for (const [type, named] of Object.entries(all[mode] ?? {})) {
      for (const [name, bodies] of Object.entries(named)) {
        bodies.forEach((body) => checkType(mode, type, name, body));
        count += bodies.length;
      }
    }
  }
  checkReferences(all);
  writeFileSync(output, JSON.stringify(all));
  console.log(complaints.join("\n") || `${folder}: ${count} resources and data sources agree with provider ${schema.provider}`);
  process.exit(complaints.length || !count ? 1 : 0);
}

main(...process.argv.slice(2)).catch((failure) => {
  console.log(failure.message);
  process.exit(1);
});
