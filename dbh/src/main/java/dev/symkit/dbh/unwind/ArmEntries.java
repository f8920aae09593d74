// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.unwind;

import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.dbh.show.Hex;
import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.Slice;
import dev.symkit.format.pe.Arm64Code;
import dev.symkit.format.pe.ArmUnwind;
import dev.symkit.format.pe.FunctionTable;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Shows unwind data of ARM64 code, and the words of that of ARM code. Immutable. */
final class ArmEntries {
    private final LoadedModule module;
    private final FunctionNames names;

    ArmEntries(LoadedModule module, FunctionNames names) {
        this.module = module;
        this.names = names;
    }

    /** The entry; empty if its code ends before the address. */
    Optional<UnwindEntry> show(UnwindSource source, UnwindSource.Found found, long rva) throws IOException {
        FunctionTable table = found.table();
        boolean thumb = table.form() == FunctionTable.Form.ARM;
        long begin = table.begin(found.index()) & (thumb ? -2L : -1L);
        long word = table.unwind(found.index());
        ArmUnwind unwind = ArmUnwind.decode(source.bytes(), table.form(), word);
        if (rva - begin >= unwind.length()) {
            return Optional.empty();
        }
        UnwindEntry.Facts facts = new UnwindEntry.Facts();
        if (thumb) {
            words(facts, source, unwind, word);
        } else if (unwind instanceof ArmUnwind.Packed64 packed) {
            packed(facts, packed);
        } else if (unwind instanceof ArmUnwind.Xdata xdata) {
            xdata(facts, xdata);
        }
        return Optional.of(new UnwindEntry(
                module.address(begin), module.address(begin + unwind.length()), names.at(begin), 0, facts.list()));
    }

    private static void packed(UnwindEntry.Facts facts, ArmUnwind.Packed64 packed) {
        facts.add("version", "packed")
                .add("flags", packed.fragment() ? "2 fragment" : "1")
                .add("frame", packed.frameSize())
                .add("RegF", packed.regF())
                .add("RegI", packed.regI())
                .add("H", packed.homes() ? 1 : 0)
                .add("CR", packed.cr());
    }

    private void xdata(UnwindEntry.Facts facts, ArmUnwind.Xdata xdata) throws IOException {
        facts.add("version", xdata.version())
                .add("flags", flags(xdata))
                .add("codes", xdata.codes().size());
        codes(facts, xdata.codes(), 0);
        for (ArmUnwind.Epilog epilog : xdata.epilogs()) {
            String start = epilog.start() < 0 ? "at end" : Hex.of(epilog.start());
            facts.add("epilog", start + " codes " + Hex.of(epilog.codeIndex()));
            codes(facts, xdata.codes(), epilog.codeIndex());
        }
        if (xdata.handler() != 0) {
            facts.add("handler", (Hex.of(xdata.handler()) + " " + names.at(xdata.handler())).strip());
        }
    }

    private static String flags(ArmUnwind.Xdata xdata) {
        String text = ((xdata.handler() != 0 ? "X " : "") + (xdata.singleEpilog() ? "E" : "")).strip();
        return text.isEmpty() ? "none" : text;
    }

    private static void codes(UnwindEntry.Facts facts, Slice bytes, int from) {
        for (Arm64Code code : Arm64Code.decode(bytes, from)) {
            facts.code(code.position(), text(code, bytes));
        }
    }

    private static String text(Arm64Code code, Slice bytes) {
        String name = code.op().name();
        return switch (code.op()) {
            case ALLOC, ADD_FP -> name + " " + Hex.of(code.operand());
            case ALLOC_Z -> name + " " + Hex.of(code.operand());
            case SAVE_R19R20_X, SAVE_REGP, SAVE_REGP_X ->
                name + pair('x', code.register(), code.register() + 1) + place(code);
            case SAVE_FPLR, SAVE_FPLR_X -> name + place(code);
            case SAVE_LRPAIR -> name + " x" + code.register() + ",lr" + place(code);
            case SAVE_REG, SAVE_REG_X -> name + " x" + code.register() + place(code);
            case SAVE_FREGP, SAVE_FREGP_X -> name + pair('d', code.register(), code.register() + 1) + place(code);
            case SAVE_FREG, SAVE_FREG_X -> name + " d" + code.register() + place(code);
            case SAVE_ANY_REG -> name + anyRegister(bytes.u8(code.position() + 1), bytes.u8(code.position() + 2));
            case RESERVED -> "? " + raw(code, bytes);
            default -> name;
        };
    }

    private static String pair(char kind, int first, int second) {
        return " " + kind + first + "," + kind + second;
    }

    /** Forms that move the stack pointer first have a distance below 0. */
    private static String place(Arm64Code code) {
        boolean moves = code.op().name().endsWith("_X");
        return " [sp" + (moves ? "-" : "+") + Hex.of(Math.abs(code.operand())) + "]" + (moves ? "!" : "");
    }

    /** Bits {@code 0pxrrrrr ssoooooo}: pair, moves the stack pointer, register, kind of register, offset. */
    private static String anyRegister(int first, int second) {
        char kind = "xdq?".charAt(second >>> 6);
        int register = first & 31;
        boolean moves = (first & 0x20) != 0;
        boolean isPair = (first & 0x40) != 0;
        long unit = kind == 'q' || isPair || moves ? 16 : 8;
        long distance = ((second & 63) + (moves ? 1 : 0)) * unit;
        String registers = isPair ? pair(kind, register, register + 1) : " " + kind + register;
        return registers + " [sp" + (moves ? "-" : "+") + Hex.of(distance) + "]" + (moves ? "!" : "");
    }

    private static String raw(Arm64Code code, Slice bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < code.size(); i++) {
            text.append(String.format(Locale.ROOT, "%02x", bytes.u8(code.position() + i)));
        }
        return text.toString();
    }

    /** ARM: the word of the table; of a record also its own words, up to the data of the handler. */
    private static void words(UnwindEntry.Facts facts, UnwindSource source, ArmUnwind unwind, long word)
            throws IOException {
        facts.add("word", word(word));
        if (unwind instanceof ArmUnwind.Xdata xdata) {
            long scopes = xdata.singleEpilog() ? 0 : xdata.epilogs().size();
            int head = source.bytes().cursor("xdata record", xdata.rva(), 4).i32();
            boolean extended = (head >>> 23) == 0;
            long size = 4 + (extended ? 4 : 0) + 4 * scopes + xdata.codes().size() + (xdata.handler() != 0 ? 4 : 0);
            ByteCursor in = source.bytes().cursor("xdata record", xdata.rva(), size);
            StringBuilder text = new StringBuilder();
            while (in.remaining() >= 4) {
                text.append(text.isEmpty() ? "" : " ").append(word(in.u32()));
            }
            facts.add("xdata", text.toString());
        }
    }

    private static String word(long value) {
        return String.format(Locale.ROOT, "%08x", value);
    }
}
