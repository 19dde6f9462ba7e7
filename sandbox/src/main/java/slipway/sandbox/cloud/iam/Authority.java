package slipway.sandbox.cloud.iam;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.sandbox.cloud.Denied;
import slipway.sandbox.cloud.Guard;
import slipway.sandbox.cloud.Need;
import slipway.sandbox.cloud.Place;

/** Lets callers do what the policies of their roles allow; who has none is an administrator. */
final class Authority implements Guard {
    /** One caller's session of a role. */
    private record Session(String role, String name) {}

    /** What has been asked before; asking again is most of what happens. */
    private record Question(String role, String action, String resource, Map<String, String> keys) {}

    private final Place place;
    private final Map<String, Role> roles;
    private final Map<String, Session> sessions = new HashMap<>();
    private final Map<Question, Decision.Effect> answers = new HashMap<>();
    private final List<Witness> witnesses = new ArrayList<>();

    Authority(Place place, Map<String, Role> roles) {
        this.place = place;
        this.roles = roles;
    }

    void assume(String caller, String role, String session) {
        sessions.put(caller, new Session(role, session));
    }

    void watch(Witness witness) {
        witnesses.add(witness);
    }

    /** Roles have changed. */
    void forget() {
        answers.clear();
    }

    @Override
    public boolean restricts(String caller) {
        return sessions.containsKey(caller);
    }

    @Override
    public Optional<Denied> refuses(String caller, Need need) {
        Session session = sessions.get(caller);
        if (session == null) {
            return Optional.empty();
        }
        Decision.Effect effect = effect(caller, need);
        boolean allowed = effect == Decision.Effect.ALLOWED;
        witnesses.forEach(witness -> witness.asked(caller, session.role(), need, allowed));
        return allowed ? Optional.empty() : Optional.of(new Denied(
                "arn:aws:sts::" + place.account() + ":assumed-role/" + session.role() + "/" + session.name(), need, effect == Decision.Effect.DENIED));
    }

    /** @throws NullPointerException if the caller has no role */
    Decision.Effect effect(String caller, Need need) {
        return answers.computeIfAbsent(new Question(sessions.get(caller).role(), need.action(), need.resource(), need.keys()), this::ask);
    }

    /** A role that is gone allows nothing. */
    private Decision.Effect ask(Question question) {
        return Optional.ofNullable(roles.get(question.role())).map(role ->
                Decision.of(role.statements(), question.action(), question.resource(), Statement.context(question.keys())).effect())
                .orElse(Decision.Effect.NOT_ALLOWED);
    }
}
