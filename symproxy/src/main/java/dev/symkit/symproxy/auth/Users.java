// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.auth;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users and their passwords, as {@code htpasswd -B} of the Apache web server writes them: lines {@code user:hash}, of which only bcrypt
 * hashes count ({@code $2a$}, {@code $2b$}, {@code $2y$}). What was checked is remembered for a minute, so that not every request costs the
 * time that such a hash is made to cost. Thread-safe.
 */
final class Users {
    private static final Logger LOG = LoggerFactory.getLogger(Users.class);
    private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");
    private static final int MIN_COST = 4;

    /** As htpasswd has it; each step doubles the time, and this one takes seconds. */
    private static final int MAX_COST = 17;

    private static final long MAX_SIZE = 16 << 20;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;

    private final WatchedFile<Map<String, String>> hashes;
    private final String salt = Secrets.random();
    private final Cache<String, Boolean> checked;

    /** @throws IOException if the file cannot be read */
    Users(Path file, Ticker ticker) throws IOException {
        this.hashes = new WatchedFile<>(file, () -> read(file), ticker);
        this.checked = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(REMEMBERED)
                .ticker(ticker)
                .build();
    }

    private static Map<String, String> read(Path file) throws IOException {
        if (Files.size(file) > MAX_SIZE) {
            throw new IOException(file + ": larger than " + MAX_SIZE + " bytes");
        }
        Map<String, String> hashes = new LinkedHashMap<>();
        int number = 0;
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                number++;
                int colon = line.indexOf(':');
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String hash = line.substring(colon + 1).strip();
                if (colon < 1 || !isHash(hash)) {
                    LOG.warn("{}:{}: no user with a bcrypt hash; left out", file, number);
                } else {
                    hashes.put(line.substring(0, colon), hash);
                }
            }
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": not UTF-8", e);
        }
        return Map.copyOf(hashes);
    }

    private static boolean isHash(String text) {
        Matcher match = HASH.matcher(text);
        if (!match.matches()) {
            return false;
        }
        int cost = Integer.parseInt(match.group(1));
        return cost >= MIN_COST && cost <= MAX_COST;
    }

    /** Whether a user has a password. */
    boolean check(String user, String password) {
        Map<String, String> all = hashes.get();
        String hash = all.get(user);
        // an unknown user takes as long as a known one, so that the time does not tell who is known
        String against = hash != null ? hash : all.values().stream().findFirst().orElse("");
        if (against.isEmpty()) {
            return false;
        }
        // with the hash in it: another password in the file makes what was remembered worthless at once
        String key = Secrets.hash(salt + "\0" + against + "\0" + user + "\0" + password);
        boolean right = checked.get(key, same -> isRight(password, against));
        return right && hash != null;
    }

    private static boolean isRight(String password, String hash) {
        // as htpasswd does, what is beyond 72 bytes does not count
        return BCrypt.verifyer(BCrypt.Version.VERSION_2A, LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2A))
                .verify(password.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.US_ASCII))
                .verified;
    }
}
