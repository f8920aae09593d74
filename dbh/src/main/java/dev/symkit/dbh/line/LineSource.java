// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.line;

import dev.symkit.dbh.module.ImageFile;
import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.dbh.module.SymbolFile;
import dev.symkit.dbh.symbol.SymbolOptions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The lines of a module. Code that the compiler marks as being without source has none. Reads what a question needs, and remembers some of
 * it. Confined to one thread.
 */
public interface LineSource {
    /** The lines in the symbol file of a module; empty if that file is of a kind that has none. */
    static Optional<LineSource> of(LoadedModule module) {
        if (module.symbols().isEmpty()) {
            return Optional.empty();
        }
        SymbolFile file = module.symbols().get();
        if (file.portable().isPresent()) {
            return Optional.of(new PortableLines(
                    module.name(), file.portable().get(), module.image().map(ImageFile::pe)));
        }
        return file.pdb().map(NativeLines::new);
    }

    /** Names of the object files, in the order of their numbers. */
    List<String> objects() throws IOException;

    /** The line whose code an address belongs to. */
    Optional<LineSpot> at(long rva) throws IOException;

    /** Numbers of the object files that may have lines of a source. */
    List<Integer> objectsWith(Predicate<String> source) throws IOException;

    /** All lines of an object file. */
    ObjectLines lines(int object) throws IOException;

    /** Paths of the sources, each once, in the order in which object files name them. */
    List<String> sources() throws IOException;

    /**
     * The calls that were inlined at an address, the innermost first and the function itself last; empty if nothing is known there.
     *
     * @param options how names are shown
     */
    List<InlineFrame> frames(long rva, SymbolOptions options) throws IOException;
}
