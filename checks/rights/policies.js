// The policies of each role of the translated template, with its functions resolved as the sandbox's stack names things.
const crypto = require("node:crypto");

const ACCOUNT = "123456789012";
const REGION = "eu-central-1";
const STACK = "slipway";

/** The id that the sandbox gives a key: a UUID of version 3, of the name alone. */
function keyId(name) {
  const hash = crypto.createHash("md5").update(name).digest();
  hash[6] = (hash[6] & 0x0f) | 0x30;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  return hash.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

class Template {
  constructor(template, parameters) {
    this.template = template;
    this.refs = { "AWS::Partition": "aws", "AWS::Region": REGION, "AWS::AccountId": ACCOUNT, "AWS::StackName": STACK };
    for (const [name, declared] of Object.entries(template.Parameters)) {
      const value = parameters[name] ?? String(declared.Default);
      this.refs[name] = declared.Type === "CommaDelimitedList" ? value.split(",") : value;
    }
  }

  resources(type) {
    return Object.entries(this.template.Resources).filter(([, resource]) => resource.Type === type);
  }

  arn(name) {
    const { Type, Properties } = this.template.Resources[name];
    const here = (service, rest) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
    switch (Type) {
      case "AWS::Lambda::Function": return here("lambda", `function:${STACK}-${name}`);
      case "AWS::StepFunctions::StateMachine": return here("states", `stateMachine:${this.resolve(Properties.StateMachineName)}`);
      case "AWS::SNS::Topic": return here("sns", `${STACK}-${name}`);
      case "AWS::Logs::LogGroup": return here("logs", `log-group:${this.resolve(Properties.LogGroupName)}:*`);
      case "AWS::DynamoDB::Table": return here("dynamodb", `table/${STACK}-${name}`);
      case "AWS::KMS::Key": return here("kms", `key/${keyId(`${STACK}-${name}`)}`);
      case "AWS::IAM::Role": return `arn:aws:iam::${ACCOUNT}:role/${STACK}-${name}`;
      default: throw new Error(`no ARN known of a ${Type}: say in checks/rights/policies.js what it is`);
    }
  }

  ref(name) {
    if (name in this.refs) return this.refs[name];
    const type = this.template.Resources[name]?.Type;
    return ["AWS::SNS::Topic", "AWS::StepFunctions::StateMachine"].includes(type) ? this.arn(name) : `${STACK}-${name}`;
  }

  holds(condition) {
    const test = (it) => {
      const [[name, args]] = Object.entries(it);
      if (name === "Fn::Not") return !test(args[0]);
      if (name === "Fn::Equals") return String(this.resolve(args[0])) === String(this.resolve(args[1]));
      throw new Error(`no condition known of the form ${name}`);
    };
    return test(this.template.Conditions[condition]);
  }

  resolve(value) {
    if (Array.isArray(value)) return value.map((each) => this.resolve(each)).filter((each) => each !== undefined);
    if (value === null || typeof value !== "object") return value;
    const [[name, args] = []] = Object.entries(value);
    switch (name) {
      case "Ref": return args === "AWS::NoValue" ? undefined : this.ref(args);
      case "Fn::GetAtt": return this.arn(args[0]);
      case "Fn::Sub": return args.replace(/\$\{([^}]+)\}/g, (_, it) => (it.endsWith(".Arn") ? this.arn(it.slice(0, -4)) : this.ref(it)));
      case "Fn::Join": return this.resolve(args[1]).join(args[0]);
      case "Fn::If": return this.resolve(args[this.holds(args[0]) ? 1 : 2]);
      default: return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.resolve(each)]));
    }
  }

  /** The policies of each role: {RouteRole: [{name, policy}]}. */
  roles() {
    return Object.fromEntries(this.resources("AWS::IAM::Role").map(([role, { Properties }]) => {
      const managed = (Properties.ManagedPolicyArns ?? []).map((arn) => {
        if (!this.template.Resources[arn.Ref]) throw new Error(`${role} has the managed policy ${JSON.stringify(arn)}, which nobody here can read: write what it allows into template.yaml`);
        return [arn.Ref, this.template.Resources[arn.Ref].Properties.PolicyDocument];
      });
      const own = (Properties.Policies ?? []).map((policy) => [policy.PolicyName, policy.PolicyDocument]);
      return [role, [...managed, ...own].map(([name, document]) => ({ name, policy: { Version: "2012-10-17", ...this.resolve(document) } }))];
    }));
  }
}

module.exports = { Template, ACCOUNT, STACK };
