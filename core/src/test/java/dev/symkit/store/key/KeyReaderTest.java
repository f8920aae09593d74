// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.DbgBuilder;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.MsfBuilder;
import dev.symkit.testkit.PdbBuilder;
import dev.symkit.testkit.PeBuilder;
import dev.symkit.testkit.PortablePdbBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyReaderTest {
    private static final UUID GUID = UUID.fromString("c9a61ddd-d7e4-4353-a668-e39ac614a7ea");
    private static final String GUID_DIGITS = "C9A61DDDD7E44353A668E39AC614A7EA";

    private static Optional<FileIdentity> identify(byte[] file) throws IOException {
        return new KeyReader().identify(ByteSource.of("a.bin", file));
    }

    private static FileIdentity pdb(PdbBuilder builder) throws IOException {
        return identify(builder.build()).orElseThrow();
    }

    private static FileIdentity pdb7(SymbolClass symbolClass, String index) {
        return new FileIdentity(FileKind.PDB7, symbolClass, List.of(index), Optional.empty());
    }

    private static FileIdentity pdb2(SymbolClass symbolClass, String index) {
        return new FileIdentity(FileKind.PDB2, symbolClass, List.of(index), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "5617D563, 8000, 5617D5638000",
        "5A0BC0C6, C83000, 5A0BC0C6c83000",
        "595E817D, 5A7000, 595E817D5a7000",
        "E914506E, A000, E914506Ea000",
        "00E4915E, AE000, 00E4915Eae000",
        "00000000, E7000, 00000000e7000",
        "FFFFFFFF, FFFFFFFF, FFFFFFFFffffffff",
    })
    void givesImagesTimestampAndSize(String timestamp, String size, String index) throws IOException {
        PeBuilder builder =
                new PeBuilder().timestamp(Long.parseLong(timestamp, 16)).sizeOfImage(Long.parseLong(size, 16));
        FileIdentity expected = new FileIdentity(FileKind.PE, SymbolClass.BIN, List.of(index), Optional.empty());
        assertThat(identify(builder.build())).contains(expected);
        assertThat(identify(builder.pe32().build())).contains(expected);
    }

    @Test
    void namesThePdbOfAnImage() throws IOException {
        PeBuilder both = new PeBuilder().nb10(1, 2, "c:\\old.pdb").rsds(GUID, 1, "c:\\x/new.pdb");
        assertThat(identify(both.rsds(GUID, 1, "second.pdb").build())
                        .orElseThrow()
                        .pdbName())
                .contains("new.pdb");
        assertThat(identify(new PeBuilder().nb10(1, 2, "/x/old.pdb").build())
                        .orElseThrow()
                        .pdbName())
                .contains("old.pdb");
        assertThat(identify(new PeBuilder().rsds(GUID, 1, "").build())
                        .orElseThrow()
                        .pdbName())
                .isEmpty();
        assertThat(identify(new PeBuilder().rsds(GUID, 1, "c:\\x\\").build())
                        .orElseThrow()
                        .pdbName())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "10, a", "30, 1e", "4294967295, ffffffff"})
    void givesPdbsTheAgeOfTheDbiStream(long age, String digits) throws IOException {
        assertThat(pdb(new PdbBuilder().guid(GUID).dbiAge(age).infoAge(9)))
                .isEqualTo(pdb7(SymbolClass.PUB, GUID_DIGITS + digits));
    }

    @Test
    void leavesOutAnAgeThatIsNotThere() throws IOException {
        PdbBuilder zero = new PdbBuilder().guid(GUID).infoAge(2).dbiAge(0);
        assertThat(pdb(zero)).isEqualTo(pdb7(SymbolClass.PUB, GUID_DIGITS));
        PdbBuilder old = new PdbBuilder().guid(GUID).infoAge(2).oldDbiHeader();
        assertThat(pdb(old)).isEqualTo(pdb7(SymbolClass.PUB, GUID_DIGITS));
        for (PdbBuilder builder :
                List.of(new PdbBuilder().emptyDbi(), new PdbBuilder().nilDbi(), new PdbBuilder().missingDbi())) {
            assertThat(pdb(builder.guid(GUID).infoAge(2))).isEqualTo(pdb7(SymbolClass.TYP, GUID_DIGITS));
        }
    }

    @Test
    void tellsPrivateFromPublicByLines() throws IOException {
        assertThat(pdb(new PdbBuilder().module("a.obj", 0, 0)).symbolClass()).isEqualTo(SymbolClass.PUB);
        assertThat(pdb(new PdbBuilder().module("a.obj", 0, 8)).symbolClass()).isEqualTo(SymbolClass.PRI);
        assertThat(pdb(new PdbBuilder().module("a.obj", 8, 0)).symbolClass()).isEqualTo(SymbolClass.PRI);
        // The flag alone does not decide.
        assertThat(pdb(new PdbBuilder().dbiFlags(2).module("a.obj", 0, 8)).symbolClass())
                .isEqualTo(SymbolClass.PRI);
    }

    @Test
    void keepsTheKeyOfAPdbWithADamagedModuleList() throws IOException {
        byte[] dbi = new PdbBuilder().dbiAge(3).dbiStream();
        dbi[27] = (byte) 0x80;
        byte[] info = new LittleEndian().u32(20000404).u32(1).u32(1).guid(GUID).toByteArray();
        byte[] file = MsfBuilder.big(1024).nil().stream(info).nil().stream(dbi).build();
        assertThat(identify(file)).contains(pdb7(SymbolClass.PUB, GUID_DIGITS + "3"));
    }

    @Test
    void givesOldPdbsSignatureAndAge() throws IOException {
        PdbBuilder linker =
                new PdbBuilder().pdb2().signature(0x37A8F40E).infoAge(5).dbiAge(2);
        assertThat(pdb(linker)).isEqualTo(pdb2(SymbolClass.PUB, "37A8F40E2"));
        PdbBuilder compiler =
                new PdbBuilder().pdb2().signature(0x00A8F40E).infoAge(30).nilDbi();
        assertThat(pdb(compiler)).isEqualTo(pdb2(SymbolClass.TYP, "00A8F40E1e"));
        PdbBuilder noAge =
                new PdbBuilder().pdb2().signature(0x37A8F40E).infoAge(0).nilDbi();
        assertThat(pdb(noAge)).isEqualTo(pdb2(SymbolClass.TYP, "37A8F40E"));
        PdbBuilder between = new PdbBuilder().version(19990604).signature(0x37A8F40E);
        assertThat(pdb(between)).isEqualTo(pdb7(SymbolClass.PUB, "37A8F40E1"));
    }

    @Test
    void givesDbgFilesTimestampAndSize() throws IOException {
        assertThat(identify(new DbgBuilder()
                        .timestamp(0x37CDB039)
                        .sizeOfImage(0x62040)
                        .build()))
                .contains(new FileIdentity(FileKind.DBG, SymbolClass.DBG, List.of("37CDB03962040"), Optional.empty()));
    }

    @Test
    void givesPortablePdbsBothKeys() throws IOException {
        assertThat(identify(new PortablePdbBuilder().id(GUID, 7).build()))
                .contains(new FileIdentity(
                        FileKind.PORTABLE_PDB,
                        SymbolClass.PRI,
                        List.of(GUID_DIGITS + "FFFFFFFF", GUID_DIGITS + "1"),
                        Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "M",
                "MZ",
                "\u007FELF",
                "!<arch>\n",
                "MSCF",
                "DI",
                "Dear reader, this is not a symbol file at all, only a text of some length.",
                "DIRECTORY of files that are not symbols, of a length above forty-eight.",
                "PATH:\\\\server\\share\\a.pdb",
                "Microsoft C/C++ MSF 7.00\r\n"
            })
    void findsNothingInOtherContent(String text) throws IOException {
        assertThat(identify(new LittleEndian().text(text).toByteArray())).isEmpty();
    }

    @Test
    void findsNothingInDosProgramsAndMetadataWithoutPdbStream() throws IOException {
        byte[] dos =
                new LittleEndian().text("MZ").padTo(0x3C).u32(0x40).padTo(0x100).toByteArray();
        assertThat(identify(dos)).isEmpty();
        assertThat(identify(new PortablePdbBuilder().stream("#~", new byte[4]).build()))
                .isEmpty();
    }

    @Test
    void reportsDamageThatLeavesNoKey() {
        byte[] pdb = new PdbBuilder().build();
        pdb[0x20] = 3;
        assertThatThrownBy(() -> identify(pdb)).isInstanceOf(FormatException.class);
        byte[] pe = new PeBuilder().build();
        pe[PeBuilder.HEADER + 24] = 0;
        assertThatThrownBy(() -> identify(pe)).isInstanceOf(FormatException.class);
        byte[] portable = new PortablePdbBuilder().stream("#Pdb", new byte[3]).build();
        assertThatThrownBy(() -> identify(portable)).isInstanceOf(FormatException.class);
    }

    @Test
    void givesCompressedPdbsTheKeyOfThePdbInside() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        assertThat(identify(corpus.bytes("msfz/HelloWorld.pdz")))
                .isEqualTo(identify(corpus.bytes("msfz/HelloWorld.pdb")))
                .isPresent();
    }

    @Test
    void refusesADamagedMsfzContainer() {
        byte[] msfz = new LittleEndian()
                .text("Microsoft MSFZ Container\r\n\u001AALD")
                .padTo(80)
                .toByteArray();
        assertThatThrownBy(() -> identify(msfz))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("MSFZ");
    }
}
