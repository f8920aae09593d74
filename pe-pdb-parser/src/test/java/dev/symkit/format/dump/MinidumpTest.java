// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.pe.CodeView;
import dev.symkit.format.pe.PeFile;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.MinidumpBuilder;
import dev.symkit.testkit.PeBuilder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MinidumpTest {
    @ParameterizedTest(name = "padded: {0}")
    @ValueSource(booleans = {false, true})
    void readsModulesWithTheirRecords(boolean padded) throws IOException {
        MinidumpBuilder builder = Dumps.minidump();
        List<DumpModule> modules =
                Dumps.mini((padded ? builder.padded() : builder).build()).modules();
        assertThat(modules).hasSize(3);
        DumpModule app = modules.get(0);
        assertThat(app.name()).isEqualTo("C:\\out\\app.exe");
        assertThat(app.fileName()).isEqualTo("app.exe");
        assertThat(List.of(app.base(), app.size(), app.checksum(), app.timestamp()))
                .containsExactly(0x140000000L, 0x9000L, 0xC0FFEEL, 0x5AB38077L);
        assertThat(app.version().orElseThrow().fileText()).isEqualTo("1.2.3.4");
        assertThat(app.version().orElseThrow().productText()).isEqualTo("5.6.7.8");
        assertThat(app.version().orElseThrow().flags())
                .as("flags without those not in the mask")
                .isEqualTo(1);
        assertThat(app.codeView()).contains(new CodeView.Rsds(Dumps.GUID, 2, "C:\\out\\app.pdb"));
        assertThat(app.misc()).isEmpty();
        DumpModule old = modules.get(1);
        assertThat(old.timestamp()).isEqualTo(0xFEDCBA98L);
        assertThat(old.codeView()).contains(new CodeView.Nb10(0x37CDB039, 3, "old.pdb"));
        assertThat(old.misc()).contains(new MiscRecord(1, "old.dbg"));
        assertThat(modules.get(2).codeView()).isEmpty();
        assertThat(modules.get(2).fileName()).isEqualTo("none.so");
        assertThat(modules).noneMatch(DumpModule::incomplete);
    }

    @Test
    void readsHeaderDirectorySystemAndUnloadedModules() throws IOException {
        Minidump dump = Dumps.mini(Dumps.minidump().build());
        assertThat(dump.header().timestamp()).isEqualTo(0x5AB38077L);
        assertThat(dump.header().flags()).isEqualTo(2);
        assertThat(dump.streams()).hasSize(5);
        SystemInfo system = dump.systemInfo().orElseThrow();
        assertThat(system).isEqualTo(new SystemInfo(9, 6, 0x3A09, 4, 1, 10, 0, 19045, 2, "Service Pack 1"));
        assertThat(system.machine()).isEqualTo(OptionalInt.of(0x8664));
        assertThat(system.isWindows()).isTrue();
        DumpModule gone = dump.unloadedModules().get(0);
        assertThat(gone.name()).isEqualTo("gone.dll");
        assertThat(List.of(gone.base(), gone.size(), gone.checksum(), gone.timestamp()))
                .containsExactly(0x20000000L, 0x3000L, 0xBEEFL, 0x11223344L);
    }

    @ParameterizedTest
    @CsvSource({"0, 332", "5, 452", "6, 512", "9, 34404", "12, 43620", "32771, -1"})
    void namesTheMachineOfAProcessor(int processor, int machine) throws IOException {
        SystemInfo system = Dumps.mini(
                        new MinidumpBuilder().system(processor, 0x8201, "").build())
                .systemInfo()
                .orElseThrow();
        assertThat(system.machine().orElse(-1)).isEqualTo(machine);
        assertThat(system.isWindows()).isFalse();
    }

    @Test
    void aDumpWithoutStreamsHasNothing() throws IOException {
        Minidump dump = Dumps.mini(new MinidumpBuilder().build());
        assertThat(dump.modules()).isEmpty();
        assertThat(dump.unloadedModules()).isEmpty();
        assertThat(dump.systemInfo()).isEmpty();
        assertThat(dump.memory().ranges()).isEmpty();
    }

    @Test
    void readsMemoryAcrossRangesOfBothLists() throws IOException {
        DumpMemory memory = Dumps.mini(Dumps.minidump().build()).memory();
        assertThat(memory.available(0x140000001L)).isEqualTo(5);
        byte[] bytes = new byte[5];
        memory.read(0x140000001L, bytes, 0, 5);
        assertThat(bytes).containsExactly(2, 3, 4, 5, 6);
        memory.read(Dumps.HIGH, bytes, 4, 1);
        assertThat(bytes[4]).isEqualTo((byte) 7);
        assertThat(memory.available(Dumps.HIGH + 1)).isZero();
        assertThat(memory.available(0)).isZero();
        refused(FormatException.Kind.TRUNCATED, () -> memory.read(0x140000005L, bytes, 0, 2));
        refused(FormatException.Kind.TRUNCATED, () -> memory.read(0, bytes, 0, 1));
        assertThat(memory.view("image", 0x140000002L, 100).size()).isEqualTo(4);
    }

    @Test
    void overlappingAndEndlessRangesAreCut() throws IOException {
        byte[] file = new MinidumpBuilder()
                .memory(0x1000, new byte[] {1, 2, 3, 4})
                .memory(0x1001, new byte[] {9, 9})
                .memory(0x1002, new byte[] {8, 8, 5})
                .memory(-2, new byte[] {6, 7, 99})
                .memory(-1, new byte[] {99})
                .build();
        DumpMemory memory = Dumps.mini(file).memory();
        byte[] bytes = new byte[5];
        memory.read(0x1000, bytes, 0, 5);
        assertThat(bytes).containsExactly(1, 2, 3, 4, 5);
        assertThat(memory.ranges()).hasSize(3);
        assertThat(memory.available(-2)).isEqualTo(2);
        memory.read(-2, bytes, 0, 2);
        assertThat(Arrays.copyOf(bytes, 2)).containsExactly(6, 7);
    }

    @Test
    void memoryThatTheFileDoesNotHoldAnyMoreIsLeftOut() throws IOException {
        byte[] list = new LittleEndian().u32(2).bytes(new byte[12]).toByteArray();
        LittleEndian ranges = new LittleEndian().u32(3).u32(0).u32(40).u32(0);
        ranges.u32(0x1000).u32(0).u32(4).u32(0);
        ranges.u32(0x2000).u32(0).u32(-1).u32(0x7FFFFFFF);
        ranges.u32(0x3000).u32(0).u32(4).u32(0);
        byte[] file = new MinidumpBuilder().stream(9, ranges.toByteArray()).build();
        DumpMemory memory = Dumps.mini(file).memory();
        assertThat(memory.ranges()).hasSize(2);
        assertThat(memory.available(0x2000)).isEqualTo(file.length - 44);
        refused(
                FormatException.Kind.TRUNCATED,
                () -> Dumps.mini(new MinidumpBuilder().stream(5, list).build()).memory());
    }

    @Test
    void findsImageHeadersInMemory() throws IOException {
        byte[] image = new PeBuilder().rsds(Dumps.GUID, 1, "a.pdb").build();
        byte[] file = new MinidumpBuilder()
                .memory64(0x400000, Arrays.copyOf(image, 100))
                .memory64(0x400000 + 100, Arrays.copyOfRange(image, 100, image.length))
                .build();
        ByteSource view = Dumps.mini(file).memory().view("a.dll", 0x400000, 1 << 20);
        assertThat(view.size()).isEqualTo(image.length);
        assertThat(PeFile.open(view).sizeOfImage())
                .isEqualTo(PeFile.open(ByteSource.of("a.dll", image)).sizeOfImage());
        refused(FormatException.Kind.TRUNCATED, () -> view.read(image.length - 1, new byte[2], 0, 2));
    }

    @Test
    void recordsOutsideTheFileMakeAModuleIncomplete() throws IOException {
        byte[] file = new MinidumpBuilder()
                .codeViewAt(0x7FFFFFFF, 30)
                .module("a.dll", 1, 2, 3)
                .module("b.dll", 1, 2, 3)
                .build();
        List<DumpModule> modules = Dumps.mini(file).modules();
        assertThat(modules).extracting(DumpModule::incomplete).containsExactly(true, false);
        assertThat(modules.get(0).name()).isEqualTo("a.dll");
        assertThat(modules.get(0).codeView()).isEmpty();
    }

    @Test
    void recognisesElfBuildIds() throws IOException {
        byte[] record = new LittleEndian().text("LEpB").u32(1).u32(2).toByteArray();
        byte[] file =
                new MinidumpBuilder().codeView(record).module("a.so", 1, 2, 3).build();
        assertThat(Dumps.mini(file).modules().get(0).codeView()).contains(new CodeView.Other(DumpModule.ELF_BUILD_ID));
    }

    @Test
    void refusesListsThatPointToOneTextTooOften() {
        MinidumpBuilder builder = new MinidumpBuilder();
        byte[] record = new byte[1 << 17];
        record[0] = 'X';
        builder.codeView(record);
        for (int i = 0; i < 300; i++) {
            builder.codeViewAt(32, record.length).module("a", 1, 2, 3);
        }
        byte[] file = builder.build();
        refused(FormatException.Kind.LIMIT, () -> Dumps.mini(file).modules());
    }

    @Test
    void refusesDamagedHeadersAndCounts() {
        byte[] version = Dumps.minidump().build();
        version[4] = 0;
        byte[] streams = Dumps.minidump().build();
        streams[10] = 1;
        byte[] count =
                new MinidumpBuilder().stream(4, new byte[] {1, 0, 0, 0, 5}).build();
        byte[] entry = new MinidumpBuilder()
                .stream(14, new byte[] {12, 0, 0, 0, 23, 0, 0, 0, 0, 0, 0, 0}).build();
        byte[] ranges = new MinidumpBuilder()
                .stream(9, new LittleEndian().u32(-1).u32(-1).u32(0).u32(0).toByteArray())
                        .build();
        refused(FormatException.Kind.BAD_MAGIC, () -> Dumps.mini(new byte[32]));
        refused(FormatException.Kind.TRUNCATED, () -> Dumps.mini(new byte[3]));
        refused(FormatException.Kind.UNSUPPORTED, () -> Dumps.mini(version));
        refused(FormatException.Kind.LIMIT, () -> Dumps.mini(streams));
        refused(FormatException.Kind.TRUNCATED, () -> Dumps.mini(count).modules());
        refused(FormatException.Kind.BAD_VALUE, () -> Dumps.mini(entry).unloadedModules());
        refused(FormatException.Kind.TRUNCATED, () -> Dumps.mini(ranges).memory());
    }

    @Test
    void everyTruncationIsReported() {
        byte[] file = Dumps.minidump().build();
        for (int cut = 0; cut < file.length; cut++) {
            byte[] shorter = Arrays.copyOf(file, cut);
            assertThatThrownBy(() -> Dumps.mini(shorter)).isInstanceOfSatisfying(FormatException.class, e -> {
                assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED);
                assertThat(e.offset()).isBetween(0L, (long) file.length);
            });
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    private static void refused(FormatException.Kind kind, Action action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
