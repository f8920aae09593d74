// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.symkit.testkit.CabBuilder;
import dev.symkit.testkit.LzxBuilder;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes give a result of the promised size or a FormatException. */
class CompressFuzzTest {
    private static final int SIZE = 3000;

    static Stream<byte[]> cabinets() {
        return Stream.concat(Stream.of(new byte[0]), CompressDamageTest.small());
    }

    static Stream<byte[]> deflated() {
        byte[] content = Bytes.mixed(5, SIZE);
        return Stream.of(CabBuilder.mszipBlock(content, 0, SIZE), CabBuilder.mszipBlock(content, SIZE / 2, SIZE / 2));
    }

    static Stream<byte[]> lzx() {
        return Stream.of(LzxBuilder.VERBATIM, LzxBuilder.ALIGNED, LzxBuilder.UNCOMPRESSED)
                .map(type -> new LzxBuilder(15, 12_000_000)
                        .block(type, Bytes.mixed(6, SIZE))
                        .build()
                        .get(0)
                        .bytes());
    }

    static Stream<byte[]> dosFiles() {
        return DosFilesTest.files();
    }

    @MethodSource("cabinets")
    @DictionaryEntries({"MSCF", "CK", "\\x03\\x15", "\\x03\\x0F", "\\x01\\x00"})
    @FuzzTest(maxDuration = "25s")
    void cabinet(byte[] content) throws IOException {
        Bytes.readAnything(content);
        Bytes.readEveryEntry(content);
    }

    @MethodSource("deflated")
    @DictionaryEntries({"CK"})
    @FuzzTest(maxDuration = "25s")
    void mszip(byte[] content) throws IOException {
        block(CabBuilder.MSZIP, content);
    }

    @MethodSource("lzx")
    @FuzzTest(maxDuration = "25s")
    void lzxBlock(byte[] content) throws IOException {
        block(CabBuilder.lzx(15), content);
    }

    @MethodSource("dosFiles")
    @DictionaryEntries({"SZDD\\x88\\xF0\\x27\\x33", "KWAJ\\x88\\xF0\\x27\\xD1", "CK"})
    @FuzzTest(maxDuration = "25s")
    void dosFile(byte[] content) throws IOException {
        Bytes.readAnything(content);
    }

    static Stream<byte[]> archives() {
        return CompressDamageTest.zips();
    }

    @MethodSource("archives")
    @DictionaryEntries({
        "PK\\x03\\x04",
        "PK\\x01\\x02",
        "PK\\x05\\x06",
        "PK\\x06\\x06",
        "PK\\x06\\x07",
        "\\xFF\\xFF\\xFF\\xFF"
    })
    @FuzzTest(maxDuration = "25s")
    void archive(byte[] content) throws IOException {
        Bytes.readAnything(content);
    }

    /** Two blocks, so that what the first leaves behind is used. */
    private static void block(int type, byte[] content) throws IOException {
        byte[] data = Arrays.copyOf(content, Math.min(content.length, 32_768));
        Bytes.readAnything(new CabBuilder()
                .folder(type)
                .block(data, 32_768)
                .block(data, SIZE)
                .file("a", 0, 32_768 + SIZE)
                .build());
        Bytes.readAnything(new CabBuilder()
                .folder(type)
                .block(data, SIZE)
                .file("a", 0, SIZE)
                .build());
    }
}
