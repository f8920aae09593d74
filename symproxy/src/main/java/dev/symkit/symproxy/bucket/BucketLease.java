// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.bucket;

import dev.symkit.store.layout.StoreNames;
import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.Outcome;
import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StorageText;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The turn of one server to age a bucket (symproxy.md 14.4): the object {@code .symproxy/aging} with the number of the turn, who has it, and when it
 * ended. Whoever has it writes the object again and again; one that did not change for a minute, by the watch of who looks, was left by a dead
 * server. Confined to one thread.
 */
final class BucketLease {
    /** Where it is. */
    static final String PATH = StoreNames.SYMPROXY + "/aging";

    private static final long LIFE = Duration.ofSeconds(60).toNanos();
    private static final long RENEW = LIFE / 4;
    private static final int LARGEST = 4096;
    private static final Pattern TEXT = Pattern.compile("turn=(\\d{1,18}) by=\\S+ beat=\\d+(?: ended=(\\S+))?\\s*");

    private final StoreStorage storage;
    private final LongSupplier nanos;
    private final InstantSource clock;
    private final String name = UUID.randomUUID().toString();
    private String watched = "";
    private long since;
    private long turn;
    private long beat;
    private long written;
    private @Nullable String own;

    BucketLease(StoreStorage storage, LongSupplier nanos, InstantSource clock) {
        this.storage = storage;
        this.nanos = nanos;
        this.clock = clock;
    }

    /**
     * Takes a turn.
     *
     * @param pause after the end of a turn before the next
     * @return whether it is this server's
     */
    boolean take(Duration pause) throws IOException {
        Optional<StorageText> there = storage.read(PATH, LARGEST);
        String version = there.map(text -> text.entry().version()).orElse("");
        if (there.isPresent()) {
            Optional<Instant> ended = readTurn(there.get());
            boolean free = ended.isPresent()
                    ? Duration.between(ended.get(), clock.instant()).compareTo(pause) >= 0
                    : isDead(version);
            if (!free) {
                return false;
            }
        }
        turn++;
        return write(version.isEmpty() ? Condition.IF_ABSENT : Condition.ifVersion(version), "");
    }

    /** Notes the number of the turn; gives when it ended. A text that cannot be read tells neither. */
    private Optional<Instant> readTurn(StorageText there) {
        Matcher text = TEXT.matcher(new String(there.bytes(), StandardCharsets.US_ASCII));
        if (!text.matches()) {
            return Optional.empty();
        }
        turn = Long.parseLong(text.group(1));
        try {
            return Optional.ofNullable(text.group(2)).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private boolean isDead(String version) {
        if (!version.equals(watched)) {
            watched = version;
            since = nanos.getAsLong();
        }
        return nanos.getAsLong() - since >= LIFE;
    }

    private boolean write(Condition condition, String more) throws IOException {
        own = null;
        beat++;
        String text = String.format(Locale.ROOT, "turn=%d by=%s beat=%d%s%n", turn, name, beat, more);
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        try (Staging staging = storage.newLayoutStaging()) {
            String handle = staging.stage(PATH, out -> out.write(bytes), Optional.empty());
            if (storage.publish(handle, PATH, condition) != Outcome.PUBLISHED) {
                return false;
            }
        }
        own = storage.read(PATH, LARGEST)
                .filter(there -> Arrays.equals(there.bytes(), bytes))
                .map(there -> there.entry().version())
                .orElse(null);
        written = nanos.getAsLong();
        return own != null;
    }

    /** Whether it is still this server's turn; says so to the others, too, when it is time. */
    boolean isHeld() throws IOException {
        String version = own;
        if (version == null) {
            return false;
        }
        return nanos.getAsLong() - written < RENEW || write(Condition.ifVersion(version), "");
    }

    /** Ends the turn. */
    void end() throws IOException {
        String version = own;
        if (version != null) {
            boolean unused = write(Condition.ifVersion(version), " ended=" + clock.instant());
            own = null;
        }
    }
}
