// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The unwind data of x64 code. Layout: u8 version (3 bits) and flags (5 bits), u8 bytes of prolog, u8 number of code slots, u8 frame
 * register (4 bits) and frame offset / 16 (4 bits), slots of two bytes padded to an even number, then the RVA of a handler and its
 * data, or the entry this one is chained to. Source: the x64 exception-handling document; version 2 (epilog codes): observed with the
 * Visual Studio 2013 driver of the corpus.
 *
 * @param rva address of the data
 * @param version 1 or 2
 * @param flags {@link #EXCEPTION_HANDLER}, {@link #TERMINATION_HANDLER}, {@link #CHAINED}
 * @param prologSize bytes of the prolog
 * @param frameRegister number of the frame register, 0 for none
 * @param frameOffset bytes that the frame register lies above RSP
 * @param codes the codes in the order of the data
 * @param chained the entry this one continues
 * @param handler RVA of the handler, 0 for none
 * @param handlerData RVA of the handler's data, 0 for none
 */
public record X64Unwind(
        long rva,
        int version,
        int flags,
        int prologSize,
        int frameRegister,
        int frameOffset,
        List<Code> codes,
        Optional<Function> chained,
        long handler,
        long handlerData) {
    /** Flag: the handler is called for exceptions. */
    public static final int EXCEPTION_HANDLER = 1;

    /** Flag: the handler is called when unwinding. */
    public static final int TERMINATION_HANDLER = 2;

    /** Flag: another entry's data follows. */
    public static final int CHAINED = 4;

    private static final String STRUCTURE = "unwind data";
    private static final int LONGEST_CHAIN = 64;
    private static final List<String> REGISTERS = List.of(
            "rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14",
            "r15");

    private static final List<Op> OPS = List.of(Op.values()).subList(0, 11);

    /** Copies the list. */
    public X64Unwind {
        codes = List.copyOf(codes);
    }

    /** What a code does; the order is that of the numbers. */
    public enum Op {
        /** Pushes register {@code info}. */
        PUSH_NONVOL,
        /** Allocates {@code operand} bytes. */
        ALLOC_LARGE,
        /** Allocates {@code operand} bytes. */
        ALLOC_SMALL,
        /** Sets the frame register to RSP plus the frame offset. */
        SET_FPREG,
        /** Saves register {@code info} at RSP plus {@code operand}. */
        SAVE_NONVOL,
        /** As {@link #SAVE_NONVOL}, further away. */
        SAVE_NONVOL_FAR,
        /** Says where an epilog lies: {@code operand} is its size for the first one, else its distance from the function's end. */
        EPILOG,
        /** Reserved. */
        SPARE,
        /** Saves XMM register {@code info} at RSP plus {@code operand}. */
        SAVE_XMM128,
        /** As {@link #SAVE_XMM128}, further away. */
        SAVE_XMM128_FAR,
        /** A machine frame was pushed, with an error code if {@code info} is 1. */
        PUSH_MACHFRAME,
        /** Not known. */
        UNKNOWN
    }

    /**
     * One code.
     *
     * @param offset bytes from the start of the prolog to the end of the instruction
     * @param op what it does
     * @param info four bits, for most codes a register
     * @param operand bytes, or 0
     */
    public record Code(int offset, Op op, int info, long operand) {}

    /**
     * An entry of a function table.
     *
     * @param begin RVA of the first byte of code, unsigned 32-bit
     * @param end RVA of the first byte after it, unsigned 32-bit
     * @param unwind RVA of the unwind data, unsigned 32-bit
     */
    public record Function(long begin, long end, long unwind) {
        static Function decode(ByteCursor in) throws FormatException {
            return new Function(in.u32(), in.u32(), in.u32());
        }
    }

    /** The name of a register of 64 bits, 0 to 15. */
    public static String register(int number) {
        return REGISTERS.get(number);
    }

    /**
     * Decodes unwind data.
     *
     * @param image the image
     * @param unwind the word of a table's entry: RVA of the data, or with bit 0 set of another entry, whose data is taken
     * @throws FormatException {@code TRUNCATED} if it is not in the file, {@code BAD_VALUE} if a code needs more slots than there are,
     *     {@code UNSUPPORTED} for a version other than 1 and 2, {@code LIMIT} for too many indirections
     * @throws IOException if the file cannot be read
     */
    public static X64Unwind decode(ImageBytes image, long unwind) throws IOException {
        long rva = unwind;
        for (int i = 0; (rva & 1) != 0; i++) {
            ByteCursor in = image.cursor("function table", rva & ~1L, FunctionTable.Form.X64.size());
            if (i == LONGEST_CHAIN) {
                throw in.error(FormatException.Kind.LIMIT, "entries refer to each other");
            }
            rva = Function.decode(in).unwind();
        }
        ByteCursor head = image.cursor(STRUCTURE, rva, 4);
        FormatException wrong = head.error(FormatException.Kind.UNSUPPORTED, "unwind data of another version");
        int first = head.u8();
        int version = first & 7;
        int flags = first >>> 3;
        if (version != 1 && version != 2) {
            throw wrong;
        }
        int prolog = head.u8();
        int slots = head.u8();
        int frame = head.u8();
        List<Code> codes = codes(image.cursor(STRUCTURE, rva + 4, 2L * slots), version, frame >>> 4 << 4);
        long after = rva + 4 + 2L * (slots + (slots & 1));
        boolean isChained = (flags & CHAINED) != 0;
        boolean handled = !isChained && (flags & (EXCEPTION_HANDLER | TERMINATION_HANDLER)) != 0;
        return new X64Unwind(
                rva,
                version,
                flags,
                prolog,
                frame & 15,
                frame >>> 4 << 4,
                codes,
                isChained ? Optional.of(Function.decode(image.cursor(STRUCTURE, after, 12))) : Optional.empty(),
                handled ? image.cursor(STRUCTURE, after, 4).u32() : 0,
                handled ? after + 4 : 0);
    }

    /**
     * Decodes unwind data and all that it is chained to.
     *
     * @param image the image
     * @param unwind as {@link #decode}
     * @return the data, then those of the entries it continues
     * @throws FormatException as {@link #decode}, and {@code LIMIT} if the chain is longer than 64
     * @throws IOException if the file cannot be read
     */
    public static List<X64Unwind> chain(ImageBytes image, long unwind) throws IOException {
        List<X64Unwind> result = new ArrayList<>();
        X64Unwind next = decode(image, unwind);
        result.add(next);
        while (next.chained().isPresent()) {
            if (result.size() >= LONGEST_CHAIN) {
                throw image.cursor(STRUCTURE, next.rva(), 4)
                        .error(FormatException.Kind.LIMIT, "a chain of more than " + LONGEST_CHAIN + " entries");
            }
            next = decode(image, next.chained().get().unwind());
            result.add(next);
        }
        return result;
    }

    private static List<Code> codes(ByteCursor in, int version, int frameOffset) throws FormatException {
        List<Code> result = new ArrayList<>();
        while (in.remaining() > 0) {
            int offset = in.u8();
            int second = in.u8();
            int number = second & 15;
            int info = second >>> 4;
            Op op = number < OPS.size() ? OPS.get(number) : Op.UNKNOWN;
            result.add(new Code(offset, op, info, operand(op, offset, info, in, version, frameOffset, result)));
        }
        return result;
    }

    private static long operand(
            Op op, int offset, int info, ByteCursor in, int version, int frameOffset, List<Code> before)
            throws FormatException {
        return switch (op) {
            case ALLOC_LARGE -> info == 0 ? in.u16() * 8L : in.u32();
            case ALLOC_SMALL -> info * 8L + 8;
            case SET_FPREG -> frameOffset;
            case SAVE_NONVOL -> in.u16() * 8L;
            case SAVE_XMM128 -> in.u16() * 16L;
            case SAVE_NONVOL_FAR, SAVE_XMM128_FAR -> in.u32();
            case EPILOG -> {
                if (version == 1) {
                    yield in.u16(); // the number meant something else then, of two slots
                }
                boolean isFirst = before.isEmpty();
                yield isFirst ? offset : info << 8 | offset;
            }
            case SPARE -> in.u16();
            case PUSH_NONVOL, PUSH_MACHFRAME, UNKNOWN -> 0;
        };
    }
}
