// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.testkit.KernelDumpBuilder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelDumpTest {
    @Test
    void readsThe64BitHeader() throws IOException {
        KernelDumpHeader header = Dumps.kernel(
                        KernelDumpBuilder.bits64().type(1).comment("hello").build())
                .header();
        assertThat(header)
                .isEqualTo(new KernelDumpHeader(
                        64,
                        15,
                        19041,
                        0x1AD000,
                        0xFFFFF80012345678L,
                        0x8664,
                        8,
                        0x133,
                        List.of(1L, 2L, 3L, 4L),
                        0xFFFFF8001234ABCDL,
                        1,
                        0x40000,
                        0x01D50000_00000000L,
                        123456789,
                        "hello"));
        assertThat(header.size()).isEqualTo(0x2000);
    }

    @Test
    void readsThe32BitHeader() throws IOException {
        KernelDumpHeader header =
                Dumps.kernel(KernelDumpBuilder.bits32().type(2).build()).header();
        assertThat(header)
                .isEqualTo(new KernelDumpHeader(
                        32,
                        15,
                        7601,
                        0x185000,
                        0x82B4A4D0L,
                        0x14C,
                        2,
                        0x1E,
                        List.of(1L, 2L, 3L, 4L),
                        0x82B2ABE8L,
                        2,
                        0x10000,
                        0x01D40000_00000000L,
                        987654321,
                        ""));
        assertThat(header.size()).isEqualTo(0x1000);
    }

    @ParameterizedTest
    @CsvSource({
        "0, UNKNOWN",
        "1, FULL",
        "2, SUMMARY",
        "3, HEADER_ONLY",
        "4, TRIAGE",
        "5, BITMAP_FULL",
        "6, BITMAP_KERNEL",
        "7, AUTOMATIC",
        "8, KERNEL",
        "9, KERNEL_AND_USER",
        "10, COMPLETE",
        "11, UNKNOWN",
        "1162297680, UNKNOWN"
    })
    void namesTheType(int number, KernelDumpType type) throws IOException {
        KernelDump dump = Dumps.kernel(
                KernelDumpBuilder.bits64().machine(0xAA64).type(number).build());
        assertThat(dump.header().type()).isEqualTo(type);
        assertThat(dump.summary())
                .isEqualTo(
                        "64-bit kernel dump, machine 0xAA64, type " + number + " (" + type.text() + "), build 19041");
    }

    @ParameterizedTest
    @CsvSource({"SDMP, false", "FDMP, true"})
    void readsTheSecondHeader(String signature, boolean full) throws IOException {
        KernelDump dump = Dumps.kernel(
                KernelDumpBuilder.bits64().type(5).bitmap(signature).build());
        assertThat(dump.bitmap()).contains(new BitmapHeader(full, 0x4000, 3, 64));
        assertThat(Dumps.kernel(KernelDumpBuilder.bits64()
                                .type(5)
                                .bitmap("XDMP")
                                .build())
                        .bitmap())
                .isEmpty();
    }

    @ParameterizedTest(name = "64 bits: {0}")
    @ValueSource(booleans = {false, true})
    void listsTheDriversOfSmallDumps(boolean wide) throws IOException {
        KernelDump dump = Dumps.kernel(Dumps.triage(wide).build());
        assertThat(dump.hasDriverList()).isTrue();
        assertThat(dump.header().comment()).isEqualTo("made for a test");
        List<DumpModule> drivers = dump.drivers();
        assertThat(drivers).extracting(DumpModule::name).containsExactly("ntoskrnl.exe", "hal.dll");
        assertThat(drivers)
                .extracting(DumpModule::base)
                .containsExactly(wide ? Dumps.HIGH : 0x82A05000L, wide ? Dumps.HIGH + 0x2000000 : 0x82E17000L);
        assertThat(drivers).extracting(DumpModule::size).containsExactly(0x1046000L, 0x37000L);
        assertThat(drivers).extracting(DumpModule::checksum).containsExactly(0xA5B3F1L, 0x3B5D1L);
        assertThat(drivers).extracting(DumpModule::timestamp).containsExactly(0x8D2A7F00L, 0x4CE7C669L);
        assertThat(drivers).allMatch(driver -> driver.codeView().isEmpty() && !driver.incomplete());
    }

    @ParameterizedTest(name = "64 bits: {0}")
    @ValueSource(booleans = {false, true})
    void driversSurviveWhenTheEndOfTheFileIsLost(boolean wide) throws IOException {
        byte[] file = Dumps.triage(wide).build();
        List<DumpModule> drivers =
                Dumps.kernel(Arrays.copyOf(file, file.length - 8)).drivers();
        assertThat(drivers).extracting(DumpModule::name).contains("ntoskrnl.exe");
    }

    @Test
    void refusesListsOfOtherTypesAndDamagedBlocks() throws IOException {
        KernelDump full = Dumps.kernel(KernelDumpBuilder.bits64().type(1).build());
        refused(FormatException.Kind.UNSUPPORTED, full::drivers);
        byte[] noMark = Dumps.triage(true).build();
        noMark[noMark.length - 1] = 0;
        refused(FormatException.Kind.BAD_VALUE, () -> Dumps.kernel(noMark).drivers());
        byte[] many = Dumps.triage(true).build();
        many[0x2036] = 1;
        refused(FormatException.Kind.TRUNCATED, () -> Dumps.kernel(many).drivers());
        refused(FormatException.Kind.BAD_MAGIC, () -> Dumps.kernel(new byte[0x3000]));
    }

    @ParameterizedTest(name = "64 bits: {0}")
    @ValueSource(booleans = {false, true})
    void everyTruncationOfTheHeaderIsReported(boolean wide) {
        byte[] file = Dumps.triage(wide).build();
        int size = wide ? 0x2000 : 0x1000;
        for (int cut = 8; cut < size + 0x40; cut++) {
            ByteSource source = ByteSource.of("cut.dmp", Arrays.copyOf(file, cut));
            assertThatThrownBy(() -> KernelDump.open(source).drivers())
                    .isInstanceOfSatisfying(
                            FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED));
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
