package slipway.cli.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import slipway.release.Deployment;
import slipway.sandbox.Sandbox;
import slipway.sandbox.asl.Execution;

/** Finds what has ended since one looked last, in the ledger and in the executions' histories. */
final class Outcomes {
    /** More than any demo makes of one target. */
    private static final int MOST = 100;

    private final Sandbox aws;
    private final Set<String> known = new HashSet<>();

    Outcomes(Sandbox aws) {
        this.aws = aws;
    }

    /** Returns the deployments that have ended since the last call, in the order in which they were asked for. */
    List<Outcome> next() {
        return ended().stream().map(this::outcome).toList();
    }

    /** Returns the same as the ledger has them. */
    private List<Deployment> ended() {
        List<Deployment> ended = new ArrayList<>();
        aws.ledger().targets().all().forEach(target -> aws.ledger().records().latest(target.name(), MOST).stream()
                .filter(record -> record.ending().isPresent() && known.add(record.id().value())).forEach(ended::add));
        ended.sort(Comparator.comparing((Deployment one) -> one.origin().at()).thenComparing(Deployment::startedAt)
                .thenComparing(one -> one.id().value()));
        return ended;
    }

    private Outcome outcome(Deployment deployment) {
        Map<String, Execution> byArn = aws.machines().executions().stream().collect(Collectors.toMap(one -> one.identity().arn(), Function.identity()));
        Optional<Execution> execution = Optional.ofNullable(byArn.get(deployment.execution()));
        return Outcome.of(deployment, Told.ending(byArn.values(), deployment.id().value()),
                execution.map(Execution::path).orElse(List.of()));
    }
}
