package slipway.handler;

import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.release.Delivery;
import slipway.release.Deployment;
import slipway.release.Ending;
import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * The figures for CloudWatch: of a deployment that is over, by target and ending; of all targets, by ledger. They are written to the
 * log; CloudWatch reads them there (CloudWatch guide, "Specification: Embedded metric format").
 */
final class Figures {
    private static final Logger LOG = LoggerFactory.getLogger(Figures.class);
    /** The metrics' namespace in CloudWatch. */
    private static final String NAMESPACE = "Slipway";

    static {
        // Else the library looks for a metadata service over the network, wherever it does not find itself in Lambda.
        EnvironmentConfigurationProvider.getConfig().setEnvironmentOverride(Environments.Lambda);
    }

    private Figures() {}

    /** Counts the ending, what it counts for by DORA, and how long it took. */
    static void count(Deployment ended) {
        if (!Journal.kept() || ended.ending().isEmpty() || ended.endedAt().isEmpty()) {
            return;
        }
        try {
            write(ended, ended.ending().get());
        } catch (RuntimeException e) {
            // People were told already: a figure that is lost must not have them told again.
            LOG.error("figures were not written", e);
        }
    }

    /**
     * What a sweep saw of a batch of targets. An age is a maximum over batches; the number that waits is a batch's own.
     *
     * @param waiting how many targets have a request that waits
     * @param oldestClaim how long the claim that was taken first has been held; zero if there is none
     */
    static Consumer<Metrics> seen(int waiting, Duration oldestClaim) {
        return metrics -> {
            metrics.addMetric("PushesWaiting", waiting, MetricUnit.COUNT);
            // In minutes, since a template can't turn its parameter's minutes into seconds.
            metrics.addMetric("OldestClaimMinutes", oldestClaim.toSeconds() / 60.0, MetricUnit.NONE);
        };
    }

    /** How many documents are refused now, of all that there are. */
    static Consumer<Metrics> refused(int documents) {
        return metrics -> metrics.addMetric("RefusedDocuments", documents, MetricUnit.COUNT);
    }

    /** How many channels have not heard what they were to be told, and will not. */
    static Consumer<Metrics> unreached(int channels) {
        return metrics -> metrics.addMetric("ChannelsNotReached", channels, MetricUnit.COUNT);
    }

    /**
     * Writes figures of how things stand, if anything is written down here at all.
     *
     * @param ledger the table's name, which tells two installations in one account apart
     */
    static void write(String ledger, Consumer<Metrics> figures) {
        if (!Journal.kept()) {
            return;
        }
        try {
            standing(ledger, figures);
        } catch (RuntimeException e) {
            // What a sweep found is worth more than its figures.
            LOG.error("figures were not written", e);
        }
    }

    static void standing(String ledger, Consumer<Metrics> figures) {
        flush(DimensionSet.of("Ledger", ledger), figures);
    }

    private static void flush(DimensionSet dimensions, Consumer<Metrics> figures) {
        Metrics own = MetricsFactory.getMetricsInstance();
        own.setNamespace(NAMESPACE);
        own.flushMetrics(metrics -> {
            metrics.setNamespace(NAMESPACE);
            metrics.clearDefaultDimensions();
            metrics.addDimension(dimensions);
            figures.accept(metrics);
        });
    }

    static void write(Deployment ended, Ending ending) {
        flush(DimensionSet.of("Target", ended.target().value(), "Ending", ending.name()), metrics -> {
            metrics.addMetric("Deployments", 1, MetricUnit.COUNT);
            seconds(metrics, "DeploymentTime", Duration.between(ended.startedAt(), ended.endedAt().get()));
            // Each is left out where it is none: a metric costs by the hour in which it is sent.
            if (Delivery.changed(ended)) {
                metrics.addMetric("Changes", 1, MetricUnit.COUNT);
            }
            // A change that did not fail counts as none, so that there is a rate before anything has failed.
            if (Delivery.changed(ended) || Delivery.failed(ended)) {
                metrics.addMetric("Failures", Delivery.failed(ended) ? 1 : 0, MetricUnit.COUNT);
            }
            Delivery.leadTime(ended).ifPresent(time -> seconds(metrics, "LeadTime", time));
            Delivery.timeToRestore(ended).ifPresent(time -> seconds(metrics, "RestoreTime", time));
        });
    }

    private static void seconds(Metrics metrics, String name, Duration time) {
        metrics.addMetric(name, time.toMillis() / 1000.0, MetricUnit.SECONDS);
    }
}
