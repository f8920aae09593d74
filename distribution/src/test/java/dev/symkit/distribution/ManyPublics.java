// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.MsfBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Makes a PDB with as many public symbols as a test wants: {@code symbol_0}, {@code symbol_1} and so on, in order of their addresses. */
final class ManyPublics {
    private static final int PUB32 = 0x110E;
    private static final int CODE = 2;
    private static final int STEP = 16;
    private static final int SECTION_HEADERS = 8;

    private ManyPublics() {}

    /** Writes the file. */
    static Path write(Path file, int count) throws IOException {
        LittleEndian records = new LittleEndian();
        LittleEndian entries = new LittleEndian();
        LittleEndian addresses = new LittleEndian();
        for (int i = 0; i < count; i++) {
            entries.u32(records.size() + 1L).u32(1);
            addresses.u32(records.size());
            LittleEndian body = new LittleEndian().u16(PUB32).u32(CODE).u32((long) i * STEP);
            body.u16(1).nulTerminated("symbol_" + i);
            while ((body.size() + 2) % 4 != 0) {
                body.u8(0);
            }
            records.u16(body.size()).bytes(body.toByteArray());
        }
        LittleEndian table = table(entries);
        LittleEndian publics = new LittleEndian().u32(table.size()).u32(addresses.size());
        publics.padTo(28).bytes(table.toByteArray()).bytes(addresses.toByteArray());
        LittleEndian info = new LittleEndian().u32(20000404).u32(1).u32(1).guid(new UUID(1, 2));
        MsfBuilder msf = MsfBuilder.big(4096);
        msf.stream(new byte[0]).stream(
                info.u32(0).u32(0).u32(1).u32(0).u32(0).u32(0).toByteArray())
                .zeros(56)
                .stream(dbi())
                .stream(new byte[0])
                .stream(table(new LittleEndian()).toByteArray())
                .stream(publics.toByteArray())
                .stream(records.toByteArray())
                .stream(text((long) count * STEP));
        return Files.write(file, msf.build());
    }

    /** A hash table of which all entries are in one bucket. */
    private static LittleEndian table(LittleEndian entries) {
        return new LittleEndian()
                .u32(0xFFFFFFFFL)
                .u32(0xF12F091AL)
                .u32(entries.size())
                .u32(0)
                .bytes(entries.toByteArray());
    }

    private static byte[] dbi() {
        LittleEndian out = new LittleEndian().u32(0xFFFFFFFFL).u32(19990903).u32(1);
        out.u16(5).u16(0).u16(6).u16(0).u16(7).u16(0).padTo(48);
        out.u32(22).u32(0).u16(0).u16(0x8664).u32(0);
        for (int slot = 0; slot < 11; slot++) {
            out.u16(slot == 5 ? SECTION_HEADERS : 0xFFFF);
        }
        return out.toByteArray();
    }

    private static byte[] text(long size) {
        LittleEndian out = new LittleEndian().text(".text").padTo(8).u32(size).u32(0x1000);
        return out.u32(size).padTo(36).u32(0x60000020).toByteArray();
    }
}
