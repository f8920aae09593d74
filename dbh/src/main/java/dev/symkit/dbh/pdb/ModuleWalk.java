// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.pdb;

import dev.symkit.format.codeview.ScopeTracker;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A walk over the symbols of object files, which knows the scope of each. One object serves many of them. Confined to one thread. */
final class ModuleWalk {
    private final PdbParts parts;
    private @Nullable SymbolReader reader;
    private ScopeTracker scopes;
    private int module = -1;
    private long around;
    private final RecordFields function = new RecordFields();
    private long functionRecord;

    ModuleWalk(PdbParts parts) throws IOException {
        this.parts = parts;
        this.scopes = new ScopeTracker(parts.pdb().container().stream(0).origin());
    }

    /** Goes before the first symbol of an object file. */
    ModuleWalk to(int number) throws IOException {
        module = number;
        reader = parts.symbols(number, reader);
        scopes = new ScopeTracker(parts.pdb().module(number).stream().origin());
        return this;
    }

    /** Goes to the next symbol; ends of scopes are none. */
    boolean next() throws IOException {
        SymbolReader in = reader();
        while (in.next()) {
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

    /** Goes to the next symbol outside of all scopes. */
    boolean nextOutermost() throws IOException {
        while (next()) {
            if (around == ScopeTracker.NONE) {
                return true;
            }
        }
        return false;
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
