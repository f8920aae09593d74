// SPDX-License-Identifier: Apache-2.0
package dev.symkit.distribution;

import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.MsfBuilder;
import dev.symkit.testkit.PublicsBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;

/**
 * A PDB of more than a gigabyte, most of which is holes: many object files, each with one function of 0x100 bytes and the room that the
 * lines of a large source take.
 */
final class LargePdb {
    static final int OBJECTS = 1100;
    private static final int OBJECT_BYTES = 1 << 20;
    private static final int FIRST_MODULE_STREAM = 9;
    private static final int GPROC32 = 0x1110;
    private static final int PROCREF = 0x1125;
    private static final long FUNCTION = 0x100;
    private static final long CODE = 0x60000020L;

    private LargePdb() {}

    /** The symbols of an object file: a signature, a function, its end. */
    private static byte[] symbols(int object) {
        LittleEndian function = new LittleEndian().u16(GPROC32);
        function.u32(0).u32(0).u32(0).u32(FUNCTION).u32(0).u32(FUNCTION).u32(0);
        function.u32(object * FUNCTION).u16(1).u8(0).nulTerminated("function" + object);
        return new LittleEndian()
                .u32(4)
                .bytes(PublicsBuilder.record(function))
                .u16(2)
                .u16(6)
                .toByteArray();
    }

    private static PublicsBuilder index() {
        PublicsBuilder index = new PublicsBuilder();
        for (int i = 0; i < OBJECTS; i++) {
            String name = "function" + i;
            LittleEndian reference = new LittleEndian().u16(PROCREF).u32(0).u32(4);
            index.addGlobal(PublicsBuilder.record(reference.u16(i + 1).nulTerminated(name)));
            index.add("_" + name, i * FUNCTION);
        }
        return index;
    }

    private static byte[] dbi() {
        LittleEndian modules = new LittleEndian();
        LittleEndian contributions = new LittleEndian().u32(0xF12EBA2DL);
        for (int i = 0; i < OBJECTS; i++) {
            int at = modules.size();
            int bytes = symbols(i).length;
            modules.u32(0).u16(0xFFFF).padTo(at + 32).u16(0).u16(FIRST_MODULE_STREAM + i);
            modules.u32(bytes).u32(0).u32(OBJECT_BYTES - bytes).padTo(at + 64);
            modules.nulTerminated("object" + i + ".obj")
                    .nulTerminated("all.lib")
                    .pad(4);
            contributions.u16(1).u16(0).u32(i * FUNCTION).u32(FUNCTION);
            contributions.u32(CODE).u16(i).u16(0).u32(0).u32(0);
        }
        LittleEndian out = new LittleEndian().u32(0xFFFFFFFFL).u32(19990903).u32(1);
        out.u16(5).u16(0).u16(6).u16(0).u16(7).u16(0);
        out.u32(modules.size()).u32(contributions.size()).u32(0).u32(0).u32(0).u32(0);
        out.u32(22).u32(0).u16(0).u16(0x8664).u32(0);
        out.bytes(modules.toByteArray()).bytes(contributions.toByteArray());
        for (int slot = 0; slot < 11; slot++) {
            out.u16(slot == 5 ? 8 : 0xFFFF);
        }
        return out.toByteArray();
    }

    private static MsfBuilder.Image image() {
        PublicsBuilder index = index();
        LittleEndian info = new LittleEndian().u32(20000404).u32(1).u32(1);
        info.guid(new UUID(1, 2)).u32(0).u32(0).u32(1).u32(0).u32(0).u32(0);
        LittleEndian section = new LittleEndian().text(".text").pad(8);
        section.u32(OBJECTS * FUNCTION)
                .u32(0x1000)
                .u32(OBJECTS * FUNCTION)
                .padTo(36)
                .u32(CODE);
        MsfBuilder msf = MsfBuilder.big(4096);
        msf.stream(new byte[0]).stream(info.toByteArray()).stream(new byte[0]).stream(dbi());
        msf.stream(new byte[0]).stream(index.globals()).stream(index.publics());
        msf.stream(index.records()).stream(section.toByteArray());
        for (int i = 0; i < OBJECTS; i++) {
            msf.stream(symbols(i), OBJECT_BYTES);
        }
        return msf.image();
    }

    /** Writes one; the holes take no room on most file systems. */
    static void write(Path file) throws IOException {
        MsfBuilder.Image image = image();
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            for (Map.Entry<Long, byte[]> page : image.pages().entrySet()) {
                out.write(ByteBuffer.wrap(page.getValue()), page.getKey() * image.pageSize());
            }
            out.write(ByteBuffer.wrap(new byte[1]), image.size() - 1);
        }
    }
}
