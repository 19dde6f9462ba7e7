package slipway.sandbox.http;

import java.io.IOException;
import slipway.sandbox.cloud.AwsFault;
import slipway.sandbox.cloud.Place;
import slipway.sandbox.wire.Answer;
import slipway.sandbox.wire.CredentialScope;
import slipway.sandbox.wire.Host;
import slipway.sandbox.wire.PresignedHost;
import slipway.sandbox.wire.Request;
import slipway.sandbox.wire.Wire;

/**
 * Hands requests to who answers them: DynamoDB's own engine for its calls, S3 for presigned URLs, which have their signature in the
 * query, the wire for all others, and both on the sandbox's thread.
 */
public final class FrontDoor implements Host {
    private final Place place;
    private final LiveTime time;
    private final Wire wire;
    private final Host dynamo;
    private final Host presigned;

    /**
     * Keeps who answers.
     *
     * @param dynamo answers DynamoDB's calls, on any thread
     * @param presigned answers who comes with a presigned URL, whatever host that names
     */
    public FrontDoor(Place place, LiveTime time, Wire wire, Host dynamo, Host presigned) {
        this.presigned = presigned;
        this.place = place;
        this.time = time;
        this.wire = wire;
        this.dynamo = dynamo;
    }

    @Override
    public Answer answer(Request request) throws IOException {
        if (request.header("Content-Encoding").filter(encoding -> !encoding.equals("identity")).isPresent()) {
            return refuse(request, AwsFault.notModelled("requests with the content encoding " + request.header("Content-Encoding").orElseThrow()));
        }
        boolean engines = CredentialScope.of(request)
                .filter(scope -> scope.service().equals("dynamodb") && scope.region().equals(place.region())).isPresent();
        return engines ? dynamo.answer(request) : onTheSandboxesThread(() -> PresignedHost.asked(request) ? presigned.answer(request) : wire.answer(request));
    }

    /** Writes an error as the service that was asked would. */
    Answer refuse(Request request, AwsFault fault) throws IOException {
        return onTheSandboxesThread(() -> wire.refused(request, fault));
    }

    private Answer onTheSandboxesThread(java.util.concurrent.Callable<Answer> answer) throws IOException {
        try {
            return time.call(answer);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
