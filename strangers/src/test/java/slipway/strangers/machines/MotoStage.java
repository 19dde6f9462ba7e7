package slipway.strangers.machines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Call;
import slipway.sandbox.cloud.Need;
import slipway.sandbox.cloud.Operation;
import slipway.sandbox.cloud.Service;
import slipway.sandbox.cloud.stepfunctions.StepFunctions;

/** The stage on which moto runs the machines; everything else is the sandbox. */
final class MotoStage extends Stage {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final class Run {
        final Instant started;
        Optional<Instant> stopped = Optional.empty();

        Run(Instant started) {
            this.started = started;
        }
    }

    private static int stories;

    private final int story = ++stories;
    private final Conductor conductor;
    private final MotoMachines moto;
    private final Map<String, Run> runs = new LinkedHashMap<>();
    private Supplier<Optional<AwsFault>> refusals = Optional::empty;
    private int running;

    MotoStage(Conductor conductor, MotoMachines moto) {
        this.conductor = conductor;
        this.moto = moto;
        for (String machine : List.of("DeployMachine", "RouteMachine")) {
            String arn = aws().stack().arn(machine);
            JsonNode shipped = person(aws().machines(), "DescribeStateMachine", Words.text(Map.of("stateMachineArn", arn)));
            create(shipped.path("name").asText(), shipped.path("definition").asText());
            aws().events().destination(arn, delivery -> begin(arn, delivery.executionName(), delivery.input().toString()));
        }
        aws().wire().serveInstead(new Executions());
    }

    /** Makes a machine, in the place of an earlier story's. */
    private String create(String name, String definition) {
        String arn = aws().machines().machineArn(name);
        moto.call("DeleteStateMachine", Words.text(Map.of("stateMachineArn", arn)));
        return moto.asked("CreateStateMachine", Map.of("name", name, "definition", definition, "roleArn", ROLE)).path("stateMachineArn").asText();
    }

    @Override
    void run(String name, String definition, String input) {
        begin(create(name, definition), "once", input);
    }

    @Override
    void settle() {
        conductor.settle(this::handle);
    }

    @Override
    int running() {
        return running;
    }

    @Override
    void start(String machine, String name, String input) {
        begin(aws().stack().arn(machine), name, input);
    }

    @Override
    void refuseStarts(Supplier<Optional<AwsFault>> by) {
        this.refusals = by;
    }

    @Override
    List<Trace> traces() {
        return runs.keySet().stream().map(arn -> {
            JsonNode described = moto.described(arn);
            String machine = described.path("stateMachineArn").asText();
            return Trace.of(machine.substring(machine.lastIndexOf(':') + 1), described.path("name").asText(), described.path("status").asText(),
                    moto.history(arn).stream().map(MotoStage::event).toList());
        }).toList();
    }

    private static Trace.Told event(JsonNode event) {
        JsonNode details = event.properties().stream().filter(member -> member.getKey().endsWith("EventDetails")).map(Map.Entry::getValue)
                .findFirst().orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
        Instant at = Instant.ofEpochMilli(event.path("timestamp").decimalValue().movePointRight(3).longValue());
        return new Trace.Told(event.path("id").asLong(), event.path("previousEventId").asLong(), at, event.path("type").asText(), details);
    }

    private void begin(String machine, String name, String input) {
        Conductor.Answer answer = started(Words.text(Map.of("stateMachineArn", machine, "name", name, "input", input)));
        if (answer.status() != 200) {
            throw AwsFault.of(Words.json(answer.body()).path("__type").asText(), Words.json(answer.body()).path("message").asText());
        }
    }

    /** Starts an execution in moto; one that runs already is answered again, and is no new one. */
    private Conductor.Answer started(String body) {
        Conductor.Answer answer = moto.call("StartExecution", body);
        if (answer.status() == 200) {
            String arn = Words.json(answer.body()).path("executionArn").asText();
            if (runs.putIfAbsent(arn, new Run(now())) == null) {
                conductor.join(1);
                running++;
                tell(arn);
            }
        }
        return answer;
    }

    /** Puts the beginning or the end on the bus, as Step Functions does. */
    private void tell(String arn) {
        JsonNode described = moto.described(arn);
        Run run = runs.get(arn);
        ObjectNode detail = (ObjectNode) Words.json(Words.text(Map.of("executionArn", arn, "name", described.path("name").asText(),
                "stateMachineArn", described.path("stateMachineArn").asText(), "input", described.path("input").asText())));
        detail.put("status", run.stopped.isEmpty() ? "RUNNING" : described.path("status").asText()).put("startDate", run.started.toEpochMilli());
        detail.putObject("inputDetails").put("included", true);
        detail.put("stopDate", run.stopped.map(Instant::toEpochMilli).orElse(null)).putNull("output").putNull("outputDetails");
        List.of("error", "cause").forEach(member -> {
            if (described.hasNonNull(member)) {
                detail.set(member, described.get(member));
            }
        });
        aws().events().emit("aws.states", "Step Functions Execution Status Change", List.of(arn), detail);
    }

    private void handle(Conductor.Asked one) {
        switch (one.path()) {
            case "/-/wait" -> later(one, Duration.ofMillis(Math.round(1000 * one.json().path("seconds").asDouble())), () -> {});
            case "/-/enter" -> later(one, StepFunctions.TRANSITION, () -> entered(one.json().path("state").asText()));
            case "/-/begun" -> answer(one, "");
            case "/-/random" -> answer(one, Double.toString(aws().machines().ids().random().nextDouble()));
            case "/-/workers" -> {
                conductor.join(one.json().path("more").asInt());
                answer(one, "");
            }
            case "/-/ended" -> {
                conductor.join(-1);
                running--;
                String arn = one.json().path("execution").asText();
                runs.get(arn).stopped = Optional.of(now());
                tell(arn);
                answer(one, "");
            }
            case "/" -> one.answer().complete(timed(asked(one)));
            default -> invoke(one);
        }
    }

    private void later(Conductor.Asked one, Duration time, Runnable then) {
        conductor.rest();
        aws().timeline().after(time, () -> {
            then.run();
            wake(one, said(""));
        });
    }

    private void wake(Conductor.Asked one, Conductor.Answer answer) {
        conductor.wake(one, timed(answer));
    }

    private void answer(Conductor.Asked one, String text) {
        one.answer().complete(timed(said(text)));
    }

    private static Conductor.Answer said(String text) {
        return new Conductor.Answer(200, Map.of(), text);
    }

    /** Each answer tells what time it is. */
    private Conductor.Answer timed(Conductor.Answer answer) {
        Map<String, String> headers = new LinkedHashMap<>(answer.headers());
        headers.put("X-Now", MILLIS.format(now()));
        headers.put("x-amzn-RequestId", "00000000-0000-4000-a000-000000000000");
        headers.put("X-Story", Integer.toString(story));
        return new Conductor.Answer(answer.status(), headers, answer.body());
    }

    private Conductor.Answer asked(Conductor.Asked one) {
        Optional<AwsFault> refused = refusals.get();
        Conductor.Answer answer = refused.isEmpty() ? started(one.text())
                : new Conductor.Answer(refused.get().status(), Map.of(), Words.text(Map.of("__type", refused.get().code(), "message", refused.get().getMessage())));
        if (answer.status() != 200) {
            // The sandbox's interpreter draws the id of a refused request; what is drawn next is the same on both stages.
            aws().machines().ids().uuid();
        }
        return answer;
    }

    private void invoke(Conductor.Asked one) {
        String function = URLDecoder.decode(one.path().split("/")[3], StandardCharsets.UTF_8);
        AtomicBoolean over = new AtomicBoolean();
        conductor.rest();
        aws().functions().invoke(function, one.json(), invoked -> {
            if (!over.getAndSet(true)) {
                wake(one, Replies.of(invoked));
            }
        });
        aws().timeline().after(Duration.ofSeconds(Long.parseLong(one.headers().getFirst("X-Patience"))), () -> {
            if (!over.getAndSet(true)) {
                wake(one, Replies.refusal(AwsFault.of("OutOfPatience", "the state's TimeoutSeconds are over")));
            }
        });
    }

    /** Tells Claim whether an owner has died. */
    private final class Executions implements Service {
        @Override
        public String signingName() {
            return "states";
        }

        @Override
        public Map<String, Operation> operations() {
            return Map.of("DescribeExecution", Operation.of("executionArn, includedData", this::describe));
        }

        @Override
        public List<Need> needs(Call call) {
            return aws().machines().needs(call);
        }

        private ObjectNode describe(Call call) {
            String arn = call.input().path("executionArn").asText();
            Run run = Optional.ofNullable(runs.get(arn)).orElseThrow(() -> AwsFault.of("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'"));
            ObjectNode described = (ObjectNode) moto.described(arn);
            described.put("startDate", run.started.toEpochMilli() / 1000.0).remove(List.of("stopDate", "traceHeader"));
            run.stopped.ifPresent(time -> described.put("stopDate", time.toEpochMilli() / 1000.0));
            return described;
        }
    }
}
