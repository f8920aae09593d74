// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dump;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.pe.PeFile;
import dev.symkit.testkit.KernelDumpBuilder;
import dev.symkit.testkit.MinidumpBuilder;
import java.io.IOException;
import java.util.UUID;

/** Dumps for tests, and a walk over everything that one holds. */
final class Dumps {
    static final UUID GUID = UUID.fromString("3249d99d-0c40-4931-8610-f4e4fb0b6936");
    static final long HIGH = 0xFFFFF80012340000L;

    private Dumps() {}

    static Minidump mini(byte[] content) throws IOException {
        return Minidump.open(ByteSource.of("a.dmp", content));
    }

    static KernelDump kernel(byte[] content) throws IOException {
        return KernelDump.open(ByteSource.of("k.dmp", content));
    }

    static MinidumpBuilder minidump() {
        return new MinidumpBuilder()
                .system(9, 2, "Service Pack 1")
                .rsds(GUID, 2, "C:\\out\\app.pdb")
                .module("C:\\out\\app.exe", 0x140000000L, 0x9000, 0x5AB38077)
                .nb10(0x37CDB039, 3, "old.pdb")
                .misc("old.dbg")
                .module("old.dll", 0x10000000L, 0x1000, 0xFEDCBA98L)
                .module("/usr/lib/none.so", 0x7F0000000000L, 0x2000, 0)
                .unloaded("gone.dll", 0x20000000L, 0x3000, 0x11223344)
                .memory(0x140000000L, new byte[] {1, 2, 3, 4})
                .memory64(0x140000004L, new byte[] {5, 6})
                .memory64(HIGH, new byte[] {7});
    }

    static KernelDumpBuilder triage(boolean wide) {
        KernelDumpBuilder dump = wide ? KernelDumpBuilder.bits64() : KernelDumpBuilder.bits32();
        return dump.comment("made for a test")
                .driver("ntoskrnl.exe", wide ? HIGH : 0x82A05000L, 0x1046000, 0xA5B3F1, 0x8D2A7F00L)
                .driver("hal.dll", wide ? HIGH + 0x2000000 : 0x82E17000L, 0x37000, 0x3B5D1, 0x4CE7C669);
    }

    static int readAny(ByteSource source) throws IOException {
        if (KernelDump.recognise(source)) {
            KernelDump dump = KernelDump.open(source);
            return dump.summary().length()
                    + (dump.hasDriverList() ? dump.drivers().size() : 0);
        }
        Minidump dump = Minidump.open(source);
        int read = attempt(() -> dump.modules().size());
        read += attempt(() -> dump.unloadedModules().size());
        read += attempt(() -> dump.systemInfo().isPresent() ? 1 : 0);
        return read + attempt(() -> memory(dump.memory()));
    }

    private static int memory(DumpMemory memory) throws IOException {
        int read = 0;
        for (MemoryRange range : memory.ranges()) {
            byte[] start = new byte[(int) Math.min(64, memory.available(range.start()))];
            memory.read(range.start(), start, 0, start.length);
            ByteSource view = memory.view("image", range.start(), 0x10000);
            if (PeFile.recognise(view)) {
                read += attempt(() -> PeFile.open(view).codeViews().size());
            }
            read++;
        }
        return read;
    }

    private interface Part {
        int read() throws IOException;
    }

    private static int attempt(Part part) throws IOException {
        try {
            return part.read();
        } catch (FormatException refused) {
            check(refused);
            return 0;
        }
    }

    static void check(FormatException refused) {
        if (refused.offset() < 0) {
            throw new AssertionError("no place in " + refused.getMessage(), refused);
        }
    }
}
