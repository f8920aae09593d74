// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The records around the data of a ZIP archive with one deflated file at its start. With Zip64 the 32-bit fields of both headers are all
 * ones and an extra field holds the sizes, whether they need it or not; readers take that. Source: APPNOTE 6.3, section 4.3.
 */
final class ZipRecords {
    private static final int VERSION = 20;
    private static final int ZIP64_VERSION = 45;
    private static final int ZIP64_EXTRA = 4 + 8 + 8;
    private static final int ARCHIVE = 0x20;

    private final byte[] name;
    private final DosTime time;
    private final boolean zip64;

    /**
     * Records of one file.
     *
     * @param name its name in UTF-8
     * @param time its time
     * @param zip64 whether its sizes are in Zip64 fields
     */
    ZipRecords(byte[] name, DosTime time, boolean zip64) {
        this.name = name;
        this.time = time;
        this.zip64 = zip64;
    }

    /**
     * What is known when the data are written.
     *
     * @param crc CRC-32 of the file
     * @param packed bytes of the data
     * @param size bytes of the file
     */
    record Sizes(int crc, long packed, long size) {}

    /** Bytes of the archive before the data. */
    int localSize() {
        return ZipDirectory.LOCAL_SIZE + name.length + extraSize();
    }

    private int extraSize() {
        return zip64 ? ZIP64_EXTRA : 0;
    }

    /** The record before the data. */
    ByteBuffer local(Sizes sizes) {
        ByteBuffer out = ByteBuffer.allocate(localSize()).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(ZipDirectory.LOCAL);
        common(out, sizes);
        out.put(name);
        extra(out, sizes);
        return out.flip();
    }

    /** The records behind the data. */
    ByteBuffer directory(Sizes sizes) {
        int central = ZipDirectory.CENTRAL_SIZE + name.length + extraSize();
        int large = zip64 ? ZipDirectory.ZIP64_END_SIZE + ZipDirectory.LOCATOR_SIZE : 0;
        ByteBuffer out =
                ByteBuffer.allocate(central + large + ZipDirectory.END_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(ZipDirectory.CENTRAL).putShort(version());
        common(out, sizes);
        out.putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(ARCHIVE)
                .putInt(0);
        out.put(name);
        extra(out, sizes);
        long offset = localSize() + sizes.packed();
        if (zip64) {
            out.putInt(ZipDirectory.ZIP64_END).putLong(ZipDirectory.ZIP64_END_SIZE - 12L);
            out.putShort(version()).putShort(version()).putInt(0).putInt(0);
            out.putLong(1).putLong(1).putLong(central).putLong(offset);
            out.putInt(ZipDirectory.LOCATOR).putInt(0).putLong(offset + central).putInt(1);
        }
        out.putInt(ZipDirectory.END).putShort((short) 0).putShort((short) 0);
        out.putShort((short) 1).putShort((short) 1).putInt(central);
        out.putInt(zip64 ? -1 : (int) offset).putShort((short) 0);
        return out.flip();
    }

    /** The fields that both headers have in common, up to the length of the extra field. */
    private void common(ByteBuffer out, Sizes sizes) {
        out.putShort(version());
        out.putShort((short) (EntryName.isAscii(name) ? 0 : ZippedFile.NAME_IS_UTF8));
        out.putShort((short) ZippedFile.DEFLATED);
        out.putShort((short) time.time()).putShort((short) time.date());
        out.putInt(sizes.crc());
        out.putInt(zip64 ? -1 : (int) sizes.packed()).putInt(zip64 ? -1 : (int) sizes.size());
        out.putShort((short) name.length).putShort((short) extraSize());
    }

    private void extra(ByteBuffer out, Sizes sizes) {
        if (zip64) {
            out.putShort((short) ZipDirectory.ZIP64_FIELD).putShort((short) (ZIP64_EXTRA - 4));
            out.putLong(sizes.size()).putLong(sizes.packed());
        }
    }

    private short version() {
        return (short) (zip64 ? ZIP64_VERSION : VERSION);
    }
}
