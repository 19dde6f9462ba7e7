package slipway.cli.bench.verdicts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import slipway.cli.bench.site.Site;
import slipway.sandbox.Sandbox;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.cloud.ecs.Change;
import slipway.sandbox.cloud.ecs.LaunchTimes;
import slipway.sandbox.cloud.ecs.ServiceBuilder;
import slipway.sandbox.cloud.ecs.Variants;
import slipway.sandbox.simulation.Dice;
import slipway.sandbox.wire.Exchange;

/** An ECS service to which a good image is brought, or one with a flaw. */
final class ServicePlace implements Place {
    static final Duration CHECK_EVERY = Duration.ofSeconds(10);
    static final int CHECK_RETRIES = 3;
    private static final Duration STEADY = Duration.ofHours(1);
    private static final int PORT = 8080;

    private final Setting setting;
    private final Optional<Flaw> flaw;
    private final Flaw.Ill image;
    private final List<Trouble> troubles;
    private Sandbox aws;
    private Site site;
    private Consumer<String> trace;
    private String digest = "";
    private Instant deadline = Instant.MAX;
    private String rollout = "";
    private Optional<Weather> weather = Optional.empty();

    private ServicePlace(Setting setting, Optional<Flaw> flaw, Flaw.Ill image, List<Trouble> troubles) {
        this.setting = setting;
        this.flaw = flaw;
        this.image = image;
        this.troubles = troubles;
    }

    static ServicePlace draw(Dice dice, Quality quality) {
        Setting drawn = Setting.draw(dice.split());
        Dice ill = dice.split();
        if (quality == Quality.GOOD) {
            return new ServicePlace(drawn, Optional.empty(), new Flaw.Ill(Behaviour.GOOD.listeningAfter(drawn.listens()), Duration.ZERO), Trouble.draw(dice.split(), drawn));
        }
        Flaw flaw = Flaw.draw(ill);
        Setting seen = flaw.seenIn(drawn);
        Flaw.Ill image = flaw.image(seen, ill);
        Setting setting = seen.proving(image.late());
        // With one task less nobody may take the place of the one that crashes, and nothing is wrong any more.
        List<Trouble> troubles = Trouble.draw(dice.split(), setting).stream().filter(one -> flaw != Flaw.CRASH_OF_ONE || one.kind() != Trouble.Kind.SCALE).toList();
        return new ServicePlace(setting, Optional.of(flaw), image, troubles);
    }

    @Override
    public SandboxOptions in(SandboxOptions options) {
        LaunchTimes times = setting.times();
        return new SandboxOptions(options.home(), options.seed(), options.start(), times, Variants.DEFAULT).in(setting.ways());
    }

    @Override
    public void open(Sandbox in, Consumer<String> told) {
        aws = in;
        trace = told;
        site = new Site(in, "bout");
        ServiceBuilder service = site.describe().desired(setting.desired()).grace(setting.grace()).runs(definition(in.ecr().push(site.repository(), "initial", Behaviour.GOOD)));
        for (int i = 1; i <= setting.groups(); i++) {
            service.behind(in.elb().createTargetGroup("bout-" + i, PORT, setting.check(), setting.drain()), "api", PORT);
        }
        if (setting.breaker()) {
            service.breaker(true);
        }
        if (!service.create().settle(STEADY)) {
            throw new IllegalStateException("the service did not become steady: " + site.service().events());
        }
        long most = limit().toSeconds();
        site.enrol("""
                {"kind":"ecs-service","cluster":"bout","service":"api","repository":"bout/api","tags":{"glob":"v*"},"mode":"deploy",
                 "limits":{"bakeSeconds":%d,"deadlineSeconds":%d,"restoreSeconds":%d}}""".formatted(setting.bake().toSeconds(), most, most));
        in.wire().tell(this::heard);
    }

    /** Returns how long the target gives a rollout. */
    private Duration limit() {
        return setting.deadline(Trouble.heldUp(troubles));
    }

    private ObjectNode definition(String of) {
        ObjectNode definition = site.definition(of);
        if (setting.checked()) {
            ((ObjectNode) definition.path("containerDefinitions").get(0)).putObject("healthCheck").put("interval", CHECK_EVERY.toSeconds()).put("retries", CHECK_RETRIES)
                    .put("startPeriod", Math.min(300, setting.listens().plus(CHECK_EVERY).toSeconds())).putArray("command").add("CMD-SHELL").add("wget -q localhost:8080/health");
        }
        return definition;
    }

    /** What befalls begins with Slipway's change. */
    private void heard(Exchange exchange) {
        if (rollout.isEmpty() && exchange.tookEffect() && exchange.action().equals("ecs:UpdateService") && exchange.call().caller().equals("slipway-UpdateFunction")) {
            rollout = site.service().deployments().getFirst().id();
            trace.accept("Slipway updates the service: " + rollout);
            if (flaw.equals(Optional.of(Flaw.CANNOT_PULL))) {
                aws.ecr().delete(site.repository(), digest);
            }
            Weather begun = new Weather(aws, site, image.behaviour(), setting.grace(), rollout, trace);
            weather = Optional.of(begun);
            begun.begin(troubles);
            if (flaw.equals(Optional.of(Flaw.CRASH_OF_ONE))) {
                begun.oneCrashes(image.late());
            }
        }
    }

    @Override
    public void push() {
        deadline = aws.timeline().now().plus(limit());
        digest = flaw.equals(Optional.of(Flaw.WRONG_ARCHITECTURE))
                ? aws.ecr().pushIndex(site.repository(), "v2", "v2", image.behaviour(), List.of("arm64")).digest()
                : aws.ecr().push(site.repository(), "v2", image.behaviour());
    }

    @Override
    public boolean brokenOff(Change change) {
        return change instanceof Change.OfDeployment of && of.deployment().equals(rollout) && of.rolloutState().equals("FAILED") && of.reason().contains("circuit breaker");
    }

    @Override
    public void looked() {
        weather.ifPresent(Weather::looked);
    }

    @Override
    public boolean withheld() {
        return !aws.timeline().now().isBefore(deadline) && weather.filter(Weather::withholds).isPresent();
    }

    @Override
    public List<String> kinds() {
        if (flaw.isPresent()) {
            return List.of(flaw.get().name());
        }
        List<String> kinds = new ArrayList<>(weather.map(Weather::befell).orElse(Set.of()).stream().map(Enum::name).toList());
        if (setting.slow()) {
            kinds.add("SLOW_START");
        }
        if (!setting.lag().isZero()) {
            kinds.add("STALE_READS");
        }
        return kinds;
    }

    @Override
    public String toString() {
        return flaw.map(one -> one + " (late by " + image.late().toSeconds() + " s): ").orElse("") + setting + "; " + (troubles.isEmpty() ? "nothing befalls" : Trouble.words(troubles));
    }
}
