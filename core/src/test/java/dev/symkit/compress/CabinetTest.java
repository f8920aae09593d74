// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.FormatException.Kind;
import dev.symkit.testkit.CabBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDateTime;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CabinetTest {
    private static final byte[] TEXT = "hello, cabinet".getBytes(US_ASCII);

    private static Cabinet open(CabBuilder builder) throws IOException {
        return Cabinet.open(ByteSource.of("t.cab", builder.build()));
    }

    private static CabBuilder stored() {
        return new CabBuilder().folder(CabBuilder.STORED).block(TEXT, TEXT.length);
    }

    private static byte[] extract(Cabinet cabinet, int index) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        cabinet.extract(cabinet.entries().get(index), out);
        return out.toByteArray();
    }

    private static void fails(Kind kind, String message, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(FormatException.class, e -> {
                    assertThat(e.kind()).isEqualTo(kind);
                    assertThat(e.file()).isEqualTo("t.cab");
                })
                .hasMessageContaining(message);
    }

    @Test
    void readsFilesThatShareAFolder() throws IOException {
        Cabinet cabinet = open(stored().file("a.txt", 0, 5).file("dir\\b.txt", 7, 7));
        assertThat(extract(cabinet, 0)).isEqualTo("hello".getBytes(US_ASCII));
        assertThat(extract(cabinet, 1)).isEqualTo("cabinet".getBytes(US_ASCII));
        CabinetEntry second = cabinet.entries().get(1);
        assertThat(second.name()).isEqualTo("dir\\b.txt");
        assertThat(second.fileName()).contains("b.txt");
        assertThat(second.modified()).contains(LocalDateTime.of(2026, 3, 31, 9, 17, 34));
        assertThat(cabinet.folders().get(0)).hasToString("STORED");
    }

    @Test
    void passesOverReservedBytesAndChecksThemToo() throws IOException {
        byte[] bytes = stored().reserve(20, 3, 5).file("a", 0, 14).build();
        assertThat(Bytes.single(bytes)).isEqualTo(TEXT);
        bytes[bytes.length - TEXT.length - 1] ^= 1;
        fails(Kind.BAD_VALUE, "checksum", () -> Bytes.single(bytes));
    }

    @Test
    void carriesTheHistoryOfMszipOverBlocks() throws IOException {
        byte[] content = Bytes.mixed(1, 150_000);
        byte[] cabinet = new CabBuilder()
                .folder(CabBuilder.MSZIP)
                .mszip(content)
                .file("a", 0, content.length)
                .file("b", 70_000, 60_000)
                .build();
        Cabinet opened = Cabinet.open(ByteSource.of("t.cab", cabinet));
        assertThat(extract(opened, 0)).isEqualTo(content);
        assertThat(extract(opened, 1)).isEqualTo(Arrays.copyOfRange(content, 70_000, 130_000));
    }

    @Test
    void carriesTheHistoryOverShortBlocks() throws IOException {
        byte[] content = Bytes.mixed(2, 50_000);
        CabBuilder builder = new CabBuilder().folder(CabBuilder.MSZIP);
        for (int at = 0; at < content.length; at += 10_000) {
            builder.block(CabBuilder.mszipBlock(content, at, 10_000), 10_000);
        }
        assertThat(Bytes.single(builder.file("a", 0, content.length).build())).isEqualTo(content);
    }

    @Test
    void readsByteByByteAndInParts() throws IOException {
        Cabinet cabinet = open(stored().file("a", 0, 14));
        try (InputStream in = cabinet.stream(cabinet.entries().get(0), 14)) {
            assertThat(in.read()).isEqualTo('h');
            assertThat(in.readNBytes(4)).isEqualTo("ello".getBytes(US_ASCII));
            assertThat(in.available()).isEqualTo(9);
            assertThat(in.skip(9)).isEqualTo(9);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read(new byte[3], 0, 3)).isEqualTo(-1);
        }
    }

    @Test
    void refusesToReadAfterClosing() throws IOException {
        Cabinet cabinet =
                open(new CabBuilder().folder(CabBuilder.MSZIP).mszip(TEXT).file("a", 0, 14));
        InputStream in = cabinet.stream(cabinet.entries().get(0), 14);
        in.close();
        in.close();
        assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    @Test
    void decodesNamesByAttributeThenByContent() throws IOException {
        byte[] utf8 = stored().file("caf\u00E9.pdb", 0, 1, 0xA0).build();
        assertThat(Cabinet.open(ByteSource.of("t", utf8)).entries().get(0).name())
                .isEqualTo("caf\u00E9.pdb");
        byte[] untold = stored().file("caf\u00E9.pdb", 0, 1, 0x20).build();
        assertThat(Cabinet.open(ByteSource.of("t", untold)).entries().get(0).name())
                .isEqualTo("caf\u00E9.pdb");
        byte[] ansi = stored().file("caf#.pdb", 0, 1, 0x20).build();
        ansi[36 + 8 + 16 + 3] = (byte) 0xE9;
        assertThat(Cabinet.open(ByteSource.of("t", ansi)).entries().get(0).name())
                .isEqualTo("caf\u00E9.pdb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a\\..", "a/b", "c:", "a\\", "x\u0001"})
    void givesNoFileNameThatIsUnfitForAPath(String name) throws IOException {
        assertThat(open(stored().file(name, 0, 1)).entries().get(0).fileName()).isEmpty();
    }

    @Test
    void choosesTheWantedFileIgnoringCaseUnlessThereIsOnlyOne() throws IOException {
        assertThat(open(stored().file("x", 0, 1)).single("app.pdb").name()).isEqualTo("x");
        Cabinet two = open(stored().file("x", 0, 1).file("d\\APP.pdb", 0, 2));
        assertThat(two.single("app.pdb").size()).isEqualTo(2);
        fails(Kind.BAD_VALUE, "of 2 files 0 are named b.pdb", () -> two.single("b.pdb"));
        fails(Kind.BAD_VALUE, "of 0 files", () -> open(new CabBuilder()).single("b.pdb"));
    }

    @Test
    void saysThatSetsAreDamagedEntries() {
        fails(
                Kind.UNSUPPORTED,
                "part 2 of a set",
                () -> open(stored().file("a", 0, 1).set(1, 1)));
        fails(
                Kind.UNSUPPORTED,
                "part 1 of a set",
                () -> open(stored().file("a", 0, 1).set(2, 0)));
        fails(Kind.UNSUPPORTED, "another cabinet", () -> open(stored().fileIn(0xFFFD, "a", 1)));
        fails(
                Kind.UNSUPPORTED,
                "another cabinet",
                () -> Bytes.single(new CabBuilder()
                        .folder(CabBuilder.STORED)
                        .block(TEXT, 0)
                        .file("a", 0, 1)
                        .build()));
    }

    @Test
    void namesMethodsThatAreNotRead() {
        fails(
                Kind.UNSUPPORTED,
                "Quantum",
                () -> Bytes.single(new CabBuilder()
                        .folder(CabBuilder.QUANTUM)
                        .block(TEXT, 14)
                        .file("a", 0, 1)
                        .build()));
        fails(
                Kind.UNSUPPORTED,
                "type 9",
                () -> Bytes.single(new CabBuilder()
                        .folder(9)
                        .block(TEXT, 14)
                        .file("a", 0, 1)
                        .build()));
        fails(
                Kind.BAD_VALUE,
                "2^14",
                () -> Bytes.single(new CabBuilder()
                        .folder(CabBuilder.lzx(14))
                        .block(TEXT, 14)
                        .file("a", 0, 1)
                        .build()));
        fails(
                Kind.BAD_VALUE,
                "2^22",
                () -> Bytes.single(new CabBuilder()
                        .folder(CabBuilder.lzx(22))
                        .block(TEXT, 14)
                        .file("a", 0, 1)
                        .build()));
    }

    @Test
    void checksEveryChecksumUnlessItIsZero() throws IOException {
        byte[] bytes = stored().file("a", 0, 14).build();
        bytes[bytes.length - 1] ^= 1;
        fails(Kind.BAD_VALUE, "checksum", () -> Bytes.single(bytes));
        byte[] unchecked = stored().noChecksums().file("a", 0, 14).build();
        unchecked[unchecked.length - 1] ^= 1;
        assertThat(Bytes.single(unchecked)).hasSize(14);
    }

    @Test
    void refusesFilesAndFoldersThatDoNotFit() {
        fails(Kind.BAD_VALUE, "no folder 1", () -> open(stored().fileIn(1, "a", 1)));
        fails(Kind.BAD_VALUE, "32768 a folder of 1 blocks", () -> open(stored().file("a", 0, 32769)));
        fails(Kind.BAD_VALUE, "32768 a folder of 1 blocks", () -> open(stored().file("a", 0xFFFFFFFFL, 0xFFFFFFFFL)));
        fails(
                Kind.TRUNCATED,
                "6 bytes before the end",
                () -> Bytes.single(stored().file("a", 0, 20).build()));
        fails(Kind.BAD_VALUE, "more than 255", () -> open(stored().file("n".repeat(256), 0, 1)));
    }

    @Test
    void keepsTheLimitOfTheCaller() throws IOException {
        Cabinet cabinet = open(stored().file("a", 0, 14));
        CabinetEntry entry = cabinet.entries().get(0);
        assertThat(Bytes.readAll(cabinet.stream(entry, 14))).isEqualTo(TEXT);
        fails(Kind.LIMIT, "14 bytes is larger than the 13", () -> cabinet.stream(entry, 13));
    }

    @Test
    void refusesMszipBlocksOfTheWrongSize() {
        byte[] block = CabBuilder.mszipBlock(TEXT, 0, 14);
        byte[] noMagic = block.clone();
        noMagic[1] = 'L';
        fails(Kind.BAD_MAGIC, "CK", () -> Bytes.single(mszip(noMagic, 14)));
        fails(Kind.BAD_MAGIC, "CK", () -> Bytes.single(mszip(new byte[] {'C'}, 14)));
        fails(Kind.BAD_VALUE, "yields 14 bytes, the block says 15", () -> Bytes.single(mszip(block, 15)));
        fails(Kind.BAD_VALUE, "more than 13", () -> Bytes.single(mszip(block, 13)));
        fails(Kind.TRUNCATED, "deflate", () -> Bytes.single(mszip(Arrays.copyOf(block, block.length - 1), 14)));
        fails(Kind.BAD_VALUE, "damaged", () -> Bytes.single(mszip(new byte[] {'C', 'K', 7}, 14)));
    }

    private static byte[] mszip(byte[] block, int size) {
        return new CabBuilder()
                .folder(CabBuilder.MSZIP)
                .block(block, size)
                .file("a", 0, 13)
                .build();
    }

    @Test
    void ignoresBytesAfterADeflateStreamAndAfterTheCabinet() throws IOException {
        byte[] block = CabBuilder.mszipBlock(TEXT, 0, 14);
        byte[] cabinet = mszip(Arrays.copyOf(block, block.length + 3), 14);
        assertThat(Bytes.single(Arrays.copyOf(cabinet, cabinet.length + 100))).hasSize(13);
    }

    @Test
    void refusesBlocksThatAreTooLarge() {
        byte[] big = new byte[32769];
        fails(
                Kind.BAD_VALUE,
                "32769 bytes are too many",
                () -> Bytes.single(new CabBuilder()
                        .folder(CabBuilder.STORED)
                        .block(big, 32768)
                        .file("a", 0, 1)
                        .build()));
        fails(
                Kind.BAD_VALUE,
                "cannot yield 32769",
                () -> Bytes.single(new CabBuilder()
                        .folder(CabBuilder.STORED)
                        .block(big, 32769)
                        .file("a", 0, 1)
                        .build()));
        fails(
                Kind.BAD_VALUE,
                "says that it yields 13",
                () -> Bytes.single(new CabBuilder()
                        .folder(CabBuilder.STORED)
                        .block(TEXT, 13)
                        .file("a", 0, 1)
                        .build()));
    }

    @Test
    void reportsEveryTruncationWithItsPlace() {
        byte[] whole = new CabBuilder()
                .folder(CabBuilder.MSZIP)
                .mszip(TEXT)
                .file("a", 0, 14)
                .build();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            fails(Kind.TRUNCATED, "+0x", () -> Bytes.single(cut));
            if (length >= 36) { // the same with a header that hides the loss
                cut[8] = (byte) length;
                assertThatThrownBy(() -> Bytes.single(cut)).isInstanceOf(FormatException.class);
            }
        }
    }

    @Test
    void refusesOtherVersionsAndMagics() {
        byte[] version = stored().file("a", 0, 1).build();
        version[25] = 2;
        fails(Kind.UNSUPPORTED, "version 2.3", () -> Bytes.single(version));
        byte[] magic = stored().file("a", 0, 1).build();
        magic[0] = 'm';
        fails(Kind.BAD_MAGIC, "MSCF", () -> Bytes.single(magic));
    }
}
