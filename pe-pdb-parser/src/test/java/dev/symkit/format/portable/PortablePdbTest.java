// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.portable;

import static dev.symkit.format.portable.SequencePoint.HIDDEN_LINE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.PortablePdbBuilder;
import dev.symkit.testkit.PortableTablesBuilder;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortablePdbTest {
    private static final UUID NONE = new UUID(0, 0);

    private static PortableTablesBuilder sample(boolean wide) {
        return wide ? PortablePdbs.sample().wide() : PortablePdbs.sample();
    }

    @ParameterizedTest(name = "wide: {0}")
    @ValueSource(booleans = {false, true})
    void readsIdentityAndTables(boolean wide) throws IOException {
        PortablePdb pdb = PortablePdbs.open(sample(wide).build());
        assertThat(pdb.id()).isEqualTo(new PortablePdbId(PortablePdbs.GUID, 0xFEDCBA98L));
        assertThat(pdb.entryPoint()).isEqualTo(0x06000002);
        assertThat(pdb.root().version()).isEqualTo("PDB v1.0");
        assertThat(pdb.rowCount(0x06)).isEqualTo(3);
        assertThat(pdb.documentCount()).isEqualTo(2);
        assertThat(pdb.document(1).name()).isEqualTo(Name.of("C:\\src\\a.cs"));
        assertThat(pdb.document(1).hashAlgorithm()).isEqualTo(PortablePdbs.SHA256);
        assertThat(pdb.document(1).hash()).hasToString("0102");
        assertThat(pdb.document(1).language()).isEqualTo(PortablePdbs.CSHARP);
        assertThat(pdb.document(2).name()).hasToString("/b.cs");
        assertThat(pdb.document(2).hashAlgorithm()).isEqualTo(NONE);
        assertThat(pdb.document(2).hash().size()).isZero();
        assertThat(pdb.importScope(2).parent()).isEqualTo(1);
        assertThat(pdb.importScope(2).imports()).hasToString("0100");
        assertThat(pdb.stateMachineMethod(1)).isEqualTo(new StateMachineMethod(2, 3));
    }

    @ParameterizedTest(name = "wide: {0}")
    @ValueSource(booleans = {false, true})
    void decodesSequencePoints(boolean wide) throws IOException {
        PortablePdb pdb = PortablePdbs.open(sample(wide).build());
        assertThat(PortablePdbs.points(pdb, 1))
                .containsExactly(
                        new SequencePoint(0, 1, 9, 4, 10, 5), new SequencePoint(3, 1, HIDDEN_LINE, 0, HIDDEN_LINE, 0));
        assertThat(PortablePdbs.points(pdb, 2))
                .containsExactly(
                        new SequencePoint(0, 2, 0x4000, 0x90, 0x4000, 0x95),
                        new SequencePoint(0x80, 2, 0x4001, 0x10, 0x4002, 0x0F),
                        new SequencePoint(0x81, 1, 0x3FFF, 0x12, 0x3FFF, 0x15));
        assertThat(PortablePdbs.points(pdb, 3)).isEmpty();
    }

    @ParameterizedTest(name = "wide: {0}")
    @ValueSource(booleans = {false, true})
    void findsScopesAndWhatTheyDeclare(boolean wide) throws IOException {
        PortablePdb pdb = PortablePdbs.open(sample(wide).build());
        assertThat(pdb.localScopes(1)).isEqualTo(new RowRange(1, 2));
        assertThat(pdb.localScopes(2)).isEqualTo(new RowRange(3, 1));
        assertThat(pdb.localScopes(3).count()).isZero();
        assertThat(pdb.localScope(1)).isEqualTo(new LocalScope(1, 1, new RowRange(1, 1), new RowRange(1, 0), 0, 40));
        assertThat(pdb.localScope(2)).isEqualTo(new LocalScope(1, 2, new RowRange(2, 1), new RowRange(1, 1), 4, 8));
        assertThat(pdb.localScope(3)).isEqualTo(new LocalScope(2, 0, new RowRange(3, 0), new RowRange(2, 0), 0, 7));
        assertThat(pdb.localVariable(2)).isEqualTo(new LocalVariable(1, 1, Name.of("hidden")));
        assertThat(pdb.localConstant(1).name()).hasToString("Answer");
        assertThat(pdb.localConstant(1).signature()).hasToString("082A000000");
    }

    @ParameterizedTest(name = "wide: {0}")
    @ValueSource(booleans = {false, true})
    void findsCustomDebugInformation(boolean wide) throws IOException {
        PortablePdb pdb = PortablePdbs.open(sample(wide).build());
        assertThat(pdb.sourceLink().orElseThrow().toByteArray()).asString(UTF_8).isEqualTo("{}");
        assertThat(pdb.embeddedSource(1).orElseThrow().toByteArray())
                .asString(UTF_8)
                .isEqualTo("class A {}");
        assertThat(pdb.embeddedSource(2).orElseThrow().toByteArray())
                .asString(UTF_8)
                .isEqualTo("class B {}\n".repeat(20));
        assertThat(pdb.customDebugInformation(1).parent()).isEqualTo(0x00000001);
        assertThat(pdb.customDebugInformation(2).parent()).isEqualTo(0x30000001);
        assertThat(pdb.customDebugInformation(5).parent()).as("tag 27").isEqualTo(-1);
        assertThat(pdb.customDebugInformationOf(0x06, 1).count()).isZero();
    }

    @Test
    void readsTheUncompressedTableStream() throws IOException {
        assertThat(PortablePdbs.open(PortablePdbs.sample().tableStream("#-").build())
                        .documentCount())
                .isEqualTo(2);
    }

    /** One row of a table, in a file that refers to so many methods. */
    private static byte[] oneRow(int table, long methods, byte[] row) {
        byte[] pdb = new LittleEndian()
                .guid(PortablePdbs.GUID)
                .u32(1)
                .u32(0)
                .u32(1 << 6)
                .u32(0)
                .u32(methods)
                .toByteArray();
        LittleEndian tables = new LittleEndian().u32(0).u8(2).u8(0).u8(0).u8(1);
        tables.u32(0).u32(1L << (table - 32)).u32(0).u32(0).u32(1).bytes(row);
        return new PortablePdbBuilder()
                .stream("#Pdb", pdb).stream("#~", tables.toByteArray()).build();
    }

    @Test
    void widensIndicesByTheRowsOfTheAssembly() throws IOException {
        byte[] narrow = new LittleEndian().u16(5).u16(6).toByteArray();
        byte[] wide = new LittleEndian().u32(5).u32(6).toByteArray();
        StateMachineMethod expected = new StateMachineMethod(5, 6);
        assertThat(PortablePdbs.open(oneRow(0x36, 0xFFFF, narrow)).stateMachineMethod(1))
                .isEqualTo(expected);
        assertThat(PortablePdbs.open(oneRow(0x36, 0x10000, wide)).stateMachineMethod(1))
                .isEqualTo(expected);
        refused(FormatException.Kind.TRUNCATED, () -> PortablePdbs.open(oneRow(0x36, 0x10000, narrow)));
    }

    @Test
    void widensTaggedParentsByTheRowsOfTheAssembly() throws IOException {
        byte[] narrow = new LittleEndian().u16(3 << 5).u16(0).u16(9).toByteArray();
        byte[] wide = new LittleEndian().u32(3 << 5).u16(0).u16(9).toByteArray();
        CustomDebugInformation expected = new CustomDebugInformation(0x06000003, NONE, 9);
        assertThat(PortablePdbs.open(oneRow(0x37, 0x7FF, narrow)).customDebugInformation(1))
                .isEqualTo(expected);
        assertThat(PortablePdbs.open(oneRow(0x37, 0x800, wide)).customDebugInformation(1))
                .isEqualTo(expected);
    }

    @Test
    void refusesWhatIsNoPortablePdb() {
        byte[] assembly = new PortablePdbBuilder().stream("#~", new byte[24]).build();
        byte[] withoutTables = new PortablePdbBuilder().id(PortablePdbs.GUID, 1).build();
        refused(FormatException.Kind.UNSUPPORTED, () -> PortablePdbs.open(assembly));
        refused(FormatException.Kind.UNSUPPORTED, () -> PortablePdbs.open(withoutTables));
        refused(FormatException.Kind.BAD_MAGIC, () -> PortablePdbs.open(new byte[99]));
        byte[] manyRows =
                new PortableTablesBuilder().referenced(0x02, 0x01000000).build();
        refused(FormatException.Kind.BAD_VALUE, () -> PortablePdbs.open(manyRows));
    }

    @Test
    void refusesTablesOfTheTypeSystem() {
        byte[] head = new byte[28];
        head[8] = 4; // TypeDef
        head[24] = 1;
        byte[] file = new PortablePdbBuilder()
                .id(PortablePdbs.GUID, 1).stream("#~", head).build();
        refused(FormatException.Kind.UNSUPPORTED, () -> PortablePdbs.open(file));
    }

    @Test
    void passesOverTablesAfterTheLastKnown() throws IOException {
        byte[] head = new byte[28];
        head[15] = 1; // table 0x38
        head[24] = 99;
        byte[] file = new PortablePdbBuilder()
                .id(PortablePdbs.GUID, 1).stream("#~", head).build();
        assertThat(PortablePdbs.open(file).rowCount(0x38)).isEqualTo(99);
    }

    @Test
    void refusesDamagedBlobs() throws IOException {
        PortableTablesBuilder builder =
                new PortableTablesBuilder().referenced(0x06, 9).row(0x30, 0, 0, 0, 0);
        int embedded = builder.guid(PortablePdb.EMBEDDED_SOURCE);
        builder.row(0x31, 1, builder.blob((byte) 0, (byte) 0, (byte) 0, (byte) 1, (byte) 0xE0));
        builder.row(0x31, 0, builder.blob((byte) 0, (byte) 2));
        builder.row(0x31, 9, 1);
        builder.row(0x37, 1 << 5 | 22, embedded, builder.blob(PortablePdbs.source(-1, new byte[4])));
        builder.row(0x37, 2 << 5 | 22, embedded, builder.blob(PortablePdbs.source(1 << 30, new byte[4])));
        builder.row(0x37, 3 << 5 | 22, embedded, builder.blob(PortablePdbs.source(1 << 20, new byte[4])));
        builder.row(0x37, 4 << 5 | 22, embedded, builder.blob(PortablePdbs.source(3, new byte[] {7, 7, 7, 7})));
        byte[] longer = PortablePdbs.deflate(new byte[5]);
        builder.row(0x37, 5 << 5 | 22, embedded, builder.blob(PortablePdbs.source(4, longer)));
        builder.row(0x37, 6 << 5 | 22, embedded, builder.blob(PortablePdbs.source(6, longer)));
        builder.row(0x32, 1, 0, 0, 1, 0, 1).row(0x32, 1, 0, 1, 2, 0, 1);
        PortablePdb pdb = PortablePdbs.open(builder.build());
        refused(FormatException.Kind.BAD_VALUE, () -> pdb.document(1));
        refused(FormatException.Kind.BAD_VALUE, () -> PortablePdbs.points(pdb, 1));
        refused(FormatException.Kind.BAD_VALUE, () -> PortablePdbs.points(pdb, 2));
        refused(FormatException.Kind.BAD_VALUE, () -> PortablePdbs.points(pdb, 3));
        refused(FormatException.Kind.UNSUPPORTED, () -> pdb.embeddedSource(1));
        refused(FormatException.Kind.LIMIT, () -> pdb.embeddedSource(2));
        refused(FormatException.Kind.BAD_VALUE, () -> pdb.embeddedSource(3));
        refused(FormatException.Kind.BAD_VALUE, () -> pdb.embeddedSource(4));
        refused(FormatException.Kind.BAD_VALUE, () -> pdb.embeddedSource(5));
        refused(FormatException.Kind.BAD_VALUE, () -> pdb.embeddedSource(6));
        refused(FormatException.Kind.BAD_VALUE, () -> pdb.localScope(1));
        refused(FormatException.Kind.BAD_VALUE, () -> pdb.localScope(2));
        refused(FormatException.Kind.TRUNCATED, () -> pdb.blob(0x7FFFFFFF));
    }

    @Test
    void refusesRowsThatNameRowsThatDoNotExist() throws IOException {
        PortableTablesBuilder builder = new PortableTablesBuilder().referenced(0x06, 2);
        builder.row(0x31, 1, 0).row(0x31, 0, 0);
        builder.row(0x32, 3, 0, 1, 1, 0, 0).row(0x32, 2, 2, 1, 1, 0, 0).row(0x32, 2, 1, 1, 1, 0, 0);
        builder.row(0x35, 2, 0).row(0x36, 1, 3);
        PortablePdb pdb = PortablePdbs.open(builder.build());
        refused(FormatException.Kind.BAD_VALUE, () -> pdb.method(1));
        assertThat(pdb.method(2).document()).isZero();
        refused(FormatException.Kind.BAD_VALUE, () -> pdb.localScope(1));
        refused(FormatException.Kind.BAD_VALUE, () -> pdb.localScope(2));
        assertThat(pdb.localScope(3).importScope()).isEqualTo(1);
        refused(FormatException.Kind.BAD_VALUE, () -> pdb.importScope(1));
        refused(FormatException.Kind.BAD_VALUE, () -> pdb.stateMachineMethod(1));
    }

    @Test
    void limitsNames() throws IOException {
        PortableTablesBuilder builder = new PortableTablesBuilder();
        String part = "x".repeat(0x8000);
        builder.row(0x30, builder.documentName('/', part, part, part), 0, 0, 0);
        builder.row(0x30, builder.documentName('/', "y"), 0, 0, 0).wide();
        builder.row(0x33, 0, 0, builder.string("z".repeat(0x10001)));
        builder.row(0x33, 0, 0, builder.string("z".repeat(0xFFFF)));
        PortablePdb pdb = PortablePdbs.open(builder.build());
        refused(FormatException.Kind.LIMIT, () -> pdb.document(1));
        refused(FormatException.Kind.LIMIT, () -> pdb.localVariable(1));
        assertThat(pdb.document(2).name()).hasToString("y");
        assertThat(pdb.localVariable(2).name().size()).isEqualTo(0xFFFF);
    }

    @Test
    void rowsThatDoNotExistAreMistakesOfTheCaller() throws IOException {
        PortablePdb pdb = PortablePdbs.open(PortablePdbs.sample().build());
        assertThatThrownBy(() -> pdb.document(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> pdb.document(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> pdb.sequencePoints().method(4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void everyTruncationIsReported() {
        byte[] file = PortablePdbs.sample().build();
        for (int cut = 0; cut < file.length; cut++) {
            byte[] shorter = Arrays.copyOf(file, cut);
            assertThatThrownBy(() -> PortablePdbs.readAll(ByteSource.of("cut.pdb", shorter)))
                    .isInstanceOfSatisfying(
                            FormatException.class, e -> assertThat(e.offset()).isBetween(0L, (long) file.length));
        }
    }

    private interface Action {
        Object run() throws IOException;
    }

    private static void refused(FormatException.Kind kind, Action action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
