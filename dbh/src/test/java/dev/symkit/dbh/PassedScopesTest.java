// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.dbh.module.LoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings pass over what lies in functions by the place of their end that the record names, if it is right. */
class PassedScopesTest {
    private static final int FIRST_RECORD = 4;
    private static final int BEHIND_END_OF_STREAM = 0x10000;

    @TempDir
    Path directory;

    /** Where the records of {@link #pdb} lie. */
    private record Places(int inner, int end, int second, int last) {}

    private Places places = new Places(0, 0, 0, 0);

    /** Two functions, the first with a block, data and an inner end; its record says that it ends at a place. */
    private SymbolPdb pdb(long end) {
        SymbolPdb pdb = new SymbolPdb().section(".text", 0x1000, 0x1000).section(".data", 0x2000, 0x100);
        SymbolPdb.Unit unit = pdb.unit("a.obj").owns(1, 0, 0x100);
        unit.add(
                SymbolPdb.GPROC32,
                out -> out.u32(0)
                        .u32(end)
                        .u32(0)
                        .u32(0x20)
                        .u32(0)
                        .u32(0)
                        .u32(0)
                        .u32(0)
                        .u16(1)
                        .u8(0)
                        .nulTerminated("first"));
        unit.add(
                SymbolPdb.BLOCK32,
                out -> out.u32(FIRST_RECORD).u32(0).u32(8).u32(4).u16(1).nulTerminated(""));
        unit.add(SymbolPdb.LDATA32, out -> out.u32(0x74).u32(0).u16(2).nulTerminated("inside"));
        int inner = unit.symbols.size();
        unit.end();
        int outer = unit.symbols.size();
        unit.end();
        int second = unit.procedure(SymbolPdb.GPROC32, "second", 0, 1, 0x20, 0x20);
        unit.end();
        int last =
                unit.add(SymbolPdb.LDATA32, out -> out.u32(0x74).u32(8).u16(2).nulTerminated("outside"));
        places = new Places(inner, outer, second, last);
        return pdb;
    }

    private Transcript load(long end) throws IOException, LoadException {
        Files.write(directory.resolve("prog.pdb"), pdb(end).build());
        return new Transcript(directory, 0x400000).load("prog.pdb");
    }

    private void isListedWell(long end) throws IOException, LoadException {
        try (Transcript shell = load(end)) {
            assertThat(shell.names("enum")).as("end at %d", end).containsExactly("first", "second", "outside");
            assertThat(shell.ask("addr 401025")).startsWith("second+5");
            assertThat(shell.ask("name second")).startsWith("   name : second");
            assertThat(shell.ask("name nosuch")).containsExactly("no symbol found");
            assertThat(shell.ask("srch mask=*side recurse tag=7")).hasSize(3);
        }
    }

    @Test
    void theEndIsGoneTo() throws IOException, LoadException {
        pdb(0);
        isListedWell(places.end);
    }

    /** None, itself, a byte in it, what is no end, what is before or behind all records. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, FIRST_RECORD, FIRST_RECORD + 1, FIRST_RECORD + 40, BEHIND_END_OF_STREAM, -1})
    void aPlaceWhereNothingEndsIsOfNoUse(int end) throws IOException, LoadException {
        isListedWell(Integer.toUnsignedLong(end));
    }

    @Test
    void recordsThatEndNothingAreOfNoUse() throws IOException, LoadException {
        pdb(0);
        Places known = places;
        isListedWell(known.second);
        isListedWell(known.last);
    }

    /** As DbgHelp would: the record is believed. The rest of the function then ends nothing, which is damage. */
    @Test
    void anInnerEndIsBelieved() throws IOException, LoadException {
        pdb(0);
        try (Transcript shell = load(places.inner)) {
            assertThat(shell.ask("enum").get(2)).startsWith("error: ").contains("the end of a scope, but none is open");
        }
    }
}
