// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.gsi;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.symkit.format.codeview.ScopeTracker;
import dev.symkit.format.codeview.SymbolBytes;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.SymbolReader;
import dev.symkit.format.io.FormatException;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes give symbols or a FormatException. */
class SymbolsFuzzTest {
    static Stream<byte[]> records() {
        byte[] procedure = SymbolBytes.record(
                SymbolKinds.S_GPROC32, new LittleEndian().bytes(new byte[35]).nulTerminated("main"));
        byte[] constant = SymbolBytes.record(
                SymbolKinds.S_CONSTANT,
                new LittleEndian().u32(0x74).u16(0x8002).u16(9).nulTerminated("c"));
        byte[] site = SymbolBytes.record(
                SymbolKinds.S_INLINESITE,
                new LittleEndian().u32(0).u32(0).u32(0x1000).u8(3));
        byte[] end = SymbolBytes.record(SymbolKinds.S_END, new LittleEndian());
        byte[] old = new LittleEndian()
                .u16(14)
                .u16(SymbolKinds.S_PROCREF_ST)
                .bytes(new byte[12])
                .u8(3)
                .text("abc")
                .toByteArray();
        return Stream.of(
                new LittleEndian()
                        .bytes(procedure)
                        .bytes(site)
                        .bytes(end)
                        .bytes(end)
                        .toByteArray(),
                new LittleEndian().bytes(constant).bytes(old).toByteArray());
    }

    /** The first two bytes tell how many of the others are the PSI stream; the rest are records. */
    static Stream<byte[]> publics() {
        GsiBuilder builder = new GsiBuilder(GsiBuilder.BUCKETS);
        byte[] current = GsiBuilder.publics(builder.table(), builder.pub(1, 0, "main"));
        byte[] withOne = GsiBuilder.publics(builder.table(), 0);
        byte[] old = GsiBuilder.publics(builder.oldTable(), 0);
        return Stream.of(current, withOne, old)
                .map(stream -> new LittleEndian()
                        .u16(stream.length)
                        .bytes(stream)
                        .bytes(builder.records())
                        .toByteArray());
    }

    @MethodSource("records")
    @FuzzTest(maxDuration = "25s")
    void symbols(byte[] content) throws IOException {
        try {
            SymbolReader reader = new SymbolReader(SymbolBytes.stream(content), 0, content.length);
            ScopeTracker scopes = new ScopeTracker(reader.place());
            while (reader.next()) {
                scopes.enter(reader);
                decode(reader);
            }
        } catch (FormatException expected) {
            check(expected);
        }
    }

    private static void decode(SymbolReader reader) {
        try {
            reader.decode();
            reader.nameStart();
        } catch (FormatException expected) {
            check(expected);
        }
    }

    @MethodSource("publics")
    @DictionaryEntries({"\\xFF\\xFF\\xFF\\xFF\\x1A\\x09\\x2F\\xF1"})
    @FuzzTest(maxDuration = "25s")
    void publics(byte[] content) throws IOException {
        if (content.length < 2) {
            return;
        }
        int split = Math.min(content.length, 2 + ((content[0] & 0xFF) | ((content[1] & 0xFF) << 8)));
        byte[] stream = Arrays.copyOfRange(content, 2, split);
        byte[] records = Arrays.copyOfRange(content, split, content.length);
        try {
            GsiWalks.all(stream, records);
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
