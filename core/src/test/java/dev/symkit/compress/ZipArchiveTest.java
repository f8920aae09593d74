// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZipArchiveTest {
    private static final byte[] CONTENT = Bytes.mixed(31, 200_000);
    private static final int CENTRAL_FLAGS = 8;
    private static final int CENTRAL_METHOD = 10;

    private static CompressedFile open(byte[] archive) throws IOException {
        return CompressedFile.open(ByteSource.of("a.zip", archive), "app.pdb", Bytes.MAX)
                .orElseThrow();
    }

    private static byte[] content(byte[] archive) throws IOException {
        return Bytes.readAll(open(archive).stream());
    }

    private static void refuses(byte[] archive, FormatException.Kind kind, String problem) {
        assertThatThrownBy(() -> content(archive))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageStartingWith("a.zip: ")
                .hasMessageContaining(problem);
    }

    /** The archive with two bytes of its first directory record set. */
    private static byte[] withCentral(byte[] archive, int field, int value) {
        byte[] bytes = archive.clone();
        int at = indexOf(bytes, "PK\1\2") + field;
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >>> 8);
        return bytes;
    }

    private static int indexOf(byte[] bytes, String signature) {
        byte[] wanted = ZipBuilder.text(signature);
        for (int at = 0; at <= bytes.length - wanted.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new AssertionError(signature);
    }

    @Test
    void readsDeflatedAndStoredFiles() throws IOException {
        byte[] deflated = new ZipBuilder().deflated("app.pdb", CONTENT).build();
        CompressedFile file = open(deflated);
        assertThat(file.kind()).isEqualTo(CompressedFile.Kind.ZIP);
        assertThat(file.size()).hasValue(CONTENT.length);
        assertThat(Bytes.readAll(file.stream())).isEqualTo(CONTENT);
        assertThat(content(new ZipBuilder().stored("app.pdb", CONTENT).build())).isEqualTo(CONTENT);
        assertThat(content(new ZipBuilder().deflated("app.pdb", new byte[0]).build()))
                .isEmpty();
        assertThat(content(new ZipBuilder().stored("app.pdb", new byte[0]).build()))
                .isEmpty();
    }

    @Test
    void tellsNameTimeAndSizes() throws IOException {
        byte[] archive = new ZipBuilder().deflated("caf\u00E9/app.pdb", CONTENT).build();
        ZippedFile file =
                ZipArchive.open(ByteSource.of("a.zip", archive)).files().get(0);
        assertThat(file.name()).isEqualTo("caf\u00E9/app.pdb");
        assertThat(file.fileName()).contains("app.pdb");
        assertThat(file.modified()).contains(LocalDateTime.of(2026, 11, 25, 8, 15, 30));
        assertThat(file.size()).isEqualTo(CONTENT.length);
        assertThat(file.packedSize()).isLessThan(CONTENT.length);
        assertThat(file.encrypted()).isFalse();
    }

    @Test
    void findsTheEndRecordBeforeACommentEvenOneThatLooksLikeIt() throws IOException {
        byte[] archive = new ZipBuilder()
                .deflated("app.pdb", CONTENT)
                .comment("PK\5\6" + "x".repeat(40_000))
                .build();
        assertThat(content(archive)).isEqualTo(CONTENT);
    }

    @Test
    void takesTheOnlyFileWhateverItsName() throws IOException {
        assertThat(content(new ZipBuilder().deflated("other", CONTENT).build())).isEqualTo(CONTENT);
    }

    @Test
    void takesTheFileWithTheNameAmongSeveral() throws IOException {
        byte[] archive = new ZipBuilder()
                .deflated("readme", new byte[3])
                .deflated("bin/", new byte[0])
                .deflated("bin/APP.PDB", CONTENT)
                .build();
        assertThat(content(archive)).isEqualTo(CONTENT);
    }

    @Test
    void refusesSeveralFilesWithoutOneMatch() {
        byte[] none =
                new ZipBuilder().deflated("a", CONTENT).deflated("b", CONTENT).build();
        refuses(none, FormatException.Kind.BAD_VALUE, "of 2 files 0 are named app.pdb");
        byte[] two = new ZipBuilder()
                .deflated("x/app.pdb", CONTENT)
                .deflated("y/app.pdb", CONTENT)
                .build();
        refuses(two, FormatException.Kind.BAD_VALUE, "of 2 files 2 are named app.pdb");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0x40, 0x2000})
    void refusesEncryptedFiles(int flag) {
        byte[] archive = new ZipBuilder().stored("app.pdb", CONTENT).build();
        refuses(withCentral(archive, CENTRAL_FLAGS, flag), FormatException.Kind.UNSUPPORTED, "encrypted");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 12, 14, 93})
    void refusesOtherMethods(int method) {
        byte[] archive = new ZipBuilder().deflated("app.pdb", CONTENT).build();
        refuses(
                withCentral(archive, CENTRAL_METHOD, method),
                FormatException.Kind.UNSUPPORTED,
                "compression method " + method);
    }

    @ParameterizedTest
    @CsvSource({
        // a field of the directory record, a value that is not right there, and what is wrong then
        "16, 258, 'the CRC of the file'",
        "20, 258, 'the deflate stream has no end'",
        "24, 258, 'the data yield more than 196866 bytes'",
        "42, 1, 'there is no file where the directory says'",
        "42, 258, 'does not lie before the directory'",
    })
    void refusesFieldsThatDoNotAgree(int field, int value, String problem) {
        byte[] archive = new ZipBuilder().deflated("app.pdb", CONTENT).build();
        assertThatThrownBy(() -> content(withCentral(archive, field, value)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void refusesAMethodThatTheLocalHeaderDoesNotTell() {
        byte[] archive = new ZipBuilder().stored("app.pdb", CONTENT).build();
        refuses(withCentral(archive, CENTRAL_METHOD, 8), FormatException.Kind.BAD_VALUE, "not that of the directory");
    }

    @Test
    void refusesADamagedByteOfTheData() {
        byte[] archive = new ZipBuilder().stored("app.pdb", CONTENT).build();
        archive[1000] ^= 1;
        refuses(archive, FormatException.Kind.BAD_VALUE, "the CRC of the file");
    }

    @Test
    void refusesContentThatIsTooLarge() {
        byte[] archive = new ZipBuilder().deflated("app.pdb", CONTENT).build();
        assertThatThrownBy(() -> CompressedFile.open(ByteSource.of("a.zip", archive), "app.pdb", 1000))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.LIMIT));
    }

    @Test
    void refusesAPartOfASet() {
        byte[] archive = new ZipBuilder().deflated("app.pdb", CONTENT).build();
        archive[archive.length - 22 + 4] = 1;
        refuses(archive, FormatException.Kind.UNSUPPORTED, "part of a set");
    }

    @Test
    void refusesMoreFilesThanTheDirectoryHolds() {
        byte[] archive = new ZipBuilder().deflated("app.pdb", CONTENT).build();
        archive[archive.length - 22 + 8] = 9;
        archive[archive.length - 22 + 10] = 9;
        refuses(archive, FormatException.Kind.BAD_VALUE, "9 files do not fit");
    }

    @Test
    void refusesAnArchiveThatIsCutShort() {
        byte[] archive = new ZipBuilder().deflated("app.pdb", CONTENT).build();
        refuses(Arrays.copyOf(archive, archive.length - 1), FormatException.Kind.TRUNCATED, "no end record");
        refuses(Arrays.copyOf(archive, 4), FormatException.Kind.TRUNCATED, "no end record");
    }

    @Test
    void isNotRecognisedByAnythingElse() throws IOException {
        byte[] empty = new ZipBuilder().build();
        assertThat(CompressedFile.recognise(empty)).isEqualTo(Optional.empty());
        assertThatThrownBy(() -> ZipArchive.open(ByteSource.of("a.zip", empty)))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.BAD_MAGIC));
    }
}
