// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.symsrv.session.FileKey;
import dev.symkit.symsrv.spi.Attempt;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** How a result is told. */
final class ResultOutput {
    private ResultOutput() {}

    /**
     * The exit code of a result (symsrv.md 17).
     *
     * @throws CancellationException if the user stopped it
     */
    static int exitCode(LookupResult result) {
        return switch (status(result)) {
            case FOUND -> SymSrvErrors.FOUND;
            case MISS, EXCLUDED, BAD_FILE -> SymSrvErrors.NOT_FOUND;
            case BAD_KEY -> SymSrvErrors.USAGE;
            case UNAVAILABLE, DENIED, RETRY_LATER -> SymSrvErrors.UNAVAILABLE;
            case CANCELLED -> throw new CancellationException();
        };
    }

    static Status status(LookupResult result) {
        return result instanceof LookupResult.NotFound missing ? missing.status() : Status.FOUND;
    }

    private static ResultCode code(LookupResult result) {
        return result instanceof LookupResult.NotFound missing ? missing.code() : ResultCode.OK;
    }

    /** Where the file is; empty if there is none. */
    static Optional<String> place(LookupResult result) {
        if (result instanceof LookupResult.Found found) {
            return Optional.of(found.path().toString());
        }
        return result instanceof LookupResult.Located located ? Optional.of(located.location()) : Optional.empty();
    }

    static String word(Status status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Why there is no file, in one line. */
    static String reason(FileKey key, LookupResult.NotFound result) {
        String message = result.message().map(text -> ": " + text).orElse("");
        return key + ": " + word(result.status()) + " (" + result.code() + "): " + result.reason() + message;
    }

    /** One object in one line. */
    static void json(PrintStream out, FileKey key, LookupResult result) throws IOException {
        JsonOut.write(out, json -> {
            json.text("name", key.name());
            json.text("index", key.index());
            json.text("status", word(status(result)));
            json.text("code", code(result).toString());
            if (result instanceof LookupResult.Found found) {
                json.text("path", found.path().toString());
                json.text("store", found.store());
                json.bool("temporary", found.temporary());
            } else if (result instanceof LookupResult.Located located) {
                json.text("location", located.location());
                json.text("store", located.store());
            } else if (result instanceof LookupResult.NotFound missing) {
                json.text("reason", missing.reason());
            }
            if (result.message().isPresent()) {
                json.text("message", result.message().get());
            }
            json.array("attempts", result.attempts(), ResultOutput::attempt);
        });
    }

    private static void attempt(JsonOut json, Attempt attempt) throws IOException {
        json.text("store", attempt.store());
        json.text("candidate", attempt.candidate());
        json.text("status", word(attempt.status()));
        json.text("code", attempt.code().toString());
        json.number("bytes", attempt.bytes());
        json.number("millis", attempt.took().toMillis());
        if (attempt.reason().isPresent()) {
            json.text("reason", attempt.reason().get());
        }
    }
}
