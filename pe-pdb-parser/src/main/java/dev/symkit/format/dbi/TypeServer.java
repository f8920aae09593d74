// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import java.util.ArrayList;
import java.util.List;

/**
 * A PDB that types were taken from. Linkers stopped to write this list.
 *
 * <p>Layout, little-endian: u32 unused, u32 first type index, u32 signature, u32 age, two names with NUL, padded to four bytes. Source:
 * microsoft-pdb, {@code PDB/dbi/tm.h}.
 *
 * @param typeBase first type index, unsigned 32-bit
 * @param signature signature of that PDB, unsigned 32-bit
 * @param age its age, unsigned 32-bit
 * @param name its name
 * @param path where it was found
 */
public record TypeServer(long typeBase, long signature, long age, Name name, Name path) {
    /** Our choice; modules name their type server with 8 bits. */
    private static final int MOST = 1 << 16;

    static List<TypeServer> readAll(ByteCursor in) throws FormatException {
        List<TypeServer> servers = new ArrayList<>();
        while (in.remaining() > 0) {
            if (servers.size() == MOST) {
                throw in.error(FormatException.Kind.LIMIT, "more than " + MOST + " type servers");
            }
            in.skip(4);
            servers.add(new TypeServer(in.u32(), in.u32(), in.u32(), in.nulTerminated(), in.nulTerminated()));
            in.skip(Math.min(-in.position() & 3, in.remaining()));
        }
        return List.copyOf(servers);
    }
}
