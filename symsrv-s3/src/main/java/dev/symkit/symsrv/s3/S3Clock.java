// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The server's clock, as an answer of it tells. */
final class S3Clock {
    private S3Clock() {}

    /**
     * Reads the time of an answer.
     *
     * @param what what was asked for, for messages
     * @throws IOException if the answer tells no time
     */
    static Instant of(String what, SdkHttpResponse answer) throws IOException {
        String date = answer.firstMatchingHeader("Date").orElse("");
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
        } catch (DateTimeException e) {
            throw new IOException(what + ": the server's answer has no time: '" + date + "'", e);
        }
    }
}
