package slipway.handler;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.release.Deployment;
import slipway.release.Ending;
import software.amazon.cloudwatchlogs.emf.config.EnvironmentConfigurationProvider;
import software.amazon.cloudwatchlogs.emf.environment.Environments;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** The figures of a deployment that is over, for CloudWatch, by target and ending. They are written to the log; CloudWatch reads them there. */
final class Figures {
    private static final Logger LOG = LoggerFactory.getLogger(Figures.class);
    /** The metrics' namespace in CloudWatch. */
    private static final String NAMESPACE = "Slipway";

    static {
        // Else the library looks for a metadata service over the network, wherever it does not find itself in Lambda.
        EnvironmentConfigurationProvider.getConfig().setEnvironmentOverride(Environments.Lambda);
    }

    private Figures() {}

    /** Counts the ending, and how long it took from the push, or from what a person asked, until then. */
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

    private static void write(Deployment ended, Ending ending) {
        Metrics own = MetricsFactory.getMetricsInstance();
        own.setNamespace(NAMESPACE);
        own.flushMetrics(metrics -> {
            metrics.setNamespace(NAMESPACE);
            metrics.clearDefaultDimensions();
            metrics.addDimension(DimensionSet.of("Target", ended.target().value(), "Ending", ending.name()));
            metrics.addMetric("Deployments", 1, MetricUnit.COUNT);
            seconds(metrics, "DeploymentTime", Duration.between(ended.startedAt(), ended.endedAt().get()));
            if (ending == Ending.SUCCEEDED) {
                seconds(metrics, "LeadTime", Duration.between(ended.origin().at(), ended.endedAt().get()));
            }
            ended.restore().filter(_ -> ending == Ending.ROLLED_BACK)
                    .ifPresent(restore -> seconds(metrics, "RestoreTime", Duration.between(restore.at(), ended.endedAt().get())));
        });
    }

    private static void seconds(Metrics metrics, String name, Duration time) {
        metrics.addMetric(name, time.toMillis() / 1000.0, MetricUnit.SECONDS);
    }
}
