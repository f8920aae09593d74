// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.testkit.PortableTablesBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.Deflater;

/** Portable PDBs for tests, and a walk over everything that one holds. */
final class PortablePdbs {
    static final UUID GUID = UUID.fromString("b64a3fda-3d47-4665-bbc5-905aaa0c2313");
    static final UUID SHA256 = UUID.fromString("8829d00f-11b8-4213-878b-770e8597ac16");
    static final UUID CSHARP = UUID.fromString("3f5162f8-07c6-11d3-9053-00c04fa302a1");

    private PortablePdbs() {}

    static PortablePdb open(byte[] content) throws IOException {
        return PortablePdb.open(ByteSource.of("a.pdb", content));
    }

    /** Two documents, three methods (one document, two documents, none), nested scopes, both sorts of embedded source. */
    static PortableTablesBuilder sample() {
        PortableTablesBuilder pdb = new PortableTablesBuilder();
        pdb.id(GUID, 0xFEDCBA98L).entryPoint(0x06000002).referenced(0x00, 1).referenced(0x06, 3);
        int sha256 = pdb.guid(SHA256);
        int csharp = pdb.guid(CSHARP);
        int link = pdb.guid(PortablePdb.SOURCE_LINK);
        int embedded = pdb.guid(PortablePdb.EMBEDDED_SOURCE);
        pdb.row(0x30, pdb.documentName('\\', "C:", "src", "a.cs"), sha256, pdb.blob((byte) 1, (byte) 2), csharp);
        pdb.row(0x30, pdb.documentName(0, "", "/b", ".cs"), 0, 0, 0);
        int visible =
                pdb.blob((byte) 5, (byte) 0, (byte) 1, (byte) 2, (byte) 9, (byte) 4, (byte) 3, (byte) 0, (byte) 0);
        pdb.row(0x31, 1, visible);
        pdb.row(0x31, 0, pdb.blob(twoDocuments()));
        pdb.row(0x31, 0, 0);
        pdb.row(0x32, 1, 1, 1, 1, 0, 40).row(0x32, 1, 2, 2, 1, 4, 8).row(0x32, 2, 0, 3, 2, 0, 7);
        pdb.row(0x33, 0, 0, pdb.string("i")).row(0x33, 1, 1, pdb.string("hidden"));
        pdb.row(0x34, pdb.string("Answer"), pdb.blob((byte) 8, (byte) 42, (byte) 0, (byte) 0, (byte) 0));
        pdb.row(0x35, 0, 0).row(0x35, 1, pdb.blob((byte) 1, (byte) 0));
        pdb.row(0x36, 2, 3);
        pdb.row(0x37, 1 << 5 | 7, link, pdb.blob("{}".getBytes(UTF_8)));
        pdb.row(0x37, 1 << 5 | 22, embedded, pdb.blob(source(0, "class A {}".getBytes(UTF_8))));
        byte[] text = "class B {}\n".repeat(20).getBytes(UTF_8);
        pdb.row(0x37, 2 << 5 | 22, sha256, 0);
        pdb.row(0x37, 2 << 5 | 22, embedded, pdb.blob(source(text.length, deflate(text))));
        pdb.row(0x37, 3 << 5 | 27, embedded, 0);
        return pdb;
    }

    /** Local signature 0x1234, document 2, lines far apart in both directions, another document, columns going back. */
    private static byte[] twoDocuments() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(PortableTablesBuilder.compressed(0x1234, 2));
        out.writeBytes(PortableTablesBuilder.compressed(0, 0, 5, 0x4000, 0x90));
        out.writeBytes(PortableTablesBuilder.compressed(0x80, 1));
        out.write(0x7F); // columns -1: the rotated form of one byte
        out.writeBytes(new byte[] {(byte) 0xC0, 0x00, 0x00, 0x02, (byte) 0xBF, 0x01}); // lines +1, columns -0x80
        out.writeBytes(PortableTablesBuilder.compressed(0, 1));
        out.writeBytes(PortableTablesBuilder.compressed(1, 0, 3));
        out.writeBytes(new byte[] {(byte) 0xDF, -1, -1, (byte) 0xFD, 4}); // lines -2, columns +2
        return out.toByteArray();
    }

    static byte[] source(int format, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int shift = 0; shift < 32; shift += 8) {
            out.write(format >>> shift);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    static byte[] deflate(byte[] text) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(text);
        deflater.finish();
        byte[] buffer = new byte[text.length + 64];
        int length = deflater.deflate(buffer);
        deflater.end();
        return Arrays.copyOf(buffer, length);
    }

    static List<SequencePoint> points(PortablePdb pdb, int method) throws IOException {
        SequencePointReader reader = pdb.sequencePoints();
        List<SequencePoint> result = new ArrayList<>();
        if (reader.method(method)) {
            while (reader.next()) {
                result.add(reader.decode());
            }
        }
        return result;
    }

    /** Reads all that can be read; each part that is malformed is passed over, so that one damage does not hide another. */
    static int readAll(ByteSource source) throws IOException {
        PortablePdb pdb = PortablePdb.open(source);
        int read = 0;
        for (int row = 1; row <= pdb.documentCount(); row++) {
            int document = row;
            read += attempt(() -> pdb.document(document)) + attempt(() -> pdb.embeddedSource(document));
        }
        SequencePointReader points = pdb.sequencePoints();
        for (int row = 1; row <= pdb.methodCount(); row++) {
            int method = row;
            read += attempt(() -> walk(points, method)) + attempt(() -> pdb.method(method));
            read += attempt(() -> pdb.localScopes(method));
        }
        for (int row = 1; row <= pdb.rowCount(PortablePdb.LOCAL_SCOPE); row++) {
            int scope = row;
            read += attempt(() -> pdb.localScope(scope));
        }
        for (int row = 1; row <= pdb.rowCount(PortablePdb.LOCAL_VARIABLE); row++) {
            int variable = row;
            read += attempt(() -> pdb.localVariable(variable));
        }
        for (int row = 1; row <= pdb.rowCount(PortablePdb.LOCAL_CONSTANT); row++) {
            int constant = row;
            read += attempt(() -> pdb.localConstant(constant));
        }
        for (int row = 1; row <= pdb.rowCount(PortablePdb.IMPORT_SCOPE); row++) {
            int scope = row;
            read += attempt(() -> pdb.importScope(scope));
        }
        for (int row = 1; row <= pdb.rowCount(PortablePdb.STATE_MACHINE_METHOD); row++) {
            int method = row;
            read += attempt(() -> pdb.stateMachineMethod(method));
        }
        for (int row = 1; row <= pdb.rowCount(PortablePdb.CUSTOM_DEBUG_INFORMATION); row++) {
            int information = row;
            read += attempt(
                    () -> pdb.blob(pdb.customDebugInformation(information).value()));
        }
        return read + attempt(pdb::sourceLink);
    }

    private static int walk(SequencePointReader points, int method) throws IOException {
        int count = 0;
        if (points.method(method)) {
            while (points.next()) {
                count++;
            }
        }
        return count;
    }

    private interface Part {
        Object read() throws IOException;
    }

    private static int attempt(Part part) throws IOException {
        try {
            part.read();
            return 1;
        } catch (FormatException refused) {
            if (refused.offset() < 0) {
                throw new AssertionError("no place in " + refused.getMessage(), refused);
            }
            return 0;
        }
    }
}
