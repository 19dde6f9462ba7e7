// Reads both state machines with asl-validator, an ARN filled in for each ${Name} that the template will fill in.
const { createRequire } = require("node:module");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const validate = createRequire(join(process.env.NODE_TOOLS, "package.json"))("asl-validator");

const arn = (name) =>
  name === "Partition" ? "aws"
    : name.endsWith("Machine")
    ? `arn:aws:states:eu-central-1:123456789012:stateMachine:${name}`
    : `arn:aws:lambda:eu-central-1:123456789012:function:${name}:1`;

let failed = false;
for (const name of ["route", "deploy"]) {
  const file = join("statemachine", `${name}.asl.json`);
  const definition = JSON.parse(readFileSync(file, "utf8").replace(/\$\{(\w+)\}/g, (_, variable) => arn(variable)));
  const { isValid, errorsText } = validate(definition, { checkPaths: true, checkArn: true });
  console.log(isValid ? `${file} is valid` : `${file}:\n${errorsText()}`);
  failed ||= !isValid;
}
process.exit(failed ? 1 : 0);
