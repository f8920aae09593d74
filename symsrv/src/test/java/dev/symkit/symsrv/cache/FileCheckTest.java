// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.cache.FileCheck.Level;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.testkit.DbgBuilder;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeBuilder;
import dev.symkit.testkit.PeImageBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FileCheckTest {
    private static final UUID GUID = UUID.fromString("0f7fcf88-442f-4b0e-9fb5-1dc4a754d9de");
    /** The SHA-1 of "abc" that FIPS 180 gives as its example. */
    private static final String ABC = "sha1-a9993e364706816aba3e25717850c26c9cd0d89d";

    private static final String DIGITS = "0F7FCF88442F4B0E9FB51DC4A754D9DE";

    @TempDir
    Path directory;

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("file"), content);
    }

    private static ByteSource source(String content) {
        return ByteSource.of("file", content.getBytes(ISO_8859_1));
    }

    private boolean fits(byte[] content, String name, String index, Level level) throws IOException {
        return FileCheck.check(file(content), new SymbolKey(name, index), level).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a.pdb, MZ, false",
        "a.pdb, BSJB, true",
        "a.PDB, Microsoft MSFZ Container, true",
        "a.pdb, Microsoft C/C++ program database 2.00, true",
        "a.pdb, <!DOCTYPE html>, false",
        "a.exe, MZ, true",
        "a.dll, BSJB, false",
        "a.sys, \u007fELF, true",
        "a.dbg, DI, true",
        "a.dbg, MZ, false",
        "a.sym, MODULE windows, true",
        "a.sym, module, false",
        "a.xyz, anything, true",
        "a.xyz, '  <html>', false",
        "a.xyz, <?xml version=\"1.0\"?>, false",
        "a.xyz, \u00ef\u00bb\u00bf<a>, false",
        "a.xyz, < 5, true",
        "noextension, MZ, true",
    })
    void theFirstBytesFitTheExtension(String name, String content, boolean fits) throws IOException {
        assertThat(fits(content.getBytes(ISO_8859_1), name, "1", Level.MAGIC)).isEqualTo(fits);
        assertThat(fits(content.getBytes(ISO_8859_1), name, "1", Level.NONE)).isTrue();
    }

    @Test
    void anEmptyFileAndADirectoryAreNeverUsable() throws IOException {
        for (Level level : Level.values()) {
            assertThat(fits(new byte[0], "a.xyz", "1", level)).isFalse();
            assertThat(FileCheck.check(directory, new SymbolKey("a.xyz", "1"), level))
                    .isPresent();
        }
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        assertThatThrownBy(
                        () -> FileCheck.check(directory.resolve("none"), new SymbolKey("a.pdb", "1"), Level.IDENTITY))
                .isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @CsvSource({
        DIGITS + "3, true, true", // age of the DBI stream
        DIGITS + "5, true, true", // age of the PDB stream
        DIGITS + "4, false, true",
        DIGITS + ", false, true",
        "0F7FCF88442F4B0E9FB51DC4A754D9DF3, false, false",
        "0f7fcf88442f4b0e9fb51dc4a754d9de3, true, true",
        "0F7FCF88, false, false",
    })
    void aPdbHasItsGuidAndOneOfItsAges(String index, boolean fits, boolean fitsAtAnyAge) throws IOException {
        byte[] pdb = new PdbBuilder().guid(GUID).infoAge(5).dbiAge(3).build();
        assertThat(fits(pdb, "a.pdb", index, Level.IDENTITY)).isEqualTo(fits);
        assertThat(fits(pdb, "a.pdb", index, Level.IDENTITY_OF_ANY_AGE)).isEqualTo(fitsAtAnyAge);
        assertThat(fits(pdb, "a.pdb", index, Level.MAGIC)).isTrue();
    }

    @Test
    void anOldPdbHasItsSignatureAndAge() throws IOException {
        byte[] pdb = new PdbBuilder()
                .pdb2()
                .signature(0x37A8F40E)
                .infoAge(2)
                .dbiAge(2)
                .build();
        assertThat(fits(pdb, "a.pdb", "37A8F40E2", Level.IDENTITY)).isTrue();
        assertThat(fits(pdb, "a.pdb", "37A8F40E3", Level.IDENTITY)).isFalse();
        assertThat(fits(pdb, "a.pdb", "37A8F40F2", Level.IDENTITY_OF_ANY_AGE)).isFalse();
    }

    @Test
    void anImageHasItsTimestampAndSize() throws IOException {
        byte[] image =
                new PeBuilder().timestamp(0x642C308F).sizeOfImage(0x4c000).build();
        assertThat(fits(image, "a.dll", "642C308F4c000", Level.IDENTITY)).isTrue();
        assertThat(fits(image, "a.dll", "642c308f4C000", Level.IDENTITY)).isTrue();
        assertThat(fits(image, "a.dll", "642C308F4c001", Level.IDENTITY_OF_ANY_AGE))
                .isFalse();
    }

    @Test
    void aDbgFileHasItsTimestampAndSize() throws IOException {
        byte[] dbg = new DbgBuilder().timestamp(0x37CDB039).sizeOfImage(0x62040).build();
        assertThat(fits(dbg, "a.dbg", "37CDB03962040", Level.IDENTITY)).isTrue();
        assertThat(fits(dbg, "a.dbg", "37CDB03A62040", Level.IDENTITY)).isFalse();
    }

    @Test
    void aDamagedFileIsOfABadFormat() throws IOException {
        byte[] pdb = new PdbBuilder().guid(GUID).build();
        Path cut = file(Arrays.copyOf(pdb, 100));
        assertThat(FileCheck.check(cut, new SymbolKey("a.pdb", DIGITS + "1"), Level.IDENTITY))
                .hasValueSatisfying(problem -> assertThat(problem.reason()).startsWith("bad format: "));
    }

    static Stream<Arguments> wholeFiles() {
        byte[] content = new byte[5000];
        Arrays.fill(content, (byte) 7);
        byte[] image = new PeImageBuilder()
                .section(".text", 0x1000, content, PeImageBuilder.CODE)
                .section(".bss", 0x3000, new byte[0], PeImageBuilder.DATA)
                .build();
        byte[] signed = new PeImageBuilder()
                .section(".text", 0x1000, content, PeImageBuilder.CODE)
                .directory(4, image.length, 1000)
                .tail(new byte[1000])
                .build();
        byte[] pdb = new PdbBuilder().guid(GUID).dbiAge(1).stream(content).build();
        byte[] old = new PdbBuilder()
                .pdb2().signature(0x37A8F40E).dbiAge(2).stream(content).build();
        return Stream.of(
                Arguments.of("a.dll", "5A0BC0C6100000", image),
                Arguments.of("signed.dll", "5A0BC0C6100000", signed),
                Arguments.of("a.pdb", DIGITS + "1", pdb),
                Arguments.of("old.pdb", "37A8F40E2", old));
    }

    /** Wherever it is cut, also behind everything that the key is made of. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("wholeFiles")
    void aFileThatIsCutOffIsToldAtEveryLength(String name, String index, byte[] content) throws IOException {
        SymbolKey key = new SymbolKey(name, index);
        assertThat(FileCheck.check(ByteSource.of(name, content), key, Level.IDENTITY))
                .isEmpty();
        byte[] longer = Arrays.copyOf(content, content.length + 3);
        assertThat(FileCheck.check(ByteSource.of(name, longer), key, Level.IDENTITY))
                .isEmpty();
        for (int length = 0; length < content.length; length++) {
            ByteSource cut = ByteSource.of(name, Arrays.copyOf(content, length));
            assertThat(FileCheck.check(cut, key, Level.IDENTITY))
                    .as("cut at " + length)
                    .isPresent();
        }
        ByteSource last = ByteSource.of(name, Arrays.copyOf(content, content.length - 1));
        assertThat(FileCheck.check(last, key, Level.IDENTITY_OF_ANY_AGE))
                .contains(new FileCheck.Problem(
                        ResultCode.FILE_CORRUPT,
                        "is cut off: it has " + (content.length - 1) + " bytes, by its headers at least "
                                + content.length));
        assertThat(FileCheck.check(last, key, Level.MAGIC)).isEmpty();
    }

    @Test
    void anImageOrPdbWithoutIdentityIsNoneOfAnyKey() throws IOException {
        byte[] dos = new byte[0x100];
        dos[0] = 'M';
        dos[1] = 'Z';
        assertThat(fits(dos, "a.dll", "642C308F4c000", Level.IDENTITY)).isFalse();
        assertThat(fits(dos, "a.dll", "642C308F4c000", Level.MAGIC)).isTrue();
        assertThat(fits("BSJB".getBytes(ISO_8859_1), "a.pdb", DIGITS + "1", Level.IDENTITY))
                .isFalse();
        assertThat(fits("MODULE a".getBytes(ISO_8859_1), "a.sym", DIGITS + "1", Level.IDENTITY))
                .isTrue();
    }

    @Test
    void aFileUnderItsHashHasThatHash() throws Exception {
        byte[] image = "MZ abc".getBytes(ISO_8859_1);
        String index = "sha1-31d11d72e5c0b6d6d0cf36ecb2a6d5a5a5a5a5a5";
        assertThat(fits(image, "a.dll", index, Level.IDENTITY)).isFalse();
        assertThat(fits("abc".getBytes(ISO_8859_1), "a.cs", ABC, Level.IDENTITY))
                .isTrue();
        assertThat(fits("abd".getBytes(ISO_8859_1), "a.cs", ABC, Level.IDENTITY))
                .isFalse();
        byte[] pe = new PeBuilder().build();
        String own = "SHA1-"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(pe));
        assertThat(fits(pe, "a.dll", own, Level.IDENTITY)).isTrue();
    }

    @Test
    void compressedFilesAreToldByTheirFirstBytes() throws IOException {
        for (String magic : new String[] {"MSCF\0\0\0\0", "PK\3\4....", "\u001f\u008b\10", "(\u00b5/\u00fd"}) {
            assertThat(FileCheck.checkCompressed(source(magic))).isEmpty();
        }
        assertThat(FileCheck.checkCompressed(source("<html>"))).isPresent();
        assertThat(FileCheck.checkCompressed(source(""))).isPresent();
    }
}
