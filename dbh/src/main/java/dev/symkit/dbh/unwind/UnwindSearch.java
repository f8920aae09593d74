// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.unwind;

import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.format.pe.FunctionTable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Finds the unwind data of addresses of a module. Confined to one thread. */
public final class UnwindSearch {
    private final Optional<UnwindSource> source;
    private final X64Entries x64;
    private final ArmEntries arm;
    private final X86Entries x86;

    private UnwindSearch(LoadedModule module, Optional<UnwindSource> source, FunctionNames names) {
        this.source = source;
        this.x64 = new X64Entries(module, names);
        this.arm = new ArmEntries(module, names);
        this.x86 = new X86Entries(module, names);
    }

    /**
     * A search in a module.
     *
     * @throws IOException if its function tables cannot be read, or are damaged
     */
    public static UnwindSearch in(LoadedModule module) throws IOException {
        return new UnwindSearch(module, UnwindSource.of(module), FunctionNames.of(module));
    }

    /**
     * The unwind data of an address: one entry, or one and those that it continues, or records of several kinds.
     *
     * @return nothing if there is none
     * @throws IOException if it cannot be read, or is damaged
     */
    public List<UnwindEntry> find(long rva) throws IOException {
        Optional<UnwindSource.Found> found =
                source.isEmpty() ? Optional.empty() : source.get().find(rva);
        if (found.isEmpty()) {
            return x86.show(rva);
        }
        return found.get().table().form() == FunctionTable.Form.X64
                ? x64.show(source.orElseThrow(), found.get())
                : arm.show(source.orElseThrow(), found.get(), rva).map(List::of).orElse(List.of());
    }
}
