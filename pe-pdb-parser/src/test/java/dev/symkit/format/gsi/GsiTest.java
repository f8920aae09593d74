// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.gsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.codeview.PublicSymbol;
import dev.symkit.format.codeview.Symbol;
import dev.symkit.format.codeview.SymbolBytes;
import dev.symkit.format.codeview.SymbolKinds;
import dev.symkit.format.codeview.UdtSymbol;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GsiTest {
    private static final int COUNT = 3000;

    private static byte[] udt(String name) {
        return SymbolBytes.record(
                SymbolKinds.S_UDT, new LittleEndian().u32(0x1000).nulTerminated(name));
    }

    private static GsiBuilder types(int buckets) {
        GsiBuilder builder = new GsiBuilder(buckets);
        for (int i = 0; i < COUNT; i++) {
            builder.add(udt("type" + i), "type" + i, i + 1);
        }
        return builder;
    }

    private static SymbolRecords records(GsiBuilder builder) {
        return new SymbolRecords(SymbolBytes.stream(builder.records()));
    }

    private static GlobalsStream globals(GsiBuilder builder, byte[] table, boolean mini) throws IOException {
        return GlobalsStream.open(SymbolBytes.stream(table), records(builder), mini);
    }

    private static List<Long> offsets(SymbolWalk walk) throws IOException {
        List<Long> offsets = new ArrayList<>();
        while (walk.next()) {
            assertThat(walk.index()).isEqualTo(offsets.size());
            offsets.add(walk.symbol().offset());
        }
        assertThat(walk.next()).isFalse();
        return offsets;
    }

    private static void findsAll(GlobalsStream globals) throws IOException {
        SymbolFinder finder = globals.finder();
        for (int i = 0; i < COUNT; i++) {
            Name name = Name.of("type" + i);
            assertThat(finder.find(name)).containsExactly(new UdtSymbol(SymbolKinds.S_UDT, 0x1000, name));
            for (String spelled : new String[] {"TYPE", "tYpE", "type"}) {
                assertThat(finder.offsetsIgnoringCase(Name.of(spelled + i)))
                        .hasSize(1)
                        .isEqualTo(finder.offsetsOf(name));
            }
        }
        assertThat(finder.offsetsOf(Name.of("TYPE1"))).isEmpty();
        assertThat(finder.offsetsOf(Name.EMPTY)).isEmpty();
        assertThat(finder.offsetsIgnoringCase(Name.of("tyqe1"))).isEmpty();
    }

    @Test
    void findsGlobalsByName() throws IOException {
        GsiBuilder builder = types(GsiBuilder.BUCKETS);
        findsAll(globals(builder, builder.table(), false));
    }

    @Test
    void findsGlobalsOfAMiniPdb() throws IOException {
        GsiBuilder builder = types(GsiBuilder.MINI_BUCKETS);
        findsAll(globals(builder, builder.table(), true));
    }

    @Test
    void findsGlobalsInATableOfTheOldForm() throws IOException {
        GsiBuilder builder = types(GsiBuilder.BUCKETS);
        findsAll(globals(builder, builder.oldTable(), false));
    }

    @Test
    void findsGlobalsInATableWithoutBuckets() throws IOException {
        GsiBuilder builder = new GsiBuilder(GsiBuilder.BUCKETS);
        long first = builder.add(udt("a"), "a", 1);
        builder.add(udt("b"), "b", 1);
        long second = builder.add(udt("a"), "a", 1);
        byte[] table = new LittleEndian()
                .bytes(Arrays.copyOf(builder.table(), 16 + 24))
                .toByteArray();
        Arrays.fill(table, 12, 16, (byte) 0);
        assertThat(globals(builder, table, false).finder().offsetsOf(Name.of("a")))
                .containsExactly(first, second);
    }

    @Test
    void walksInBothOrders() throws IOException {
        GsiBuilder builder = types(GsiBuilder.BUCKETS);
        builder.add(udt("far"), "far", 1);
        GlobalsStream globals = globals(builder, builder.table(), false);
        List<Long> byHash = offsets(globals.inHashOrder());
        List<Long> byRecord = offsets(globals.inRecordOrder());
        assertThat(globals.count()).isEqualTo(COUNT + 1);
        assertThat(byHash).hasSize(COUNT + 1).doesNotHaveDuplicates();
        assertThat(byRecord).isSorted().containsExactlyInAnyOrderElementsOf(byHash);
        SymbolWalk walk = globals.inHashOrder();
        long references = 0;
        while (walk.next()) {
            references += walk.referenceCount();
        }
        assertThat(references).isEqualTo(COUNT * (COUNT + 1L) / 2 + 1);
    }

    @Test
    void leavesOutRecordsThatNoEntryNames() throws IOException {
        GsiBuilder builder = new GsiBuilder(GsiBuilder.BUCKETS);
        builder.pub(1, 0, "p");
        long offset = builder.add(udt("a"), "a", 1);
        byte[] table = new LittleEndian()
                .u32(0xFFFFFFFFL)
                .u32(0xF12F091AL)
                .u32(8)
                .u32(0)
                .u32(offset + 1)
                .u32(1)
                .toByteArray();
        assertThat(offsets(globals(builder, table, false).inRecordOrder())).containsExactly(offset);
    }

    @Test
    void allFormsOfAnEmptyTableAreEmpty() throws IOException {
        GsiBuilder empty = new GsiBuilder(GsiBuilder.BUCKETS);
        byte[] header = Arrays.copyOf(empty.table(), 16);
        Arrays.fill(header, 12, 16, (byte) 0);
        for (byte[] table : new byte[][] {empty.table(), empty.oldTable(), header, new byte[0]}) {
            GlobalsStream globals = globals(empty, table, false);
            assertThat(globals.count()).isZero();
            assertThat(globals.finder().offsetsOf(Name.of("a"))).isEmpty();
            assertThat(offsets(globals.inHashOrder())).isEmpty();
            assertThat(offsets(globals.inRecordOrder())).isEmpty();
        }
        PublicsStream publics = PublicsStream.open(SymbolBytes.stream(new byte[0]), records(empty), false);
        assertThat(publics.count() + publics.addressCount()).isZero();
    }

    private static PublicsStream publics(GsiBuilder builder, long... map) throws IOException {
        return PublicsStream.open(
                SymbolBytes.stream(GsiBuilder.publics(builder.table(), map)), records(builder), false);
    }

    @Test
    void findsPublicsByAddress() throws IOException {
        GsiBuilder builder = new GsiBuilder(GsiBuilder.BUCKETS);
        long c = builder.pub(2, 0, "c");
        long b = builder.pub(1, 0x10, "b");
        long d = builder.pub(2, 0xFFFFFFF0L, "d");
        long alias = builder.pub(1, 0x10, "alias");
        PublicsStream publics = publics(builder, alias, b, c, d);
        assertThat(offsets(publics.inAddressOrder())).containsExactly(alias, b, c, d);
        assertThat(publics.addressCount()).isEqualTo(4);
        PublicAddresses addresses = publics.addresses();
        assertThat(addresses.nearest(1, 0xF)).isEqualTo(PublicAddresses.NONE);
        assertThat(addresses.nearest(1, 0x10)).isZero();
        assertThat(addresses.nearest(1, 0xFFFFFFFFL)).isZero();
        assertThat(addresses.nearest(2, 0)).isEqualTo(2);
        assertThat(addresses.segment()).isEqualTo(2);
        assertThat(addresses.nearest(2, 0xFFFFFFFFL)).isEqualTo(3);
        assertThat(addresses.nearest(3, 0)).isEqualTo(PublicAddresses.NONE);
        assertThat(addresses.nearest(0, 0)).isEqualTo(PublicAddresses.NONE);
        assertThat(addresses.at(1).decode()).isEqualTo(new PublicSymbol(SymbolKinds.S_PUB32, 2, 0x10, 1, Name.of("b")));
        assertThat(addresses.count()).isEqualTo(4);
    }

    @Test
    void findsPublicsOfOldKindsByAddress() throws IOException {
        GsiBuilder builder = new GsiBuilder(GsiBuilder.BUCKETS);
        long narrow = builder.add(
                SymbolBytes.record(
                        SymbolKinds.S_PUB32_16t,
                        new LittleEndian().u32(8).u16(1).u16(0).u8(1).text("n")),
                "n",
                1);
        long counted = builder.add(
                SymbolBytes.record(
                        SymbolKinds.S_PUB32_ST,
                        new LittleEndian().u32(0).u32(16).u16(1).u8(1).text("s")),
                "s",
                1);
        PublicsStream publics = publics(builder, narrow, counted);
        PublicAddresses addresses = publics.addresses();
        assertThat(addresses.nearest(1, 15)).isZero();
        assertThat(addresses.nearest(1, 16)).isEqualTo(1);
        assertThat(addresses.offset()).isEqualTo(16);
        assertThat(publics.finder().offsetsOf(Name.of("s"))).containsExactly(counted);
    }

    @Test
    void readsThunksAndSections() throws IOException {
        GsiBuilder builder = new GsiBuilder(GsiBuilder.BUCKETS);
        PublicsStream publics = publics(builder, builder.pub(1, 0, "a"));
        assertThat(publics.thunks()).isEqualTo(new PublicsStream.Thunks(2, 5, 2, 0x10));
        assertThat(publics.thunkTargets()).containsExactly(0x1111, 0x2222);
        assertThat(publics.sections()).containsExactly(new PublicsStream.SectionStart(0x1000, 1));
        assertThat(publics.count()).isEqualTo(1);
        assertThat(offsets(publics.inHashOrder())).isEqualTo(offsets(publics.inRecordOrder()));
    }

    @Test
    void passesOverTheNumberOfSectionsIfThereAreNoThunks() throws IOException {
        byte[] stream = GsiBuilder.header(0, 0, 0, 0xFFFFFFFFL).toByteArray();
        PublicsStream publics =
                PublicsStream.open(SymbolBytes.stream(stream), records(new GsiBuilder(GsiBuilder.BUCKETS)), false);
        assertThat(publics.sections()).isEmpty();
    }

    @Test
    void refusesAnAddressMapThatNamesNoPublic() throws IOException {
        GsiBuilder builder = new GsiBuilder(GsiBuilder.BUCKETS);
        long offset = builder.add(udt("a"), "a", 1);
        PublicAddresses addresses = publics(builder, offset).addresses();
        assertThatThrownBy(() -> addresses.nearest(1, 0))
                .isInstanceOf(FormatException.class)
                .hasMessage("t.pdb: stream 8 +0x00000000: the address map names a record S_UDT, which is no public");
        PublicAddresses outside = publics(builder, 0xFFFFFFF0L).addresses();
        assertThatThrownBy(() -> outside.nearest(1, 0)).isInstanceOf(FormatException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2, 0x1001, 0xFFFFFFFFL})
    void refusesAnEntryThatNamesNoRecord(long entry) throws IOException {
        GsiBuilder builder = new GsiBuilder(GsiBuilder.BUCKETS);
        builder.add(udt("a"), "a", 1);
        byte[] table = builder.table();
        for (int i = 0; i < 4; i++) {
            table[16 + i] = (byte) (entry >>> (8 * i));
        }
        GlobalsStream globals = globals(builder, table, false);
        assertThatThrownBy(globals::inRecordOrder)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("names no record");
        SymbolWalk walk = globals.inHashOrder();
        assertThatThrownBy(walk::next).isInstanceOf(FormatException.class);
    }

    @Test
    void refusesBucketsThatDoNotFit() throws IOException {
        GsiBuilder builder = types(GsiBuilder.BUCKETS);
        byte[] table = builder.table();
        byte[] far = table.clone();
        far[far.length - 1] = 0x7F;
        byte[] uneven = table.clone();
        uneven[far.length - 4] ^= 1;
        byte[] backwards = table.clone();
        Arrays.fill(backwards, far.length - 4, far.length, (byte) 0);
        for (byte[] damaged : new byte[][] {far, uneven, backwards}) {
            GlobalsStream globals = globals(builder, damaged, false);
            assertThat(offsets(globals.inHashOrder())).hasSize(COUNT);
            assertThatThrownBy(globals::finder)
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("bucket");
        }
        byte[] version = table.clone();
        version[4] ^= 1;
        byte[] size = table.clone();
        size[11] = 0x7F;
        for (byte[] damaged : new byte[][] {version, size, {0, 0, 0, 0}, {1}}) {
            assertThatThrownBy(() -> globals(builder, damaged, false)).isInstanceOf(FormatException.class);
        }
    }

    @Test
    void everyBitOfThePublicsCanBeFlipped() throws IOException {
        GsiBuilder builder = new GsiBuilder(GsiBuilder.BUCKETS);
        long[] map = {builder.pub(1, 0, "a"), builder.pub(1, 4, "bb"), builder.pub(2, 0, "ccc")};
        byte[] good = GsiBuilder.publics(builder.table(), map);
        byte[] records = builder.records();
        assertThat(GsiWalks.all(good, records)).isPositive();
        int refused = 0;
        for (int bit = 0; bit < (good.length + records.length) * 8; bit++) {
            byte[] stream = good.clone();
            byte[] symbols = records.clone();
            boolean inStream = bit / 8 < good.length;
            int at = inStream ? bit / 8 : bit / 8 - good.length;
            (inStream ? stream : symbols)[at] ^= (byte) (1 << bit % 8);
            try {
                GsiWalks.all(stream, symbols);
            } catch (FormatException e) {
                refused++;
                assertThat(e.offset()).isNotNegative();
            }
        }
        assertThat(refused).isPositive();
        for (int length = 1; length < good.length; length++) {
            byte[] part = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> GsiWalks.all(part, records)).isInstanceOf(FormatException.class);
        }
    }

    @Test
    void decodesOneRecord() throws IOException {
        GsiBuilder builder = types(GsiBuilder.BUCKETS);
        Symbol first = records(builder).symbolAt(0);
        assertThat(first).isEqualTo(new UdtSymbol(SymbolKinds.S_UDT, 0x1000, Name.of("type0")));
        assertThatThrownBy(() -> records(builder).symbolAt(1L << 40)).isInstanceOf(FormatException.class);
    }
}
