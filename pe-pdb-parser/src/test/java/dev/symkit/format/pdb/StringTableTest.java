// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.MsfBuilder;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StringTableTest {
    private static MsfStream stream(byte[] content) throws IOException {
        return MsfFile.open(
                ByteSource.of("a.pdb", MsfBuilder.big(512).stream(content).build()))
                .stream(0);
    }

    private static StringTable read(byte[] content) throws IOException {
        return StringTable.read(stream(content), 0, content.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void findsStringsByOffsetAndByHash(int version) throws IOException {
        String[] strings = IntStream.range(0, 300)
                .mapToObj(i -> "c:\\src\\f" + i * i + ".cpp")
                .toArray(String[]::new);
        StringTable table = read(PdbParts.stringTable(version, strings));
        assertThat(table.version()).isEqualTo(version);
        assertThat(table.count()).isEqualTo(300);
        int offset = 1;
        StringTable.Walk walk = table.walk();
        for (String string : strings) {
            assertThat(table.name(offset)).isEqualTo(Name.of(string));
            assertThat(table.offsetOf(Name.of(string))).hasValue(offset);
            assertThat(walk.next()).isTrue();
            assertThat(walk.offset()).isEqualTo(offset);
            assertThat(walk.length()).isEqualTo(string.length());
            assertThat(walk.name()).isEqualTo(Name.of(string));
            offset += string.length() + 1;
        }
        assertThat(walk.next()).isFalse();
        assertThat(table.size()).isEqualTo(offset);
        assertThat(table.name(0)).isEqualTo(Name.EMPTY);
        assertThat(table.name(3)).isEqualTo(Name.of(strings[0].substring(2)));
        assertThat(table.offsetOf(Name.EMPTY)).hasValue(0);
        assertThat(table.offsetOf(Name.of("f.cpp"))).isEmpty();
        assertThat(table.offsetOf(Name.of("c:\\src\\f0.cp"))).isEmpty();
    }

    @Test
    void refusesOffsetsOutsideTheStrings() throws IOException {
        StringTable table = read(PdbParts.stringTable(1, "abc"));
        for (long offset : new long[] {5, -1, 0xFFFFFFFFL}) {
            assertThatThrownBy(() -> table.name(offset))
                    .isInstanceOf(FormatException.class)
                    .hasMessageStartingWith("a.pdb: stream 0 +0x0000000C: string");
            assertThat(table.find(offset)).isEmpty();
        }
    }

    /** The table that linkers write if there are no EC names. */
    @Test
    void readsTheEmptyTable() throws IOException {
        byte[] content = new LittleEndian()
                .u32(0xEFFEEFFEL)
                .u32(1)
                .u32(1)
                .u8(0)
                .u32(1)
                .u32(0)
                .u32(0)
                .toByteArray();
        assertThat(content).hasSize(25);
        StringTable table = read(content);
        assertThat(table.count()).isZero();
        assertThat(table.walk().next()).isFalse();
        assertThat(table.offsetOf(Name.of("a"))).isEmpty();
    }

    @Test
    void everyTruncationIsReported() {
        byte[] content = PdbParts.stringTable(1, "abc", "de");
        for (int cut = 0; cut < content.length; cut++) {
            byte[] shorter = Arrays.copyOf(content, cut);
            assertThatThrownBy(() -> read(shorter))
                    .isInstanceOfSatisfying(
                            FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED));
        }
    }

    @Test
    void everyChangedByteGivesATableOrAnException() throws IOException {
        byte[] content = PdbParts.stringTable(2, "abc", "de", "f");
        for (int at = 0; at < content.length; at++) {
            for (int change : new int[] {0x01, 0x80, 0xFF}) {
                byte[] damaged = content.clone();
                damaged[at] ^= (byte) change;
                try {
                    StringTable table = read(damaged);
                    StringTable.Walk walk = table.walk();
                    while (walk.next()) {
                        table.offsetOf(walk.name());
                    }
                } catch (FormatException e) {
                    assertThat(e.getMessage()).startsWith("a.pdb: stream 0 +0x");
                }
            }
        }
    }

    /** Shows that the hash and the probing are those that linkers use. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "lld/x64/full.pdb",
                "native/x86-crash/crash.pdb",
                "managed/symreader/VB.pdb",
                "native/arm64-msvc/ARM64_CETShadowStack_NotApplicable.pdb"
            })
    void findsEveryStringOfRealTables(String path) throws IOException {
        MsfFile pdb = MsfFile.open(ByteSource.of(path, Corpus.assumePresent().bytes(path)));
        StringTable table = StringTable.read(pdb, InfoStream.read(pdb).names()).orElseThrow();
        int count = 0;
        StringTable.Walk walk = table.walk();
        while (walk.next()) {
            int expected = walk.length() == 0 ? 0 : walk.offset();
            assertThat(table.offsetOf(walk.name())).as(walk.name().toString()).hasValue(expected);
            count++;
        }
        assertThat(count).isPositive().isEqualTo((int) table.count());
    }
}
