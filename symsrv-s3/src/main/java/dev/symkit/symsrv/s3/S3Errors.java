// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.store.storage.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the SDK reports, as exceptions of this toolkit: one line that names the object, the status and the server's own words. */
final class S3Errors {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private static final int FORBIDDEN = 403;
    private static final int SERVER_ERROR = 500;

    private S3Errors() {}

    /** A request. */
    @FunctionalInterface
    interface Request<T> {
        T send() throws IOException;
    }

    /**
     * Sends a request.
     *
     * @param what the object or the bucket, for messages
     * @throws Refused if the server answers that a condition does not hold, or that another request is just changing the object
     * @throws NoSuchFileException if there is no such object
     * @throws CutOff if the answer ends early, and the JDK tells: before 25 it did not, and the answer is an empty one
     */
    static <T> T send(String what, Request<T> request) throws IOException {
        try {
            return request.send();
        } catch (S3Exception e) {
            throw of(what, e);
        } catch (SdkException e) {
            throw new IOException(what + ": " + reason(e), e);
        } catch (UncheckedIOException e) {
            throw new CutOff(what, e);
        }
    }

    private static IOException of(String what, S3Exception e) {
        String code = code(e);
        return switch (e.statusCode()) {
            case PRECONDITION_FAILED, CONFLICT -> new Refused(what + ": " + reason(e), e);
            case NOT_FOUND -> {
                if (code.equals("NoSuchBucket")) {
                    yield new StoreException(StoreException.Reason.NOT_A_STORE, what + ": there is no such bucket", e);
                }
                NoSuchFileException missing =
                        new NoSuchFileException(what, null, code.isEmpty() ? "there is no such object" : code);
                missing.initCause(e);
                yield missing;
            }
            case RANGE_NOT_SATISFIABLE -> new NoSuchRange(what + ": " + reason(e), e);
            case FORBIDDEN -> {
                AccessDeniedException denied = new AccessDeniedException(what, null, reason(e));
                denied.initCause(e);
                yield denied;
            }
            default -> new IOException(what + ": " + reason(e), e);
        };
    }

    /** Whether a request that failed so was sent more than once, so that it may be its own earlier sending that made it fail. */
    static boolean wasRepeated(IOException e) {
        return e.getCause() instanceof S3Exception answer && (answer.numAttempts() == null || answer.numAttempts() > 1);
    }

    /** Whether a request found no answer, or a server in trouble: it may be sent again later. */
    static boolean isLost(IOException e) {
        return e.getCause() instanceof S3Exception answer
                ? answer.statusCode() >= SERVER_ERROR || answer.isThrottlingException()
                : e instanceof CutOff || e.getCause() instanceof SdkException;
    }

    private static String code(S3Exception e) {
        return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
                ? ""
                : e.awsErrorDetails().errorCode();
    }

    private static String reason(SdkException e) {
        if (e instanceof S3Exception answer) {
            String words = answer.awsErrorDetails() == null
                    ? ""
                    : String.valueOf(answer.awsErrorDetails().errorMessage());
            return oneLine("the server answers " + answer.statusCode() + " " + code(answer)
                    + (words.isEmpty() || words.equals("null") ? "" : ": " + words));
        }
        Throwable deepest = e;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        String words = String.valueOf(deepest.getMessage());
        if (words.startsWith("Unable to load credentials")) { // and then a line for each place, of 2,000 characters
            return "no credentials were found, neither in variables (AWS_ACCESS_KEY_ID) nor in a profile or on this machine";
        }
        return oneLine(
                deepest instanceof IOException
                        ? "no answer: " + deepest.getClass().getSimpleName() + ": " + words
                        : words);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /** An answer ended early: what was asked for may have been done. */
    static final class CutOff extends IOException {
        private static final long serialVersionUID = 1L;

        CutOff(String what, UncheckedIOException cause) {
            super(what + ": the server's answer is cut off", cause);
        }
    }

    /** The object has none of the bytes that were asked for. */
    static final class NoSuchRange extends IOException {
        private static final long serialVersionUID = 1L;

        NoSuchRange(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** A condition of a request did not hold. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        private final boolean conflict;

        Refused(String message, S3Exception cause) {
            super(message, cause);
            this.conflict = cause.statusCode() == CONFLICT;
        }

        /** Whether another request is changing the object just now: nothing is known yet. */
        boolean isConflict() {
            return conflict;
        }
    }
}
