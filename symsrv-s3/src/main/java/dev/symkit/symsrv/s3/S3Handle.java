// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What a staged file's handle says. Its text has the form of a path, and is all that whoever finishes a plan has:
 * {@code upload/<id>/<path>/<tags>} of a multipart upload that is not completed, {@code text/<nonce>/<time>/<content>} of a text of the engine,
 * which rides in the plan itself, deflated; the nonce tells it from others of the same content. Names and contents are in base64url.
 */
sealed interface S3Handle {
    /** Texts of more bytes are uploaded. */
    int LARGEST = S3Output.PART;

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
     * A text.
     *
     * @param nonce in hex
     * @param modified its time of last modification; empty for now
     * @param bytes the content, deflated, in base64url
     */
    record Text(String nonce, Optional<Instant> modified, String bytes) implements S3Handle {
        static Text of(Optional<Instant> modified, byte[] content, int length) {
            return new Text(
                    Long.toHexString(ThreadLocalRandom.current().nextLong()),
                    modified,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(deflated(content, length)));
        }

        private static byte[] deflated(byte[] content, int length) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
                out.write(content, 0, length);
            } catch (IOException e) {
                throw new IllegalStateException("nothing but memory is written to", e);
            }
            return packed.toByteArray();
        }

        /** @throws IllegalArgumentException if it is damaged or larger than any text that is staged so */
        byte[] content() {
            byte[] packed = Base64.getUrlDecoder().decode(bytes);
            try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
                byte[] content = in.readNBytes(LARGEST + 1);
                if (content.length <= LARGEST) {
                    return content;
                }
            } catch (IOException e) {
                throw new IllegalArgumentException("the content is damaged", e);
            }
            throw new IllegalArgumentException("the content is too large");
        }

        @Override
        public String text() {
            return "text/" + nonce + "/"
                    + modified.map(time -> encode(time.toString())).orElse("-") + "/" + bytes;
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
            if (parts.length == 4 && parts[0].equals("text") && parts[1].matches("[0-9a-f]{1,16}")) {
                Optional<Instant> time =
                        parts[2].equals("-") ? Optional.empty() : Optional.of(Instant.parse(decode(parts[2])));
                return text(new Text(parts[1], time, parts[3]));
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

    private static Text text(Text text) {
        text.content();
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
