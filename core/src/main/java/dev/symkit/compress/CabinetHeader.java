// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.ZoneId;

/** Header and tables of a cabinet with one MSZIP folder and one file, as the original tools write them. */
final class CabinetHeader {
    private static final int VERSION = 0x0103;
    private static final int MSZIP = 1;

    private CabinetHeader() {}

    /** Bytes from the start of the cabinet to the first block. */
    static int size(byte[] name) {
        return CabinetParser.HEADER + CabinetParser.FOLDER + CabinetParser.FILE + name.length + 1;
    }

    /**
     * The bytes before the first block.
     *
     * @param name the name in UTF-8
     * @param inputSize bytes of the file
     * @param modified time of its last modification
     * @param zone zone of the time that is written
     * @param cabinetSize bytes of the whole cabinet
     */
    static ByteBuffer encode(byte[] name, long inputSize, Instant modified, ZoneId zone, long cabinetSize) {
        DosTime time = DosTime.of(modified, zone);
        int blocks = (int) ((inputSize + BlockDecoder.MAX_BLOCK - 1) / BlockDecoder.MAX_BLOCK);
        ByteBuffer out = ByteBuffer.allocate(size(name)).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(CabinetParser.MAGIC).putInt(0).putInt((int) cabinetSize).putInt(0);
        out.putInt(CabinetParser.HEADER + CabinetParser.FOLDER).putInt(0).putShort((short) VERSION);
        out.putShort((short) 1).putShort((short) 1).putShort((short) 0).putShort((short) 0);
        out.putShort((short) 0);
        out.putInt(size(name)).putShort((short) blocks).putShort((short) MSZIP);
        out.putInt((int) inputSize).putInt(0).putShort((short) 0);
        out.putShort((short) time.date()).putShort((short) time.time());
        out.putShort((short) (CabinetEntry.ARCHIVE | (EntryName.isAscii(name) ? 0 : CabinetEntry.NAME_IS_UTF8)));
        out.put(name).put((byte) 0);
        return out.flip();
    }
}
