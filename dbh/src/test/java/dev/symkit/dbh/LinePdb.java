// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import dev.symkit.testkit.LittleEndian;
import dev.symkit.testkit.MsfBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds PDBs of object files with lines. There is one section of 0x8000 bytes at 0x1000. */
final class LinePdb {
    private static final int NAMES = 5;
    private static final int SECTIONS = 6;
    private static final int FIRST_FREE = 7;
    private static final long SECTION_RVA = 0x1000;
    private static final int NONE = 0xFFFF;

    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final LittleEndian stringBytes = new LittleEndian().u8(0);
    private final List<ObjectFile> objects = new ArrayList<>();
    private final List<byte[]> extra = new ArrayList<>();
    private final int[] slots = new int[11];
    private int machine = 0x14C;

    LinePdb() {
        java.util.Arrays.fill(slots, NONE);
    }

    /** An object file: one piece of code, with rows of several sources. */
    final class ObjectFile {
        private final String name;
        private final long offset;
        private final long size;
        private final LittleEndian blocks = new LittleEndian();
        private final List<String> sources = new ArrayList<>();

        private ObjectFile(String name, long offset, long size) {
            this.name = name;
            this.offset = offset;
            this.size = size;
        }

        /** Adds rows of a source: distance from the start of the code, line, and so on. */
        ObjectFile rows(String source, long... rows) {
            int file = sources.indexOf(source);
            if (file < 0) {
                file = sources.size();
                sources.add(source);
            }
            blocks.u32(8L * file).u32(rows.length / 2).u32(12 + 4L * rows.length);
            for (long value : rows) {
                blocks.u32(value);
            }
            return this;
        }

        private byte[] lines() {
            LittleEndian checksums = new LittleEndian();
            sources.forEach(source -> checksums.u32(string(source)).u8(0).u8(0).u16(0));
            LittleEndian all =
                    new LittleEndian().u32(0xF4).u32(checksums.size()).bytes(checksums.toByteArray());
            all.u32(0xF2).u32(12L + blocks.size());
            return all.u32(offset)
                    .u16(1)
                    .u16(0)
                    .u32(size)
                    .bytes(blocks.toByteArray())
                    .toByteArray();
        }

        private byte[] contribution(int number) {
            return new LittleEndian()
                    .u16(1)
                    .u16(0)
                    .u32(offset)
                    .u32(size)
                    .u32(0x60000020)
                    .u16(number)
                    .u16(0)
                    .u32(0)
                    .u32(0)
                    .toByteArray();
        }
    }

    /** Adds an object file. */
    ObjectFile object(String name, long offset, long size) {
        ObjectFile object = new ObjectFile(name, offset, size);
        objects.add(object);
        return object;
    }

    /** Sets the machine. */
    LinePdb machine(int value) {
        machine = value;
        return this;
    }

    /** Adds a stream to a slot of the debug header. */
    LinePdb slot(int slot, byte[] content) {
        slots[slot] = FIRST_FREE + extra.size();
        extra.add(content);
        return this;
    }

    /** The offset of a string in the string table. */
    int string(String text) {
        return strings.computeIfAbsent(text, key -> {
            int at = stringBytes.size();
            stringBytes.nulTerminated(key);
            return at;
        });
    }

    private static LittleEndian info() {
        LittleEndian out = new LittleEndian().u32(20000404).u32(1).u32(1).padTo(28);
        out.u32(7)
                .nulTerminated("/names")
                .u32(1)
                .u32(1)
                .u32(1)
                .u32(1)
                .u32(0)
                .u32(0)
                .u32(NAMES);
        return out.u32(0);
    }

    private byte[] names() {
        LittleEndian out = new LittleEndian().u32(0xEFFEEFFEL).u32(1).u32(stringBytes.size());
        return out.bytes(stringBytes.toByteArray())
                .u32(1)
                .u32(0)
                .u32(strings.size())
                .toByteArray();
    }

    private static byte[] sections() {
        return new LittleEndian()
                .text(".text")
                .padTo(8)
                .u32(0x8000)
                .u32(SECTION_RVA)
                .u32(0x8000)
                .u32(0x400)
                .padTo(40)
                .toByteArray();
    }

    private LittleEndian files() {
        LittleEndian counts = new LittleEndian();
        LittleEndian offsets = new LittleEndian();
        LittleEndian paths = new LittleEndian();
        for (ObjectFile object : objects) {
            counts.u16(object.sources.size());
            for (String source : object.sources) {
                offsets.u32(paths.size());
                paths.nulTerminated(source);
            }
        }
        LittleEndian files = new LittleEndian().u16(objects.size()).u16(offsets.size() / 4);
        files.padTo(4 + 2 * objects.size()).bytes(counts.toByteArray());
        files.bytes(offsets.toByteArray()).bytes(paths.toByteArray()).pad(4);
        return files;
    }

    private byte[] dbi(List<byte[]> lines) {
        LittleEndian modules = new LittleEndian();
        LittleEndian contributions = new LittleEndian().u32(0xF12EBA2DL);
        for (int i = 0; i < objects.size(); i++) {
            ObjectFile object = objects.get(i);
            byte[] contribution = object.contribution(i);
            contributions.bytes(contribution);
            modules.u32(0).bytes(contribution).u16(0).u16(FIRST_FREE + extra.size() + i);
            modules.u32(4)
                    .u32(0)
                    .u32(lines.get(i).length)
                    .u16(object.sources.size())
                    .u16(0);
            modules.u32(0)
                    .u32(0)
                    .u32(0)
                    .nulTerminated(object.name)
                    .nulTerminated("")
                    .pad(4);
        }
        LittleEndian files = files();
        slots[5] = SECTIONS;
        LittleEndian out = new LittleEndian().u32(0xFFFFFFFFL).u32(19990903).u32(1);
        out.u16(NONE).u16(0).u16(NONE).u16(0).u16(NONE).u16(0);
        out.u32(modules.size())
                .u32(contributions.size())
                .u32(0)
                .u32(files.size())
                .u32(0)
                .u32(0);
        out.u32(2L * slots.length).u32(0).u16(0).u16(machine).u32(0);
        out.bytes(modules.toByteArray()).bytes(contributions.toByteArray()).bytes(files.toByteArray());
        for (int slot : slots) {
            out.u16(slot);
        }
        return out.toByteArray();
    }

    /** Gives the file. */
    byte[] build() {
        List<byte[]> lines = objects.stream().map(ObjectFile::lines).toList();
        MsfBuilder msf = MsfBuilder.big(4096).stream(new byte[0]).stream(info().toByteArray());
        msf.zeros(56).stream(dbi(lines)).zeros(0).stream(names()).stream(sections());
        extra.forEach(msf::stream);
        for (byte[] content : lines) {
            msf.stream(new LittleEndian().u32(4).bytes(content).u32(0).toByteArray());
        }
        return msf.build();
    }

    /** Writes the file. */
    void write(Path path) throws IOException {
        Files.write(path, build());
    }
}
