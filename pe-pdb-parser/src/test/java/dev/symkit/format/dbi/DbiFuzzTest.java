// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.symkit.format.pdb.PdbParts;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as DBI stream, and as the streams that it names, give a result or a FormatException. */
class DbiFuzzTest {
    static Stream<byte[]> streams() {
        LittleEndian modules = DbiBuilder.module(new LittleEndian(), "a.obj", "a.lib", 5);
        LittleEndian oldModules = DbiBuilder.oldModule(new LittleEndian(), "a.obj", "", 5);
        LittleEndian contributions = DbiBuilder.contribution(new LittleEndian().u32(DbiBuilder.SC_V60), 1, 0, 16, 0);
        LittleEndian files =
                new LittleEndian().u16(1).u16(1).u16(0).u16(1).u32(0).nulTerminated("a.c");
        return Stream.of(
                new DbiBuilder()
                                .modules(modules)
                                .contributions(contributions)
                                .fileInfo(files)
                                .ecNames(PdbParts.stringTable(1, "x"))
                                .debugHeader(5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5)
                                .stream(),
                new DbiBuilder().modules(oldModules).version(19960307).stream(),
                new DbiBuilder().modules(oldModules).oldStream());
    }

    @MethodSource("streams")
    @FuzzTest(maxDuration = "25s")
    void dbi(byte[] content) throws IOException {
        DbiReader.readDamaged(DbiBuilder.file(content, content, new byte[480]));
    }

    static Stream<byte[]> files() {
        return Stream.of(new PdbParts()
                .named("/names", PdbParts.stringTable(2, "a", "b"))
                .named("srcsrv", "SRCSRV: ini -\nA=b\nSRCSRV: source files -\nc*d\n".getBytes(UTF_8))
                .named(
                        "/src/headerblock",
                        new LittleEndian().u32(19980827).padTo(128).toByteArray())
                .named("/LinkInfo", new LittleEndian().u32(24).padTo(32).toByteArray())
                .named("sourcelink$1", new byte[2])
                .feature(20140508)
                .build());
    }

    @MethodSource("files")
    @DictionaryEntries({"/names", "srcsrv", "/src/headerblock", "/LinkInfo", "sourcelink"})
    @FuzzTest(maxDuration = "25s")
    void namedStreams(byte[] content) throws IOException {
        DbiReader.readDamaged(content);
    }
}
