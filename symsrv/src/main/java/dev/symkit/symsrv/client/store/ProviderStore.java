// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.symsrv.settings.StoreSettings;
import dev.symkit.symsrv.spi.Attempt;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import dev.symkit.symsrv.spi.SymbolServerProvider;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A store that another kind of symbol server looks into: what that finds is copied into the nearest store on the left that takes it. */
public final class ProviderStore implements SearchStore {
    private static final int STEP = 8 << 20;

    private final String params;
    private final String label;
    private final SymbolServerProvider provider;

    /**
     * A store.
     *
     * @param params what the provider gets
     * @param label the same, secrets masked
     */
    public ProviderStore(String params, String label, SymbolServerProvider provider) {
        this.params = params;
        this.label = label;
        this.provider = provider;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public String id() {
        return params;
    }

    @Override
    public boolean remote() {
        return true;
    }

    @Override
    public StoreSettings settings() {
        return StoreSettings.DEFAULT;
    }

    @Override
    public Optional<Path> root() {
        return Optional.empty();
    }

    @Override
    public Optional<Target> target() {
        return Optional.empty();
    }

    @Override
    public boolean wantsPointers() {
        return false;
    }

    /** Nothing to do: the provider forgets what it found out when it is closed. */
    @Override
    public void reset() {}

    @Override
    public Absence probe(Lookup lookup, Visitor visitor) throws IOException {
        Instant since = lookup.now();
        LookupResult result;
        try {
            result = provider.find(params, lookup.key(), lookup.options(), lookup.listener());
        } catch (AccessDeniedException e) {
            throw e;
        } catch (IOException e) {
            String reason = label + " cannot be read: " + e.getMessage();
            lookup.warn(reason);
            lookup.tried(this, label, ResultCode.BAD_NETWORK_PATH, 0, since);
            return new Absence(ResultCode.BAD_NETWORK_PATH, reason, false, true);
        }
        result.message().ifPresent(lookup::message);
        if (result instanceof LookupResult.Found found) {
            return offer(found, lookup, visitor, since);
        }
        lookup.tried(result.attempts());
        if (result instanceof LookupResult.Located located) {
            visitor.located(located.location());
            return Absence.NOTHING_TRIED;
        }
        return absence((LookupResult.NotFound) result);
    }

    private static Absence absence(LookupResult.NotFound missing) {
        boolean definitive =
                missing.status() == Status.MISS && missing.message().isEmpty();
        return new Absence(missing.code(), missing.reason(), definitive, missing.status() == Status.UNAVAILABLE);
    }

    private Absence offer(LookupResult.Found found, Lookup lookup, Visitor visitor, Instant since) throws IOException {
        long bytes = Files.size(found.path());
        List<Attempt> attempts = found.attempts();
        int last = attempts.size() - 1;
        String shown = last < 0 ? found.store() : attempts.get(last).candidate();
        lookup.tried(attempts.subList(0, Math.max(0, last)));
        Absence absence;
        try {
            Path name = found.path().getFileName();
            if (name == null || !name.toString().equalsIgnoreCase(lookup.key().name())) {
                String reason = label + ": its provider gave a file of another name: " + name;
                lookup.warn(reason);
                return Absence.unusable(ResultCode.INVALID_DATA, reason);
            }
            Instant modified = Files.getLastModifiedTime(found.path()).toInstant();
            Landing landing = landed(found.path(), visitor);
            lookup.trace(name + " from " + label + ": " + bytes + " bytes - copied");
            absence = visitor.file(Content.landed(landing, shown, Optional.of(modified)), false)
                    .orElse(Absence.NOTHING_TRIED);
        } finally {
            TemporaryFound.discard(found);
        }
        Optional<Absence> problem = visitor.done() ? Optional.empty() : Optional.of(absence);
        lookup.judged(this, shown, problem, bytes, since);
        return absence;
    }

    /** A copy of a file at the next place that can be written to. */
    private static Landing landed(Path file, Visitor visitor) throws IOException {
        while (true) {
            Landing landing = visitor.land();
            boolean done = false;
            try {
                copy(file, landing.file().channel());
                done = true;
                return landing;
            } catch (IOException e) {
                if (!visitor.cannotLand(landing, e)) {
                    throw e;
                }
            } finally {
                if (!done) {
                    landing.close();
                }
            }
        }
    }

    private static void copy(Path file, FileChannel into) throws IOException {
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = from.size();
            into.position(0);
            for (long at = 0; at < size; ) {
                long count = from.transferTo(at, Math.min(STEP, size - at), into);
                if (count == 0) {
                    throw new IOException(file + " became shorter while it was copied");
                }
                at += count;
            }
        }
    }

    /** A provider is asked for keys only. */
    @Override
    public Absence offer(Lookup lookup, Visitor visitor, List<String> segments, Leaf form) {
        return Absence.unusable(ResultCode.FILE_NOT_FOUND, label + ": is asked for keys only");
    }
}
