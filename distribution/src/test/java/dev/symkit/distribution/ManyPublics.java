// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.MsfBuilder;
import dev.symkit.testkit.PublicsBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Makes a PDB with as many public symbols as a test wants: {@code symbol_0}, {@code symbol_1} and so on, in order of their addresses. */
final class ManyPublics {
    private static final int STEP = 16;
    private static final int SECTION_HEADERS = 8;

    private ManyPublics() {}

    /** Writes the file. */
    static Path write(Path file, int count) throws IOException {
        PublicsBuilder symbols = new PublicsBuilder();
        for (int i = 0; i < count; i++) {
            symbols.add("symbol_" + i, (long) i * STEP);
        }
        LittleEndian info = new LittleEndian().u32(20000404).u32(1).u32(1).guid(new UUID(1, 2));
        MsfBuilder msf = MsfBuilder.big(4096);
        msf.stream(new byte[0]).stream(
                info.u32(0).u32(0).u32(1).u32(0).u32(0).u32(0).toByteArray())
                .zeros(56)
                .stream(dbi())
                .stream(new byte[0])
                .stream(symbols.globals())
                .stream(symbols.publics())
                .stream(symbols.records())
                .stream(text((long) count * STEP));
        return Files.write(file, msf.build());
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
