// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.Name;
import dev.symkit.testkit.BigData;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The lines and inlined calls of onnxruntime 1.20.0, a PDB of 304,648,192 bytes made with link-time code generation, see {@link
 * BigData}.
 */
class LinesBigDataTest {
    private static final String FILE = "onnxruntime.pdb";
    private static final int S_OBJNAME = 0x1101;
    private static final int S_GPROC32 = 0x1110;
    private static final int S_LPROC32 = 0x110F;
    private static final int S_GPROC32_ID = 0x1147;
    private static final int S_LPROC32_ID = 0x1146;
    private static final int S_LOCAL = 0x113E;
    private static final int S_INLINESITE = 0x114D;
    private static final int WALKS = 30;

    @Test
    void everyLineIsFound() throws IOException {
        try (FileByteSource source = FileByteSource.open(BigData.assumeFile(FILE))) {
            LinesPdb pdb = LinesPdb.open(source);
            long best = Long.MAX_VALUE;
            for (int i = 0; i < WALKS; i++) {
                long before = System.nanoTime();
                assertThat(walk(pdb)).isEqualTo(274_333);
                best = Math.min(best, System.nanoTime() - before);
            }
            System.out.println("onnxruntime: 274,333 lines in " + best / 1000 + " us");
            int rows = 0;
            for (LinesPdb.Module module : pdb.modules()) {
                rows += module.table().size();
            }
            assertThat(rows).isEqualTo(274_333);
        }
    }

    private static int walk(LinesPdb pdb) throws IOException {
        LinesReader lines = pdb.modules().get(0).lines();
        int rows = 0;
        long sum = 0;
        for (LinesPdb.Module module : pdb.modules()) {
            lines.reset(module.stream(), module.c11End(), module.c13End());
            while (lines.nextBlock()) {
                while (lines.nextFile()) {
                    while (lines.nextRow()) {
                        sum += lines.rowOffset() + lines.line();
                        rows++;
                    }
                }
            }
        }
        assertThat(sum).isPositive();
        return rows;
    }

    @Test
    void everyImportedIdLeadsToARecord() throws IOException {
        try (FileByteSource source = FileByteSource.open(BigData.assumeFile(FILE))) {
            Ids ids = new Ids(LinesPdb.open(source));
            for (LinesPdb.Module module : ids.pdb.modules()) {
                ids.check(module);
            }
            System.out.println(ids);
            assertThat(ids.unresolved).isZero();
            assertThat(ids.importedSites).isEqualTo(337_643);
            assertThat(ids.importedLocals).isEqualTo(36_051);
            assertThat(ids.sites).isEqualTo(524_508);
            assertThat(ids.sitesWithoutLines).isZero();
        }
    }

    /** Counts what the symbols of all modules use. */
    private static final class Ids {
        private final LinesPdb pdb;
        private final CrossModuleNames names;
        private final Map<Integer, CrossModuleExports> exports = new HashMap<>();
        private final BinaryAnnotations annotations = new BinaryAnnotations();
        private long procedureSize;
        private int sites;
        private int importedSites;
        private int importedLocals;
        private int unresolved;
        private int sitesWithoutLines;
        private int rows;
        private int openRows;
        private int emptySites;
        private int beyond;

        Ids(LinesPdb pdb) throws IOException {
            this.pdb = pdb;
            CrossModuleNames.Builder builder = new CrossModuleNames.Builder();
            List<LinesPdb.Module> modules = pdb.modules();
            for (int i = 0; i < modules.size(); i++) {
                int number = i;
                builder.moduleName(Name.of(modules.get(i).name()), i);
                LinesPdb.symbols(
                        modules.get(i),
                        kind -> kind == S_OBJNAME,
                        (kind, bytes, at, end, offset) -> builder.objectName(text(bytes, at + 4, end), number));
            }
            names = builder.build();
        }

        private static Name text(byte[] bytes, int at, int end) {
            String text = new String(bytes, at, end - at, ISO_8859_1);
            return Name.copyOf(bytes, at, text.indexOf('\0'));
        }

        private Optional<CrossModuleExports> exportsOf(long nameOffset) throws IOException {
            int number = names.find(pdb.name(nameOffset));
            if (number < 0) {
                return Optional.empty();
            }
            CrossModuleExports known = exports.get(number);
            if (known == null) {
                LinesPdb.Module module = pdb.modules().get(number);
                known = CrossModuleExports.read(module.stream(), module.c11End(), module.c13End());
                exports.put(number, known);
            }
            return Optional.of(known);
        }

        void check(LinesPdb.Module module) throws IOException {
            CrossModuleImports imports = CrossModuleImports.read(module.stream(), module.c11End(), module.c13End());
            CrossModuleIds ids = new CrossModuleIds(imports, this::exportsOf);
            InlineeTable inlinees = InlineeTable.read(module.stream(), module.c11End(), module.c13End());
            LinesPdb.symbols(module, Ids::counts, (kind, bytes, at, end, offset) -> {
                switch (kind) {
                    case S_LOCAL -> importedLocals += resolve(ids, LinesPdb.i32(bytes, at));
                    case S_INLINESITE -> {
                        int id = LinesPdb.i32(bytes, at + 8);
                        sites++;
                        importedSites += resolve(ids, id);
                        rows(module, inlinees, id, bytes, at + 12, end, offset + 12);
                    }
                    default -> procedureSize = LinesPdb.i32(bytes, at + 12);
                }
            });
        }

        private static boolean counts(int kind) {
            return switch (kind) {
                case S_LOCAL, S_INLINESITE, S_GPROC32, S_LPROC32, S_GPROC32_ID, S_LPROC32_ID -> true;
                default -> false;
            };
        }

        private int resolve(CrossModuleIds ids, int id) throws IOException {
            if (ids.resolve(id) == CrossModuleIds.NONE) {
                unresolved++;
            }
            return CrossModuleImports.isImport(id) ? 1 : 0;
        }

        private void rows(
                LinesPdb.Module module, InlineeTable inlinees, int id, byte[] bytes, int at, int end, long offset)
                throws IOException {
            int entry = inlinees.find(id);
            if (entry < 0) {
                sitesWithoutLines++;
                return;
            }
            annotations.reset(
                    bytes,
                    at,
                    end - at,
                    module.stream().origin(),
                    offset,
                    inlinees.fileOffset(entry),
                    inlinees.line(entry));
            int before = rows;
            boolean open = false;
            while (annotations.next()) {
                rows++;
                open = annotations.rowEnd(-1) == -1;
                if (annotations.codeOffset() > procedureSize) {
                    beyond++;
                }
            }
            if (open) {
                openRows++;
            }
            if (before == rows) {
                emptySites++;
            }
        }

        @Override
        public String toString() {
            return "onnxruntime: " + sites + " inline sites with " + rows + " rows, " + openRows + " with open end, "
                    + emptySites + " without rows, " + beyond + " rows beyond; " + importedSites + " and "
                    + importedLocals + " locals by imported id, " + unresolved + " unresolved, " + sitesWithoutLines
                    + " without lines";
        }
    }
}
