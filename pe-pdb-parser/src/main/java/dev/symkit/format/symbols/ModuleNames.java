// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.symbols;

import dev.symkit.format.codeview.CrossModuleExports;
import dev.symkit.format.codeview.CrossModuleNames;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.io.Name;
import java.io.IOException;
import java.util.Optional;

/**
 * Finds modules by the names that imports between them use. Reads the first symbols of every module when it is first needed. Thread-safe.
 */
public final class ModuleNames {
    /** Compilers write the name of the object file first; nobody writes it later than this. */
    private static final int FIRST_SYMBOLS = 4;

    private final PdbFile pdb;
    private final Once<CrossModuleNames> names;

    /** Finds the modules of a PDB. */
    public ModuleNames(PdbFile pdb) {
        this.pdb = pdb;
        this.names = new Once<>(this::read);
    }

    /**
     * The exports of the module whose name stands at an offset of the string table.
     *
     * @return empty if there is no such name or module
     * @throws IOException if a module is damaged or the file cannot be read
     */
    public Optional<CrossModuleExports> exportsOf(long nameOffset) throws IOException {
        Optional<Name> name =
                pdb.strings().isEmpty() ? Optional.empty() : pdb.strings().get().find(nameOffset);
        int module = name.isEmpty() ? CrossModuleNames.NONE : names.get().find(name.get());
        return module == CrossModuleNames.NONE
                ? Optional.empty()
                : Optional.of(pdb.module(module).exports());
    }

    private CrossModuleNames read() throws IOException {
        CrossModuleNames.Builder builder = new CrossModuleNames.Builder();
        for (int i = 0; i < pdb.moduleCount(); i++) {
            PdbModule module = pdb.module(i);
            builder.moduleName(module.info().name(), i);
            SymbolReader symbols = module.symbols();
            for (int seen = 0; seen < FIRST_SYMBOLS && symbols.next(); seen++) {
                if (symbols.kind() == SymbolKinds.S_OBJNAME) {
                    builder.objectName(symbols.decode().name(), i);
                }
            }
        }
        return builder.build();
    }
}
