// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a staged file's handle says. Its text has the form of a path, and is all that whoever finishes a plan has:
 * {@code upload/<id>/<path>/<tags>} of a multipart upload that is not completed, {@code text/<time>/<content>} of a small text, which rides in
 * the plan itself. Names and contents are in base64url.
 */
sealed interface S3Handle {
    /** The text of this handle. */
    String text();

    /**
     * An upload whose parts are all there.
     *
     * @param id the server's
     * @param path what it will be, relative to the store
     * @param tags the parts' ETags, in order, without quotes
     */
    record Upload(String id, String path, List<String> tags) implements S3Handle {
        public Upload {
            tags = List.copyOf(tags);
        }

        @Override
        public String text() {
            return "upload/" + encode(id) + "/" + encode(path) + "/" + String.join(",", tags);
        }
    }

    /**
     * A small text.
     *
     * @param modified its time of last modification; empty for now
     * @param bytes the content, in base64url
     */
    record Text(Optional<Instant> modified, String bytes) implements S3Handle {
        static Text of(Optional<Instant> modified, byte[] content, int length) {
            return new Text(
                    modified, Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(content, length)));
        }

        byte[] content() {
            return Base64.getUrlDecoder().decode(bytes);
        }

        @Override
        public String text() {
            return "text/" + modified.map(time -> encode(time.toString())).orElse("-") + "/"
                    + (bytes.isEmpty() ? "-" : bytes);
        }
    }

    /**
     * Reads a handle.
     *
     * @throws IOException if it is none of this storage, for example of a plan that another one wrote
     */
    static S3Handle parse(String text) throws IOException {
        String[] parts = text.split("/", -1);
        try {
            if (parts.length == 4 && parts[0].equals("upload")) {
                return upload(decode(parts[1]), S3Names.check(decode(parts[2])), List.of(parts[3].split(",", -1)));
            }
            if (parts.length == 3 && parts[0].equals("text")) {
                Optional<Instant> time =
                        parts[1].equals("-") ? Optional.empty() : Optional.of(Instant.parse(decode(parts[1])));
                return text(time, parts[2]);
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("'" + shortened(text) + "' is not staged in a bucket", e);
        }
        throw new IOException("'" + shortened(text) + "' is not staged in a bucket");
    }

    private static Upload upload(String id, String path, List<String> tags) {
        if (id.isEmpty() || path.isEmpty() || tags.contains("")) {
            throw new IllegalArgumentException("something is missing");
        }
        return new Upload(id, path, tags);
    }

    private static Text text(Optional<Instant> modified, String bytes) {
        Text text = new Text(modified, bytes.equals("-") ? "" : bytes);
        if (bytes.isEmpty() || (text.content().length == 0 && !bytes.equals("-"))) {
            throw new IllegalArgumentException("the content is missing");
        }
        return text;
    }

    private static String shortened(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "..." : text;
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
