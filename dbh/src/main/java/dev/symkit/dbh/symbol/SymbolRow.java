// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import dev.symkit.dbh.show.Hex;
import dev.symkit.dbh.show.Row;

/**
 * A symbol with all that DbgHelp tells of it (dbh.md 2.1). Immutable.
 *
 * @param name as it is shown
 * @param address where it is, or its offset from a register; of a 32-bit offset the sign is kept
 * @param size in bytes; 0 if unknown
 * @param flags what the other fields mean (dbh.md 4.2)
 * @param type index of its type; 0 if it has none
 * @param moduleBase where its module is
 * @param value of a constant; a token; an offset
 * @param register number of the register that it is in or relative to
 * @param tag its kind
 * @param index its number in this session
 */
public record SymbolRow(
        String name,
        long address,
        long size,
        int flags,
        long type,
        long moduleBase,
        long value,
        int register,
        int tag,
        long index)
        implements Row {
    /** The value of a constant is known. */
    public static final int VALUE_PRESENT = 0x1;
    /** In a register. */
    public static final int REGISTER = 0x8;
    /** At an offset from a register. */
    public static final int REGISTER_RELATIVE = 0x10;
    /** At an offset from the frame. */
    public static final int FRAME_RELATIVE = 0x20;
    /** A parameter. */
    public static final int PARAMETER = 0x40;
    /** Of a function. */
    public static final int LOCAL = 0x80;
    /** A constant. */
    public static final int CONSTANT = 0x100;
    /** An export. */
    public static final int EXPORT = 0x200;
    /** An export that stands for one of another module. */
    public static final int FORWARDER = 0x400;
    /** Made up by the user. */
    public static final int VIRTUAL = 0x1000;
    /** A thunk. */
    public static final int THUNK = 0x2000;
    /** At an offset in the memory of a thread. */
    public static final int TLS_RELATIVE = 0x4000;
    /** In a slot. */
    public static final int SLOT = 0x8000;
    /** What a managed method has. */
    public static final int MANAGED = 0x60000;
    /** Nowhere. */
    public static final int NULL = 0x80000;
    /** Does not return. */
    public static final int NO_RETURN = 0x100000;
    /** A public symbol of code. */
    public static final int PUBLIC_CODE = 0x400000;

    /** The same symbol under another name. */
    public SymbolRow named(String shown) {
        return shown.equals(name)
                ? this
                : new SymbolRow(shown, address, size, flags, type, moduleBase, value, register, tag, index);
    }

    /** The same symbol at another place, of another size and type. */
    public SymbolRow placed(long start, long bytes, long ofType) {
        return new SymbolRow(name, start, bytes, flags, ofType, moduleBase, value, register, tag, index);
    }

    /** The record: one field on each line. */
    @Override
    public void text(StringBuilder into) {
        into.append("   name : ").append(name).append('\n');
        into.append("   addr : ").append(Hex.address(address)).append('\n');
        into.append("   size : ").append(Hex.of(size)).append('\n');
        into.append("  flags : ").append(Integer.toHexString(flags)).append('\n');
        into.append("   type : ").append(Hex.of(type)).append('\n');
        into.append("modbase : ").append(Hex.address(moduleBase)).append('\n');
        into.append("  value : ").append(Hex.address(value)).append('\n');
        into.append("    reg : ").append(Integer.toHexString(register)).append('\n');
        into.append("  scope : ").append(Tag.name(0)).append(" (0)\n");
        into.append("    tag : ")
                .append(Tag.name(tag))
                .append(" (")
                .append(Integer.toHexString(tag))
                .append(")\n");
        into.append("  index : ").append(Hex.of(index)).append('\n');
    }

    @Override
    public void fields(Fields into) {
        into.text("name", name);
        into.number("addr", address);
        into.number("size", size);
        into.number("flags", flags);
        into.number("type", type);
        into.number("modbase", moduleBase);
        into.number("value", value);
        into.number("reg", register);
        into.text("scope", Tag.name(0));
        into.text("tag", Tag.name(tag));
        into.number("index", index);
    }
}
