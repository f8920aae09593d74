// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.Slice;
import java.util.ArrayList;
import java.util.List;

/**
 * One unwind code of ARM64 code, of one to four bytes. Source: the ARM64 exception-handling document, the table of unwind codes.
 *
 * @param position index of its first byte
 * @param size its bytes
 * @param op what it does
 * @param register first register: number of an x or d register, 0 if it has none
 * @param operand bytes: allocated, or from sp (negative for the forms that also move it), 0 if it has none
 */
public record Arm64Code(int position, int size, Op op, int register, long operand) {
    /** What a code does; names as in the document. */
    public enum Op {
        /** Allocates {@code operand} bytes. */
        ALLOC,
        /** Allocates a multiple of the vector length. */
        ALLOC_Z,
        /** Stores x19 and x20, moves sp. */
        SAVE_R19R20_X,
        /** Stores fp and lr. */
        SAVE_FPLR,
        /** Stores fp and lr, moves sp. */
        SAVE_FPLR_X,
        /** Stores a pair of x registers. */
        SAVE_REGP,
        /** Stores a pair of x registers, moves sp. */
        SAVE_REGP_X,
        /** Stores an x register. */
        SAVE_REG,
        /** Stores an x register, moves sp. */
        SAVE_REG_X,
        /** Stores an x register and lr. */
        SAVE_LRPAIR,
        /** Stores a pair of d registers. */
        SAVE_FREGP,
        /** Stores a pair of d registers, moves sp. */
        SAVE_FREGP_X,
        /** Stores a d register. */
        SAVE_FREG,
        /** Stores a d register, moves sp. */
        SAVE_FREG_X,
        /** Stores any register; see the code's bytes. */
        SAVE_ANY_REG,
        /** Sets fp to sp. */
        SET_FP,
        /** Sets fp to sp plus {@code operand}. */
        ADD_FP,
        /** Nothing to undo. */
        NOP,
        /** Ends the codes of a prolog or epilog. */
        END,
        /** Ends the codes of a chained scope. */
        END_C,
        /** The next pair of registers is stored too. */
        SAVE_NEXT,
        /** A trap frame. */
        TRAP_FRAME,
        /** A machine frame. */
        MACHINE_FRAME,
        /** A context record. */
        CONTEXT,
        /** A context record of ARM64EC code. */
        EC_CONTEXT,
        /** Clears the mark of an unwound call. */
        CLEAR_UNWOUND_TO_CALL,
        /** Signs lr. */
        PAC_SIGN_LR,
        /** Not known; nothing after it is decoded. */
        RESERVED
    }

    /**
     * Decodes the codes of a prolog or epilog: up to and with the first {@code END}, or the first reserved code, or the end of the
     * bytes.
     *
     * @param codes {@link ArmUnwind.Xdata#codes}
     * @param from index of the first byte
     */
    public static List<Arm64Code> decode(Slice codes, int from) {
        List<Arm64Code> result = new ArrayList<>();
        int at = from;
        while (at < codes.size()) {
            int size = size(codes.u8(at));
            Arm64Code code = at + size > codes.size()
                    ? new Arm64Code(at, codes.size() - at, Op.RESERVED, 0, 0)
                    : one(codes, at, size);
            result.add(code);
            if (code.op() == Op.END || code.op() == Op.RESERVED) {
                break;
            }
            at += size;
        }
        return result;
    }

    private static int size(int first) {
        if (first < 0xC0) {
            return 1;
        }
        if (first < 0xE0) {
            return 2;
        }
        return switch (first) {
            case 0xE0 -> 4;
            case 0xE2 -> 2;
            case 0xE7 -> 3;
            default -> 1;
        };
    }

    private static Arm64Code one(Slice codes, int at, int size) {
        int first = codes.u8(at);
        int both = size == 1 ? first : first << 8 | codes.u8(at + 1);
        if (size == 1) {
            return single(at, first);
        }
        if (size == 2) {
            return first == 0xE2 ? new Arm64Code(at, 2, Op.ADD_FP, 0, (both & 0xFF) * 8L) : pair(at, both);
        }
        if (first == 0xE7) {
            return new Arm64Code(at, 3, Op.SAVE_ANY_REG, codes.u8(at + 1) & 31, 0);
        }
        long units = (long) codes.u8(at + 1) << 16 | codes.u8(at + 2) << 8 | codes.u8(at + 3);
        return new Arm64Code(at, 4, Op.ALLOC, 0, units * 16);
    }

    private static Arm64Code single(int at, int code) {
        int low = code & 31;
        int six = code & 63;
        return switch (code >>> 5) {
            case 0 -> new Arm64Code(at, 1, Op.ALLOC, 0, low * 16L);
            case 1 -> new Arm64Code(at, 1, Op.SAVE_R19R20_X, 19, -low * 8L);
            case 2, 3 -> new Arm64Code(at, 1, Op.SAVE_FPLR, 29, six * 8L);
            case 4, 5 -> new Arm64Code(at, 1, Op.SAVE_FPLR_X, 29, -(six + 1) * 8L);
            default -> new Arm64Code(at, 1, plain(code), 0, 0);
        };
    }

    private static Op plain(int code) {
        return switch (code) {
            case 0xE1 -> Op.SET_FP;
            case 0xE3 -> Op.NOP;
            case 0xE4 -> Op.END;
            case 0xE5 -> Op.END_C;
            case 0xE6 -> Op.SAVE_NEXT;
            case 0xE8 -> Op.TRAP_FRAME;
            case 0xE9 -> Op.MACHINE_FRAME;
            case 0xEA -> Op.CONTEXT;
            case 0xEB -> Op.EC_CONTEXT;
            case 0xEC -> Op.CLEAR_UNWOUND_TO_CALL;
            case 0xFC -> Op.PAC_SIGN_LR;
            default -> Op.RESERVED;
        };
    }

    /** Codes of two bytes from C0 to DF: an operation of four to eight bits, a register, and units of eight bytes. */
    private static Arm64Code pair(int at, int code) {
        int four = code >>> 6 & 15;
        int three = code >>> 6 & 7;
        long six = code & 63;
        long five = code & 31;
        int top = code >>> 8;
        return switch (top >>> 2) {
            case 0x30, 0x31 -> new Arm64Code(at, 2, Op.ALLOC, 0, (code & 0x7FF) * 16L);
            case 0x32 -> new Arm64Code(at, 2, Op.SAVE_REGP, 19 + four, six * 8);
            case 0x33 -> new Arm64Code(at, 2, Op.SAVE_REGP_X, 19 + four, -(six + 1) * 8);
            case 0x34 -> new Arm64Code(at, 2, Op.SAVE_REG, 19 + four, six * 8);
            case 0x35 ->
                top < 0xD6
                        ? new Arm64Code(at, 2, Op.SAVE_REG_X, 19 + (code >>> 5 & 15), -(five + 1) * 8)
                        : new Arm64Code(at, 2, Op.SAVE_LRPAIR, 19 + 2 * three, six * 8);
            case 0x36 ->
                top < 0xDA
                        ? new Arm64Code(at, 2, Op.SAVE_FREGP, 8 + three, six * 8)
                        : new Arm64Code(at, 2, Op.SAVE_FREGP_X, 8 + three, -(six + 1) * 8);
            default ->
                switch (top) {
                    case 0xDC, 0xDD -> new Arm64Code(at, 2, Op.SAVE_FREG, 8 + three, six * 8);
                    case 0xDE -> new Arm64Code(at, 2, Op.SAVE_FREG_X, 8 + (code >>> 5 & 7), -(five + 1) * 8);
                    default -> new Arm64Code(at, 2, Op.ALLOC_Z, 0, code & 0xFF);
                };
        };
    }
}
