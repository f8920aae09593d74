// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.testkit.DbgBuilder;
import dev.symkit.testkit.MsfBuilder;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeBuilder;
import dev.symkit.testkit.PortablePdbBuilder;
import java.io.IOException;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes give a result or a FormatException. */
class ReadersFuzzTest {
    private static final UUID GUID = new UUID(1, 2);

    static Stream<byte[]> pdbs() {
        return Stream.of(
                new PdbBuilder().in(MsfBuilder.big(512)).module("a.obj", 0, 4).build(),
                new PdbBuilder().in(MsfBuilder.big(512)).emptyDbi().build(),
                new PdbBuilder().pdb2().module("a.obj", 0, 0).build(),
                new PdbBuilder()
                        .pdb2()
                        .dbiVersion(PdbBuilder.DBI_V50)
                        .module("a.obj", 4, 0)
                        .build());
    }

    static Stream<byte[]> images() {
        return Stream.of(
                new PeBuilder().rsds(GUID, 1, "a.pdb").build(),
                new PeBuilder()
                        .pe32()
                        .nb10(1, 2, "a.pdb")
                        .debug(16, new byte[0])
                        .build());
    }

    static Stream<byte[]> dbgs() {
        return Stream.of(new DbgBuilder().build(), new DbgBuilder().sections(0).build());
    }

    static Stream<byte[]> portables() {
        return Stream.of(
                new PortablePdbBuilder().id(GUID, 1).build(),
                new PortablePdbBuilder().stream("#~", new byte[8]).build());
    }

    @MethodSource("pdbs")
    @DictionaryEntries({
        "Microsoft C/C++ MSF 7.00\\x0D\\x0A\\x1ADS",
        "Microsoft C/C++ program database 2.00\\x0D\\x0A\\x1AJG"
    })
    @FuzzTest(maxDuration = "25s")
    void pdb(byte[] content) throws IOException {
        try {
            Readers.readPdb(ByteSource.of("fuzz.pdb", content));
        } catch (FormatException expected) {
            check(expected);
        }
    }

    @MethodSource("images")
    @DictionaryEntries({"MZ", "PE", "RSDS", "NB10"})
    @FuzzTest(maxDuration = "25s")
    void pe(byte[] content) throws IOException {
        try {
            Readers.readPe(ByteSource.of("fuzz.dll", content));
        } catch (FormatException expected) {
            check(expected);
        }
    }

    @MethodSource("dbgs")
    @DictionaryEntries({"DI"})
    @FuzzTest(maxDuration = "25s")
    void dbg(byte[] content) throws IOException {
        try {
            Readers.readDbg(ByteSource.of("fuzz.dbg", content));
        } catch (FormatException expected) {
            check(expected);
        }
    }

    @MethodSource("portables")
    @DictionaryEntries({"BSJB", "#Pdb"})
    @FuzzTest(maxDuration = "25s")
    void portable(byte[] content) throws IOException {
        try {
            Readers.readPortable(ByteSource.of("fuzz.pdb", content));
        } catch (FormatException expected) {
            check(expected);
        }
    }

    private static void check(FormatException e) {
        if (e.offset() < 0) {
            throw new AssertionError("no place in " + e.getMessage(), e);
        }
    }
}
