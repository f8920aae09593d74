// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Builds user minidumps: header, the data, the stream directory at the end. */
public final class MinidumpBuilder {
    private static final int HEADER = 32;

    private record Entry(long type, long size, long offset) {}

    private final LittleEndian data = new LittleEndian();
    private final LittleEndian modules = new LittleEndian();
    private final LittleEndian unloaded = new LittleEndian();
    private final LittleEndian ranges = new LittleEndian();
    private final LittleEndian ranges64 = new LittleEndian();
    private final LittleEndian bytes64 = new LittleEndian();
    private final List<Entry> extra = new ArrayList<>();
    private boolean padded;
    private long codeViewSize;
    private long codeViewOffset;
    private long miscSize;
    private long miscOffset;

    /** Puts four bytes of padding after the counts of the module list and the memory list. */
    public MinidumpBuilder padded() {
        padded = true;
        return this;
    }

    /** Gives the next module an RSDS record. */
    public MinidumpBuilder rsds(UUID guid, long age, String path) {
        return codeView(new LittleEndian()
                .text("RSDS")
                .guid(guid)
                .u32(age)
                .nulTerminated(path)
                .toByteArray());
    }

    /** Gives the next module an NB10 record. */
    public MinidumpBuilder nb10(long signature, long age, String path) {
        return codeView(new LittleEndian()
                .text("NB10")
                .u32(0)
                .u32(signature)
                .u32(age)
                .nulTerminated(path)
                .toByteArray());
    }

    /** Gives the next module a CodeView record of any content. */
    public MinidumpBuilder codeView(byte[] record) {
        codeViewSize = record.length;
        codeViewOffset = place(record);
        return this;
    }

    /** Gives the next module a CodeView record at a place of the caller's choice. */
    public MinidumpBuilder codeViewAt(long offset, long size) {
        codeViewSize = size;
        codeViewOffset = offset;
        return this;
    }

    /** Gives the next module a MISC record with the name of a file. */
    public MinidumpBuilder misc(String name) {
        byte[] record = new LittleEndian()
                .u32(1)
                .u32(12 + name.length() + 1)
                .u32(0)
                .nulTerminated(name)
                .toByteArray();
        miscSize = record.length;
        miscOffset = place(record);
        return this;
    }

    /** Adds a module with file version 1.2.3.4 and product version 5.6.7.8, and the records set before. */
    public MinidumpBuilder module(String name, long base, long size, long timestamp) {
        modules.u32(base)
                .u32(base >>> 32)
                .u32(size)
                .u32(0xC0FFEE)
                .u32(timestamp)
                .u32(text(name));
        modules.u32(0xFEEF04BDL)
                .u32(0x10000)
                .u32(0x10002)
                .u32(0x30004)
                .u32(0x50006)
                .u32(0x70008);
        modules.u32(0x3F).u32(0x41).bytes(new byte[20]);
        modules.u32(codeViewSize)
                .u32(codeViewOffset)
                .u32(miscSize)
                .u32(miscOffset)
                .bytes(new byte[16]);
        codeViewSize = 0;
        codeViewOffset = 0;
        miscSize = 0;
        miscOffset = 0;
        return this;
    }

    /** Adds an unloaded module. */
    public MinidumpBuilder unloaded(String name, long base, long size, long timestamp) {
        unloaded.u32(base).u32(base >>> 32).u32(size).u32(0xBEEF).u32(timestamp).u32(text(name));
        return this;
    }

    /** Adds memory to the memory list. */
    public MinidumpBuilder memory(long address, byte[] content) {
        ranges.u32(address).u32(address >>> 32).u32(content.length).u32(place(content));
        return this;
    }

    /** Adds memory to the memory-64 list. */
    public MinidumpBuilder memory64(long address, byte[] content) {
        ranges64.u32(address).u32(address >>> 32).u32(content.length).u32(0);
        bytes64.bytes(content);
        return this;
    }

    /** Adds the system stream. */
    public MinidumpBuilder system(int processor, long platform, String servicePack) {
        long offset = servicePack.isEmpty() ? 0 : text(servicePack);
        LittleEndian system =
                new LittleEndian().u16(processor).u16(6).u16(0x3A09).u8(4).u8(1);
        system.u32(10).u32(0).u32(19045).u32(platform).u32(offset).padTo(56);
        return stream(7, system.toByteArray());
    }

    /** Adds a stream of any type. */
    public MinidumpBuilder stream(long type, byte[] content) {
        extra.add(new Entry(type, content.length, place(content)));
        return this;
    }

    /** Gives the file. */
    public byte[] build() {
        List<Entry> entries = new ArrayList<>(extra);
        LittleEndian body = new LittleEndian().bytes(data.toByteArray());
        if (modules.size() > 0) {
            entries.add(list(body, 4, modules, 108));
        }
        if (unloaded.size() > 0) {
            LittleEndian list = new LittleEndian().u32(12).u32(24).u32(unloaded.size() / 24);
            entries.add(new Entry(14, 12L + unloaded.size(), HEADER + (long) body.size()));
            body.bytes(list.toByteArray()).bytes(unloaded.toByteArray());
        }
        if (ranges.size() > 0) {
            entries.add(list(body, 5, ranges, 16));
        }
        if (ranges64.size() > 0) {
            long size = 16L + ranges64.size();
            entries.add(new Entry(9, size, HEADER + (long) body.size()));
            body.u32(ranges64.size() / 16)
                    .u32(0)
                    .u32(HEADER + body.size() - 8 + size)
                    .u32(0);
            body.bytes(ranges64.toByteArray()).bytes(bytes64.toByteArray());
        }
        LittleEndian out = new LittleEndian().text("MDMP").u32(0x0006A793).u32(entries.size());
        out.u32(HEADER + body.size()).u32(0).u32(0x5AB38077).u32(2).u32(0).bytes(body.toByteArray());
        entries.forEach(entry -> out.u32(entry.type()).u32(entry.size()).u32(entry.offset()));
        return out.toByteArray();
    }

    private Entry list(LittleEndian body, int type, LittleEndian items, int itemSize) {
        int head = padded ? 8 : 4;
        Entry entry = new Entry(type, head + (long) items.size(), HEADER + (long) body.size());
        body.u32(items.size() / itemSize).bytes(new byte[head - 4]).bytes(items.toByteArray());
        return entry;
    }

    private long text(String value) {
        byte[] bytes = value.getBytes(UTF_16LE);
        return place(new LittleEndian().u32(bytes.length).bytes(bytes).u16(0).toByteArray());
    }

    private long place(byte[] content) {
        long offset = HEADER + (long) data.size();
        data.bytes(content);
        return offset;
    }
}
