// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteWindow;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.msf.MsfStream;
import java.io.IOException;

/**
 * Looks for line information in the module list of the DBI stream.
 *
 * <p>Module record, little-endian: 64 bytes with u32 bytes of C11 lines at 40 and u32 bytes of C13 lines at 44, then two
 * NUL-terminated names, then padding to a multiple of four. Files of Visual C++ 5 and earlier have 48 bytes with u32 bytes of lines
 * at 32 before the names. Source: microsoft-pdb, {@code PDB/dbi/mod.h}, {@code MODI_60_Persist} and {@code MODI50}.
 */
public final class ModuleLines {
    private static final int RECORD = 64;
    private static final int OLD_RECORD = 48;

    private ModuleLines() {}

    /**
     * Tells whether any module has line information. Reads the list in chunks and stops at the first such module.
     *
     * @param stream the DBI stream
     * @param header its header
     * @throws FormatException {@code BAD_VALUE} if the list does not fit the stream, {@code TRUNCATED} if a record does not fit
     *     the list
     * @throws IOException if the file cannot be read
     */
    public static boolean anyIn(MsfStream stream, DbiHeader header) throws IOException {
        long size = header.modulesSize();
        if (size < 0 || size > stream.size() - DbiHeader.SIZE) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    stream.origin().plus(24),
                    "a module list of " + size + " bytes does not fit the stream of " + stream.size());
        }
        boolean old = header.version() <= DbiHeader.V50;
        ByteWindow window = new ByteWindow(stream, DbiHeader.SIZE, DbiHeader.SIZE + size);
        while (!window.atEnd()) {
            ByteCursor in = window.take(old ? OLD_RECORD : RECORD);
            in.skip(old ? 32 : 40);
            if (in.i32() != 0 || (!old && in.i32() != 0)) {
                return true;
            }
            window.skipText();
            window.skipText();
            window.align4();
        }
        return false;
    }
}
