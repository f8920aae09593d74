// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.symsrv.http.url.Origin;
import dev.symkit.symsrv.spi.ResultCode;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong when no answer came. A connection that cannot be made or breaks is worth another try; a host that does not answer at all
 * has used up its time (symsrv.md 8.5, 12.2).
 */
final class TransportErrors {
    private static final int DEPTH = 16;

    private TransportErrors() {}

    static FetchFailure of(Throwable error, Origin host) {
        if (has(error, e -> e instanceof HttpConnectTimeoutException)) {
            return FetchFailure.last(ResultCode.HTTP_TIMEOUT, "no connection to " + host + " within the time limit");
        }
        if (has(error, e -> e instanceof HttpTimeoutException)) {
            return timeout(host);
        }
        if (has(error, e -> e instanceof UnresolvedAddressException || e instanceof UnknownHostException)) {
            return FetchFailure.passing(ResultCode.NAME_NOT_RESOLVED, "the name of " + host + " is not known");
        }
        if (has(error, e -> e instanceof CertificateException)) {
            return FetchFailure.last(
                    ResultCode.SECURE_FAILURE, "the certificate of " + host + " is not trusted" + text(error));
        }
        if (has(error, e -> e instanceof SSLException)) {
            boolean broke = has(
                    error,
                    e -> e instanceof EOFException
                            || e instanceof SocketException
                            || e instanceof ClosedChannelException
                            || isTerminated(e));
            String reason = "no secure connection to " + host + text(error);
            return broke
                    ? FetchFailure.passing(ResultCode.SECURE_FAILURE, reason)
                    : FetchFailure.last(ResultCode.SECURE_FAILURE, reason);
        }
        if (has(error, e -> e instanceof ConnectException)) {
            return FetchFailure.passing(ResultCode.CANNOT_CONNECT, "no connection to " + host);
        }
        return FetchFailure.passing(ResultCode.CONNECTION_RESET, "the connection to " + host + " broke");
    }

    /** No answer within the time for it. */
    static FetchFailure timeout(Origin host) {
        return FetchFailure.last(ResultCode.HTTP_TIMEOUT, "no answer of " + host + " within the time limit");
    }

    private static boolean isTerminated(Throwable error) {
        String text = String.valueOf(error.getMessage());
        return text.contains("terminated the handshake") || text.contains("EOF");
    }

    /** What the security library says, which names certificates and protocols but no request. */
    private static String text(Throwable error) {
        @Nullable Throwable at = error;
        String text = "";
        for (int i = 0; at != null && i < DEPTH; i++) {
            if (at instanceof SSLException || at instanceof CertificateException) {
                text = ": " + String.valueOf(at.getMessage()).replaceAll("\\s+", " ");
            }
            at = at.getCause();
        }
        return text;
    }

    private static boolean has(Throwable error, Predicate<Throwable> what) {
        @Nullable Throwable at = error;
        for (int i = 0; at != null && i < DEPTH; i++) {
            if (what.test(at)) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }
}
