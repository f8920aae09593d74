// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.MsfBuilder;
import dev.symkit.testkit.TpiBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Builds PDBs with types, typedefs, one object file with functions, and a section of code at 0x1000 and one of data at 0x3000. */
final class SmallPdb {
    static final int END = 6;
    static final int FUNCTION = 0x1110;
    static final int MANAGED = 0x112A;

    private static final int MODULE_STREAM = 9;

    private final TpiBuilder types = new TpiBuilder();
    private final LittleEndian records = new LittleEndian();
    private final List<Long> globals = new ArrayList<>();
    private final LittleEndian symbols = new LittleEndian().u32(4);

    TpiBuilder types() {
        return types;
    }

    private static byte[] record(int kind, Consumer<LittleEndian> payload) {
        LittleEndian body = new LittleEndian().u16(kind);
        payload.accept(body);
        while ((body.size() + 2) % 4 != 0) {
            body.u8(0);
        }
        return new LittleEndian().u16(body.size()).bytes(body.toByteArray()).toByteArray();
    }

    /** Adds a record to the globals. */
    SmallPdb global(int kind, Consumer<LittleEndian> payload) {
        globals.add((long) records.size());
        records.bytes(record(kind, payload));
        return this;
    }

    SmallPdb typedef(String name, long type) {
        return global(0x1108, out -> out.u32(type).nulTerminated(name));
    }

    /** Adds a record to the object file; gives its offset. */
    int symbol(int kind, Consumer<LittleEndian> payload) {
        int at = symbols.size();
        symbols.bytes(record(kind, payload));
        return at;
    }

    /** Adds a function of 0x40 bytes and a reference to it, named as it is or as said. */
    SmallPdb function(int kind, String name, String reference, long type, long offset) {
        int at = symbol(kind, out -> {
            out.u32(0).u32(0).u32(0).u32(0x40).u32(0).u32(0x40).u32(type);
            out.u32(offset).u16(1).u8(0);
            if (kind == MANAGED) {
                out.u16(0);
            }
            out.nulTerminated(name);
        });
        int referenceKind = kind == MANAGED ? 0x1129 : 0x1125;
        return global(referenceKind, out -> out.u32(0).u32(at).u16(1).nulTerminated(reference));
    }

    void end() {
        symbol(END, out -> {});
    }

    /** All entries in one bucket, in the form without a bitmap. */
    private static byte[] table(List<Long> offsets) {
        LittleEndian out = new LittleEndian()
                .u32(0xFFFFFFFFL)
                .u32(0xF12F091AL)
                .u32(offsets.size() * 8L)
                .u32(0);
        offsets.forEach(at -> out.u32(at + 1).u32(1));
        return out.toByteArray();
    }

    private static LittleEndian section(LittleEndian into, String name, long rva, int size) {
        int at = into.size();
        return into.text(name)
                .padTo(at + 8)
                .u32(size)
                .u32(rva)
                .u32(size)
                .padTo(at + 36)
                .u32(0);
    }

    private byte[] dbi() {
        LittleEndian module = new LittleEndian().padTo(34).u16(MODULE_STREAM);
        module.u32(symbols.size())
                .padTo(64)
                .nulTerminated("a.obj")
                .nulTerminated("a.obj")
                .pad(4);
        LittleEndian out = new LittleEndian().u32(0xFFFFFFFFL).u32(19990903).u32(1);
        out.u16(5).u16(0).u16(6).u16(0).u16(7).u16(0);
        out.u32(module.size()).padTo(48).u32(22).padTo(58).u16(0x14C).u32(0);
        out.bytes(module.toByteArray());
        for (int slot = 0; slot < 11; slot++) {
            out.u16(slot == 5 ? 8 : 0xFFFF);
        }
        return out.toByteArray();
    }

    byte[] build() {
        LittleEndian info = new LittleEndian().u32(20000404).u32(1).u32(1);
        info.guid(new UUID(1, 2)).u32(0).u32(0).u32(1).u32(0).u32(0).u32(0);
        LittleEndian sections = section(section(new LittleEndian(), ".text", 0x1000, 0x1000), ".data", 0x3000, 0x100);
        MsfBuilder msf = MsfBuilder.big(512);
        msf.stream(new byte[0]).stream(info.toByteArray()).stream(types.build()).stream(dbi());
        msf.stream(new byte[0]).stream(table(globals)).stream(new byte[0]);
        msf.stream(records.toByteArray()).stream(sections.toByteArray()).stream(symbols.toByteArray());
        return msf.build();
    }
}
