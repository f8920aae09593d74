// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upload;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Fetches an archive for a client, only from hosts that are allowed, wherever redirects lead. Thread-safe.
 *
 * @param hosts names, with a port where it is not the usual one, in any case
 */
record UrlFetch(List<String> hosts) {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration FIRST_BYTE = Duration.ofMinutes(2);
    private static final long WHOLE_MINUTES = 60;
    private static final int MOST_REDIRECTS = 5;
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** Copies the list. */
    UrlFetch {
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }

    /**
     * Fetches what is at a URL.
     *
     * @param most bytes
     * @throws RefusedException if it is not allowed, not there, or too large
     */
    Path fetch(String url, Spool spool, long most) throws IOException, RefusedException {
        URI place = allowed(url);
        for (int i = 0; i <= MOST_REDIRECTS; i++) {
            HttpResponse<InputStream> answer = send(place);
            try (InputStream body = answer.body()) {
                if (answer.statusCode() == 200) {
                    return received(body, spool, most);
                }
                Optional<String> next = answer.headers().firstValue("Location");
                if (answer.statusCode() / 100 != 3 || next.isEmpty()) {
                    throw refused("the URL answers " + answer.statusCode());
                }
                place = allowed(resolved(place, next.get()));
            }
        }
        throw refused("the URL leads to too many others");
    }

    private static Path received(InputStream body, Spool spool, long most) throws IOException, RefusedException {
        CompletableFuture<Void> limit = new CompletableFuture<Void>().orTimeout(WHOLE_MINUTES, TimeUnit.MINUTES);
        CompletableFuture<Void> unused = limit.exceptionally(late -> {
            close(body);
            return null;
        });
        try {
            return spool.receive(body, most, Optional.empty());
        } finally {
            limit.complete(null);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            return; // whoever reads hears of it
        }
    }

    private static HttpResponse<InputStream> send(URI place) throws IOException, RefusedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(place).timeout(FIRST_BYTE).GET().build();
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IOException e) {
            throw refused("the URL does not answer");
        }
    }

    private static String resolved(URI place, String next) throws RefusedException {
        try {
            return place.resolve(next).toString();
        } catch (IllegalArgumentException e) {
            throw refused("the URL leads to something that is none");
        }
    }

    private URI allowed(String url) throws RefusedException {
        URI place;
        try {
            place = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw refused("that is no URL");
        }
        String scheme = String.valueOf(place.getScheme()).toLowerCase(Locale.ROOT);
        String host = String.valueOf(place.getHost()).toLowerCase(Locale.ROOT);
        boolean listed = hosts.contains(place.getPort() < 0 ? host : host + ":" + place.getPort());
        if (!listed || !(scheme.equals("http") || scheme.equals("https")) || place.getUserInfo() != null) {
            throw refused("nothing is fetched from there");
        }
        return place;
    }

    private static RefusedException refused(String reason) {
        return new RefusedException(RefusedException.BAD_REQUEST, reason);
    }
}
