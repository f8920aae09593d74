// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dump;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import java.util.Optional;

/**
 * The versions of a module from its version resource, 52 bytes: u32 signature 0xFEEF04BD, u32 version of the structure, file version
 * (u32 high part, u32 low part), product version likewise, u32 mask and flags, u32 system, type and subtype, u64 date. Source: the
 * documentation of {@code VS_FIXEDFILEINFO}.
 *
 * @param file file version, four 16-bit numbers, the first in the highest bits
 * @param product product version likewise
 * @param flags file flags (bit 0 debug, 1 prerelease, 2 patched, 3 private build, 5 special build) as far as the mask has them
 */
public record ModuleVersion(long file, long product, int flags) {
    static final int SIZE = 52;
    private static final int SIGNATURE = 0xFEEF04BD;

    static Optional<ModuleVersion> decode(ByteCursor in) throws FormatException {
        int signature = in.i32();
        in.skip(4);
        long file = version(in);
        long product = version(in);
        int mask = in.i32();
        int flags = mask & in.i32();
        return signature == SIGNATURE ? Optional.of(new ModuleVersion(file, product, flags)) : Optional.empty();
    }

    private static long version(ByteCursor in) throws FormatException {
        long high = in.u32();
        return high << 32 | in.u32();
    }

    /** The file version in the usual form, for example {@code 6.1.7601.18869}. */
    public String fileText() {
        return text(file);
    }

    /** The product version in the usual form. */
    public String productText() {
        return text(product);
    }

    private static String text(long version) {
        return (version >>> 48) + "." + (version >>> 32 & 0xFFFF) + "." + (version >>> 16 & 0xFFFF) + "."
                + (version & 0xFFFF);
    }
}
