// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.RandomBytes;
import dev.symkit.format.rva.RvaTable;
import java.io.IOException;

/**
 * The rows that metadata tokens were moved to when a managed image was linked: u32 each. Source: microsoft-pdb, {@code
 * langapi/include/pdb.h}, {@code dbgtypeTokenRidMap}. Immutable, thread-safe.
 */
public final class TokenRidMap {
    private final RvaTable<Long> entries;

    private TokenRidMap(RvaTable<Long> entries) {
        this.entries = entries;
    }

    static TokenRidMap read(RandomBytes stream) throws IOException {
        return new TokenRidMap(RvaTable.read(stream, 4, TokenRidMap::value));
    }

    private static Long value(ByteCursor in) throws FormatException {
        return in.u32();
    }

    /** Number of entries. */
    public int count() {
        return entries.count();
    }

    /** One entry, unsigned 32-bit. */
    public long get(int index) {
        return entries.rva(index);
    }
}
