package slipway.sandbox.simulation;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.release.Deployment;
import slipway.release.TargetName;
import slipway.sandbox.Sandbox;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.wire.slack.SlackServer;

/** Does what the script says: pushes, people, others, and what the weather does to services. */
final class Actor {
    /** Foreign text, as somebody writes it who means harm. */
    private static final String SAID = ",\"reason\":\"it is <!channel> \\u0007 fine\",\"by\":\"ann\"";

    /** How often somebody looks whom to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(47);

    private final Stage stage;
    private final Sandbox aws;
    private final Troubles troubles;
    private final Trips trips;
    private final Evidence evidence;
    private final Trace trace;
    private final Outsider outsider;
    private final Owners owners;
    private final Map<String, List<String>> pushed = new TreeMap<>();
    private final boolean[] silent = new boolean[3];
    private boolean calm;
    private int acts;
    private int started;

    Actor(Stage stage, Troubles troubles, Trips trips, Witness witness, Evidence evidence, Owners owners, Trace trace) {
        this.stage = stage;
        this.aws = stage.aws();
        this.troubles = troubles;
        this.trips = trips;
        this.evidence = evidence;
        this.trace = trace;
        this.outsider = new Outsider(stage);
        this.owners = owners;
        stage.cast().repositories().forEach(repository -> pushed.put(repository, new ArrayList<>()));
        aws.http().with(SlackServer.HOST, request -> {
            witness.offered("slack");
            return silent[0] ? SlackServer.serverError() : aws.slack().answer(request);
        });
    }

    /** Says whether a service of that name takes messages now: {@code sns} or {@code events}. */
    boolean silent(String service) {
        return service.equals("sns") && silent[1] || service.equals("events") && silent[2];
    }

    /** Does it; what AWS refuses is refused, and nothing more. */
    void perform(Act act) {
        trace.add(act.deed().target(), () -> "» " + act.deed());
        acts++;
        try {
            perform(act.deed());
        } catch (AwsFault refused) {
            trace.add(act.deed().target(), () -> "  refused: " + refused.getMessage());
        }
    }

    private void perform(Deed deed) {
        switch (deed) {
            case Deed.Push push -> push(push);
            case Deed.Retag(var repository, var tag, int which) -> nth(pushed.get(repository), which).ifPresent(digest -> tag(repository, digest, tag));
            case Deed.Start start -> start(start);
            case Deed.Back(var target, boolean named, int which) -> ask(target, named ? earlier(target, which).map(id -> ",\"to\":\"" + id + "\"").orElse("") : "", "rollback");
            case Deed.Stop(var target) -> ask(target, "", "stop");
            case Deed.Unhold(var target, int which, boolean byForce) -> unhold(stage.cast().member(target), which, byForce);
            case Deed.Hold(var target, int which) -> hold(stage.cast().member(target), which);
            case Deed.Freeze(var target, boolean all, var until) -> run(all ? "*" : target, ",\"action\":\"freeze\"" + SAID + ",\"until\":\""
                    + aws.timeline().now().plus(until).truncatedTo(ChronoUnit.SECONDS) + "\"");
            case Deed.Unfreeze(var target, boolean all) -> run(all ? "*" : target, ",\"action\":\"unfreeze\",\"by\":\"ann\"");
            case Deed.End end -> end(end);
            case Deed.Trip trip -> trips.lay(trip);
            case Deed.Nonsense(int which) -> nonsense(which);
            case Deed.Silence(boolean slack, boolean sns, boolean bus, var until) -> silence(slack, sns, bus, until);
            case Deed.Outage(var service, boolean throttles, var until) -> {
                troubles.outage(service, Optional.of(throttles));
                aws.timeline().after(until, () -> troubles.outage(service, Optional.empty()));
            }
            case Deed.Expire(var repository, int which, boolean archived) -> nth(pushed.get(repository), which).ifPresent(digest -> expire(repository, digest, archived));
            case Deed.Meddle(var target, _) -> meddle(deed, target);
            case Deed.Scale(var target, _, _) -> meddle(deed, target);
            case Deed.Reclaim(var target, _) -> meddle(deed, target);
            case Deed.NoCapacity(var target, _) -> meddle(deed, target);
            case Deed.Flap(var target, _, _) -> meddle(deed, target);
            case Deed.Deregister(var target, _) -> meddle(deed, target);
            case Deed.NoTargetGroup(var target) -> meddle(deed, target);
            case Deed.Alarm alarm -> owners.perform(alarm);
        }
    }

    private void nonsense(int which) {
        String machine = which == 0 ? "DeployMachine" : "RouteMachine";
        String text = List.of("{\"target\":\"no such one\",\"image\":\"<!channel>\"}", "{\"repository\":\"sim/image0\"}", "{\"detail\":[]}").get(which);
        aws.machines().start(aws.stack().arn(machine), "by-hand-" + ++started, text);
    }

    private void meddle(Deed deed, String target) {
        evidence.meddled().add(new Evidence.Meddled(aws.timeline().now(), target, deed));
        outsider.perform(deed, stage.cast().member(target), until -> {
            evidence.meddled().add(new Evidence.Meddled(aws.timeline().now(), target, deed));
            trace.add(target, () -> "» the end of " + deed);
        });
    }

    /** Somebody else changes the target right now, past Slipway. */
    void past(String target, int which) {
        if (evidence.member(target) != null) {
            perform(new Act(Duration.ZERO, Optional.empty(), new Deed.Meddle(target, which)));
        }
    }

    private void expire(String repository, String digest, boolean archived) {
        if (archived) {
            aws.ecr().archive(repository, digest);
        } else {
            aws.ecr().delete(repository, digest);
        }
    }

    private void push(Deed.Push push) {
        String digest = aws.ecr().push(push.repository(), push.tags().getFirst(), push.content(), Images.of(push.image()));
        evidence.images().put(digest, push.image());
        arrived(push.repository(), digest, push.tags().getFirst());
        push.tags().stream().skip(1).forEach(tag -> tag(push.repository(), digest, tag));
        pushed.get(push.repository()).add(digest);
        if (push.image() == Deed.Image.NOT_PULLABLE) {
            aws.ecr().delete(push.repository(), digest);
        }
    }

    private void tag(String repository, String digest, String tag) {
        boolean archived = aws.ecr().pull(aws.place().registry() + "/" + repository + "@" + digest).isEmpty();
        // ECR refuses a push that changes nothing, and tells nobody.
        if (aws.ecr().retag(repository, digest, tag)) {
            if (archived) {
                evidence.restored().add(new Evidence.Restored(aws.timeline().now(), repository, digest));
            }
            arrived(repository, digest, tag);
        }
    }

    private void arrived(String repository, String digest, String tag) {
        evidence.arrivals().add(new Evidence.Arrival(aws.timeline().now(), repository, digest, tag, acts));
        trace.add("", () -> repository + ":" + tag + " is " + digest.substring(0, 19));
    }

    private void start(Deed.Start start) {
        Member member = stage.cast().member(start.target());
        nth(pushed.get(member.repository()), start.which()).ifPresent(digest -> run(start.target(), ",\"image\":\"" + (start.byTag() ? "latest" : digest) + "\""));
    }

    private void unhold(Member member, int which, boolean byForce) {
        nth(pushed.get(member.repository()), which).ifPresent(digest -> {
            evidence.released().add(new Evidence.Released(aws.timeline().now(), member.name(), digest));
            run(member.name(), (byForce ? "" : ",\"action\":\"release\"") + ",\"image\":\"" + digest + "\"" + SAID);
        });
    }

    private void hold(Member member, int which) {
        nth(pushed.get(member.repository()), which).ifPresent(digest -> {
            evidence.heldByHand().add(new Evidence.Released(aws.timeline().now(), member.name(), digest));
            run(member.name(), ",\"action\":\"hold\",\"image\":\"" + digest + "\"" + SAID);
        });
    }

    private void ask(String target, String more, String action) {
        run(target, ",\"action\":\"" + action + "\"" + more);
    }

    private void run(String target, String rest) {
        aws.machines().start(aws.stack().arn("DeployMachine"), "by-hand-" + ++started, "{\"target\":\"" + target + "\"" + rest + "}");
    }

    private Optional<String> earlier(String target, int which) {
        return nth(aws.ledger().records().latest(new TargetName(target), 6).stream().map(Deployment::id).map(Object::toString).toList(), which);
    }

    /** The next that holds the target, if nobody does now: else most of them would find nobody. */
    private void end(Deed.End end) {
        Optional<Execution> holder = aws.ledger().claims().read(new TargetName(end.target())).claim().map(claim -> aws.machines().execution(claim.execution()))
                .filter(one -> one.status() == Execution.Status.RUNNING);
        if (calm) {
            return;
        }
        holder.ifPresentOrElse(running -> end(running, end.expired()), () -> aws.timeline().after(PATIENCE, () -> end(end)));
    }

    private static void end(Execution running, boolean expired) {
        if (expired) {
            running.expire();
        } else {
            running.stop("Stopped", "by a person");
        }
    }

    private void silence(boolean slack, boolean sns, boolean bus, Duration until) {
        hush(slack, sns, bus, true);
        aws.timeline().after(until, () -> hush(slack, sns, bus, false));
    }

    private void hush(boolean slack, boolean sns, boolean bus, boolean on) {
        silent[0] = slack ? on : silent[0];
        silent[1] = sns ? on : silent[1];
        silent[2] = bus ? on : silent[2];
    }

    /** The storm is over: channels take messages, and there is capacity. */
    void calm() {
        calm = true;
        hush(true, true, true, false);
        stage.cast().members().stream().filter(Member::service).forEach(outsider::mend);
    }

    static <T> Optional<T> nth(List<T> all, int which) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(Math.floorMod(all.size() - 1 - which, all.size())));
    }
}
