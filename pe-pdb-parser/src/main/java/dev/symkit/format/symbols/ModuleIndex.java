// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.symbols;

import dev.symkit.format.codeview.C11Lines;
import dev.symkit.format.codeview.Checksums;
import dev.symkit.format.codeview.CrossModuleIds;
import dev.symkit.format.codeview.InlineeTable;
import dev.symkit.format.codeview.LineTable;
import java.io.IOException;
import java.util.Optional;

/** What look-ups in one module need, read when they need it. */
final class ModuleIndex {
    final PdbModule module;
    final Once<Procedures> procedures;
    final Once<LineTable> lines;
    final Once<Optional<C11Lines>> oldLines;
    final Once<InlineeTable> inlinees;
    final Once<Optional<Checksums>> checksums;
    final Once<CrossModuleIds> ids;

    ModuleIndex(PdbModule module) {
        this.module = module;
        this.procedures = new Once<>(() -> Procedures.read(module.symbols()));
        this.lines = new Once<>(module::lines);
        this.oldLines = new Once<>(module::oldLines);
        this.inlinees = new Once<>(module::inlinees);
        this.checksums = new Once<>(module::checksums);
        this.ids = new Once<>(module::ids);
    }

    /** A line of a source file that the module's checksums list. */
    Optional<SourceLine> line(long fileOffset, long line) throws IOException {
        Optional<Checksums> files = checksums.get();
        return files.isEmpty()
                ? Optional.empty()
                : module.fileName(files.get(), fileOffset).map(name -> new SourceLine(name, line));
    }
}
