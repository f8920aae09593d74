// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.auth;

import dev.symkit.symproxy.serve.Access.Role;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is kept of a token; not the token itself. Its line in the file has six fields with tabs between them: name, role, hash, created,
 * expires, last use; times as {@code 2026-01-31T12:00:00Z}, {@code -} for none. Immutable.
 *
 * @param name given by who made it; unique in a file
 * @param role what it allows, and what is less
 * @param hash SHA-256 of the token, 64 hexadecimal digits in lower case
 * @param created when it was made, in whole seconds
 * @param expires from when on it is not valid; empty for never
 * @param lastUse when it was used last, roughly; empty for never
 */
public record ApiToken(
        String name, Role role, String hash, Instant created, Optional<Instant> expires, Optional<Instant> lastUse) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int FIELDS = 6;
    private static final String NONE = "-";

    /** Whether a token can have that name: up to 64 letters, digits and {@code . _ @ + -}, a letter or digit first. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * A token that was not used yet.
     *
     * @param ttl how long it is valid; zero for ever
     */
    static ApiToken made(String name, Role role, String hash, Instant now, Duration ttl) {
        Instant created = now.truncatedTo(ChronoUnit.SECONDS);
        Optional<Instant> expires = ttl.isZero() ? Optional.empty() : Optional.of(created.plus(ttl));
        return new ApiToken(name, role, hash, created, expires, Optional.empty());
    }

    /** Whether it is valid no more. */
    public boolean isExpired(Instant now) {
        return expires.filter(end -> !now.isBefore(end)).isPresent();
    }

    /** The same, used at a time. */
    ApiToken used(Instant when) {
        return new ApiToken(name, role, hash, created, expires, Optional.of(when.truncatedTo(ChronoUnit.SECONDS)));
    }

    /** Its line in the file. */
    String line() {
        return String.join(
                "\t",
                name,
                role.name().toLowerCase(Locale.ROOT),
                hash,
                created.toString(),
                expires.map(Instant::toString).orElse(NONE),
                lastUse.map(Instant::toString).orElse(NONE));
    }

    /**
     * Reads a line.
     *
     * @throws IOException if it is none of a token; the message says what is wrong, but not where
     */
    static ApiToken parse(String line) throws IOException {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            throw new IOException(fields.length + " fields instead of " + FIELDS);
        }
        if (!isName(fields[0])) {
            throw new IOException("no name of a token in field 1");
        }
        if (!HASH.matcher(fields[2]).matches()) {
            throw new IOException("no SHA-256 in field 3");
        }
        Instant created = time(fields, 3).orElseThrow(() -> new IOException("no time in field 4"));
        return new ApiToken(fields[0], role(fields[1]), fields[2], created, time(fields, 4), time(fields, 5));
    }

    private static Role role(String text) throws IOException {
        for (Role role : Role.values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(text)) {
                return role;
            }
        }
        throw new IOException("no role in field 2");
    }

    private static Optional<Instant> time(String[] fields, int at) throws IOException {
        try {
            return fields[at].equals(NONE) ? Optional.empty() : Optional.of(Instant.parse(fields[at]));
        } catch (DateTimeParseException e) {
            throw new IOException("no time in field " + (at + 1), e);
        }
    }

    /** Shows no hash. */
    @Override
    public String toString() {
        return "ApiToken[" + name + ", " + role + "]";
    }
}
