// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The unwind data of ARM64 and ARM code: packed in the function table, or an xdata record. Source: the ARM64 and ARM
 * exception-handling documents.
 */
public sealed interface ArmUnwind {
    /** Bytes of code. */
    long length();

    /**
     * Packed data of ARM64 code. Bits of the word: 0-1 flag, 2-12 length / 4, 13-15 RegF, 16-19 RegI, 20 H, 21-22 CR, 23-31 frame size
     * / 16.
     *
     * @param length bytes of code
     * @param fragment whether there is no prolog (flag 2)
     * @param regF saved floating-point registers, less one
     * @param regI saved integer registers
     * @param homes whether the parameter registers are stored
     * @param cr 0 unchained, 1 unchained with saved lr, 2 chained with a signed return address, 3 chained
     * @param frameSize bytes of the frame
     */
    record Packed64(long length, boolean fragment, int regF, int regI, boolean homes, int cr, long frameSize)
            implements ArmUnwind {}

    /**
     * Packed data of ARM code. Bits of the word: 0-1 flag, 2-12 length / 2, 13-14 Ret, 15 H, 16-18 Reg, 19 R, 20 L, 21 C, 22-31 stack
     * adjust.
     *
     * @param length bytes of code
     * @param fragment whether there is no prolog (flag 2)
     * @param ret how the function returns, 0 to 3
     * @param homes whether r0 to r3 are stored
     * @param reg last saved register
     * @param floating whether the saved registers are floating-point ones
     * @param savesLr whether lr is saved
     * @param chained whether a frame chain is set up
     * @param stackAdjust stack adjustment as stored
     */
    record Packed32(
            long length,
            boolean fragment,
            int ret,
            boolean homes,
            int reg,
            boolean floating,
            boolean savesLr,
            boolean chained,
            int stackAdjust)
            implements ArmUnwind {}

    /**
     * An xdata record. ARM64 header: bits 0-17 length / 4, 18-19 version, 20 X, 21 E, 22-26 epilogs, 27-31 code words; ARM: length / 2,
     * 22 F, 23-27 epilogs, 28-31 code words; if both counts are 0, a word of u16 epilogs and u8 code words follows. Then epilog scopes,
     * codes, and with X the handler's RVA and data.
     *
     * @param rva address of the record
     * @param length bytes of code
     * @param version version of the record
     * @param fragment whether there is no prolog (ARM only)
     * @param singleEpilog whether the one epilog is at the end of the code (E)
     * @param epilogs the epilogs; for E one whose start is -1
     * @param codes the code bytes; the prolog's start at 0
     * @param handler RVA of the handler, 0 for none
     * @param handlerData RVA of the handler's data, 0 for none
     */
    record Xdata(
            long rva,
            long length,
            int version,
            boolean fragment,
            boolean singleEpilog,
            List<Epilog> epilogs,
            Slice codes,
            long handler,
            long handlerData)
            implements ArmUnwind {
        /** Copies the list. */
        public Xdata {
            epilogs = List.copyOf(epilogs);
        }
    }

    /**
     * An epilog.
     *
     * @param start bytes from the start of the code, or -1 if it ends with the code
     * @param condition condition code it runs under (ARM only, 14 for always)
     * @param codeIndex index of its first code byte
     */
    record Epilog(long start, int condition, int codeIndex) {}

    /**
     * Decodes the unwind data of an entry.
     *
     * @param image the image
     * @param form {@code ARM64} or {@code ARM}
     * @param word {@link FunctionTable#unwind} of the entry
     * @throws FormatException {@code TRUNCATED} if the record is not in the file, {@code BAD_VALUE} if the word's flag is the reserved
     *     one
     * @throws IOException if the file cannot be read
     */
    static ArmUnwind decode(ImageBytes image, FunctionTable.Form form, long word) throws IOException {
        if (form == FunctionTable.Form.X64) {
            throw new IllegalArgumentException("not an ARM form");
        }
        boolean arm64 = form == FunctionTable.Form.ARM64;
        int flag = (int) word & 3;
        if (flag == 0) {
            return xdata(image, arm64, word);
        }
        if (flag == 3) {
            throw image.cursor("function table", 0, 0)
                    .error(FormatException.Kind.BAD_VALUE, "packed unwind data with the reserved flag");
        }
        int bits = (int) word;
        long length = (bits >>> 2 & 0x7FF) * (arm64 ? 4L : 2);
        return arm64
                ? new Packed64(
                        length,
                        flag == 2,
                        bits >>> 13 & 7,
                        bits >>> 16 & 15,
                        isSet(bits, 20),
                        bits >>> 21 & 3,
                        (bits >>> 23) * 16L)
                : new Packed32(
                        length,
                        flag == 2,
                        bits >>> 13 & 3,
                        isSet(bits, 15),
                        bits >>> 16 & 7,
                        isSet(bits, 19),
                        isSet(bits, 20),
                        isSet(bits, 21),
                        bits >>> 22);
    }

    private static boolean isSet(int bits, int index) {
        return (bits >>> index & 1) != 0;
    }

    private static Xdata xdata(ImageBytes image, boolean arm64, long rva) throws IOException {
        int head = image.cursor("xdata record", rva, 4).i32();
        int epilogCount = arm64 ? head >>> 22 & 31 : head >>> 23 & 31;
        int codeWords = arm64 ? head >>> 27 : head >>> 28;
        long at = rva + 4;
        if (epilogCount == 0 && codeWords == 0) {
            int more = image.cursor("xdata record", at, 4).i32();
            epilogCount = more & 0xFFFF;
            codeWords = more >>> 16 & 0xFF;
            at += 4;
        }
        boolean single = isSet(head, 21);
        List<Epilog> epilogs =
                single ? List.of(new Epilog(-1, 14, epilogCount)) : epilogs(image, arm64, at, epilogCount);
        at += single ? 0 : 4L * epilogCount;
        Slice codes = image.cursor("unwind codes", at, 4L * codeWords).raw(4 * codeWords);
        at += 4L * codeWords;
        boolean handled = isSet(head, 20);
        return new Xdata(
                rva,
                (head & 0x3FFFF) * (arm64 ? 4L : 2),
                head >>> 18 & 3,
                !arm64 && isSet(head, 22),
                single,
                epilogs,
                codes,
                handled ? image.cursor("xdata record", at, 4).u32() : 0,
                handled ? at + 4 : 0);
    }

    private static List<Epilog> epilogs(ImageBytes image, boolean arm64, long rva, int count) throws IOException {
        ByteCursor in = image.cursor("epilog scopes", rva, 4L * count);
        List<Epilog> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int scope = in.i32();
            long start = (scope & 0x3FFFF) * (arm64 ? 4L : 2);
            result.add(new Epilog(start, arm64 ? 14 : scope >>> 20 & 15, arm64 ? scope >>> 22 : scope >>> 24));
        }
        return result;
    }
}
