package slipway.sandbox.cloud.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A function as its owner sees it. */
public final class FunctionView {
    private final Catalog catalog;
    private final Reads reads;
    private final Fleet fleet;
    private final Function function;

    FunctionView(Catalog catalog, Reads reads, Fleet fleet, Function function) {
        this.fleet = fleet;
        this.catalog = catalog;
        this.reads = reads;
        this.function = function;
    }

    /** Returns the ARN without a qualifier. */
    public String arn() {
        return catalog.arn(function, "");
    }

    /** Returns the version that an alias points to. */
    public String version(String alias) {
        return alias(alias).version();
    }

    /** Returns the shares of an alias' invocations that go to other versions. */
    public Map<String, Double> weights(String alias) {
        return alias(alias).weights();
    }

    private Alias alias(String name) {
        return Optional.ofNullable(function.aliases().get(name)).orElseThrow();
    }

    /** Returns the numbers of the published versions, oldest first. */
    public List<String> versions() {
        return function.versions().stream().skip(1).map(Version::number).toList();
    }

    /**
     * Returns the digest of the image that invocations run, {@code sha256:…}.
     *
     * @param qualifier an alias, a number or {@code $LATEST}
     */
    public String runs(String qualifier) {
        return "sha256:" + catalog.version(new Reference(function.name(), Optional.of(qualifier))).running().sha256();
    }

    /** Returns the configuration as GetFunctionConfiguration answers it. */
    public ObjectNode configuration(String qualifier) {
        return reads.configuration(new Reference(function.name(), Optional.of(qualifier)));
    }

    /** Returns how many of its environments serve an invocation now. */
    public long busy() {
        return fleet.busy(function);
    }

    /** Returns how many environments it has, resting ones too. */
    public int environments() {
        return fleet.size(function);
    }

    /** Returns how its asynchronous invocations are tried again. */
    public EventInvokeConfig events() {
        return function.events();
    }

    /** Nobody calls it for weeks: each of its versions becomes Inactive. */
    public void rest() {
        function.versions().forEach(version -> rest(version.number()));
    }

    /** Nobody calls a version for weeks: it becomes Inactive, if it was active. */
    public void rest(String number) {
        function.version(number).filter(version -> version.state().equals(Version.Status.ACTIVE)).orElseThrow().becomes(Version.Status.INACTIVE);
    }

    /** Says whether no update is in progress and each version is what it will be. */
    public boolean settled() {
        return !function.latest().updating() && function.versions().stream().noneMatch(version -> version.state().name().equals(Version.Status.PENDING.name()));
    }

    /** Runs until it is settled; returns false if that did not come to be within the limit of virtual time. */
    public boolean settle(Duration limit) {
        return catalog.timeline.runUntil(this::settled, limit);
    }
}
