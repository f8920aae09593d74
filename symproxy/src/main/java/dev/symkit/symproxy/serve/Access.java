// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.serve;

import dev.symkit.symproxy.web.Request;
import dev.symkit.symproxy.web.Response;
import java.util.Optional;

/** Tells who may do what. Thread-safe. */
public interface Access {
    /** What somebody wants to do. */
    enum Role {
        /** Get files. */
        READ,
        /** Put files. */
        UPLOAD,
        /** Change how the server is. */
        ADMIN
    }

    /**
     * What was decided.
     *
     * @param refusal the response if it is not allowed
     * @param user who the client proved to be; empty if nobody asked
     */
    record Decision(Optional<Response> refusal, String user) {
        /** Everybody may. */
        public static final Decision ANYBODY = new Decision(Optional.empty(), "");
    }

    /**
     * Decides about a request.
     *
     * @param token from the path
     */
    Decision decide(Role role, Request request, Optional<String> token);

    /** The address of the client, of which a trusted proxy may have told. */
    String client(Request request);

    /** How long a client that asks too much has to wait; empty if it does not. */
    Optional<java.time.Duration> tooMany(String client);
}
