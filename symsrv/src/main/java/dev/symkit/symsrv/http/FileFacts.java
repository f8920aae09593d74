// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.symsrv.auth.HeaderText;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the headers of an answer say of the file in it.
 *
 * @param coding its content encoding, empty for none
 * @param total its bytes; unknown if it is encoded
 * @param validator its strong entity tag, else its date; empty if it has neither
 * @param ranges whether parts of it can be had
 * @param lastModified its date
 */
record FileFacts(String coding, OptionalLong total, String validator, boolean ranges, Optional<Instant> lastModified) {
    static final FileFacts NONE = new FileFacts("", OptionalLong.empty(), "", false, Optional.empty());

    private static final int LONGEST_TAG = 1024;

    static FileFacts of(Answer answer) {
        String coding = answer.coding();
        boolean ranges = answer.header("Accept-Ranges")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .equals("bytes");
        return new FileFacts(
                coding,
                coding.isEmpty() ? answer.length() : OptionalLong.empty(),
                validator(answer),
                ranges,
                answer.header("Last-Modified").flatMap(RetryRule::date));
    }

    /** Whether a transfer that broke can go on where it was. */
    boolean resumable() {
        return coding.isEmpty() && ranges && !validator.isEmpty();
    }

    private static String validator(Answer answer) {
        String tag = answer.header("ETag").orElse("");
        boolean strong = tag.startsWith("\"") && tag.length() <= LONGEST_TAG && HeaderText.isValue(tag);
        return strong
                ? tag
                : answer.header("Last-Modified")
                        .filter(text -> RetryRule.date(text).isPresent())
                        .orElse("");
    }
}
