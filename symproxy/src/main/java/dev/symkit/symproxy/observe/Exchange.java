// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.observe;

import java.time.Instant;

/**
 * A request that was answered (symproxy.md 16.1). Immutable. It holds no secret: the target is masked when it is taken. Texts are empty where
 * there is nothing to tell.
 *
 * @param start when the request came
 * @param durationNanos until the last byte was sent
 * @param firstByteNanos until the first byte of the answer was sent
 * @param client address, without port
 * @param user who the client proved to be: a user, or the name of a token, never the token
 * @param method in upper case
 * @param target path and query, masked ({@link MaskedTarget})
 * @param protocol for example {@code HTTP/1.1}
 * @param dir name of the directory, empty for the root; {@link #NO_DIRECTORY} where the request was for none
 * @param name name of the file asked for
 * @param index index string of the key
 * @param leaf the file of the key
 * @param status status code
 * @param bytes of the body that was sent
 * @param result how it ended
 * @param upstream where the file came from, if from an upstream
 * @param userAgent what the client calls itself
 * @param range the range asked for
 * @param requestId id of the request
 */
public record Exchange(
        Instant start,
        long durationNanos,
        long firstByteNanos,
        String client,
        String user,
        String method,
        String target,
        String protocol,
        String dir,
        String name,
        String index,
        String leaf,
        int status,
        long bytes,
        Result result,
        String upstream,
        String userAgent,
        String range,
        String requestId) {
    /** The directory of a request that was for none. */
    public static final String NO_DIRECTORY = "-";

    /** Masks the target. */
    public Exchange {
        target = MaskedTarget.of(target);
    }

    /** Begins an exchange of which nothing is known but when it began. */
    public static Builder begun(Instant start) {
        return new Builder(start);
    }

    /** Collects what becomes known while a request is served. Confined. */
    public static final class Builder {
        private final Instant start;
        private String client = "";
        private String user = "";
        private String method = "";
        private String target = "";
        private String protocol = "";
        private String dir = NO_DIRECTORY;
        private String name = "";
        private String index = "";
        private String leaf = "";
        private Result result = Result.OTHER;
        private String upstream = "";
        private String userAgent = "";
        private String range = "";
        private String requestId = "";

        private Builder(Instant start) {
            this.start = start;
        }

        /** Who asks: address, and whom it proved to be. */
        public Builder client(String address, String provenUser) {
            this.client = address;
            this.user = provenUser;
            return this;
        }

        /** The request line: method, target as it came, protocol. */
        public Builder line(String requestMethod, String rawTarget, String version) {
            this.method = requestMethod;
            this.target = rawTarget;
            this.protocol = version;
            return this;
        }

        /** The directory. */
        public Builder directory(String directory) {
            this.dir = directory;
            return this;
        }

        /** The file asked for. */
        public Builder file(String fileName, String indexString, String leafName) {
            this.name = fileName;
            this.index = indexString;
            this.leaf = leafName;
            return this;
        }

        /** How it ended; a later call counts. */
        public Builder result(Result how) {
            this.result = how;
            return this;
        }

        /** The upstream the file came from. */
        public Builder upstream(String from) {
            this.upstream = from;
            return this;
        }

        /** Header fields of the request: User-Agent, Range. */
        public Builder headers(String agent, String rangeHeader) {
            this.userAgent = agent;
            this.range = rangeHeader;
            return this;
        }

        /** The id of the request. */
        public Builder requestId(String id) {
            this.requestId = id;
            return this;
        }

        /**
         * The whole, once the answer was sent.
         *
         * @param status status code
         * @param bytes of the body that was sent
         * @param durationNanos from the start on
         * @param firstByteNanos likewise
         */
        public Exchange finished(int status, long bytes, long durationNanos, long firstByteNanos) {
            return new Exchange(
                    start,
                    durationNanos,
                    firstByteNanos,
                    client,
                    user,
                    method,
                    target,
                    protocol,
                    dir,
                    name,
                    index,
                    leaf,
                    status,
                    bytes,
                    result,
                    upstream,
                    userAgent,
                    range,
                    requestId);
        }
    }
}
