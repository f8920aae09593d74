// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.store.key.FileIdentity;
import dev.symkit.store.key.KeyReader;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.symsrv.cache.FileCheck;
import dev.symkit.symsrv.client.store.Absence;
import dev.symkit.symsrv.client.store.Content;
import dev.symkit.symsrv.client.store.Leaf;
import dev.symkit.symsrv.client.store.Lookup;
import dev.symkit.symsrv.client.store.SearchStore;
import dev.symkit.symsrv.settings.LookupOptions.PlainOptions;
import dev.symkit.symsrv.spi.ForwardingListener;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Searches a directory that holds files in no particular layout: {@code DIR}, {@code DIR/EXT}, {@code DIR/symbols/EXT}, where EXT is the
 * extension of the image (symsrv.md 5; the order is that of the trace of DbgHelp). Only a file of the right identity counts. Thread-safe.
 *
 * @param chains judges files and copies them into caches
 */
record PlainSearch(ChainSearch chains) {
    private static final Set<String> SYMBOL_FILES = Set.of("pdb", "dbg", "sym");
    private static final KeyReader KEYS = KeyReader.withOtherSystems();

    /**
     * The file, or why there is none.
     *
     * @param caches where it is copied
     * @param leftovers gets what is of another build
     */
    ChainResult run(SearchStore place, List<SearchStore> caches, Lookup whole, Leftovers leftovers) throws IOException {
        return search(new Wanted(place, candidates(whole), caches), whole, leftovers);
    }

    /** The same for the directory alone, and nothing is copied. */
    ChainResult beside(SearchStore place, Lookup whole, Leftovers leftovers) throws IOException {
        Candidate candidate = new Candidate(List.of(whole.key().name()), Leaf.FILE);
        return search(new Wanted(place, List.of(candidate), List.of()), whole, leftovers);
    }

    private record Wanted(SearchStore place, List<Candidate> candidates, List<SearchStore> caches) {
        Wanted {
            caches = List.copyOf(caches);
        }
    }

    private ChainResult search(Wanted wanted, Lookup whole, Leftovers leftovers) throws IOException {
        Lookup lookup = whole.fresh();
        SearchStore place = wanted.place();
        List<SearchStore> caches = wanted.caches();
        Absence best = Absence.unusable(ResultCode.FILE_NOT_FOUND, "not found in " + place.label());
        for (Candidate candidate : wanted.candidates()) {
            try (Selection selection = chains.selection(place.label(), caches, lookup, FileCheck.Level.IDENTITY)) {
                Absence absence = offer(place, candidate, selection, lookup);
                if (selection.done()) {
                    return new ChainResult(chains.keep(selection, lookup.key(), lookup), false);
                }
                if (absence.code().status() == Status.BAD_FILE) {
                    leftovers.add(() -> anything(place, candidate, caches, whole));
                }
                best = best.or(absence);
            }
        }
        return new ChainResult(ChainSearch.notFound(best, lookup), false);
    }

    private record Candidate(List<String> segments, Leaf leaf) {}

    private static List<Candidate> candidates(Lookup lookup) {
        PlainOptions options = lookup.options().plain();
        List<List<String>> directories = new ArrayList<>(List.of(List.of()));
        extension(lookup).ifPresent(extension -> {
            directories.add(List.of(extension));
            directories.add(options.symbolsFirst() ? 0 : 2, List.of("symbols", extension));
        });
        if (options.symbolsFirst() && directories.size() > 1) {
            directories.add(1, directories.remove(2));
        }
        String name = lookup.key().name();
        List<Candidate> candidates = new ArrayList<>();
        for (List<String> directory : directories) {
            candidates.add(new Candidate(path(directory, name), Leaf.FILE));
            if (options.compressed()) {
                StoreNames.compressed(name)
                        .ifPresent(file -> candidates.add(new Candidate(path(directory, file), Leaf.COMPRESSED)));
            }
        }
        return candidates;
    }

    private static List<String> path(List<String> directory, String name) {
        List<String> path = new ArrayList<>(directory);
        path.add(name);
        return path;
    }

    /** That of the image, never that of a symbol file. */
    private static Optional<String> extension(Lookup lookup) {
        String name = lookup.request().imageName().orElse(lookup.key().name());
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean isImage = !SYMBOL_FILES.contains(extension)
                || lookup.request().imageName().isPresent();
        return name.indexOf('.') > 0 && isImage && !extension.isEmpty() ? Optional.of(extension) : Optional.empty();
    }

    private static Absence offer(SearchStore place, Candidate candidate, Selection selection, Lookup lookup) {
        Lookup quiet = lookup.withListener(new Quiet(lookup.listener()));
        Absence absence;
        try {
            absence = place.offer(quiet, selection, candidate.segments(), candidate.leaf());
        } catch (IOException e) {
            absence =
                    Absence.unusable(ResultCode.BAD_NETWORK_PATH, place.label() + " cannot be read: " + e.getMessage());
        }
        lookup.tried(quiet.attempts());
        String shown = quiet.attempts().isEmpty()
                ? place.label()
                : quiet.attempts().get(quiet.attempts().size() - 1).candidate();
        boolean bad = absence.code().status() == Status.BAD_FILE;
        String outcome = selection.done() ? " - OK" : bad ? " - mismatched " + kind(lookup) : " - file not found";
        lookup.traceDbgHelp(shown + outcome);
        return absence;
    }

    private static String kind(Lookup lookup) {
        String name = lookup.key().name();
        return name.toLowerCase(Locale.ROOT).endsWith(".pdb") ? "pdb" : "file";
    }

    /** The first file that is there, of whatever build. In the caches it has the key of its own identity. */
    private Optional<ChainResult> anything(
            SearchStore place, Candidate candidate, List<SearchStore> caches, Lookup whole) throws IOException {
        Lookup lookup = whole.fresh();
        try (Selection selection = chains.selection(place.label(), caches, lookup, FileCheck.Level.MAGIC)) {
            offer(place, candidate, selection, lookup);
            if (!selection.done() || selection.hit().isEmpty()) {
                return Optional.empty();
            }
            SymbolKey key = ownKey(selection.hit().get(), lookup.key());
            return Optional.of(new ChainResult(chains.keep(selection, key, lookup), false));
        }
    }

    private static SymbolKey ownKey(Hit hit, SymbolKey key) throws IOException {
        Content content = hit.content();
        try (ByteSource source =
                hit.unpacked().isPresent() ? hit.unpacked().get().file().content() : content.open()) {
            Optional<FileIdentity> identity = KEYS.identify(source);
            return identity.map(found -> new SymbolKey(key.name(), found.index()))
                    .orElse(key);
        } catch (FormatException e) {
            return key;
        }
    }

    /** Passes on everything but the trace of a store. */
    private static final class Quiet extends ForwardingListener {
        Quiet(LookupListener to) {
            super(to);
        }

        @Override
        public void trace(String line) {
            // the outcome is told in other words
        }
    }
}
