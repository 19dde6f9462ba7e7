package slipway.sandbox.simulation;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import slipway.sandbox.Sandbox;

/**
 * The alarms of targets. Some images are fine for every health check, and their callers see errors all the same: then the alarm fires, some time
 * after they have begun to serve. It also fires by chance, and somebody deletes it.
 */
final class OwnAlarms {
    /** CloudWatch looks at a metric each minute, and an image serves a while after the change that brought it. */
    private static final List<Integer> SECONDS = List.of(20, 60, 120, 200);
    private static final int JITTER = 20;
    private static final String REASON = "Threshold Crossed: 1 datapoint [12.0] was greater than the threshold (5.0). <!channel>";

    private final Sandbox aws;
    private final Evidence evidence;
    private final Trace trace;
    private final Chances chances;
    private final Set<Deed.Alarm> deeds = new HashSet<>();

    OwnAlarms(Sandbox aws, Evidence evidence, Trace trace, Chances chances) {
        this.aws = aws;
        this.evidence = evidence;
        this.trace = trace;
        this.chances = chances;
    }

    /** Makes it, and it is well. */
    void make(Member member) {
        aws.cloudWatch().metric(Say.alarm(member.name()));
        aws.cloudWatch().calm(Say.alarm(member.name()));
        note(member, true, false);
    }

    /** Says whether callers see errors of this image. */
    boolean errs(String digest) {
        return chances.of(Ingredient.ALARMS, digest);
    }

    /** Something that serves was changed: what its metric shows of it comes later. */
    void changed(Member member) {
        SECONDS.forEach(after -> aws.timeline().after(Duration.ofSeconds(after + chances.between(member.name() + aws.timeline().now() + after, JITTER)), () -> evaluate(member)));
    }

    void perform(Deed.Alarm deed, Member member) {
        deeds.add(deed);
        if (deed.gone()) {
            aws.cloudWatch().remove(Say.alarm(member.name()));
            note(member, false, false);
        } else {
            evaluate(member);
        }
        aws.timeline().after(deed.until(), () -> ends(deed, member));
    }

    private void ends(Deed.Alarm deed, Member member) {
        deeds.remove(deed);
        if (deed.gone() && !gone(member)) {
            make(member);
        }
        evaluate(member);
    }

    private boolean gone(Member member) {
        return deeds.stream().anyMatch(one -> one.gone() && one.target().equals(member.name()));
    }

    private void evaluate(Member member) {
        if (gone(member)) {
            return;
        }
        String alarm = Say.alarm(member.name());
        boolean ill = deeds.stream().anyMatch(one -> !one.gone() && one.target().equals(member.name())) || Truth.of(aws, member).serving().stream().anyMatch(this::errs);
        if (ill == aws.cloudWatch().fired(alarm)) {
            return;
        }
        if (ill) {
            aws.cloudWatch().fire(alarm, REASON);
        } else {
            aws.cloudWatch().calm(alarm);
        }
        note(member, true, ill);
    }

    private void note(Member member, boolean there, boolean fired) {
        evidence.alarms().add(new Evidence.Alarmed(aws.timeline().now(), member.name(), there, fired));
        trace.add(member.name(), () -> "its alarm is " + (!there ? "gone" : fired ? "in ALARM" : "OK"));
    }
}
