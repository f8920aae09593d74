// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Writes down each request as it is sent: {@code LIST prefix}, {@code HEAD key}, {@code GET key range}. Thread-safe. */
final class Requests implements ExecutionInterceptor {
    private final List<String> all = new CopyOnWriteArrayList<>();

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        SdkHttpRequest request = context.httpRequest();
        String key = request.encodedPath().replaceFirst("^/" + S3Scene.BUCKET + "/?", "");
        String what = request.firstMatchingRawQueryParameter("list-type").isPresent()
                ? "LIST " + request.firstMatchingRawQueryParameter("prefix").orElse("")
                : request.method() + " " + key;
        all.add(what
                + request.firstMatchingHeader("Range").map(range -> " " + range).orElse(""));
    }

    /** The requests so far; then none. */
    List<String> take() {
        List<String> taken = List.copyOf(all);
        all.clear();
        return taken;
    }
}
