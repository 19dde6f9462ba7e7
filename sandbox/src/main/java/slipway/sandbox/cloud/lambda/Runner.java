package slipway.sandbox.cloud.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import slipway.sandbox.cloud.AwsFault;

/**
 * Runs invocations, each in an environment of its own: made new, and then later, or one that rested. A handler's work, with all
 * its effects, is done in one instant of virtual time: after the environment has started, and whether anyone still listens or not.
 */
final class Runner {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** A warm invocation takes 180 ms from call to answer, a cold one 1.4 s: an experience with 1 GB, not a document. */
    private static final Duration DISPATCH = Duration.ofMillis(20);
    private static final Duration START = Duration.ofMillis(1_240);
    private static final Duration RUN = Duration.ofMillis(160);
    /** Lambda quotas: 6 MB each way; what an answer may have was recorded on AWS. */
    private static final int REQUEST_BYTES = 6 * 1024 * 1024;
    private static final int ANSWER_BYTES = 6_291_556;

    private final Catalog catalog;
    private final Targets targets;
    private final Fleet fleet;
    private Mishaps mishaps = Mishaps.NONE;
    private Around around = Around.NOTHING;

    Runner(Catalog catalog, Fleet fleet) {
        this.catalog = catalog;
        this.targets = new Targets(catalog);
        this.fleet = fleet;
    }

    void disturb(Mishaps by) {
        this.mishaps = by;
    }

    void around(Around by) {
        this.around = by;
    }

    /**
     * Begins an invocation, which nothing but its function's timeout ends; the reply comes when it is over.
     *
     * @throws AwsFault if Lambda does not take it
     */
    void later(Reference reference, Payload payload, Consumer<Invoked> reply) {
        One one = begin(reference, payload);
        boolean cold = !one.environment.started();
        catalog.timeline.after(cold ? START : DISPATCH, () -> one.start(reply));
    }

    /** Invokes and answers in this instant: virtual time stands still during a call. */
    Invoked now(Reference reference, Payload payload) {
        One one = begin(reference, payload);
        one.deadline = catalog.timeline.now().plusSeconds(one.setup().timeoutSeconds());
        Result result = one.mishap.before().compareTo(one.timeout()) >= 0 ? one.timedOut() : one.mishap.seen(one::work);
        one.end(result);
        return new Invoked(one.version.number(), result);
    }

    private One begin(Reference reference, Payload payload) {
        Version version = targets.ready(reference);
        if (payload.bytes().length > REQUEST_BYTES) {
            throw new AwsFault(413, "RequestTooLargeException", "Request must be smaller than " + REQUEST_BYTES + " bytes for the InvokeFunction operation");
        }
        Mishap mishap = mishaps.on(reference.name(), payload);
        if (mishap instanceof Mishap.Refused && mishap.seen(() -> null) instanceof Result.Refused(AwsFault fault)) {
            throw fault;
        }
        Function function = catalog.function(reference);
        return new One(function, version, fleet.take(function, version), reference.arn(catalog.place), payload, mishap);
    }

    /** One invocation, from when it has its environment. */
    private final class One {
        private final Function function;
        private final Version version;
        private final Environment environment;
        private final String arn;
        private final Payload payload;
        private final Mishap mishap;
        private final String requestId = catalog.ids.uuid();
        private Instant deadline = Instant.MAX;
        private boolean started = true;
        private boolean killed;

        One(Function function, Version version, Environment environment, String arn, Payload payload, Mishap mishap) {
            this.function = function;
            this.version = version;
            this.environment = environment;
            this.arn = arn;
            this.payload = payload;
            this.mishap = mishap;
        }

        Setup setup() {
            return version.runningSetup();
        }

        Duration timeout() {
            return Duration.ofSeconds(setup().timeoutSeconds());
        }

        /** The function's timeout counts from here: a start has limits of its own. */
        void start(Consumer<Invoked> reply) {
            deadline = catalog.timeline.now().plus(timeout());
            if (mishap.before().compareTo(timeout()) >= 0) {
                catalog.timeline.at(deadline, () -> over(timedOut(), reply));
            } else {
                catalog.timeline.after(mishap.before(), () -> {
                    Result result = mishap.seen(this::work);
                    catalog.timeline.at(answered(), () -> over(result, reply));
                });
            }
        }

        private Instant answered() {
            Duration takes = version.running() instanceof Artifact.Image image ? new ImageRun(image, setup()).takes() : RUN;
            Instant usual = catalog.timeline.now().plus(takes);
            return mishap instanceof Mishap.TimesOut || usual.isAfter(deadline) ? deadline : usual;
        }

        private void over(Result result, Consumer<Invoked> reply) {
            end(result);
            reply.accept(new Invoked(version.number(), result));
        }

        /** What was ended, or never started, is no environment any more. */
        void end(Result result) {
            boolean broken = result instanceof Result.Failed(String type, _) && (type.equals("Sandbox.Timedout") || type.startsWith("Runtime."));
            fleet.giveBack(function, environment, started && !broken && !killed && mishap.survived());
        }

        Result timedOut() {
            return ImageRun.timedOut(requestId, setup().timeoutSeconds());
        }

        Result work() {
            try {
                environment.start();
            } catch (RuntimeException | Error e) {
                started = false;
                return Result.notStarted(setup().handler(), e);
            }
            return version.running() instanceof Artifact.Image image ? new ImageRun(image, setup()).result(requestId) : handled();
        }

        private Result handled() {
            try {
                byte[] answer = around.work(function.name(), payload,
                        new Invocation(setup(), version.number(), arn, requestId, environment.logStream(), deadline, catalog.timeline), environment.code());
                if (answer.length > ANSWER_BYTES) {
                    return Result.tooLarge(ANSWER_BYTES);
                }
                JsonNode read = JSON.readTree(answer);
                return new Result.Answered(read.isMissingNode() ? NullNode.instance : read);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Killed ended) {
                killed = true;
                return ended.result();
            } catch (RuntimeException | Error e) {
                return Result.thrown(e);
            }
        }
    }
}
