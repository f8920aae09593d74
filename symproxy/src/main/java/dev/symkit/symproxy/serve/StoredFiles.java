// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.serve;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.disk.StoredFile;
import dev.symkit.symproxy.encode.Coding;
import dev.symkit.symproxy.encode.Sidecars;
import dev.symkit.symproxy.web.AcceptEncoding;
import dev.symkit.symproxy.web.Request;
import dev.symkit.symproxy.web.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes responses with files that are on disk: as they are, or compressed copies of them where there are some and the client takes one. Parts
 * are those of the file itself, always. Immutable.
 *
 * @param sidecars the copies; empty if there never are any
 */
record StoredFiles(FileResponses responses, Optional<Sidecars> sidecars) {
    private static final Logger LOG = LoggerFactory.getLogger(StoredFiles.class);

    /**
     * The response with a file.
     *
     * @param key canonical
     * @param broken hears if the file cannot be read while it is sent
     * @throws IOException if it cannot be opened
     */
    Response respond(Request request, SymbolKey key, StoredFile file, String source, Consumer<IOException> broken)
            throws IOException {
        if (sidecars.isEmpty() || file.size() < Sidecars.LEAST) {
            return responses.stored(request, file, source, broken);
        }
        boolean whole = request.headers("Range").isEmpty() && !file.version().isKnownTo(request);
        List<Coding> codings =
                whole ? Coding.accepted(AcceptEncoding.of(request.headers("Accept-Encoding"))) : List.of();
        Optional<Response> encoded =
                codings.isEmpty() ? Optional.empty() : encoded(request, key, file, codings, sidecars.get(), source);
        return encoded.isPresent() ? encoded.get() : responses.oneForm(request, file, source, broken);
    }

    private Optional<Response> encoded(
            Request request, SymbolKey key, StoredFile file, List<Coding> codings, Sidecars copies, String source) {
        Optional<Sidecars.Sidecar> copy = copies.find(key, file, codings);
        if (copy.isEmpty()) {
            if (request.method().equals("GET")) {
                copies.missed(key, file, codings);
            }
            return Optional.empty();
        }
        try {
            return Optional.of(responses.encoded(request, file, copy.get(), source));
        } catch (IOException e) {
            LOG.debug("{} went: {}", copy.get().path(), e.toString());
            return Optional.empty();
        }
    }
}
