package slipway.handler;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.codec.Json;
import slipway.notice.Moment;
import slipway.notice.StateChange;
import slipway.notice.Surroundings;
import slipway.release.Action;
import slipway.release.Alarmed;
import slipway.release.Deployment;
import slipway.release.Hook;
import slipway.release.Target;
import slipway.rollout.Alarm;
import slipway.rollout.AlarmJudge;
import slipway.rollout.Alarms;
import slipway.rollout.BadInput;
import slipway.rollout.Fault;
import slipway.rollout.HookJudge;
import slipway.rollout.Platform.Look;
import slipway.rollout.TryAgain;
import slipway.rollout.Verdict;
import slipway.rollout.Watching;

/**
 * What the target's owner has a say in beside Slipway's own rules: alarms, and a hook. A person's rollback is judged by neither: they may be
 * why it is wanted.
 */
public record OwnSay(Wiring wiring, Target target) {
    private static final Logger LOG = LoggerFactory.getLogger(OwnSay.class);
    /** What a hook's call may take: Observe makes seven reads of 12 s at worst, and has 120 s. */
    public static final Duration LONGEST_CALL = Duration.ofSeconds(30);

    /**
     * Returns the alarms that are not well, before anything is touched.
     *
     * @throws BadInput naming the field if an alarm or the hook is not there
     */
    List<Alarmed> before() {
        target.precautions().hook().ifPresent(this::requireCallable);
        List<String> names = target.precautions().alarms();
        List<Alarm> read = names.isEmpty() ? List.of() : wiring.aws().alarms().read(names);
        Alarms.missing(names, read).ifPresent(name -> {
            throw new BadInput("alarms names one that does not exist in this account and region: correct the target's document, or make the alarm").with("alarm", name);
        });
        return read.stream().filter(one -> one.state() != Alarm.State.OK).map(one -> new Alarmed(one.name(), one.state().name(), one.since()))
                .sorted(Comparator.comparing(Alarmed::name)).toList();
    }

    /**
     * Returns the alarms in which a rollout would begin that ECS itself is to watch: with one it watches none (ECS guide: deployment-alarm-failure).
     *
     * @param names of the service's own; who can't read them says nothing of them
     */
    List<Alarmed> ignored(List<String> names) {
        return names.isEmpty() ? List.of() : read(names).stream().flatMap(List::stream).filter(one -> one.state() == Alarm.State.ALARM)
                .map(one -> new Alarmed(one.name(), one.state().name(), one.since())).sorted(Comparator.comparing(Alarmed::name)).toList();
    }

    private void requireCallable(Hook hook) {
        Duration timeout = wiring.aws().functions().timeout(hook.function(), hook.alias()).orElseThrow(() ->
                new BadInput("hook names a function, or an alias of one, that does not exist in this account and region: correct the target's document")
                        .with("function", hook.function()).with("alias", hook.alias().orElse("none")));
        if (timeout.compareTo(LONGEST_CALL) > 0) {
            throw new BadInput("hook's function may take longer than a hook has: set its timeout to at most 30 s, and let it answer waitsFor while it works")
                    .with("function", hook.function()).with("timeoutSeconds", timeout.toSeconds());
        }
    }

    /** Returns the verdict of a look with what the owner's alarms and hook add to it. */
    Verdict over(Look look, Instant now) {
        Deployment deployment = look.deployment();
        List<String> names = target.precautions().alarms();
        List<String> behind = AlarmJudge.behind(look.verdict());
        if (!behind.isEmpty()) {
            return AlarmJudge.named(deployment, look.verdict(), read(behind).orElse(List.of()));
        }
        if (deployment.action() != Action.DEPLOY) {
            return look.verdict();
        }
        Verdict verdict = names.isEmpty() || !AlarmJudge.asks(deployment, look.verdict()) ? look.verdict()
                : AlarmJudge.over(deployment, look.verdict(), target.limits(), names, read(names), now);
        return target.precautions().hook().filter(_ -> HookJudge.asks(deployment, verdict) && !Watching.live(deployment))
                .map(hook -> HookJudge.over(deployment, verdict, target.limits(), hook.function(), asked(hook, deployment), now)).orElse(verdict);
    }

    private Optional<List<Alarm>> read(List<String> names) {
        try {
            return Optional.of(wiring.aws().alarms().read(names));
        } catch (Fault e) {
            LOG.warn("the alarms were not read: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** A retry after a lost reply asks once more. */
    private HookJudge.Said asked(Hook hook, Deployment deployment) {
        try {
            String payload = Json.write(StateChange.of(Moment.CHANGE, deployment, new Surroundings(wiring.settings().region(), Optional.of(target), Map.of())));
            return HookAnswer.read(wiring.aws().functions().call(hook.function(), hook.alias().orElse("$LATEST"), payload));
        } catch (TryAgain e) {
            LOG.warn("the hook was not served: {}", e.getMessage());
            return new HookJudge.Said.Unserved();
        } catch (BadInput gone) {
            return new HookJudge.Said.Failed(gone.getMessage(), Map.of());
        }
    }
}
