// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Slice;
import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real portable PDBs, standalone and embedded. */
class PortablePdbCorpusTest {
    private static final String SOURCE_LINK = "managed/symreader/SourceLink.pdbx";
    private static final String SAMPLE = "managed/ppdb-sourcelink/ppdb-sourcelink-sample.pdb";

    /** The file, or what the embedded entry of an image inflates to: MPDB, u32 size, deflate data. */
    private static byte[] content(String path) throws IOException {
        byte[] file = Corpus.assumePresent().bytes(path);
        if (file[0] != 'M') {
            return file;
        }
        int entry = new String(file, ISO_8859_1).indexOf("MPDB");
        byte[] result =
                new byte[ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(entry + 4)];
        Inflater inflater = new Inflater(true);
        inflater.setInput(file, entry + 8, file.length - entry - 8);
        try {
            assertThat(inflater.inflate(result)).isEqualTo(result.length);
        } catch (DataFormatException e) {
            throw new IOException(path, e);
        } finally {
            inflater.end();
        }
        return result;
    }

    private static PortablePdb open(String path) throws IOException {
        return PortablePdb.open(ByteSource.of(path, content(path)));
    }

    /** The figures were counted with a separate script. */
    @ParameterizedTest
    @CsvSource({
        "managed/symreader/SourceLink.pdbx,              14, 2, 1, 0, 2, 2, 0,        16",
        "managed/symreader/SourceLink.Embedded.dll,      14, 2, 1, 0, 2, 2, 0,        16",
        "managed/ppdb-sourcelink/ppdb-sourcelink-sample.pdb, 3, 2, 1, 0, 3, 5, 0,      2",
        "managed/csharp-debugtype-portable/Managed_x64_VS2019_CSharp_DebugType_Portable.pdb, 3, 2, 1, 0, 3, 2, 0, 3",
        "managed/csharp-debugtype-embedded/Managed_x64_VS2019_CSharp_DebugType_Embedded.dll, 3, 2, 1, 0, 3, 2, 0, 3",
        "managed/embedded-ppdb/Sentry.Samples.Console.Basic-embedded-ppdb.dll, 5, 9, 2, 1, 2, 2, 100663301, 7"
    })
    void countsAreThoseOfTheFile(
            String path,
            int documents,
            int methods,
            int scopes,
            int variables,
            int imports,
            int custom,
            long entry,
            int points)
            throws IOException {
        PortablePdb pdb = open(path);
        assertThat(List.of(pdb.documentCount(), pdb.methodCount(), pdb.rowCount(0x32), pdb.rowCount(0x33)))
                .containsExactly(documents, methods, scopes, variables);
        assertThat(List.of(pdb.rowCount(0x34), pdb.rowCount(0x35), pdb.rowCount(0x36), pdb.rowCount(0x37)))
                .containsExactly(0, imports, 0, custom);
        assertThat(pdb.rowCount(0x06)).as("methods of the assembly").isEqualTo(methods);
        assertThat(pdb.entryPoint()).isEqualTo(entry);
        int found = 0;
        for (int method = 1; method <= methods; method++) {
            found += PortablePdbs.points(pdb, method).size();
        }
        assertThat(found).isEqualTo(points);
    }

    @Test
    void everyKeyOfTheManifestIsTheId() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        int compared = 0;
        for (Corpus.Row row : corpus.manifest()) {
            if (row.kind().equals("PortablePDB")) {
                PortablePdbId id = open(row.path()).id();
                String guid = id.guid().toString().replace("-", "").toUpperCase(Locale.ROOT);
                assertThat(row.key()).contains("/" + guid + "FFFFFFFF/");
                assertThat(row.facts()).contains(String.format(Locale.ROOT, "stamp=%08X", id.stamp()));
                List<String> streams = open(row.path()).root().streams().stream()
                        .map(MetadataStream::name)
                        .toList();
                assertThat(row.facts()).contains("metadata=" + String.join("+", streams));
                compared += 3;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(9);
        System.out.println("portable PDBs: " + compared + " facts of the manifest agree");
    }

    /** The Windows PDB of the same program; what llvm-pdbutil prints of it: file, line, offset of the code. */
    @Test
    void sequencePointsAreThoseOfTheWindowsPdbOfTheSameProgram() throws IOException {
        PortablePdb pdb = open(SOURCE_LINK);
        List<String> lines = new ArrayList<>();
        for (SequencePoint point : PortablePdbs.points(pdb, 1)) {
            String line = point.hidden() ? "hidden" : Integer.toString(point.startLine());
            lines.add(name(pdb, point.document()) + " " + line + " " + Integer.toHexString(point.ilOffset()));
        }
        assertThat(lines)
                .containsExactly(
                        "C:\\Documents.cs 7 0",
                        "C:\\a\\b\\c\\d\\1.cs 10 1",
                        "C:\\a\\b\\c\\D\\2.cs 20 8",
                        "C:\\a\\b\\C\\d\\3.cs 30 f",
                        "C:\\a\\b\\C\\d\\3.cs 40 16",
                        "C:\\a\\b\\C\\d\\3.cs hidden 1d",
                        "C:\\a\\b\\c\\d\\x.cs 50 23",
                        "C:\\A\\b\\c\\x.cs 60 2a",
                        "C:\\a\\b\\x.cs 70 31",
                        "C:\\a\\B\\3.cs 80 38",
                        "C:\\a\\B\\c\\4.cs 90 3f",
                        "C:\\*\\5.cs 100 46",
                        ":6.cs 110 4d",
                        "C:\\a\\b\\X.cs 120 54",
                        "C:\\a\\B\\x.cs 130 5b",
                        "C:\\a\\B\\x.cs 131 62");
    }

    private static String name(PortablePdb pdb, int document) {
        try {
            return pdb.document(document).name().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The hash that the compiler put into the document row proves the embedded text. */
    @Test
    void embeddedSourcesHaveTheHashOfTheirDocument() throws IOException, NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        int compared = 0;
        for (String path : List.of(SOURCE_LINK, SAMPLE, "managed/symreader/SourceLink.Embedded.dll")) {
            PortablePdb pdb = open(path);
            for (int document = 1; document <= pdb.documentCount(); document++) {
                Slice source = pdb.embeddedSource(document).orElse(Slice.EMPTY);
                if (source.size() > 0) {
                    assertThat(HexFormat.of().withUpperCase().formatHex(sha256.digest(source.toByteArray())))
                            .isEqualTo(pdb.document(document).hash().toString());
                    compared++;
                }
            }
        }
        assertThat(compared).isEqualTo(4);
    }

    @Test
    void findsSourceLinkDocuments() throws IOException {
        String link = new String(open(SOURCE_LINK).sourceLink().orElseThrow().toByteArray(), UTF_8);
        assertThat(link.lines().map(String::strip).collect(Collectors.joining()))
                .isEqualTo("{\"documents\": {\"C:\\\\a*\": \"http://server/1/a*\",\"C:\\\\A*\": \"http://server/2/A*\","
                        + "\"C:\\\\*\": \"http://server/3/*.g\",\":*\": \"http://server/4/*\"}}");
        assertThat(open(SAMPLE).sourceLink().orElseThrow().size()).isEqualTo(136);
        assertThat(open("managed/csharp-debugtype-portable/Managed_x64_VS2019_CSharp_DebugType_Portable.pdb")
                        .sourceLink())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {SOURCE_LINK, SAMPLE, "managed/embedded-ppdb/Sentry.Samples.Console.Basic-embedded-ppdb.dll"})
    void everyDamageGivesAResultOrAFormatException(String path) throws IOException {
        byte[] file = content(path);
        assertThat(PortablePdbs.readAll(ByteSource.of(path, file))).isPositive();
        byte[] damaged = file.clone();
        int refused = 0;
        for (int at = 0; at < Math.min(file.length, 700); at++) {
            for (int change : new int[] {0x01, 0x80, 0xFF}) {
                damaged[at] ^= (byte) change;
                refused += refuses(damaged);
                damaged[at] = file[at];
            }
        }
        SplittableRandom random = new SplittableRandom(file.length);
        for (int run = 0; run < 1000; run++) {
            damaged[random.nextInt(file.length)] = (byte) random.nextInt(256);
            refused += refuses(damaged);
            if (run % 8 == 7) {
                System.arraycopy(file, 0, damaged, 0, file.length);
            }
            refused += refuses(Arrays.copyOf(file, random.nextInt(file.length)));
        }
        assertThat(refused).isGreaterThan(1000);
    }

    private static int refuses(byte[] content) throws IOException {
        try {
            PortablePdbs.readAll(ByteSource.of("damaged.pdb", content));
            return 0;
        } catch (FormatException e) {
            assertThat(e.offset()).isNotNegative();
            return 1;
        }
    }
}
