// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format;

import dev.symkit.format.codeview.BinaryAnnotations;
import dev.symkit.format.codeview.C11Block;
import dev.symkit.format.codeview.C11File;
import dev.symkit.format.codeview.C11Lines;
import dev.symkit.format.codeview.C13Reader;
import dev.symkit.format.codeview.ChecksumEntry;
import dev.symkit.format.codeview.Checksums;
import dev.symkit.format.codeview.CrossModuleExports;
import dev.symkit.format.codeview.CrossModuleImports;
import dev.symkit.format.codeview.FrameDataSubsection;
import dev.symkit.format.codeview.InlineSiteSymbol;
import dev.symkit.format.codeview.InlineeReader;
import dev.symkit.format.codeview.InlineeTable;
import dev.symkit.format.codeview.LineTable;
import dev.symkit.format.codeview.LinesReader;
import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.io.Slice;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.symbols.PdbFile;
import dev.symkit.format.symbols.PdbModule;
import java.io.IOException;
import java.util.Optional;

/** Reads everything of a module. */
final class EveryModule {
    private EveryModule() {}

    /** Gives the number of parts that were read. */
    static int readAll(PdbFile pdb, PdbModule module) throws IOException {
        return Attempt.of(() -> symbols(module))
                + Attempt.of(() -> subsections(module))
                + Attempt.of(() -> lines(module))
                + Attempt.of(() -> table(module))
                + Attempt.of(() -> inlinees(module))
                + Attempt.of(() -> checksums(pdb, module))
                + Attempt.of(() -> imports(module))
                + Attempt.of(() -> exports(module))
                + Attempt.of(() -> old(module));
    }

    /** Decodes one record; what is wrong with it does not end the walk. */
    static void decode(SymbolReader reader) throws IOException {
        Attempt.of(() -> {
            if (reader.nameStart() >= 0) {
                reader.nameLength();
            }
        });
        Attempt.of(() -> {
            Symbol symbol = reader.decode();
            symbol.name();
            if (symbol instanceof InlineSiteSymbol site) {
                annotations(reader, site);
            }
        });
    }

    private static void annotations(SymbolReader reader, InlineSiteSymbol site) throws IOException {
        Slice operations = site.annotations();
        BinaryAnnotations rows = new BinaryAnnotations();
        rows.reset(
                operations.toByteArray(),
                0,
                operations.size(),
                reader.place(),
                reader.length() - operations.size(),
                0,
                1);
        while (rows.next()) {
            rows.rowEnd(0x1000);
        }
        rows.rewind();
        rows.seek(0x10, 0x1000);
    }

    private static void symbols(PdbModule module) throws IOException {
        SymbolReader reader = module.symbols();
        long middle = 0;
        for (int i = 0; reader.next(); i++) {
            decode(reader);
            middle = i % 64 == 0 ? reader.offset() : middle;
        }
        module.symbolAt(middle);
    }

    private static void subsections(PdbModule module) throws IOException {
        for (C13Reader reader = module.subsections(); reader.next(); ) {
            Attempt.of(reader::raw);
            if (reader.kind() == C13Reader.FRAME_DATA) {
                Attempt.of(() -> FrameDataSubsection.decode(reader.data()));
            }
        }
    }

    private static long c13Start(PdbModule module, MsfStream stream) {
        return stream.size() == 0
                ? 0
                : module.info().symbolBytes() + module.info().c11Bytes();
    }

    private static long c13End(PdbModule module, MsfStream stream) {
        return stream.size() == 0 ? 0 : c13Start(module, stream) + module.info().c13Bytes();
    }

    private static void lines(PdbModule module) throws IOException {
        MsfStream stream = module.stream();
        LinesReader lines = new LinesReader(stream, c13Start(module, stream), c13End(module, stream));
        while (lines.nextBlock()) {
            while (lines.nextFile()) {
                while (lines.nextRow()) {
                    lines.decode();
                }
            }
        }
    }

    private static void table(PdbModule module) throws IOException {
        LineTable table = module.lines();
        for (int row = 0; row < table.size(); row++) {
            table.entry(row);
            table.endOffset(row);
            table.find(table.section(row), table.offset(row));
        }
    }

    private static void inlinees(PdbModule module) throws IOException {
        InlineeTable table = module.inlinees();
        for (int entry = 0; entry < table.size(); entry++) {
            table.find(table.id(entry));
            table.line(entry);
        }
        MsfStream stream = module.stream();
        InlineeReader reader = new InlineeReader(stream, c13Start(module, stream), c13End(module, stream));
        while (reader.next()) {
            for (int i = 0; i < reader.extraFileCount(); i++) {
                reader.extraFileOffset(i);
            }
        }
    }

    private static void checksums(PdbFile pdb, PdbModule module) throws IOException {
        Optional<Checksums> checksums = module.checksums();
        if (checksums.isPresent()) {
            for (ChecksumEntry entry : checksums.get().entries()) {
                if (pdb.strings().isPresent()) {
                    pdb.strings().get().find(entry.nameOffset());
                }
            }
        }
    }

    private static void imports(PdbModule module) throws IOException {
        CrossModuleImports imports = module.imports();
        for (int i = 0; i < imports.moduleCount(); i++) {
            imports.nameOffset(i);
            for (int id = 0; id < imports.idCount(i); id++) {
                imports.has(imports.id(i, id));
            }
        }
    }

    private static void exports(PdbModule module) throws IOException {
        CrossModuleExports exports = module.exports();
        for (int entry = 0; entry < exports.size(); entry++) {
            exports.find(exports.id(entry));
            exports.index(entry);
        }
    }

    private static void old(PdbModule module) throws IOException {
        Optional<C11Lines> lines = module.oldLines();
        if (lines.isPresent()) {
            for (C11File file : lines.get().files()) {
                for (C11Block block : file.blocks()) {
                    for (int row = 0; row < block.size(); row++) {
                        block.line(row);
                        block.find(block.offset(row));
                    }
                }
            }
            lines.get().lookup(1, 0x10);
        }
    }
}
