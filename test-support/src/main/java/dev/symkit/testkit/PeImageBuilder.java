// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds PE images from sections whose content the test makes itself: x64 PE32+ DLLs unless told otherwise. Sections follow the
 * headers in the file, each padded to 0x200 bytes.
 */
public final class PeImageBuilder {
    /** File offset of the {@code PE} signature. */
    public static final int HEADER = 0x80;

    /** File offset of the optional header. */
    public static final int OPTIONAL = HEADER + 24;

    /** Bytes of all headers. */
    public static final int HEADERS = 0x400;

    /** Characteristics of a section with data. */
    public static final long DATA = 0x40000040L;

    /** Characteristics of a section with code. */
    public static final long CODE = 0x60000020L;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Part(String name, int rva, byte[] content, long characteristics) {}

    private final List<Part> parts = new ArrayList<>();
    private final Map<Integer, long[]> directories = new LinkedHashMap<>();
    private boolean plus = true;
    private int machine = 0x8664;
    private long entryPoint;
    private byte[] tail = {};

    /** Makes it a 32-bit image for x86. */
    public PeImageBuilder pe32() {
        plus = false;
        return machine(0x14C);
    }

    /** Sets the machine number. */
    public PeImageBuilder machine(int value) {
        machine = value;
        return this;
    }

    /** Sets the entry point. */
    public PeImageBuilder entryPoint(long rva) {
        entryPoint = rva;
        return this;
    }

    /** Adds a section. */
    public PeImageBuilder section(String name, int rva, byte[] content, long characteristics) {
        parts.add(new Part(name, rva, content, characteristics));
        return this;
    }

    /** Sets a data directory. */
    public PeImageBuilder directory(int index, long rva, long size) {
        directories.put(index, new long[] {rva, size});
        return this;
    }

    /** Adds bytes after the last section. */
    public PeImageBuilder tail(byte[] content) {
        tail = content.clone();
        return this;
    }

    /** File offset of the {@code index}th section. */
    public int rawPosition(int index) {
        int at = HEADERS;
        for (Part part : parts.subList(0, index)) {
            at += padded(part.content().length);
        }
        return at;
    }

    /** Gives the image as it lies in a file. */
    public byte[] build() {
        LittleEndian out = headers();
        parts.forEach(part -> out.bytes(part.content()).pad(0x200));
        return out.bytes(tail).toByteArray();
    }

    /** Gives the image as it lies in memory. */
    public byte[] buildLoaded() {
        LittleEndian out = headers();
        parts.forEach(part -> out.padTo(part.rva()).bytes(part.content()));
        return out.pad(0x1000).toByteArray();
    }

    private LittleEndian headers() {
        LittleEndian out = new LittleEndian();
        out.text("MZ").padTo(0x3C).u32(HEADER).padTo(HEADER);
        out.text("PE")
                .u16(0)
                .u16(machine)
                .u16(parts.size())
                .u32(0x5A0BC0C6)
                .u32(0)
                .u32(0);
        out.u16(plus ? 240 : 224).u16(0x2022);
        out.u16(plus ? 0x20B : 0x10B).u8(14).u8(29).padTo(OPTIONAL + 16).u32(entryPoint);
        out.padTo(OPTIONAL + 24).u32(plus ? 0x80000000L : 0).u32(plus ? 1 : 0x10000000);
        out.u32(0x1000).u32(0x200).u16(6).u16(1).u16(2).u16(3).u16(6).u16(2);
        out.padTo(OPTIONAL + 56).u32(0x100000).u32(HEADERS).u32(0).u16(3).u16(0x8160);
        out.padTo(OPTIONAL + (plus ? 108 : 92)).u32(16);
        for (int index = 0; index < 16; index++) {
            long[] directory = directories.getOrDefault(index, new long[2]);
            out.u32(directory[0]).u32(directory[1]);
        }
        int raw = HEADERS;
        for (Part part : parts) {
            int size = padded(part.content().length);
            int name = out.size();
            out.text(part.name()).padTo(name + 8).u32(part.content().length).u32(part.rva());
            out.u32(size).u32(raw).padTo(name + 36).u32(part.characteristics());
            raw += size;
        }
        return out.padTo(HEADERS);
    }

    private static int padded(int size) {
        return (size + 0x1FF) / 0x200 * 0x200;
    }
}
