// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.LittleEndianWriter;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.Slice;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.symbols.PdbModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Picks the symbols of a module that a stripped PDB keeps (pdb-strip-semantics.md 4): static functions, functions with separated code
 * and that code, each with its end; all without types, and nothing of what is inside. Confined to one thread.
 */
final class ModuleFilter {
    private static final int SIGNATURE = 4;
    private static final int CHANGED = 12; // parent, end and next stand in the first bytes after the kind
    private static final int END = 4;
    private static final int TYPE = 24;
    private static final int OFFSET = 28;
    private static final int SECTION = 32;
    private static final int NAME = 35;
    private static final int SEPARATED_SIZE = 28;

    private final PublicSelection selection;
    private @Nullable SymbolReader reader;

    ModuleFilter(PublicSelection selection) {
        this.selection = selection;
    }

    /**
     * A function that is kept.
     *
     * @param kind number of the kind
     * @param name its name
     * @param at offset of its record in the new stream
     */
    record Function(int kind, Name name, int at) {}

    /**
     * What is kept of a module.
     *
     * @param symbols signature and records, ready to be written
     * @param functions the functions among them
     */
    record Kept(LittleEndianWriter symbols, List<Function> functions) {}

    /** A record that may be kept. */
    private record Candidate(int kind, long end, Slice body, Name name) {
        boolean separated() {
            return kind == SymbolKinds.S_SEPCODE;
        }
    }

    /** Empty if nothing is kept, so that the module needs no stream. */
    Optional<Kept> filter(PdbModule module) throws IOException {
        MsfStream stream = module.stream();
        long end = module.info().symbolBytes();
        if (!selection.keepsProcedures() || end <= SIGNATURE) {
            return Optional.empty();
        }
        if (stream.size() == 0) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    stream.origin(),
                    "module " + module.info().name() + " has " + end + " bytes of symbols, but no stream");
        }
        SymbolReader in = reader(stream, end);
        NavigableMap<Long, Candidate> candidates = new TreeMap<>();
        Set<Long> ends = new HashSet<>();
        Set<Long> endsBeforeSeparated = new HashSet<>();
        Set<Long> endsOfRemoved = new HashSet<>();
        long endBefore = -1;
        while (in.next()) {
            int kind = in.kind();
            switch (kind) {
                case SymbolKinds.S_END -> ends.add(in.offset());
                case SymbolKinds.S_SEPCODE -> {
                    if (endsOfRemoved.contains(endBefore)) {
                        endsOfRemoved.add(in.u32(END));
                    } else {
                        endsBeforeSeparated.add(endBefore);
                        candidates.put(in.offset(), candidate(in, SEPARATED_SIZE, Name.EMPTY));
                    }
                }
                case SymbolKinds.S_LPROC32, SymbolKinds.S_GPROC32 -> {
                    if (selection.isRemoved(in.u16(SECTION), in.u32(OFFSET))) {
                        endsOfRemoved.add(in.u32(END));
                    } else {
                        Name name = Name.copyOf(in.buffer(), in.nameStart(), in.nameLength());
                        candidates.put(in.offset(), candidate(in, NAME, name));
                    }
                }
                default -> {
                    // Private, or not known.
                }
            }
            endBefore = kind == SymbolKinds.S_END ? in.offset() : -1;
        }
        candidates
                .values()
                .removeIf(each -> each.kind() == SymbolKinds.S_GPROC32 && !endsBeforeSeparated.contains(each.end()));
        check(stream, candidates, ends);
        return candidates.isEmpty() ? Optional.empty() : Optional.of(encode(candidates));
    }

    private SymbolReader reader(MsfStream stream, long end) throws FormatException {
        SymbolReader in = reader;
        if (in == null) {
            in = new SymbolReader(stream, SIGNATURE, end);
            reader = in;
        } else {
            in.reset(stream, SIGNATURE, end);
        }
        return in;
    }

    private static Candidate candidate(SymbolReader in, int size, Name name) throws FormatException {
        in.u8(size - 1);
        return new Candidate(in.kind(), in.u32(END), Slice.copyOf(in.buffer(), in.bodyStart(), size), name);
    }

    private static void check(MsfStream stream, NavigableMap<Long, Candidate> candidates, Set<Long> ends)
            throws FormatException {
        for (var each : candidates.entrySet()) {
            if (!ends.contains(each.getValue().end()) || each.getValue().end() < each.getKey()) {
                throw new FormatException(
                        FormatException.Kind.BAD_VALUE,
                        stream.origin().plus(each.getKey()),
                        "the symbol ends at " + each.getValue().end() + ", where there is no S_END");
            }
        }
    }

    private static Kept encode(NavigableMap<Long, Candidate> candidates) {
        LittleEndianWriter out = new LittleEndianWriter().u32(SIGNATURE);
        List<Function> functions = new ArrayList<>();
        NavigableMap<Long, List<Integer>> open = new TreeMap<>();
        for (var each : candidates.entrySet()) {
            close(open, each.getKey(), out);
            Candidate symbol = each.getValue();
            int at = out.size();
            encode(symbol, out);
            if (!symbol.separated()) {
                functions.add(new Function(symbol.kind(), symbol.name(), at));
            }
            open.computeIfAbsent(symbol.end(), end -> new ArrayList<>()).add(at);
        }
        close(open, Long.MAX_VALUE, out);
        return new Kept(out, List.copyOf(functions));
    }

    private static void encode(Candidate symbol, LittleEndianWriter out) {
        int at = out.size();
        byte[] body = symbol.body().toByteArray();
        out.u16(0).u16(symbol.kind());
        if (symbol.separated()) {
            // Of parent, end and length only the last is its own.
            out.zeros(CHANGED - 4).bytes(body, CHANGED - 4, body.length - CHANGED + 4);
        } else {
            out.zeros(CHANGED).bytes(body, CHANGED, TYPE - CHANGED).u32(0);
            out.bytes(body, OFFSET, body.length - OFFSET).nulTerminated(symbol.name());
        }
        out.align();
        out.setU16(at, out.size() - at - 2);
    }

    /** Writes the ends that stood before an offset. */
    private static void close(NavigableMap<Long, List<Integer>> open, long before, LittleEndianWriter out) {
        while (!open.isEmpty() && open.firstKey() < before) {
            int end = out.size();
            open.pollFirstEntry().getValue().forEach(at -> out.setU32(at + 4 + END, end));
            out.u16(2).u16(SymbolKinds.S_END);
        }
    }
}
