package slipway.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import slipway.codec.Json;
import slipway.release.Action;
import slipway.release.Deployment;
import slipway.release.Progress;
import slipway.release.Restore;
import slipway.sandbox.asl.Execution;

/** One execution of the deploy machine, as far as it has come. */
final class Act {
    private final Execution execution;
    private String state = "";
    private Optional<Deployment> deployment = Optional.empty();

    Act(Execution execution) {
        this.execution = execution;
    }

    void entered(String next) {
        state = next;
        deployment = Told.lastAnswer(execution).map(answer -> Json.read(answer.get("deployment"), Deployment.class)).or(() -> deployment);
    }

    String state() {
        return state;
    }

    boolean running() {
        return execution.status() == Execution.Status.RUNNING;
    }

    /** Whether it left its request to another. */
    boolean steppedAside() {
        return state.equals("Waiting");
    }

    /** Returns what is known of the deployment; nothing before the claim. */
    Optional<Deployment> deployment() {
        return deployment;
    }

    /** Returns the target, as its input names it. */
    String target() {
        return Json.read(execution.input(), com.fasterxml.jackson.databind.JsonNode.class).path("target").asText("?");
    }

    /** Whether it goes back: by itself, or since a person said so. */
    boolean restoring() {
        return deployment.flatMap(Deployment::restore).filter(restore -> restore.way() != Restore.Way.UNTOUCHED).isPresent();
    }

    String action() {
        return deployment.map(Deployment::action).map(action -> switch (action) {
            case DEPLOY -> "deploy";
            case ROLLBACK -> "rollback by hand";
            case STOP -> "stop by hand";
            case HOLD -> "hold by hand";
            case RELEASE -> "release by hand";
            case FREEZE -> "freeze by hand";
            case UNFREEZE -> "unfreeze by hand";
        }).orElse("deploy");
    }

    /** Returns what it waits for, once it has looked. */
    Optional<String> waitsFor() {
        return deployment.filter(one -> running() && one.action() != Action.STOP && one.change().isPresent() && one.ending().isEmpty())
                .flatMap(Deployment::progress).map(Progress::waitsFor);
    }

    /** Returns since when it has been asked for, until it ended or now. */
    Duration lasted(Instant now) {
        Instant begin = deployment.map(Deployment::startedAt).orElse(execution.started());
        return Duration.between(begin, deployment.flatMap(Deployment::endedAt).or(execution::stopped).orElse(now));
    }
}
