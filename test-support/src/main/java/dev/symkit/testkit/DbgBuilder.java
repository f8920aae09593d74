// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.util.ArrayList;
import java.util.List;

/** Builds separate debug files (.dbg): header, section headers, exported names, debug directory and its data. */
public final class DbgBuilder {
    private final List<byte[]> headers = new ArrayList<>();
    private final LittleEndian names = new LittleEndian();
    private final List<Entry> entries = new ArrayList<>();
    private int flags;
    private long timestamp = 0x37CDB039;
    private long sizeOfImage = 0x62040;
    private long checksum;
    private int sections = 2;
    private long alignment = 0x1000;

    /** Sets the flags. */
    public DbgBuilder flags(int value) {
        flags = value;
        return this;
    }

    /** Sets the timestamp. */
    public DbgBuilder timestamp(long value) {
        timestamp = value;
        return this;
    }

    /** Sets the checksum of the image. */
    public DbgBuilder checksum(long value) {
        checksum = value;
        return this;
    }

    /** Sets the size of image. */
    public DbgBuilder sizeOfImage(long value) {
        sizeOfImage = value;
        return this;
    }

    /** Sets the number of section headers. */
    public DbgBuilder sections(int value) {
        sections = value;
        return this;
    }

    /** Sets the section alignment. */
    public DbgBuilder alignment(long value) {
        alignment = value;
        return this;
    }

    private record Entry(int type, LittleEndian data) {}

    /** Adds a section with its header; without any there are headers of zeros. */
    public DbgBuilder section(String name, long rva, long size, long characteristics) {
        LittleEndian header = new LittleEndian().text(name).padTo(8);
        header.u32(size).u32(rva).u32(size).padTo(36).u32(characteristics);
        headers.add(header.toByteArray());
        return sections(headers.size());
    }

    /** Adds an exported name. */
    public DbgBuilder exportedName(String name) {
        names.nulTerminated(name);
        return this;
    }

    /** Adds an entry to the debug directory. */
    public DbgBuilder entry(int type, byte[] data) {
        entries.add(new Entry(type, new LittleEndian().bytes(data)));
        return this;
    }

    /** Gives the file. */
    public byte[] build() {
        LittleEndian out = new LittleEndian();
        out.text("DI")
                .u16(flags)
                .u16(0x14C)
                .u16(0x0302)
                .u32(timestamp)
                .u32(checksum)
                .u32(0x400000);
        out.u32(sizeOfImage).u32(sections).u32(names.size()).u32(28L * entries.size());
        out.u32(alignment).padTo(48);
        headers.forEach(out::bytes);
        out.padTo(48 + 40 * sections).bytes(names.toByteArray());
        int position = out.size() + 28 * entries.size();
        for (Entry entry : entries) {
            out.u32(0).u32(timestamp).u32(0).u32(entry.type());
            out.u32(entry.data().size()).u32(0).u32(position);
            position += entry.data().size();
        }
        entries.forEach(entry -> out.bytes(entry.data().toByteArray()));
        return out.toByteArray();
    }
}
