// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Slice;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code S_DEFRANGE} kinds: where the variable of the {@link LocalSymbol} in front lives while the code of a range runs.
 *
 * <p>Payload: the place, which depends on the kind; then, except in the kinds that end in {@code FULL_SCOPE}, the range of u32
 * offset, u16 segment, u16 length, and gaps of u16 offset and u16 length up to the end of the record. Source: microsoft-pdb,
 * {@code cvinfo.h}, {@code DEFRANGESYM} and following; numbers above 0x1168 from LLVM and observation.
 *
 * @param kind number of the kind
 * @param place where the variable lives
 * @param range the code; {@link Range#FULL_SCOPE} for all of the scope
 * @param gaps parts of the range where it does not live there
 */
public record DefRangeSymbol(int kind, Place place, Range range, List<Gap> gaps) implements Symbol {
    /** Keeps a copy of the list. */
    public DefRangeSymbol {
        gaps = List.copyOf(gaps);
    }

    /** Where a variable lives. */
    public sealed interface Place permits Computed, InRegister, InFrame, AtRegister, InShader, Fixed, AtAddress {}

    /**
     * What a program of a debugger computes.
     *
     * @param program offset of the program in the string table
     * @param offsetInVariable first byte of the variable that is meant, 0 for all of it
     */
    public record Computed(long program, long offsetInVariable) implements Place {}

    /**
     * In a register.
     *
     * @param register its number, by machine
     * @param attributes bit 0 may have no name
     * @param offsetInVariable first byte of the variable that is meant, 0 for all of it
     */
    public record InRegister(int register, int attributes, int offsetInVariable) implements Place {}

    /**
     * In the frame.
     *
     * @param offset bytes from the base register that {@link FrameProcSymbol} names, signed
     */
    public record InFrame(int offset) implements Place {}

    /**
     * At a distance from a register; in {@code S_DEFRANGE_REGISTER_REL_INDIR} the address of the variable is there.
     *
     * @param register its number, by machine
     * @param flags bit 0 a member of a type that was split, bits 4 to 15 its offset in the variable
     * @param offset bytes from the register, signed
     */
    public record AtRegister(int register, int flags, int offset) implements Place {
        /** First byte of the variable that is meant. */
        public int offsetInVariable() {
            return flags >>> 4;
        }
    }

    /**
     * In a register of a graphics processor.
     *
     * @param registerType kind of the register
     * @param flags number of indices, and whether it was split
     * @param offsetInVariable first byte of the variable that is meant
     * @param size bytes
     * @param data what follows the range
     */
    public record InShader(int registerType, int flags, int offsetInVariable, int size, Slice data) implements Place {}

    /**
     * Nowhere; its value is fixed.
     *
     * @param value four or eight bytes, little-endian
     */
    public record Fixed(Slice value) implements Place {}

    /**
     * At an address of the image.
     *
     * @param offset bytes from the start of the section, unsigned 32-bit
     * @param segment 1-based section number
     */
    public record AtAddress(long offset, int segment) implements Place {}

    /**
     * Code.
     *
     * @param offset bytes from the start of the section, unsigned 32-bit
     * @param segment 1-based section number
     * @param length bytes
     */
    public record Range(long offset, int segment, int length) {
        /** All of the scope that encloses the variable. */
        public static final Range FULL_SCOPE = new Range(0, 0, 0);
    }

    /**
     * A part of a range.
     *
     * @param offset bytes from the start of the range
     * @param length bytes
     */
    public record Gap(int offset, int length) {}

    static DefRangeSymbol decode(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        return switch (body.kind()) {
            case SymbolKinds.S_DEFRANGE -> ranged(body, new Computed(in.u32(), 0));
            case SymbolKinds.S_DEFRANGE_SUBFIELD -> ranged(body, new Computed(in.u32(), in.u32()));
            case SymbolKinds.S_DEFRANGE_REGISTER -> ranged(body, new InRegister(in.u16(), in.u16(), 0));
            case SymbolKinds.S_DEFRANGE_SUBFIELD_REGISTER ->
                ranged(body, new InRegister(in.u16(), in.u16(), in.i32() & 0xFFF));
            case SymbolKinds.S_DEFRANGE_FRAMEPOINTER_REL -> ranged(body, new InFrame(in.i32()));
            case SymbolKinds.S_DEFRANGE_REGISTER_REL, SymbolKinds.S_DEFRANGE_REGISTER_REL_INDIR ->
                ranged(body, new AtRegister(in.u16(), in.u16(), in.i32()));
            case SymbolKinds.S_DEFRANGE_FRAMEPOINTER_REL_FULL_SCOPE -> whole(body, new InFrame(in.i32()));
            case SymbolKinds.S_DEFRANGE_CONSTVAL_FULL_SCOPE -> whole(body, new Fixed(in.raw(in.remaining())));
            case SymbolKinds.S_DEFRANGE_GLOBALSYM_FULL_SCOPE -> whole(body, new AtAddress(in.u32(), in.u16()));
            default -> shader(body);
        };
    }

    private static DefRangeSymbol whole(SymbolBody body, Place place) {
        return new DefRangeSymbol(body.kind(), place, Range.FULL_SCOPE, List.of());
    }

    private static DefRangeSymbol ranged(SymbolBody body, Place place) throws FormatException {
        ByteCursor in = body.in();
        Range range = range(in);
        List<Gap> gaps = new ArrayList<>(in.remaining() / 4);
        while (in.remaining() >= 4) {
            gaps.add(new Gap(in.u16(), in.u16()));
        }
        return new DefRangeSymbol(body.kind(), place, range, gaps);
    }

    private static DefRangeSymbol shader(SymbolBody body) throws FormatException {
        ByteCursor in = body.in();
        int registerType = in.u16();
        int flags = in.u16();
        int offset = in.u16();
        int size = in.u16();
        Range range = range(in);
        Place place = new InShader(registerType, flags, offset, size, in.raw(in.remaining()));
        return new DefRangeSymbol(body.kind(), place, range, List.of());
    }

    private static Range range(ByteCursor in) throws FormatException {
        return new Range(in.u32(), in.u16(), in.u16());
    }
}
