// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.MsfBuilder;
import dev.symkit.testkit.TpiBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Builds PDBs with symbols in object files, an index of globals, publics, types, and sections. */
final class SymbolPdb {
    /** Kinds of records. */
    static final int GPROC32 = 0x1110;

    static final int LPROC32 = 0x110F;
    static final int END = 6;
    static final int BLOCK32 = 0x1103;
    static final int LABEL32 = 0x1105;
    static final int THUNK32 = 0x1102;
    static final int CONSTANT = 0x1107;
    static final int UDT = 0x1108;
    static final int LDATA32 = 0x110C;
    static final int GDATA32 = 0x110D;
    static final int GTHREAD32 = 0x1113;
    static final int REGREL32 = 0x1111;
    static final int GMANPROC = 0x112A;
    static final int PUB32 = 0x110E;
    static final int PROCREF = 0x1125;

    /** The numbers of streams. */
    private static final int FIRST_MODULE_STREAM = 9;

    private static final int CODE = 0x60000020;

    private final List<Unit> units = new ArrayList<>();
    private final LittleEndian records = new LittleEndian();
    private final List<Long> globals = new ArrayList<>();
    private final List<Placed> publics = new ArrayList<>();
    private final LittleEndian sections = new LittleEndian();
    private final TpiBuilder types = new TpiBuilder();
    private int sectionCount;
    private boolean withContributions = true;

    private record Placed(int section, long offset, long at) {}

    /** An object file. */
    static final class Unit {
        final String name;
        final LittleEndian symbols = new LittleEndian().u32(4);
        final List<Long> contributions = new ArrayList<>();

        Unit(String name) {
            this.name = name;
        }

        /** Adds a record; gives its offset. */
        int add(int kind, Consumer<LittleEndian> payload) {
            int at = symbols.size();
            symbols.bytes(record(kind, payload));
            return at;
        }

        /** Adds a procedure, without its end. */
        int procedure(int kind, String name, long type, int section, long offset, long length) {
            return add(
                    kind,
                    out -> out.u32(0)
                            .u32(0)
                            .u32(0)
                            .u32(length)
                            .u32(0)
                            .u32(length)
                            .u32(type)
                            .u32(offset)
                            .u16(section)
                            .u8(0)
                            .nulTerminated(name));
        }

        /** Ends the innermost scope. */
        void end() {
            add(END, out -> {});
        }

        /** Says that a part of a section comes from here. */
        Unit owns(int section, long offset, long size) {
            contributions.addAll(List.of((long) section, offset, size));
            return this;
        }
    }

    private static byte[] record(int kind, Consumer<LittleEndian> payload) {
        LittleEndian body = new LittleEndian().u16(kind);
        payload.accept(body);
        while ((body.size() + 2) % 4 != 0) {
            body.u8(0);
        }
        return new LittleEndian().u16(body.size()).bytes(body.toByteArray()).toByteArray();
    }

    /** The types. */
    TpiBuilder types() {
        return types;
    }

    /** Adds a section. */
    SymbolPdb section(String name, long rva, long size) {
        sections.text(name)
                .pad(8)
                .u32(size)
                .u32(rva)
                .u32(size)
                .u32(0)
                .u32(0)
                .u32(0)
                .u16(0)
                .u16(0);
        sections.u32(name.equals(".text") ? CODE : 0xC0000040L);
        sectionCount++;
        return this;
    }

    /** Leaves out which object file each part of a section comes from. */
    SymbolPdb withoutContributions() {
        withContributions = false;
        return this;
    }

    /** Adds an object file. */
    Unit unit(String name) {
        Unit unit = new Unit(name);
        units.add(unit);
        return unit;
    }

    /** Adds a record to the index of globals; gives its offset. */
    int global(int kind, Consumer<LittleEndian> payload) {
        int at = records.size();
        records.bytes(record(kind, payload));
        globals.add((long) at);
        return at;
    }

    /** Adds a reference to a procedure. */
    void reference(String name, int unit, int at) {
        global(PROCREF, out -> out.u32(0).u32(at).u16(unit + 1).nulTerminated(name));
    }

    /** Adds data to the index of globals. */
    void data(int kind, String name, long type, int section, long offset) {
        global(kind, out -> out.u32(type).u32(offset).u16(section).nulTerminated(name));
    }

    /** Adds a public of code. */
    SymbolPdb pub(String name, int section, long offset) {
        return pub(name, section, offset, 2);
    }

    /** Adds a public. */
    SymbolPdb pub(String name, int section, long offset, int flags) {
        publics.add(new Placed(section, offset, records.size()));
        records.bytes(
                record(PUB32, out -> out.u32(flags).u32(offset).u16(section).nulTerminated(name)));
        return this;
    }

    /** A hash table in which all entries are in one bucket. */
    private static LittleEndian table(List<Long> offsets) {
        LittleEndian out = new LittleEndian()
                .u32(0xFFFFFFFFL)
                .u32(0xF12F091AL)
                .u32(offsets.size() * 8L)
                .u32(0);
        offsets.forEach(at -> out.u32(at + 1).u32(1));
        return out;
    }

    private byte[] publicsStream() {
        LittleEndian table = table(publics.stream().map(Placed::at).toList());
        LittleEndian out =
                new LittleEndian().u32(table.size()).u32(publics.size() * 4L).padTo(28);
        out.bytes(table.toByteArray());
        publics.stream()
                .sorted(Comparator.comparingInt(Placed::section).thenComparingLong(Placed::offset))
                .forEach(placed -> out.u32(placed.at()));
        return out.toByteArray();
    }

    private byte[] dbi() {
        LittleEndian modules = new LittleEndian();
        LittleEndian contributions = new LittleEndian().u32(0xF12EBA2DL);
        for (int i = 0; i < units.size(); i++) {
            Unit unit = units.get(i);
            int at = modules.size();
            modules.u32(0).u16(0xFFFF).padTo(at + 32).u16(0).u16(FIRST_MODULE_STREAM + i);
            modules.u32(unit.symbols.size()).padTo(at + 64);
            modules.nulTerminated(unit.name).nulTerminated(unit.name).pad(4);
            for (int c = 0; withContributions && c < unit.contributions.size(); c += 3) {
                contributions.u16(unit.contributions.get(c).intValue()).u16(0);
                contributions.u32(unit.contributions.get(c + 1)).u32(unit.contributions.get(c + 2));
                contributions.u32(CODE).u16(i).u16(0).u32(0).u32(0);
            }
        }
        LittleEndian out = new LittleEndian().u32(0xFFFFFFFFL).u32(19990903).u32(1);
        out.u16(5).u16(0).u16(6).u16(0).u16(7).u16(0);
        out.u32(modules.size())
                .u32(contributions.size())
                .u32(0)
                .u32(0)
                .u32(0)
                .u32(0)
                .u32(22)
                .u32(0);
        out.u16(0).u16(0x14C).u32(0);
        out.bytes(modules.toByteArray()).bytes(contributions.toByteArray());
        for (int slot = 0; slot < 11; slot++) {
            out.u16(slot == 5 && sectionCount > 0 ? 8 : 0xFFFF);
        }
        return out.toByteArray();
    }

    /** Gives the file. */
    byte[] build() {
        LittleEndian info = new LittleEndian().u32(20000404).u32(1).u32(1);
        info.guid(new UUID(1, 2)).u32(0).u32(0).u32(1).u32(0).u32(0).u32(0);
        MsfBuilder msf = MsfBuilder.big(512);
        msf.stream(new byte[0]).stream(info.toByteArray()).stream(types.build()).stream(dbi());
        msf.stream(new byte[0]).stream(table(globals).toByteArray()).stream(publicsStream());
        msf.stream(records.toByteArray()).stream(sections.toByteArray());
        units.forEach(unit -> msf.stream(unit.symbols.toByteArray()));
        return msf.build();
    }
}
