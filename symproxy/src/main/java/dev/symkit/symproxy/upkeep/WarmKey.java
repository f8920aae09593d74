// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upkeep;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.disk.StoreDirectory;
import dev.symkit.symproxy.disk.StoredFile;
import dev.symkit.symproxy.fill.FillResult;
import dev.symkit.symproxy.fill.Filler;
import dev.symkit.symproxy.fill.Flight;
import dev.symkit.symproxy.route.Leaf;
import dev.symkit.symproxy.upkeep.Warm.Outcome;
import dev.symkit.symproxy.upkeep.Warm.Result;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Gets the file of one key into a directory.
 *
 * @param files of the directory
 * @param filler fetches
 * @param reasons why searches gave no file
 * @param excluded names that are never looked up
 * @param uncompress whether a compressed file is not enough
 * @param cancelled ends it
 */
record WarmKey(
        StoreDirectory files,
        Filler filler,
        Reasons reasons,
        Predicate<String> excluded,
        boolean uncompress,
        BooleanSupplier cancelled) {
    private static final long LOOK_MILLIS = 100;

    /** Fetches it if it is not there. */
    Result load(SymbolKey asked) throws InterruptedIOException {
        SymbolKey key = asked.canonical();
        if (excluded.test(key.name())) {
            return new Result(asked, Outcome.MISSING, 0, "its name is excluded");
        }
        Optional<StoredFile> there = files.find(asked, Leaf.FILE);
        if (there.isEmpty() && !uncompress) {
            there = files.find(asked, Leaf.COMPRESSED);
        }
        if (there.isPresent()) {
            return new Result(asked, Outcome.PRESENT, there.get().size(), "");
        }
        boolean packed = files.hasCompressed(key);
        Flight flight = (packed ? filler.unpack(asked) : filler.fill(asked)).flight();
        FillResult result = await(flight);
        return told(asked, result, reasons.take(key));
    }

    private FillResult await(Flight flight) throws InterruptedIOException {
        CompletableFuture<FillResult> end = flight.end();
        while (true) {
            try {
                return end.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (cancelled.getAsBoolean()) {
                    flight.cancel();
                }
            } catch (InterruptedException e) {
                flight.cancel();
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            } catch (ExecutionException e) {
                throw new IllegalStateException("a search ends with a result", e);
            }
        }
    }

    private Result told(SymbolKey asked, FillResult result, String reason) {
        if (result instanceof FillResult.Stored stored) {
            return new Result(asked, Outcome.LOADED, size(stored), "");
        }
        if (result instanceof FillResult.Missing && reason.isEmpty()) {
            return new Result(asked, Outcome.MISSING, 0, "no upstream has it");
        }
        String why = cancelled.getAsBoolean() ? "given up" : "an upstream is left alone because it failed";
        if (result instanceof FillResult.NoSpace || result instanceof FillResult.Arriving) {
            why = "there is no space for it";
        } else if (result instanceof FillResult.Busy) {
            why = "too many searches wait";
        }
        return new Result(asked, Outcome.FAILED, 0, reason.isEmpty() ? why : reason);
    }

    private static long size(FillResult.Stored stored) {
        try {
            return Files.isRegularFile(stored.file()) ? Files.size(stored.file()) : 0;
        } catch (IOException e) {
            return 0; // it went already
        }
    }
}
