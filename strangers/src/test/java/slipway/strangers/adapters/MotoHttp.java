package slipway.strangers.adapters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * Moto's HTTP, for what there is no client for.
 *
 * @param port of loopback
 */
record MotoHttp(int port) {
    /** Returns an Authorization header as far as moto reads it: the service is in it. */
    static String signed(String service) {
        return "AWS4-HMAC-SHA256 Credential=owner/20261127/" + World.REGION.id() + "/" + service + "/aws4_request, SignedHeaders=host, Signature=0";
    }

    /** Posts what there is no client for, with headers: a name, a value, a name, … */
    String said(String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(path + " answers " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
