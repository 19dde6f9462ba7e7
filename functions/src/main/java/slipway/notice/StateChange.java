package slipway.notice;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import slipway.release.Change;
import slipway.release.Deployment;
import slipway.release.Ending;
import slipway.release.Imprint;
import slipway.release.Plan;
import slipway.release.Progress;

/** The detail of the event that other machines read; fields are only ever added. */
public final class StateChange {
    /** The event's detail-type. */
    public static final String TYPE = "Slipway Deployment State Change";

    private StateChange() {}

    /** Returns the detail; what is not known is left out. */
    public static Map<String, String> of(Moment moment, Deployment deployment, Surroundings surroundings) {
        Names names = new Names(deployment, surroundings);
        Map<String, String> detail = new LinkedHashMap<>();
        detail.put("deployment", deployment.id().value());
        detail.put("target", deployment.target().value());
        detail.put("action", deployment.action().name());
        detail.put("by", deployment.origin().by().name());
        detail.put("state", state(moment, deployment));
        put(detail, "ending", deployment.ending().or(() -> moment == Moment.OVERTAKEN ? Optional.of(Ending.SUPERSEDED) : Optional.empty()));
        deployment.cause().ifPresent(cause -> {
            detail.put("cause", cause.code());
            detail.put("reason", Foreign.clean(cause.sentence(), 900));
        });
        names.main().ifPresent(swap -> {
            detail.put("container", swap.container());
            detail.put("from", swap.from());
        });
        put(detail, "to", names.main().map(Names.Swap::to).or(() -> deployment.image().map(image -> image.uri())));
        put(detail, "tag", deployment.tag());
        deployment.plan().flatMap(Plan::imprint).ifPresent(imprint -> imprint(detail, imprint));
        deployment.change().flatMap(Change::shift).ifPresent(shift -> detail.put("percent", Integer.toString(shift.percent())));
        deployment.progress().ifPresent(progress -> detail.put("waitsFor", Foreign.clean(progress.waitsFor(), 300)));
        deployment.origin().said().ifPresent(said -> {
            said.reason().ifPresent(reason -> detail.put("said", Foreign.clean(reason, 300)));
            said.by().ifPresent(by -> detail.put("person", Foreign.clean(by, 100)));
        });
        detail.put("execution", deployment.execution());
        detail.put("startedAt", deployment.startedAt().toString());
        put(detail, "endedAt", deployment.endedAt());
        detail.put("summary", Headline.of(moment, deployment, names));
        return detail;
    }

    private static void imprint(Map<String, String> detail, Imprint imprint) {
        put(detail, "pushedAt", imprint.pushed());
        put(detail, "commit", imprint.commit().map(commit -> Foreign.clean(commit, 100)));
        put(detail, "version", imprint.version().map(version -> Foreign.clean(version, 100)));
        put(detail, "builtAt", imprint.built());
        put(detail, "authors", imprint.authors().map(authors -> Foreign.clean(authors, 100)));
        put(detail, "source", imprint.source().map(source -> Foreign.clean(source, 200)));
    }

    private static void put(Map<String, String> detail, String key, Optional<?> value) {
        value.ifPresent(it -> detail.put(key, it.toString()));
    }

    static String state(Moment moment, Deployment deployment) {
        if (moment == Moment.WAITING) {
            return "WAITING";
        }
        if (moment == Moment.OVERTAKEN || deployment.ending().isPresent()) {
            return "ENDED";
        }
        if (deployment.restore().isPresent()) {
            return "GOING_BACK";
        }
        if (deployment.progress().flatMap(Progress::live).isPresent()) {
            return "LIVE";
        }
        return deployment.change().isPresent() ? "ROLLING_OUT" : "PLANNED";
    }
}
