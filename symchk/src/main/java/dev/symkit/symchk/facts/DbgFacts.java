// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.facts;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.pe.DbgContent;
import java.io.IOException;

/**
 * What a DBG file says about its image.
 *
 * @param timestamp TimeDateStamp, unsigned 32-bit
 * @param checksum CheckSum, unsigned 32-bit
 */
public record DbgFacts(long timestamp, long checksum) {
    /**
     * What a DBG file says.
     *
     * @param source the file; stays open
     * @throws dev.symkit.format.io.FormatException if it is none
     * @throws IOException if it cannot be read
     */
    public static DbgFacts read(ByteSource source) throws IOException {
        DbgContent content = DbgContent.open(source);
        return new DbgFacts(content.header().timestamp(), content.checksum());
    }
}
