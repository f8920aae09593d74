// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/**
 * Compares the lines of addresses with symbol files in the Breakpad format that others made of the same PDBs. Their tools read the PDB
 * with DIA or an own reader.
 */
class LinesSymbolFileTest {
    @Test
    void addressesHaveTheLinesOfTheSymbolFile() throws Exception {
        Corpus corpus = Corpus.assumePresent();
        int facts = compare(
                        corpus,
                        "native/x86-crash/crash.sym",
                        ByteSource.of("crash.pdb", corpus.bytes("native/x86-crash/crash.pdb")))
                + compare(
                        corpus,
                        "cab/x86-mszip/basic32.sym",
                        ByteSource.of("basic32.pdb", unpack(corpus.bytes("cab/x86-mszip/basic32.pd_"))));
        System.out.println("lines compared with symbol files: " + facts + " addresses");
        assertThat(facts).isPositive();
    }

    private static int compare(Corpus corpus, String symbolFile, ByteSource source) throws IOException {
        LinesPdb pdb = LinesPdb.open(source);
        List<LinesPdb.Module> modules = pdb.modules();
        List<LineTable> tables = new ArrayList<>();
        for (LinesPdb.Module module : modules) {
            tables.add(module.table());
        }
        Map<String, String> files = new HashMap<>();
        int facts = 0;
        for (String line : Files.readAllLines(corpus.file(symbolFile), StandardCharsets.UTF_8)) {
            String[] fields = line.split(" ", -1);
            if (fields[0].equals("FILE")) {
                files.put(fields[1], line.substring(6 + fields[1].length()));
            } else if (fields.length == 4 && fields[0].matches("[0-9a-f]+")) {
                String expected =
                        fields[2] + " " + files.getOrDefault(fields[3], "").toLowerCase(Locale.ROOT);
                List<String> found = found(pdb, tables, Long.parseLong(fields[0], 16), fields[1].equals("0"));
                assertThat(found).as("%s: %s", symbolFile, line).contains(expected);
                facts++;
            }
        }
        return facts;
    }

    /**
     * The lines of an address. Where several rows start together symbol files have a range for the last one, and some of them empty ranges
     * for those before.
     */
    private static List<String> found(LinesPdb pdb, List<LineTable> tables, long rva, boolean first)
            throws IOException {
        int section = 0;
        for (int i = 1; i <= pdb.sectionCount(); i++) {
            if (pdb.sectionAddress(i) <= rva) {
                section = i;
            }
        }
        List<String> found = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            LineTable table = tables.get(i);
            int row = table.find(section, rva - pdb.sectionAddress(section));
            if (row != LineTable.NONE) {
                while (!first && row + 1 < table.size() && table.offset(row + 1) == table.offset(row)) {
                    row++;
                }
                LinesPdb.Module module = pdb.modules().get(i);
                ChecksumEntry file = Checksums.find(module.stream(), module.c11End(), module.c13End())
                        .orElseThrow()
                        .at(table.fileOffset(row));
                found.add(table.line(row) + " "
                        + pdb.name(file.nameOffset()).toString().toLowerCase(Locale.ROOT));
            }
        }
        return found;
    }

    /** Unpacks the only file of an MSZIP cabinet without reserved areas. */
    private static byte[] unpack(byte[] cabinet) throws IOException, DataFormatException {
        ByteCursor in = ByteSource.of("basic32.pd_", cabinet).cursor("file", 0, cabinet.length);
        in.skip(16);
        int fileEntry = in.i32();
        in.skip(16);
        int data = in.i32();
        int blocks = in.u16();
        ByteCursor entry = ByteSource.of("basic32.pd_", cabinet).cursor("file", fileEntry, 4);
        byte[] out = new byte[entry.i32()];
        in.skip(data - in.position());
        int at = 0;
        for (int i = 0; i < blocks; i++) {
            in.skip(4);
            int packed = in.u16();
            int size = in.u16();
            in.skip(2);
            Inflater inflater = new Inflater(true);
            int history = Math.min(at, 32768);
            inflater.setDictionary(out, at - history, history);
            inflater.setInput(in.bytes(packed - 2));
            at += inflater.inflate(out, at, size);
            inflater.end();
        }
        assertThat(at).isEqualTo(out.length);
        return out;
    }
}
