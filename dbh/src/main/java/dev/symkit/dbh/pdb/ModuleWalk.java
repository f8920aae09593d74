// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.format.codeview.ScopeTracker;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.io.FormatException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the symbols of object files, which knows the scope of each. One object serves many of them. Ends if the user wants no more.
 * Confined to one thread.
 */
final class ModuleWalk {
    private static final int END = 4;

    private final PdbParts parts;
    private @Nullable SymbolReader reader;
    private ScopeTracker scopes;
    private int module = -1;
    private long around;
    private boolean skips = true;
    private final RecordFields function = new RecordFields();
    private long functionRecord;

    ModuleWalk(PdbParts parts) throws IOException {
        this.parts = parts;
        this.scopes = new ScopeTracker(parts.pdb().container().stream(0).origin());
    }

    /** Goes before the first symbol of an object file. */
    ModuleWalk to(int number) throws IOException {
        module = number;
        skips = true;
        reader = parts.symbols(number, reader);
        scopes = new ScopeTracker(parts.pdb().module(number).stream().origin());
        return this;
    }

    /** Goes to the next symbol; ends of scopes are none. */
    boolean next() throws IOException {
        SymbolReader in = reader();
        while (in.next()) {
            parts.lookout().pass();
            around = scopes.enter(in);
            if (!SymbolKinds.closesScope(in.kind())) {
                if (around == ScopeTracker.NONE && SymbolKinds.opensScope(in.kind())) {
                    function.read(in);
                    functionRecord = in.offset();
                }
                return true;
            }
        }
        return false;
    }

    /** Goes to the next symbol outside of all scopes. What lies in a scope is passed over where the record says where that ends. */
    boolean nextOutermost() throws IOException {
        do {
            if (skips && scopes.depth() == 1 && scopes.innermost() == reader().offset()) {
                skips = skip(reader());
            }
            if (!next()) {
                return false;
            }
        } while (around != ScopeTracker.NONE);
        return true;
    }

    /**
     * From the symbol that opened the only scope to the record that ends it: at body offset 4 all such records have its u32 offset in the stream
     * (microsoft-pdb, {@code cvinfo.h}, {@code pEnd}). Some writers leave it 0.
     *
     * @return false if there is no such record; then nothing is passed over
     */
    private boolean skip(SymbolReader in) throws IOException {
        long start = in.offset();
        try {
            long end = in.u32(END);
            if (end <= start) {
                return false;
            }
            in.moveTo(end);
        } catch (FormatException notThere) {
            in.moveTo(start);
            return false;
        }
        if (!SymbolKinds.closesScope(in.kind())) {
            in.moveTo(start);
            return false;
        }
        scopes.enter(in);
        return true;
    }

    /** The function that the symbol lies in or is; only inside of one. */
    RecordFields function() {
        return function;
    }

    /** Offset of the record of that function. */
    long functionRecord() {
        return functionRecord;
    }

    /** The number of the object file. */
    int module() {
        return module;
    }

    /** The reader, which stands on the symbol. */
    SymbolReader reader() {
        SymbolReader in = reader;
        if (in == null) {
            throw new IllegalStateException("before the first object file");
        }
        return in;
    }

    /** Offset of the record whose scope the symbol lies in, or {@link ScopeTracker#NONE}. */
    long around() {
        return around;
    }

    /** Offset of the record whose scope is the innermost open one: the symbol itself if it opens one. */
    long innermost() {
        return scopes.innermost();
    }

    /** How many scopes are open, that of the symbol included if it opens one. */
    int depth() {
        return scopes.depth();
    }

    /** The number of the symbol. */
    long number() throws IOException {
        return parts.numbers().ofModuleRecord(module, reader().offset());
    }
}
