package slipway.sandbox.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.release.Deployment;
import slipway.release.TargetName;
import slipway.sandbox.Sandbox;
import slipway.sandbox.SandboxOptions;
import slipway.sandbox.Shop;
import slipway.sandbox.asl.Execution;
import slipway.sandbox.cloud.Behaviour;
import slipway.sandbox.wire.Exchange;
import slipway.sandbox.wire.Journal;

/** One push to shop-api, and what became of it. */
final class Story {
    /** The module's folder is the working directory of its tests. */
    static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    static final TargetName TARGET = new TargetName("shop-api");
    private static final String CONTAINER = "api";
    private static final Duration LONGEST = Duration.ofHours(6);
    /** As the example's, but for shorter limits: fewer looks, the same path. */
    private static final String DOCUMENT = """
            {"kind": "ecs-service", "repository": "shop/api", "tags": {"glob": "v*"}, "cluster": "shop", "service": "api",
             "limits": {"bakeSeconds": 10, "deadlineSeconds": 900, "restoreSeconds": 900}}""";

    private final Plot plot;
    private final Shop shop;
    private final Journal journal = new Journal();
    private final String baseline;
    private String image = "";
    private Instant pushed = Instant.MAX;
    private int postsBefore;
    private boolean quiet;

    private Story(Plot plot, Shop shop) {
        this.plot = plot;
        this.shop = shop;
        if (plot.deployedBefore) {
            shop.push("shop/api", "v2", Behaviour.GOOD);
            shop.aws().runUntilQuiet(LONGEST);
        }
        this.baseline = runs().orElseThrow();
        shop.aws().wire().tell(journal);
    }

    /** Opens the shop and brings the service to where the plot begins. */
    static Story of(Plot plot) {
        return of(plot, new SandboxOptions(HOME, 1));
    }

    static Story of(Plot plot, SandboxOptions options) {
        Shop shop = Shop.open(options);
        shop.follow(TARGET.value(), DOCUMENT);
        shop.aws().timeline().runUntil(shop.aws().timeline().now().plus(Duration.ofSeconds(30)));
        return new Story(plot, shop);
    }

    /** Pushes, and runs until nothing of Slipway runs and the service is steady. */
    Story play() {
        pushed = shop.aws().timeline().now();
        postsBefore = shop.aws().slack().posts().size();
        image = shop.push("shop/api", "v3", plot.image);
        quiet = shop.aws().runUntilQuiet(LONGEST);
        shop.aws().timeline().runUntil(shop.aws().timeline().now().plus(Duration.ofSeconds(5)));
        shop.service(CONTAINER).settle(Duration.ofHours(1));
        return this;
    }

    Sandbox aws() {
        return shop.aws();
    }

    Plot plot() {
        return plot;
    }

    boolean quiet() {
        return quiet;
    }

    String baseline() {
        return baseline;
    }

    String image() {
        return image;
    }

    List<Exchange> exchanges() {
        return journal.exchanges();
    }

    int desired() {
        return shop.service(CONTAINER).desired();
    }

    boolean steady() {
        return shop.service(CONTAINER).steady();
    }

    /** Returns the one digest that all running tasks of the service run; empty if there is none or more than one. */
    Optional<String> runs() {
        List<String> digests = shop.service(CONTAINER).images().get(CONTAINER);
        return digests.size() == 1 ? Optional.of(digests.getFirst()) : Optional.empty();
    }

    /** Returns the deploy machine's executions since the push that did not step aside. */
    List<Execution> deployments() {
        return shop.aws().machines().executions().stream()
                .filter(one -> one.identity().machineName().endsWith("-deploy") && !one.started().isBefore(pushed))
                .filter(one -> !one.path().getLast().equals("Waiting")).toList();
    }

    Optional<Deployment> record() {
        return shop.aws().ledger().records().latest(TARGET, 1).stream().filter(one -> !one.startedAt().isBefore(pushed)).findFirst();
    }

    /** Returns the first lines of all messages to people since the push. */
    List<String> told() {
        List<String> mails = shop.aws().sns().published().stream().filter(one -> !one.at().isBefore(pushed))
                .flatMap(one -> one.subject().stream()).toList();
        List<String> posts = shop.aws().slack().posts().stream().skip(postsBefore).map(post -> post.text().lines().findFirst().orElse("")).toList();
        return java.util.stream.Stream.concat(mails.stream(), posts.stream()).toList();
    }
}
