package slipway.sandbox.cloud.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Guard;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Need;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Service;

/** Roles without a path and their policies: simulated when it is asked for, and enforced by {@link #guard}. */
public final class Iam implements Service {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Place place;
    private final InstantSource clock;
    private final Ids ids;
    private final Map<String, Role> roles = new HashMap<>();
    private final Authority authority;

    public Iam(Place place, InstantSource clock, Ids ids) {
        this.place = place;
        this.clock = clock;
        this.ids = ids;
        this.authority = new Authority(place, roles);
    }

    /** Returns who lets callers do what the policies of their roles allow. */
    public Guard guard() {
        return authority;
    }

    /** Lets a caller act with the rights of a role from now on, as a session of that name. */
    public void assume(String caller, String role, String session) {
        authority.assume(caller, role, session);
    }

    /** Says whether a caller with a role may do that, and tells nobody of the question. */
    public boolean allows(String caller, Need need) {
        return authority.effect(caller, need) == Decision.Effect.ALLOWED;
    }

    /** Tells of every right that is needed from now on. */
    public void watch(Witness witness) {
        authority.watch(witness);
    }

    @Override
    public String signingName() {
        return "iam";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "GetRole", Operation.of("RoleName", call -> NODES.objectNode().set("Role", role(call.input().path("RoleName").asText()).json())),
                "SimulatePrincipalPolicy", Operation.of(
                        "PolicySourceArn, ActionNames[], ResourceArns[], ContextEntries[]{ContextKeyName, ContextKeyValues[], ContextKeyType}",
                        this::simulate));
    }

    /**
     * Makes a role, or replaces it, and returns its ARN.
     *
     * @param trust its trust policy
     * @param policies inline and attached policies' documents, by name
     */
    public String put(String name, JsonNode trust, Map<String, JsonNode> policies) {
        String arn = arn(name);
        String id = Optional.ofNullable(roles.get(name)).map(Role::id).orElseGet(() -> "AROA" + ids.hex(17).toUpperCase(Locale.ROOT));
        authority.forget();
        roles.put(name, Role.of(name, arn, id, clock.instant(), trust, policies));
        return arn;
    }

    /** Makes a role without policies that one AWS service may assume, such as {@code ecs-tasks.amazonaws.com}. */
    public String put(String name, String service) {
        ObjectNode trust = NODES.objectNode().put("Version", "2012-10-17");
        ObjectNode statement = trust.putArray("Statement").addObject().put("Effect", "Allow").put("Action", "sts:AssumeRole");
        statement.putObject("Principal").put("Service", service);
        return put(name, trust, Map.of());
    }

    public void delete(String name) {
        authority.forget();
        roles.remove(name);
    }

    private String arn(String name) {
        return "arn:aws:iam::" + place.account() + ":role/" + name;
    }

    private Role role(String name) {
        return Optional.ofNullable(roles.get(name))
                .orElseThrow(() -> new AwsFault(404, "NoSuchEntity", "The role with name " + name + " cannot be found."));
    }

    /** API_SimulatePrincipalPolicy, for roles and one resource a call; how AWS groups the results of several is not proven. */
    private ObjectNode simulate(Call call) {
        JsonNode input = call.input();
        Role role = role(input.path("PolicySourceArn").asText().replace(arn(""), ""));
        if (input.path("ResourceArns").size() > 1) {
            throw AwsFault.notModelled("SimulatePrincipalPolicy of more than one resource");
        }
        String resource = input.path("ResourceArns").path(0).asText("*");
        Simulation simulation = new Simulation(role, resource, input.path("ContextEntries"));
        ObjectNode output = NODES.objectNode();
        var results = output.putArray("EvaluationResults");
        input.path("ActionNames").forEach(action -> results.add(simulation.of(action.asText())));
        return output.put("IsTruncated", false);
    }
}
