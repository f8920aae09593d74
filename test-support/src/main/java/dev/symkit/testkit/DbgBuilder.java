// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

/** Builds separate debug files (.dbg): header, section headers of zeros, an empty debug directory. */
public final class DbgBuilder {
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
        out.u32(sizeOfImage).u32(sections).u32(0).u32(0).u32(alignment).padTo(48);
        return out.bytes(new byte[40 * sections]).toByteArray();
    }
}
