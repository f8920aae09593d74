// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format;

import dev.symkit.format.authenticode.Authenticode;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.pe.Arm64Code;
import dev.symkit.format.pe.ArmUnwind;
import dev.symkit.format.pe.ClrHeader;
import dev.symkit.format.pe.DbgContent;
import dev.symkit.format.pe.DebugData;
import dev.symkit.format.pe.DebugEntry;
import dev.symkit.format.pe.Exports;
import dev.symkit.format.pe.FunctionTable;
import dev.symkit.format.pe.HybridMetadata;
import dev.symkit.format.pe.ImageLayout;
import dev.symkit.format.pe.PeChecksum;
import dev.symkit.format.pe.PeFile;
import dev.symkit.format.pe.VersionInfo;
import dev.symkit.format.pe.X64Unwind;
import java.io.IOException;
import java.util.Optional;

/** Reads everything of an image or .dbg file, each part on its own; only FormatExceptions with a place are accepted. */
final class PeDamage {
    private static final int MOST_FUNCTIONS = 500;

    private interface Part {
        void read() throws IOException;
    }

    private PeDamage() {}

    /** Gives the number of parts that were read without complaint. */
    static int readAll(ByteSource source) throws IOException {
        int read = 0;
        for (ImageLayout layout : ImageLayout.values()) {
            try {
                read += image(PeFile.open(source, layout));
            } catch (FormatException e) {
                check(e);
            }
        }
        try {
            DbgContent dbg = DbgContent.open(source);
            read += part(dbg::sections) + part(dbg::exportedNames) + part(dbg::codeViews) + part(dbg::coffSymbols);
            for (DebugEntry entry : dbg.debugEntries()) {
                read += part(() -> inflate(dbg.debugData(entry)));
            }
        } catch (FormatException e) {
            check(e);
        }
        return read;
    }

    private static int image(PeFile pe) throws IOException {
        int read = part(() -> PeChecksum.compute(pe))
                + part(pe::codeViews)
                + part(() -> Exports.read(pe))
                + part(() -> VersionInfo.read(pe))
                + part(() -> clr(pe))
                + part(() -> unwind(pe))
                + part(() -> Authenticode.verify(pe));
        pe.hasExecutableCode();
        pe.isResourceOnly();
        for (DebugEntry entry : pe.debugEntries()) {
            read += part(() -> inflate(pe.debugData(entry)));
        }
        return read;
    }

    private static void clr(PeFile pe) throws IOException {
        Optional<ClrHeader> header = ClrHeader.read(pe);
        if (header.isPresent()) {
            header.get().isReadyToRun(pe);
            header.get().metadataPosition(pe);
        }
    }

    private static void inflate(Optional<DebugData> data) throws IOException {
        if (data.isPresent() && data.get() instanceof DebugData.EmbeddedPortablePdb pdb) {
            pdb.inflate();
        }
    }

    private static void unwind(PeFile pe) throws IOException {
        Optional<FunctionTable> table = FunctionTable.read(pe);
        if (table.isPresent()) {
            functions(pe, table.get());
        }
        Optional<HybridMetadata> hybrid = HybridMetadata.read(pe);
        if (hybrid.isPresent()) {
            hybrid.get().codeAt(0x1000);
            Optional<FunctionTable> other = FunctionTable.readOther(pe, hybrid.get());
            if (other.isPresent()) {
                functions(pe, other.get());
            }
        }
    }

    private static void functions(PeFile pe, FunctionTable table) throws IOException {
        for (int i = 0; i < Math.min(table.size(), MOST_FUNCTIONS); i++) {
            table.find(table.begin(i));
            long word = table.unwind(i);
            part(() -> {
                if (table.form() == FunctionTable.Form.X64) {
                    X64Unwind.chain(pe, word);
                } else if (ArmUnwind.decode(pe, table.form(), word) instanceof ArmUnwind.Xdata xdata) {
                    Arm64Code.decode(xdata.codes(), 0);
                }
            });
        }
    }

    private static int part(Part part) throws IOException {
        try {
            part.read();
            return 1;
        } catch (FormatException e) {
            check(e);
            return 0;
        }
    }

    private static void check(FormatException e) {
        if (e.offset() < 0 || e.file().isEmpty() || e.structure().isEmpty()) {
            throw new AssertionError("no place in " + e.getMessage(), e);
        }
    }
}
