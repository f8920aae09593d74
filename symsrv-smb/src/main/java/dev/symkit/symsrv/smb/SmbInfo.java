// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import com.hierynomus.msdtyp.FileTime;
import com.hierynomus.msfscc.fileinformation.FileAllInformation;
import java.time.Instant;

/**
 * What a server tells of a file or a directory.
 *
 * @param directory whether it is a directory
 * @param size bytes
 * @param modified time of the last write, to 100 ns
 * @param id the number of the file on its volume, the same as long as it exists
 */
record SmbInfo(boolean directory, long size, Instant modified, long id) {
    private static final long TICKS_PER_SECOND = 10_000_000;
    private static final long NANOS_PER_TICK = 100;

    static SmbInfo of(FileAllInformation all) {
        return new SmbInfo(
                all.getStandardInformation().isDirectory(),
                all.getStandardInformation().getEndOfFile(),
                instant(all.getBasicInformation().getLastWriteTime()),
                all.getInternalInformation().getIndexNumber());
    }

    /** All of a time; smbj's own conversion stops at milliseconds. */
    private static Instant instant(FileTime time) {
        long ticks = time.getWindowsTimeStamp() - FileTime.WINDOWS_TO_UNIX_EPOCH;
        return Instant.ofEpochSecond(
                Math.floorDiv(ticks, TICKS_PER_SECOND), Math.floorMod(ticks, TICKS_PER_SECOND) * NANOS_PER_TICK);
    }

    /** A time as the server wants it, in units of 100 ns since 1601. */
    static FileTime fileTime(Instant time) {
        long ticks = Math.multiplyExact(time.getEpochSecond(), TICKS_PER_SECOND) + time.getNano() / NANOS_PER_TICK;
        return new FileTime(Math.addExact(ticks, FileTime.WINDOWS_TO_UNIX_EPOCH));
    }

    /** Size, time and id, as {@link dev.symkit.store.storage.StorageEntry#hasVersion} compares them. */
    String version() {
        return size + ";" + modified + ";smb:" + Long.toHexString(id);
    }
}
