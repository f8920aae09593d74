// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How object storage is reached, from the properties {@code symsrv.s3.*}:
 * <ul>
 *   <li>{@code endpoint}: URL of a server that is not Amazon's; then {@code pathStyle} is on unless it is {@code false};
 *   <li>{@code pathStyle}: {@code true} for {@code https://server/bucket/key} instead of {@code https://bucket.server/key};
 *   <li>{@code region}: the region, if the environment and the profile name none: {@code us-east-1};
 *   <li>{@code anonymous}: {@code true} to send no credentials at all;
 *   <li>{@code connectTimeout} (10) and {@code responseTimeout} (60): seconds.
 * </ul>
 * Credentials come from where all programs that use the SDK look for them: variables, profile files, the machine's own service.
 *
 * @param properties values by name, empty if not set
 */
record S3Settings(UnaryOperator<String> properties) {
    private static final String PREFIX = "symsrv.s3.";
    private static final int MOST_SECONDS = 86_400;

    /** The settings of this process. */
    static S3Settings ofSystem() {
        return new S3Settings(name -> System.getProperty(name, ""));
    }

    Optional<URI> endpoint() throws IOException {
        String text = value("endpoint");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            if (uri.getRawUserInfo() != null) {
                throw new IOException(PREFIX + "endpoint: there must be no account in the URL");
            }
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (uri.getHost() != null && scheme.matches("https?")) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            throw new IOException(PREFIX + "endpoint: '" + text + "' is no URL: " + e.getReason(), e);
        }
        throw new IOException(
                PREFIX + "endpoint: '" + text + "' is no URL of a server (http or https, without an account)");
    }

    boolean pathStyle() throws IOException {
        return flag("pathStyle", endpoint().isPresent());
    }

    boolean anonymous() throws IOException {
        return flag("anonymous", false);
    }

    Optional<String> region() {
        return Optional.of(value("region")).filter(text -> !text.isEmpty());
    }

    Duration connectTimeout() throws IOException {
        return Duration.ofSeconds(seconds("connectTimeout", 10));
    }

    Duration responseTimeout() throws IOException {
        return Duration.ofSeconds(seconds("responseTimeout", 60));
    }

    private boolean flag(String name, boolean otherwise) throws IOException {
        String text = value(name).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "" -> otherwise;
            case "true" -> true;
            case "false" -> false;
            default -> throw new IOException(PREFIX + name + ": '" + text + "' is neither true nor false");
        };
    }

    private int seconds(String name, int otherwise) throws IOException {
        String text = value(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        int number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > MOST_SECONDS) {
            throw new IOException(PREFIX + name + ": '" + text + "' is no number from 1 to " + MOST_SECONDS);
        }
        return number;
    }

    private String value(String name) {
        return properties.apply(PREFIX + name);
    }
}
