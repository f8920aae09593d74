// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Translates the ids in a module's records to indexes of the type and id streams. Ids without bit 31 are such indexes already; those
 * with it are imports from other modules, which link-time code generation writes.
 *
 * <p>The imported id is looked up, as it is, among the exports of the module that the import names. The name is that of the other
 * module's {@code S_OBJNAME}, apart from case, or else that of the module list: {@link CrossModuleNames}. Observed in
 * link-time generated PDBs of Visual C++ 14.
 *
 * <p>Confined to one thread: the exports of other modules are read once each, when the first id needs them.
 */
public final class CrossModuleIds {
    /** Given when an id cannot be translated. */
    public static final long NONE = -1;

    /** Finds the exports of another module. */
    @FunctionalInterface
    public interface ExportsByName {
        /**
         * Gives the exports of a module.
         *
         * @param nameOffset offset of the module's name in {@code /names}
         * @return empty if there is no such module
         * @throws IOException if the file is damaged or cannot be read
         */
        Optional<CrossModuleExports> exportsOf(long nameOffset) throws IOException;
    }

    private final CrossModuleImports imports;
    private final ExportsByName source;
    private final List<Optional<CrossModuleExports>> known;

    /**
     * Makes a translator for one module.
     *
     * @param imports what the module imports
     * @param source where the exports of others are found
     */
    public CrossModuleIds(CrossModuleImports imports, ExportsByName source) {
        this.imports = imports;
        this.source = source;
        this.known = new ArrayList<>(Collections.nCopies(imports.moduleCount(), Optional.empty()));
    }

    /**
     * Translates an id.
     *
     * @param id as a record of the module has it
     * @return the index in the type or id stream, unsigned 32-bit; {@link #NONE} if it is an import that leads nowhere
     * @throws IOException if the exports cannot be read
     */
    public long resolve(int id) throws IOException {
        if (!CrossModuleImports.isImport(id)) {
            return id;
        }
        if (!imports.has(id)) {
            return NONE;
        }
        int module = CrossModuleImports.moduleOf(id);
        return exports(module).find(imports.id(module, CrossModuleImports.indexOf(id)));
    }

    private CrossModuleExports exports(int module) throws IOException {
        Optional<CrossModuleExports> before = known.get(module);
        if (before.isPresent()) {
            return before.get();
        }
        CrossModuleExports found = source.exportsOf(imports.nameOffset(module)).orElse(CrossModuleExports.NONE);
        known.set(module, Optional.of(found));
        return found;
    }
}
