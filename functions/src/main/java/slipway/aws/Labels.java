package slipway.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipway.codec.Json;
import slipway.release.Digest;
import slipway.release.Repository;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.GetDownloadUrlForLayerRequest;

/**
 * The labels of an image, out of its configuration: a blob that ECR has in S3 and gives a presigned URL for (API_GetDownloadUrlForLayer;
 * OCI image spec, "Image Configuration", {@code config.Labels}). They are only told, so whatever goes wrong is as if there were none.
 * The URL is a secret, since it needs no other credentials: no log line, cause or exception of ours holds it.
 *
 * @param suffix of the names of AWS's hosts in this partition, such as {@code amazonaws.com}: nobody else is asked
 * @param patience for each of both calls; empty where nothing may wait in real time, as in a simulation
 */
record Labels(EcrClient ecr, SdkHttpClient http, String suffix, Optional<Duration> patience) {
    private static final Logger LOG = LoggerFactory.getLogger(Labels.class);

    /** The configuration of a usual image has some KB. */
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int OK = 200;

    /** Returns the labels; none if there are none, or they can't be had now. */
    Map<String, String> of(Repository repository, Digest config) {
        try {
            return url(repository, config).flatMap(this::inTime).filter(bytes -> sha256(bytes).equals(config.value()))
                    .map(Labels::read).orElse(Map.of());
        } catch (SdkException e) {
            LOG.info("the labels of {}@{} are not told: {}", repository.name(), config, Faults.of("ecr:GetDownloadUrlForLayer", e).getMessage());
            return Map.of();
        }
    }

    /** Presigned for an hour or so, and of S3: anything else is not followed. */
    private Optional<URI> url(Repository repository, Digest config) {
        GetDownloadUrlForLayerRequest.Builder ask = GetDownloadUrlForLayerRequest.builder()
                .registryId(repository.account()).repositoryName(repository.name()).layerDigest(config.value());
        patience.ifPresent(limit -> ask.overrideConfiguration(by -> by.apiCallTimeout(limit)));
        try {
            return Optional.of(URI.create(ecr.getDownloadUrlForLayer(ask.build()).downloadUrl()))
                    .filter(url -> "https".equals(url.getScheme()) && url.getHost() != null && url.getHost().endsWith("." + suffix) && url.getUserInfo() == null);
        } catch (IllegalArgumentException | NullPointerException unreadable) {
            return Optional.empty();
        }
    }

    /** Where no route leads to S3, connecting ends by no answer; and one that comes in drips is not waited for either. */
    private Optional<byte[]> inTime(URI url) {
        if (patience.isEmpty()) {
            return download(url);
        }
        FutureTask<Optional<byte[]>> task = new FutureTask<>(() -> download(url));
        Thread.ofVirtual().name("labels").start(task);
        try {
            return task.get(patience.get().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.info("the labels are not told: S3 did not answer within {}", patience.get());
        } catch (ExecutionException e) {
            LOG.info("the labels are not told: {}", e.getCause().getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        task.cancel(true);
        return Optional.empty();
    }

    /** The SDK's client follows no redirect. */
    private Optional<byte[]> download(URI url) {
        HttpExecuteRequest request = HttpExecuteRequest.builder().request(SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(url).build()).build();
        try {
            HttpExecuteResponse answer = http.prepareRequest(request).call();
            if (answer.responseBody().isEmpty()) {
                return Optional.empty();
            }
            try (InputStream body = answer.responseBody().get()) {
                return answer.httpResponse().statusCode() == OK ? Optional.of(body.readNBytes(MOST_BYTES + 1)) : refused(answer.httpResponse().statusCode());
            }
        } catch (IOException e) {
            // Its text may name what was called.
            LOG.info("the labels are not told: {}", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static Optional<byte[]> refused(int status) {
        LOG.info("the labels are not told: S3 answers {}", status);
        return Optional.empty();
    }

    private static Map<String, String> read(byte[] config) {
        Map<String, String> labels = new HashMap<>();
        try {
            JsonNode json = Json.MAPPER.readTree(config);
            json.path("config").path("Labels").properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText("")));
        } catch (IOException e) {
            LOG.info("the labels are not told: the configuration is no JSON");
        }
        return labels;
    }

    private static String sha256(byte[] bytes) {
        try {
            return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("each JDK has SHA-256", impossible);
        }
    }
}
