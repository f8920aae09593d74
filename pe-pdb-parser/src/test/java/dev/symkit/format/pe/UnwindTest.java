// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.Slice;
import dev.symkit.testkit.Corpus;
import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.PeImageBuilder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnwindTest {
    private static final int RVA = 0x1000;

    private static PeFile image(int machine, byte[] section) throws IOException {
        return PeFile.open(ByteSource.of(
                "a.dll",
                new PeImageBuilder()
                        .machine(machine)
                        .section(".xdata", RVA, section, PeImageBuilder.DATA)
                        .build()));
    }

    private static X64Unwind x64(LittleEndian data) throws IOException {
        return X64Unwind.decode(image(Machine.X64, data.toByteArray()), RVA);
    }

    private static FunctionTable table(FunctionTable.Form form, LittleEndian entries) throws IOException {
        byte[] bytes = entries.toByteArray();
        return FunctionTable.decode(
                form, new ByteCursor(bytes, 0, bytes.length, new Origin("a.dll", "function table", 0)));
    }

    @Test
    void findsFunctions() throws IOException {
        LittleEndian entries = new LittleEndian();
        entries.u32(0)
                .u32(0)
                .u32(0)
                .u32(0x1000)
                .u32(0x1010)
                .u32(0x5000)
                .u32(0x1020)
                .u32(0x1030)
                .u32(0x5008);
        entries.u32(0)
                .u32(0)
                .u32(0)
                .u32(0x1010)
                .u32(0x1018)
                .u32(0x5010)
                .u32(0)
                .u32(0)
                .u32(0);
        FunctionTable table = table(FunctionTable.Form.X64, entries.u8(1));
        assertThat(table.size()).isEqualTo(6);
        assertThat(table.find(0xFFF)).isEqualTo(-1);
        assertThat(table.find(0x1000)).isEqualTo(1);
        assertThat(table.find(0x1017)).isEqualTo(4);
        assertThat(table.find(0x1018)).isEqualTo(-1);
        assertThat(table.find(0x102F)).isEqualTo(2);
        assertThat(table.find(0x1030)).isEqualTo(-1);
        assertThat(table.unwind(2)).isEqualTo(0x5008);
        assertThat(table(FunctionTable.Form.X64, new LittleEndian()).find(5)).isEqualTo(-1);
    }

    @Test
    void findsPackedFunctions() throws IOException {
        LittleEndian entries =
                new LittleEndian().u32(0x1000).u32(4 << 2 | 1).u32(0x2000).u32(0x6000);
        FunctionTable arm64 = table(FunctionTable.Form.ARM64, entries);
        assertThat(arm64.end(0)).isEqualTo(0x1010);
        assertThat(arm64.find(0x100F)).isZero();
        assertThat(arm64.find(0x1010)).isEqualTo(-1);
        assertThat(arm64.end(1)).isEqualTo(-1);
        assertThat(arm64.find(0x9000)).isEqualTo(1);
        FunctionTable arm =
                table(FunctionTable.Form.ARM, new LittleEndian().u32(0x1001).u32(4 << 2 | 1));
        assertThat(arm.find(0x1000)).isZero();
        assertThat(arm.end(0)).isEqualTo(0x1008);
    }

    @Test
    void decodesEveryX64Code() throws IOException {
        LittleEndian out = new LittleEndian().u8(1 | 1 << 3).u8(0x40).u8(19).u8(0x25);
        out.u8(0x40).u8(0x1A).u8(0x3C).u8(0x69).u32(0x12340).u8(0x38).u8(0x78).u16(3);
        out.u8(0x34)
                .u8(0x35)
                .u32(0x98760)
                .u8(0x30)
                .u8(0x34)
                .u16(4)
                .u8(0x2C)
                .u8(0x03)
                .u8(0x20)
                .u8(0x52);
        out.u8(0x10)
                .u8(0x01)
                .u16(9)
                .u8(0x08)
                .u8(0x11)
                .u32(0x100000)
                .u8(0x02)
                .u8(0xC0)
                .u16(0)
                .u32(0x7777);
        X64Unwind unwind = x64(out.u32(0x1234));
        assertThat(unwind.version()).isEqualTo(1);
        assertThat(unwind.flags()).isEqualTo(X64Unwind.EXCEPTION_HANDLER);
        assertThat(unwind.prologSize()).isEqualTo(0x40);
        assertThat(unwind.frameRegister()).isEqualTo(5);
        assertThat(unwind.frameOffset()).isEqualTo(32);
        assertThat(unwind.handler()).isEqualTo(0x7777);
        assertThat(unwind.handlerData()).isEqualTo(RVA + 4 + 40 + 4);
        assertThat(unwind.codes())
                .containsExactly(
                        new X64Unwind.Code(0x40, X64Unwind.Op.PUSH_MACHFRAME, 1, 0),
                        new X64Unwind.Code(0x3C, X64Unwind.Op.SAVE_XMM128_FAR, 6, 0x12340),
                        new X64Unwind.Code(0x38, X64Unwind.Op.SAVE_XMM128, 7, 48),
                        new X64Unwind.Code(0x34, X64Unwind.Op.SAVE_NONVOL_FAR, 3, 0x98760),
                        new X64Unwind.Code(0x30, X64Unwind.Op.SAVE_NONVOL, 3, 32),
                        new X64Unwind.Code(0x2C, X64Unwind.Op.SET_FPREG, 0, 32),
                        new X64Unwind.Code(0x20, X64Unwind.Op.ALLOC_SMALL, 5, 48),
                        new X64Unwind.Code(0x10, X64Unwind.Op.ALLOC_LARGE, 0, 72),
                        new X64Unwind.Code(0x08, X64Unwind.Op.ALLOC_LARGE, 1, 0x100000),
                        new X64Unwind.Code(0x02, X64Unwind.Op.PUSH_NONVOL, 12, 0));
        assertThat(X64Unwind.register(12)).isEqualTo("r12");
    }

    @Test
    void decodesEpilogsOfVersion2() throws IOException {
        LittleEndian out = new LittleEndian().u8(2).u8(4).u8(3).u8(0);
        X64Unwind unwind =
                x64(out.u8(0x0A).u8(0x16).u8(0x34).u8(0x26).u8(4).u8(0x42).u16(0));
        assertThat(unwind.codes())
                .containsExactly(
                        new X64Unwind.Code(0x0A, X64Unwind.Op.EPILOG, 1, 0x0A),
                        new X64Unwind.Code(0x34, X64Unwind.Op.EPILOG, 2, 0x234),
                        new X64Unwind.Code(4, X64Unwind.Op.ALLOC_SMALL, 4, 40));
    }

    @Test
    void followsChains() throws IOException {
        LittleEndian out = new LittleEndian().u8(1 | 4 << 3).u8(0).u8(0).u8(0);
        out.u32(0x4000).u32(0x4010).u32(RVA + 16).u8(1).u8(7).u8(0).u8(0);
        out.u32(0x4000).u32(0x4010).u32(RVA); // an entry that others refer to
        PeFile pe = image(Machine.X64, out.toByteArray());
        List<X64Unwind> chain = X64Unwind.chain(pe, RVA + 20 | 1);
        assertThat(chain).hasSize(2);
        assertThat(chain.get(0).chained()).isEqualTo(Optional.of(new X64Unwind.Function(0x4000, 0x4010, RVA + 16)));
        assertThat(chain.get(1).prologSize()).isEqualTo(7);
    }

    @Test
    void refusesCircles() throws IOException {
        LittleEndian self = new LittleEndian()
                .u8(1 | 4 << 3)
                .u8(0)
                .u8(0)
                .u8(0)
                .u32(1)
                .u32(2)
                .u32(RVA);
        PeFile pe = image(Machine.X64, self.u32(1).u32(2).u32(RVA + 16 | 1).toByteArray());
        for (long start : new long[] {RVA, RVA + 16 | 1}) {
            assertThatThrownBy(() -> X64Unwind.chain(pe, start))
                    .isInstanceOfSatisfying(
                            FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.LIMIT));
        }
    }

    @Test
    void refusesOtherVersionsAndCodesWithoutSlots() {
        assertThatThrownBy(() -> x64(new LittleEndian().u8(3).u8(0).u8(0).u8(0)))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.UNSUPPORTED));
        for (int code : new int[] {0x01, 0x11, 0x04, 0x05, 0x08, 0x09}) {
            assertThatThrownBy(() -> x64(new LittleEndian()
                            .u8(1)
                            .u8(0)
                            .u8(1)
                            .u8(0)
                            .u8(0)
                            .u8(code)
                            .u16(0)))
                    .isInstanceOfSatisfying(
                            FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED));
        }
    }

    @Test
    void decodesPackedData() throws IOException {
        PeFile pe = image(Machine.ARM64, new byte[4]);
        long word = 2 | 10 << 2 | 3 << 13 | 5 << 16 | 1 << 20 | 2 << 21 | 6 << 23;
        assertThat(ArmUnwind.decode(pe, FunctionTable.Form.ARM64, word))
                .isEqualTo(new ArmUnwind.Packed64(40, true, 3, 5, true, 2, 96));
        long arm = 1 | 10 << 2 | 2 << 13 | 1 << 15 | 6 << 16 | 1 << 20 | 0xC000_0000L;
        assertThat(ArmUnwind.decode(pe, FunctionTable.Form.ARM, arm))
                .isEqualTo(new ArmUnwind.Packed32(20, false, 2, true, 6, false, true, false, 0x300));
        assertThatThrownBy(() -> ArmUnwind.decode(pe, FunctionTable.Form.ARM64, 3))
                .isInstanceOf(FormatException.class);
    }

    @Test
    void decodesXdataRecords() throws IOException {
        LittleEndian out = new LittleEndian()
                .u32(5 | 1 << 20 | 2 << 22 | 1 << 27)
                .u32(2 | 1 << 22)
                .u32(3 | 2 << 22);
        out.u8(1).u8(2).u8(3).u8(0xE4).u32(0x7777).u32(9);
        assertThat(ArmUnwind.decode(image(Machine.ARM64, out.toByteArray()), FunctionTable.Form.ARM64, RVA))
                .isEqualTo(new ArmUnwind.Xdata(
                        RVA,
                        20,
                        0,
                        false,
                        false,
                        List.of(new ArmUnwind.Epilog(8, 14, 1), new ArmUnwind.Epilog(12, 14, 2)),
                        slice(1, 2, 3, 0xE4),
                        0x7777,
                        RVA + 20));
        LittleEndian longForm =
                new LittleEndian().u32(5 | 1 << 21).u32(3 | 1 << 16).u32(0xE4);
        assertThat(ArmUnwind.decode(image(Machine.ARM64, longForm.toByteArray()), FunctionTable.Form.ARM64, RVA))
                .isEqualTo(new ArmUnwind.Xdata(
                        RVA, 20, 0, false, true, List.of(new ArmUnwind.Epilog(-1, 14, 3)), slice(0xE4, 0, 0, 0), 0, 0));
        LittleEndian arm = new LittleEndian()
                .u32(5 | 1 << 22 | 1 << 23 | 1 << 28)
                .u32(2 | 11 << 20 | 3 << 24)
                .u32(0xFF);
        assertThat(ArmUnwind.decode(image(Machine.ARM_THUMB2, arm.toByteArray()), FunctionTable.Form.ARM, RVA))
                .isEqualTo(new ArmUnwind.Xdata(
                        RVA, 10, 0, true, false, List.of(new ArmUnwind.Epilog(4, 11, 3)), slice(0xFF, 0, 0, 0), 0, 0));
    }

    @Test
    void everyTruncationIsReported() throws IOException {
        LittleEndian out = new LittleEndian()
                .u32(5 | 1 << 20 | 1 << 22 | 1 << 27)
                .u32(2)
                .u32(0xE4)
                .u32(0x7777);
        byte[] section = out.toByteArray();
        for (int cut = 0; cut < section.length; cut++) {
            byte[] file = Arrays.copyOf(
                    new PeImageBuilder()
                            .machine(Machine.ARM64)
                            .section(".xdata", RVA, section, PeImageBuilder.DATA)
                            .build(),
                    PeImageBuilder.HEADERS + cut);
            PeFile pe = PeFile.open(ByteSource.of("a.dll", file));
            assertThatThrownBy(() -> ArmUnwind.decode(pe, FunctionTable.Form.ARM64, RVA))
                    .isInstanceOfSatisfying(
                            FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED));
        }
    }

    private static Slice slice(int... bytes) {
        byte[] copy = new byte[bytes.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = (byte) bytes[i];
        }
        return Slice.copyOf(copy, 0, copy.length);
    }

    private static Arm64Code code(int... bytes) {
        return Arm64Code.decode(slice(bytes), 0).get(0);
    }

    @Test
    void decodesEveryArm64Code() {
        assertThat(code(0x05)).isEqualTo(new Arm64Code(0, 1, Arm64Code.Op.ALLOC, 0, 80));
        assertThat(code(0xC1, 0x02)).isEqualTo(new Arm64Code(0, 2, Arm64Code.Op.ALLOC, 0, 0x1020));
        assertThat(code(0xE0, 1, 2, 3)).isEqualTo(new Arm64Code(0, 4, Arm64Code.Op.ALLOC, 0, 0x10203 * 16));
        assertThat(code(0x26)).isEqualTo(new Arm64Code(0, 1, Arm64Code.Op.SAVE_R19R20_X, 19, -48));
        assertThat(code(0x43)).isEqualTo(new Arm64Code(0, 1, Arm64Code.Op.SAVE_FPLR, 29, 24));
        assertThat(code(0x87)).isEqualTo(new Arm64Code(0, 1, Arm64Code.Op.SAVE_FPLR_X, 29, -64));
        assertThat(code(0xC9, 0x04)).isEqualTo(new Arm64Code(0, 2, Arm64Code.Op.SAVE_REGP, 23, 32));
        assertThat(code(0xCC, 0x83)).isEqualTo(new Arm64Code(0, 2, Arm64Code.Op.SAVE_REGP_X, 21, -32));
        assertThat(code(0xD0, 0x82)).isEqualTo(new Arm64Code(0, 2, Arm64Code.Op.SAVE_REG, 21, 16));
        assertThat(code(0xD4, 0x21)).isEqualTo(new Arm64Code(0, 2, Arm64Code.Op.SAVE_REG_X, 20, -16));
        assertThat(code(0xD6, 0x82)).isEqualTo(new Arm64Code(0, 2, Arm64Code.Op.SAVE_LRPAIR, 23, 16));
        assertThat(code(0xD8, 0x82)).isEqualTo(new Arm64Code(0, 2, Arm64Code.Op.SAVE_FREGP, 10, 16));
        assertThat(code(0xDA, 0x81)).isEqualTo(new Arm64Code(0, 2, Arm64Code.Op.SAVE_FREGP_X, 10, -16));
        assertThat(code(0xDC, 0x42)).isEqualTo(new Arm64Code(0, 2, Arm64Code.Op.SAVE_FREG, 9, 16));
        assertThat(code(0xDE, 0x21)).isEqualTo(new Arm64Code(0, 2, Arm64Code.Op.SAVE_FREG_X, 9, -16));
        assertThat(code(0xDF, 0x21)).isEqualTo(new Arm64Code(0, 2, Arm64Code.Op.ALLOC_Z, 0, 0x21));
        assertThat(code(0xE2, 0x02)).isEqualTo(new Arm64Code(0, 2, Arm64Code.Op.ADD_FP, 0, 16));
        assertThat(code(0xE7, 0x05, 0)).isEqualTo(new Arm64Code(0, 3, Arm64Code.Op.SAVE_ANY_REG, 5, 0));
        int[] plain = {0xE1, 0xE3, 0xE4, 0xE5, 0xE6, 0xE8, 0xE9, 0xEA, 0xEB, 0xEC, 0xFC, 0xFF};
        assertThat(Arrays.stream(plain).mapToObj(value -> code(value).op()))
                .containsExactly(
                        Arm64Code.Op.SET_FP,
                        Arm64Code.Op.NOP,
                        Arm64Code.Op.END,
                        Arm64Code.Op.END_C,
                        Arm64Code.Op.SAVE_NEXT,
                        Arm64Code.Op.TRAP_FRAME,
                        Arm64Code.Op.MACHINE_FRAME,
                        Arm64Code.Op.CONTEXT,
                        Arm64Code.Op.EC_CONTEXT,
                        Arm64Code.Op.CLEAR_UNWOUND_TO_CALL,
                        Arm64Code.Op.PAC_SIGN_LR,
                        Arm64Code.Op.RESERVED);
        assertThat(code(0xC9).op()).isEqualTo(Arm64Code.Op.RESERVED);
        assertThat(Arm64Code.decode(slice(0xE1, 0x81, 0xE4, 0xE1), 0)).hasSize(3);
        assertThat(Arm64Code.decode(slice(0xE1), 5)).isEmpty();
    }

    @Test
    void recognisesTheHybridImageOfTheCorpus() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        String path = "native/arm64ec-rust/ARM64EC_rust_notApplicable.exe";
        PeFile pe = PeFile.open(ByteSource.of(path, corpus.bytes(path)));
        HybridMetadata hybrid = HybridMetadata.read(pe).orElseThrow();
        assertThat(hybrid.codeMap()).hasSize(2);
        assertThat(hybrid.extraTable()).isEqualTo(new DataDirectory(0x28000, 0xBF8));
        assertThat(hybrid.codeAt(hybrid.codeMap().get(0).rva())).isEqualTo(HybridMetadata.Code.ARM64EC);
        assertThat(hybrid.codeAt(1)).isEqualTo(HybridMetadata.Code.UNKNOWN);
        FunctionTable other = FunctionTable.readOther(pe, hybrid).orElseThrow();
        assertThat(other.form()).isEqualTo(FunctionTable.Form.ARM64);
        assertThat(other.size()).isEqualTo(0xBF8 / 8);
        for (int i = 0; i < other.size(); i++) {
            assertThat(ArmUnwind.decode(pe, other.form(), other.unwind(i)).length())
                    .isPositive();
        }
        String plain = "lld/x64/lib.dll";
        assertThat(HybridMetadata.read(PeFile.open(ByteSource.of(plain, corpus.bytes(plain)))))
                .isEmpty();
    }
}
