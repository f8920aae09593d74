// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.auth;

import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tokens as a running server sees them; the file may change under it. Thread-safe. */
final class TokenStore {
    private static final Logger LOG = LoggerFactory.getLogger(TokenStore.class);

    /** The last use is written down so seldom, for otherwise each request would change the file. */
    private static final Duration USE_NOTED = Duration.ofHours(1);

    private final TokensFile file;
    private final WatchedFile<List<ApiToken>> tokens;
    private final InstantSource clock;
    private final AtomicBoolean noting = new AtomicBoolean();
    private volatile boolean readOnly;

    /** @throws IOException as {@link TokensFile#read} */
    TokenStore(TokensFile file, Ticker ticker, InstantSource clock) throws IOException {
        this.file = file;
        this.tokens = new WatchedFile<>(file.path(), file::read, ticker);
        this.clock = clock;
    }

    /**
     * Who has a token.
     *
     * @param text as {@link Secrets#of} takes it
     * @return empty if there is none like it that is valid now
     */
    Optional<ApiToken> find(String text) {
        Optional<byte[]> hash =
                Secrets.of(text).map(secret -> Secrets.hash(secret).getBytes(StandardCharsets.US_ASCII));
        if (hash.isEmpty()) {
            return Optional.empty();
        }
        Instant now = Instant.ofEpochMilli(clock.millis());
        Optional<ApiToken> found = Optional.empty();
        // all of them, so that the time tells nothing
        for (ApiToken token : tokens.get()) {
            if (MessageDigest.isEqual(hash.get(), token.hash().getBytes(StandardCharsets.US_ASCII))) {
                found = Optional.of(token);
            }
        }
        Optional<ApiToken> valid = found.filter(token -> !token.isExpired(now));
        valid.ifPresent(token -> note(token, now));
        return valid;
    }

    private void note(ApiToken token, Instant now) {
        boolean due = token.lastUse()
                .filter(last -> last.plus(USE_NOTED).isAfter(now))
                .isEmpty();
        if (!due || readOnly || !noting.compareAndSet(false, true)) {
            return;
        }
        try {
            file.change(all -> all.stream()
                    .map(one -> one.hash().equals(token.hash()) ? one.used(now) : one)
                    .toList());
        } catch (IOException e) {
            readOnly = true;
            LOG.warn("the last use of tokens is not written down: {}", e.toString());
        } finally {
            noting.set(false);
        }
    }
}
