// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

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

    static SmbInfo of(FileAllInformation all) {
        return new SmbInfo(
                all.getStandardInformation().isDirectory(),
                all.getStandardInformation().getEndOfFile(),
                all.getBasicInformation().getLastWriteTime().toInstant(),
                all.getInternalInformation().getIndexNumber());
    }

    /** Size, time and id: differs after every replacement. */
    String version() {
        return size + ";" + modified + ";" + Long.toHexString(id);
    }
}
