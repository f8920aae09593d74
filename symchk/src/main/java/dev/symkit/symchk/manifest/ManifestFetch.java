// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.manifest;

import dev.symkit.parallel.Parallel;
import dev.symkit.symchk.search.CollectedTrace;
import dev.symkit.symchk.search.Fetched;
import dev.symkit.symchk.search.SymbolPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Fetches what the lines of a manifest name, several at the same time. What comes of them is told in their order.
 *
 * @param places where files are looked for; they have to check what they find by its identity
 * @param jobs how many at the same time
 * @param cancelled whether to stop
 */
public record ManifestFetch(List<SymbolPlace> places, int jobs, BooleanSupplier cancelled) {
    /** So many results are kept until they are told. */
    private static final int AHEAD = 512;

    /** Copies the list. */
    public ManifestFetch {
        places = List.copyOf(places);
    }

    /**
     * What came of a line.
     *
     * @param entry the line
     * @param file the file
     * @param trace what the search told, in order
     */
    public record Outcome(ManifestFile.Entry entry, Fetched file, List<String> trace) {
        /** Copies the list. */
        public Outcome {
            trace = List.copyOf(trace);
        }

        /** Why there is no file; empty if there is one. */
        public Optional<String> problem() {
            if (entry.line().isEmpty()) {
                return Optional.of("Invalid manifest line " + entry.number());
            }
            return file.path().isPresent()
                    ? Optional.empty()
                    : Optional.of("Unable to download file. Error reported was " + file.error());
        }
    }

    /** Hears what comes of lines, one after the other. */
    @FunctionalInterface
    public interface Sink {
        /** A line is done. A file that was only kept for it is deleted when this returns. */
        void accept(Outcome outcome) throws IOException;
    }

    /**
     * Fetches all.
     *
     * @throws CancellationException if the user stopped it; what is done was told
     */
    public void run(List<ManifestFile.Entry> entries, Sink sink) throws IOException {
        new Parallel(jobs, cancelled).inOrder(entries, AHEAD, this::fetch, outcome -> {
            try {
                sink.accept(outcome);
            } finally {
                if (outcome.file().temporary() && outcome.file().path().isPresent()) {
                    Files.deleteIfExists(outcome.file().path().get());
                }
            }
        });
    }

    private Outcome fetch(ManifestFile.Entry entry) {
        CollectedTrace trace = new CollectedTrace(cancelled);
        Fetched file = new Fetched(Optional.empty(), false, 0);
        if (entry.line().isPresent()) {
            ManifestLine line = entry.line().get();
            for (String index : line.indexes()) {
                Fetched next = Fetched.from(places, line.name(), index, trace);
                boolean first = index.equals(line.index());
                if (first || next.path().isPresent()) {
                    file = next;
                }
                if (next.path().isPresent()) {
                    break;
                }
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException();
                }
            }
        }
        return new Outcome(entry, file, trace.lines());
    }
}
