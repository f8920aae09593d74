// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.Origin;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Injected sources, source server text, Source Link and link information. */
class NamedContentTest {
    private static final String SRCSRV = String.join(
            "\r\n",
            "SRCSRV: ini ------------------------------------------------",
            "VERSION=2",
            "VERCTRL=http",
            "SRCSRV: variables ------------------------------------------",
            "SRCSRVTRG=http://example/%var2%?a=b",
            "no assignment",
            "SRCSRV: source files ---------------------------------------",
            "c:\\src\\a.cpp*one*two*",
            "",
            "c:\\src\\b.cpp",
            "SRCSRV: end ------------------------------------------------",
            "c:\\src\\never.cpp*");

    private static MsfFile open(byte[] file) throws IOException {
        return MsfFile.open(ByteSource.of("a.pdb", file));
    }

    private static NamedStreams names(MsfFile pdb) throws IOException {
        return InfoStream.read(pdb).names();
    }

    private static byte[] content(MsfStream stream) throws IOException {
        return stream.cursor(0, stream.size()).bytes((int) stream.size());
    }

    private static byte[] headerBlock(int niFile, int niObject, int niVirtual, int compression) {
        LittleEndian out = new LittleEndian().u32(19980827).u32(0).padTo(64);
        PdbParts.slots(out, 1);
        return out.u32(niFile)
                .u32(40)
                .u32(19980827)
                .u32(0xCAFEBABEL)
                .u32(11)
                .u32(niFile)
                .u32(niObject)
                .u32(niVirtual)
                .u8(compression)
                .u8(1)
                .u16(0)
                .u32(0)
                .u32(0)
                .toByteArray();
    }

    private static List<InjectedSource> sources(byte[] headerBlock) throws IOException {
        byte[] table = PdbParts.stringTable(1, "A.cpp", "a.obj", "V.natvis");
        MsfFile pdb = open(new PdbParts()
                .named("/names", table)
                .named("/src/headerblock", headerBlock)
                .build());
        return InjectedSources.read(
                pdb, names(pdb), StringTable.read(pdb, names(pdb)).orElseThrow());
    }

    @Test
    void readsInjectedSources() throws IOException {
        byte[] table = PdbParts.stringTable(1, "A.cpp", "a.obj", "C:\\V.natvis");
        MsfFile pdb = open(new PdbParts()
                .named("/names", table)
                .named("/src/headerblock", headerBlock(1, 7, 13, 0))
                .named("/src/files/c:\\v.natvis", "hello there".getBytes(UTF_8))
                .build());
        List<InjectedSource> sources = InjectedSources.read(
                pdb, names(pdb), StringTable.read(pdb, names(pdb)).orElseThrow());
        InjectedSource expected =
                new InjectedSource(Name.of("A.cpp"), Name.of("a.obj"), Name.of("C:\\V.natvis"), 11, 0xCAFEBABEL, 0, 1);
        assertThat(sources).containsExactly(expected);
        assertThat(expected.isVirtual()).isTrue();
        assertThat(content(InjectedSources.open(pdb, names(pdb), expected).orElseThrow()))
                .asString(UTF_8)
                .isEqualTo("hello there");
        InjectedSource other = new InjectedSource(Name.EMPTY, Name.EMPTY, Name.of("none"), 0, 0, 0, 0);
        assertThat(InjectedSources.open(pdb, names(pdb), other)).isEmpty();
    }

    @Test
    void keepsTheCompressionOfAnInjectedSource() throws IOException {
        assertThat(sources(headerBlock(1, 0, 13, 101)).get(0).compression()).isEqualTo(101);
        assertThat(sources(headerBlock(1, 0, 13, InjectedSource.LZ)).get(0).object())
                .isEqualTo(Name.EMPTY);
    }

    @Test
    void reportsDamagedListsOfInjectedSources() {
        byte[] block = headerBlock(1, 7, 13, 0);
        for (int cut = 1; cut < block.length; cut++) {
            byte[] shorter = Arrays.copyOf(block, cut);
            assertThatThrownBy(() -> sources(shorter)).isInstanceOf(FormatException.class);
        }
        assertThatThrownBy(() -> sources(headerBlock(1, 7, 500, 0)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("string 500");
        byte[] version = block.clone();
        version[0]++;
        assertThatThrownBy(() -> sources(version))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.UNSUPPORTED));
    }

    @ParameterizedTest
    @CsvSource({
        "native/x64-rust/Native_x64_VSCode_Rust_DebugInfo_0.pdb, 4, 0",
        "managed/symreader/SourceLink.pdb, 11, 101",
        "symstore-py/dummyprog.pdb, 1, 101"
    })
    void readsTheInjectedSourcesOfRealFiles(String path, int count, int compression) throws IOException {
        MsfFile pdb = MsfFile.open(ByteSource.of(path, Corpus.assumePresent().bytes(path)));
        NamedStreams names = names(pdb);
        List<InjectedSource> sources =
                InjectedSources.read(pdb, names, StringTable.read(pdb, names).orElseThrow());
        assertThat(sources).hasSize(count);
        for (InjectedSource source : sources) {
            assertThat(source.compression()).isEqualTo(compression);
            byte[] file = content(InjectedSources.open(pdb, names, source).orElseThrow());
            assertThat(file).isNotEmpty();
            if (compression == InjectedSource.UNCOMPRESSED) {
                assertThat(source.size()).isEqualTo(file.length);
                assertThat(source.crc()).isEqualTo(crc(file));
            }
        }
    }

    private static long crc(byte[] bytes) {
        int crc = 0;
        for (byte b : bytes) {
            crc ^= b & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc >>> 1 ^ ((crc & 1) == 0 ? 0 : 0xEDB88320);
            }
        }
        return Integer.toUnsignedLong(crc);
    }

    @Test
    void readsSourceServerText() throws IOException {
        MsfFile pdb =
                open(new PdbParts().named("srcsrv", SRCSRV.getBytes(UTF_8)).build());
        SrcSrv text = SrcSrv.read(pdb, names(pdb)).orElseThrow();
        assertThat(text.toByteArray()).isEqualTo(SRCSRV.getBytes(UTF_8));
        assertThat(text.variables())
                .containsExactly(
                        new SrcSrv.Variable(Name.of("VERSION"), Name.of("2")),
                        new SrcSrv.Variable(Name.of("VERCTRL"), Name.of("http")),
                        new SrcSrv.Variable(Name.of("SRCSRVTRG"), Name.of("http://example/%var2%?a=b")));
        assertThat(text.variable("srcsrvtrg")).contains(Name.of("http://example/%var2%?a=b"));
        assertThat(text.variable("none")).isEmpty();
        SrcSrv.Files files = text.files();
        assertThat(files.next()).isTrue();
        assertThat(files.file()).isEqualTo(Name.of("c:\\src\\a.cpp"));
        assertThat(files.fields())
                .containsExactly(Name.of("c:\\src\\a.cpp"), Name.of("one"), Name.of("two"), Name.EMPTY);
        assertThat(files.next()).isTrue();
        assertThat(files.line()).isEqualTo(Name.of("c:\\src\\b.cpp"));
        assertThat(files.fields()).containsExactly(Name.of("c:\\src\\b.cpp"));
        assertThat(files.next()).isFalse();
        assertThat(files.next()).isFalse();
    }

    @Test
    void parsesEveryPieceOfASourceServerText() throws IOException {
        byte[] whole = SRCSRV.replace("\r", "").getBytes(UTF_8);
        for (int cut = 0; cut <= whole.length; cut++) {
            SrcSrv text = SrcSrv.parse(Arrays.copyOf(whole, cut), new Origin("a.pdb", "stream 5", 0));
            int lines = 0;
            for (SrcSrv.Files files = text.files(); files.next(); lines++) {
                assertThat(files.fields().get(0)).isEqualTo(files.file());
            }
            assertThat(lines).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void boundsWhatItKeepsOfASourceServerText() {
        byte[] many = ("SRCSRV: ini\n" + "a=b\n".repeat(5000)).getBytes(UTF_8);
        assertThatThrownBy(() -> SrcSrv.parse(many, new Origin("a.pdb", "stream 5", 0)))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.LIMIT));
    }

    @Test
    void readsTheSourceServerTextOfARealFile() throws IOException {
        MsfFile pdb = open(Corpus.assumePresent().bytes("lld/x64/stream.pdb"));
        SrcSrv text = SrcSrv.read(pdb, names(pdb)).orElseThrow();
        assertThat(text.toByteArray()).asString(UTF_8).startsWith("SRCSRV: ini");
        assertThat(text.variables()).isNotEmpty();
    }

    @Test
    void findsTheSourceLinkStreams() throws IOException {
        MsfFile pdb = open(new PdbParts()
                .named("sourcelink$2", "2".getBytes(UTF_8))
                .named("sourcelink$1", "1".getBytes(UTF_8))
                .named("sourcelink", "0".getBytes(UTF_8))
                .named("sourcelink$4", "4".getBytes(UTF_8))
                .build());
        assertThat(SourceLinks.open(pdb, names(pdb)))
                .extracting(stream -> (char) content(stream)[0])
                .containsExactly('0', '1', '2');
        MsfFile none = open(new PdbParts().build());
        assertThat(SourceLinks.open(none, names(none))).isEmpty();
        assertThat(SrcSrv.read(none, names(none))).isEmpty();
        assertThat(StringTable.read(none, names(none))).isEmpty();
    }

    @Test
    void readsLinkInformation() throws IOException {
        byte[] info = new LittleEndian()
                .u32(40)
                .u32(2)
                .u32(24)
                .u32(28)
                .u32(3)
                .u32(33)
                .nulTerminated("c:\\")
                .nulTerminated("link")
                .nulTerminated("a.lib")
                .toByteArray();
        MsfFile pdb = open(new PdbParts().named("/LinkInfo", info).build());
        assertThat(LinkInfo.read(pdb, names(pdb)))
                .contains(new LinkInfo(2, Name.of("c:\\"), Name.of("link"), 3, Name.of("a.lib")));
        for (int cut = 1; cut < info.length; cut++) {
            MsfFile shorter = open(
                    new PdbParts().named("/LinkInfo", Arrays.copyOf(info, cut)).build());
            assertThatThrownBy(() -> LinkInfo.read(shorter, names(shorter))).isInstanceOf(FormatException.class);
        }
        MsfFile empty = open(new PdbParts().named("/LinkInfo", new byte[0]).build());
        assertThat(LinkInfo.read(empty, names(empty))).isEmpty();
    }
}
