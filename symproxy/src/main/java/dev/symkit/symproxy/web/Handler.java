// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.web;

import java.util.concurrent.CompletionStage;

/** Answers requests. Thread-safe. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers one request, perhaps later. A stage that fails is a fault of the program: the client hears 500.
     *
     * @param request of use until the stage is complete
     */
    CompletionStage<Response> handle(Request request);
}
