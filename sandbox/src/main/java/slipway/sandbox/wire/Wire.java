package slipway.sandbox.wire;

import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Guard;
import slipway.sandbox.cloud.Ids;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.cloud.Service;

/**
 * All of AWS behind one door: finds the service by the request's credential scope, never by guess, takes the protocol off,
 * refuses what the service does not model, and writes the outcome back as AWS does. Not thread-safe, as its services are not.
 */
public final class Wire implements Host {
    /** Services of all regions are signed for one of them (AWS general reference, "IAM endpoints and quotas"). */
    private static final Set<String> GLOBAL = Set.of("iam");
    private static final String GLOBAL_REGION = "us-east-1";

    private final Place place;
    private final Ids ids;
    private final Map<String, Service> services = new HashMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private Faults faults = Faults.NONE;
    private Guard guard = Guard.OPEN;
    private Predicate<Call> admits = _ -> true;

    /** @param ids where request ids come from */
    public Wire(Place place, Ids ids) {
        this.place = place;
        this.ids = ids;
    }

    /** @throws IllegalArgumentException if the wire knows no protocol for the service, or has it already */
    public Wire serve(Service service) {
        if (Protocols.of(service.signingName()).isEmpty()) {
            throw new IllegalArgumentException("no protocol known for " + service.signingName());
        }
        if (services.putIfAbsent(service.signingName(), service) != null) {
            throw new IllegalArgumentException("served twice: " + service.signingName());
        }
        return this;
    }

    /**
     * Serves this in the place of the service of its name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Wire serveInstead(Service service) {
        if (services.replace(service.signingName(), service) == null) {
            throw new IllegalArgumentException("not served yet: " + service.signingName());
        }
        return this;
    }

    /** Returns what is served, in the order of the signing names. */
    public List<Service> services() {
        return services.values().stream().sorted(Comparator.comparing(Service::signingName)).toList();
    }

    public Wire tell(Listener listener) {
        listeners.add(listener);
        return this;
    }

    /** Lets only those calls through from now on that the caller may make. */
    public Wire guarded(Guard by) {
        guard = by;
        return this;
    }

    /** Lets only those calls through from now on that AWS admits; the others are refused as their service refuses calls beyond a rate. */
    public Wire metered(Predicate<Call> by) {
        admits = by;
        return this;
    }

    /** Lets calls go wrong from now on. */
    public void disturb(Faults by) {
        this.faults = by;
    }

    /**
     * Returns what was asked for and is not modelled, oldest first: a run that needed it proves nothing, even if the caller
     * took the error for one of AWS's.
     */
    public List<String> notModelled() {
        return Collections.unmodifiableList(refused);
    }

    /** @throws SocketTimeoutException if a fault keeps the request or the answer from arriving */
    @Override
    public Answer answer(Request request) throws SocketTimeoutException {
        String requestId = ids.uuid();
        Optional<CredentialScope> signed = CredentialScope.of(request);
        Protocol protocol = Protocols.of(signed, request);
        try {
            CredentialScope scope = signed.orElseThrow(protocol::unsigned);
            Service service = service(scope, protocol);
            Protocol.Asked asked = protocol.read(request);
            Call call = new Call(scope.service(), asked.operation(), scope.caller(), asked.input());
            return switch (exchange(service, protocol, call)) {
                case Outcome.Answered(var output) -> protocol.answered(asked.operation(), output, requestId);
                case Outcome.Failed(var fault) -> protocol.failed(fault, requestId);
                case Outcome.Silent() -> throw new SocketTimeoutException("Read timed out");
            };
        } catch (AwsFault fault) {
            note(fault);
            return protocol.failed(fault, requestId);
        }
    }

    /** Writes an error as the service that was asked would, for who keeps a request from it. */
    public Answer refused(Request request, AwsFault fault) {
        note(fault);
        return Protocols.of(CredentialScope.of(request), request).failed(fault, ids.uuid());
    }

    private void note(AwsFault fault) {
        if (!fault.modelled()) {
            refused.add(fault.getMessage());
        }
    }

    private Service service(CredentialScope scope, Protocol protocol) {
        if (!scope.region().equals(place.region()) && !(GLOBAL.contains(scope.service()) && scope.region().equals(GLOBAL_REGION))) {
            throw AwsFault.notModelled("region " + scope.region() + "; it stands for " + place.region());
        }
        Service service = services.get(scope.service());
        if (service == null) {
            throw protocol.unknown("service " + scope.service());
        }
        return service;
    }

    private Outcome exchange(Service service, Protocol protocol, Call call) {
        Exchange exchange = switch (admits.test(call) ? faults.on(call) : Fault.throttled()) {
            case Fault.None() -> new Exchange(call, perform(service, protocol, call), true);
            case Fault.Throttled() -> disturbed(service, protocol, call, new Outcome.Failed(protocol.throttled()), false);
            case Fault.Error(var told, boolean tookEffect) -> disturbed(service, protocol, call, new Outcome.Failed(told), tookEffect);
            case Fault.Silence(boolean tookEffect) -> disturbed(service, protocol, call, new Outcome.Silent(), tookEffect);
        };
        listeners.forEach(listener -> listener.heard(exchange));
        return exchange.outcome();
    }

    private Exchange disturbed(Service service, Protocol protocol, Call call, Outcome told, boolean tookEffect) {
        return new Exchange(call, told, tookEffect, tookEffect && perform(service, protocol, call) instanceof Outcome.Answered);
    }

    private Outcome perform(Service service, Protocol protocol, Call call) {
        try {
            Operation operation = service.operations().get(call.operation());
            if (operation == null) {
                throw protocol.unknown("operation " + call.service() + ":" + call.operation());
            }
            operation.accepts().refused(call.input()).ifPresent(parameter -> {
                throw AwsFault.notModelled("parameter " + parameter + " of " + call.service() + ":" + call.operation());
            });
            Limits.require(call);
            if (guard.restricts(call.caller())) {
                guard.require(call.caller(), call.service(), service.needs(call));
            }
            return new Outcome.Answered(Bookmarks.sealed(call, operation.does().apply(Bookmarks.opened(call))));
        } catch (AwsFault fault) {
            note(fault);
            return new Outcome.Failed(fault);
        }
    }
}
