// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.config;

import dev.symkit.symsrv.settings.HttpSettings;

/** Reads {@code [http]} and the properties {@code symsrv.http.*} (symsrv.md 8.4). */
final class HttpOptions {
    private static final int MOST_RETRIES = 1_000_000;

    private HttpOptions() {}

    static HttpSettings read(Values values) {
        HttpSettings none = HttpSettings.DEFAULT;
        return new HttpSettings(
                values.text("userAgent").orElse(none.userAgent()),
                values.duration("connectTimeout", none.connectTimeout()),
                values.duration("responseTimeout", none.responseTimeout()),
                values.duration("idleTimeout", none.idleTimeout()),
                values.duration("totalTimeout", none.totalTimeout()),
                values.size("minSpeed", none.minSpeed()),
                values.size("maxFileSize", none.maxFileSize()),
                values.flag("allowDowngrade", none.allowDowngrade()),
                values.number("retryAppHang", MOST_RETRIES, none.retryAppHang()),
                values.number("retries", MOST_RETRIES, none.retries()),
                values.flag("trace", none.trace()));
    }
}
