// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** Header and tables of a cabinet with one MSZIP folder and one file, as the original tools write them. */
final class CabinetHeader {
    private static final int VERSION = 0x0103;
    private static final int MSZIP = 1;
    private static final LocalDateTime FIRST = LocalDateTime.of(1980, 1, 1, 0, 0, 0);
    private static final LocalDateTime LAST = LocalDateTime.of(2107, 12, 31, 23, 59, 58);

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
        LocalDateTime time = time(modified, zone);
        int blocks = (int) ((inputSize + BlockDecoder.MAX_BLOCK - 1) / BlockDecoder.MAX_BLOCK);
        ByteBuffer out = ByteBuffer.allocate(size(name)).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(CabinetParser.MAGIC).putInt(0).putInt((int) cabinetSize).putInt(0);
        out.putInt(CabinetParser.HEADER + CabinetParser.FOLDER).putInt(0).putShort((short) VERSION);
        out.putShort((short) 1).putShort((short) 1).putShort((short) 0).putShort((short) 0);
        out.putShort((short) 0);
        out.putInt(size(name)).putShort((short) blocks).putShort((short) MSZIP);
        out.putInt((int) inputSize).putInt(0).putShort((short) 0);
        out.putShort((short) ((time.getYear() - 1980) << 9 | time.getMonthValue() << 5 | time.getDayOfMonth()));
        out.putShort((short) (time.getHour() << 11 | time.getMinute() << 5 | time.getSecond() / 2));
        out.putShort((short) (CabinetEntry.ARCHIVE | (isAscii(name) ? 0 : CabinetEntry.NAME_IS_UTF8)));
        out.put(name).put((byte) 0);
        return out.flip();
    }

    private static LocalDateTime time(Instant modified, ZoneId zone) {
        LocalDateTime time = LocalDateTime.ofInstant(modified, zone);
        if (time.isBefore(FIRST)) {
            return FIRST;
        }
        return time.isAfter(LAST) ? LAST : time;
    }

    private static boolean isAscii(byte[] name) {
        for (byte b : name) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }
}
