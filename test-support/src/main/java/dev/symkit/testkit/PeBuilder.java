// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Builds small PE images: headers, one section, and in it the debug directory and its data.
 *
 * <p>Starts as an x64 DLL without debug directory. The PE header lies at {@link #HEADER}, the section at file offset {@link #RAW} and
 * RVA 0x1000, the debug directory at the section's start.
 */
public final class PeBuilder {
    /** File offset of the {@code PE} signature. */
    public static final int HEADER = 0x80;

    /** File offset of the section. */
    public static final int RAW = 0x400;

    private static final int RVA = 0x1000;
    private static final int ENTRY = 28;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Debug(int type, int minorVersion, byte[] data) {}

    private final List<Debug> debug = new ArrayList<>();
    private boolean plus = true;
    private int machine = 0x8664;
    private long timestamp = 0x5A0BC0C6;
    private long sizeOfImage = 0xC83000;
    private long imageBase;
    private long checksum;
    private int characteristics = 0x2022;
    private long sectionFlags = 0x40000040L;
    private String sectionName = ".rdata";

    /** Makes it a 32-bit image for x86. */
    public PeBuilder pe32() {
        plus = false;
        return machine(0x14C);
    }

    /** Sets the machine number. */
    public PeBuilder machine(int value) {
        machine = value;
        return this;
    }

    /** Sets the timestamp. */
    public PeBuilder timestamp(long value) {
        timestamp = value;
        return this;
    }

    /** Sets the size of image. */
    public PeBuilder sizeOfImage(long value) {
        sizeOfImage = value;
        return this;
    }

    /** Sets the preferred address. */
    public PeBuilder imageBase(long value) {
        imageBase = value;
        return this;
    }

    /** Sets the checksum field. */
    public PeBuilder checksum(long value) {
        checksum = value;
        return this;
    }

    /** Sets the flags of the image. */
    public PeBuilder characteristics(int value) {
        characteristics = value;
        return this;
    }

    /** Sets the name of the section, up to eight bytes. */
    public PeBuilder sectionName(String value) {
        sectionName = value;
        return this;
    }

    /** Makes the section one of code. */
    public PeBuilder code() {
        sectionFlags = 0x60000020L;
        return this;
    }

    /** Adds a debug directory entry with its data. */
    public PeBuilder debug(int type, byte[] data) {
        debug.add(new Debug(type, 0, data));
        return this;
    }

    /** Adds a reference to a PDB 7.0. */
    public PeBuilder rsds(UUID guid, long age, String path) {
        return debug(
                2,
                new LittleEndian()
                        .text("RSDS")
                        .guid(guid)
                        .u32(age)
                        .nulTerminated(path)
                        .toByteArray());
    }

    /** Adds a reference to a portable PDB. */
    public PeBuilder portable(UUID guid, String path) {
        byte[] data = new LittleEndian()
                .text("RSDS")
                .guid(guid)
                .u32(1)
                .nulTerminated(path)
                .toByteArray();
        debug.add(new Debug(2, 0x504D, data));
        return this;
    }

    /** Adds a reference to a PDB 2.0. */
    public PeBuilder nb10(long signature, long age, String path) {
        return debug(
                2,
                new LittleEndian()
                        .text("NB10")
                        .u32(0)
                        .u32(signature)
                        .u32(age)
                        .nulTerminated(path)
                        .toByteArray());
    }

    /** Gives the file. */
    public byte[] build() {
        byte[] section = section();
        LittleEndian out = new LittleEndian();
        out.text("MZ").padTo(0x3C).u32(HEADER).padTo(HEADER);
        out.text("PE").u16(0).u16(machine).u16(1).u32(timestamp).u32(0).u32(0);
        out.u16(plus ? 240 : 224).u16(characteristics);
        int optional = out.size();
        out.u16(plus ? 0x20B : 0x10B).padTo(optional + (plus ? 24 : 28)).u32(imageBase);
        if (plus) {
            out.u32(imageBase >>> 32);
        }
        out.u32(0x1000).u32(0x200);
        out.padTo(optional + 56).u32(sizeOfImage).u32(RAW).u32(checksum);
        out.padTo(optional + (plus ? 108 : 92)).u32(16);
        int directories = out.size();
        if (!debug.isEmpty()) {
            out.padTo(directories + 6 * 8).u32(RVA).u32((long) debug.size() * ENTRY);
        }
        out.padTo(directories + 16 * 8);
        int name = out.size();
        out.text(sectionName)
                .padTo(name + 8)
                .u32(section.length)
                .u32(RVA)
                .u32(section.length)
                .u32(RAW);
        out.padTo(name + 36).u32(sectionFlags);
        return out.padTo(RAW).bytes(section).toByteArray();
    }

    private byte[] section() {
        LittleEndian out = new LittleEndian();
        int at = debug.size() * ENTRY;
        for (Debug entry : debug) {
            out.u32(0).u32(timestamp).u16(0).u16(entry.minorVersion()).u32(entry.type());
            out.u32(entry.data().length).u32(RVA + at).u32(RAW + at);
            at += entry.data().length;
        }
        debug.forEach(entry -> out.bytes(entry.data()));
        return out.pad(0x200).toByteArray();
    }
}
