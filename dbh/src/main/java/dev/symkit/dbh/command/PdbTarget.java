// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import dev.symkit.dbh.Session;
import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.dbh.module.SymbolFile;
import dev.symkit.format.symbols.PdbFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A module with a PDB, and the name in it that a user means. Immutable.
 *
 * @param module the module
 * @param pdb its PDB
 * @param name what stood behind {@code module!}, else all
 */
record PdbTarget(LoadedModule module, PdbFile pdb, String name) {
    /**
     * What {@code name}, {@code module!name} or {@code !name} means (dbh.md 4.5): the current module, those whose names match, or all. An
     * exclamation mark that has no module in front of it belongs to the name.
     */
    static List<PdbTarget> of(Session session, String text) {
        List<PdbTarget> targets = new ArrayList<>();
        int mark = text.indexOf('!');
        if (mark >= 0) {
            for (LoadedModule module : Lookup.named(session, text.substring(0, mark))) {
                add(targets, module, text.substring(mark + 1));
            }
        }
        Optional<LoadedModule> current = session.current();
        if (targets.isEmpty() && current.isPresent()) {
            add(targets, current.get(), text);
        }
        return targets;
    }

    private static void add(List<PdbTarget> targets, LoadedModule module, String name) {
        Optional<PdbFile> pdb = module.symbols().flatMap(SymbolFile::pdb);
        if (pdb.isPresent()) {
            targets.add(new PdbTarget(module, pdb.get(), name));
        }
    }
}
