// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dump;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A kernel dump: its header, for dumps with a bitmap the second header, and for small memory dumps the list of drivers. The module
 * lists of other types lie in the memory of the kernel and are not read. Kernel dumps have no CodeView records.
 *
 * <p>Thread-safe; does not own the source.
 */
public final class KernelDump {
    private static final String HEADER = "kernel dump header";

    private final ByteSource source;
    private final KernelDumpHeader header;
    private final Optional<BitmapHeader> bitmap;

    private KernelDump(ByteSource source, KernelDumpHeader header, Optional<BitmapHeader> bitmap) {
        this.source = source;
        this.header = header;
        this.bitmap = bitmap;
    }

    /**
     * Tells whether a file starts with {@code PAGEDUMP} or {@code PAGEDU64}.
     *
     * @throws IOException if the file cannot be read
     */
    public static boolean recognise(ByteSource source) throws IOException {
        return bits(source) != 0;
    }

    private static int bits(ByteSource source) throws IOException {
        if (source.size() < 8) {
            return 0;
        }
        ByteCursor in = source.cursor(HEADER, 0, 8);
        if (in.i32() != KernelDumpHeader.PAGE) {
            return 0;
        }
        int second = in.i32();
        return second == KernelDumpHeader.DU64 ? 64 : second == KernelDumpHeader.DUMP ? 32 : 0;
    }

    /**
     * Reads the headers.
     *
     * @param source the file; must stay open while the result is used
     * @throws FormatException {@code BAD_MAGIC} if it is no kernel dump, {@code TRUNCATED} if it ends inside the header
     * @throws IOException if the file cannot be read
     */
    public static KernelDump open(ByteSource source) throws IOException {
        int bits = bits(source);
        if (bits == 0) {
            throw new FormatException(
                    FormatException.Kind.BAD_MAGIC, new Origin(source.name(), HEADER, 0), "not a kernel dump");
        }
        if (bits == 32) {
            KernelDumpHeader header = KernelDumpHeader.decode32(source.cursor(HEADER, 0, KernelDumpHeader.SIZE_32));
            return new KernelDump(source, header, Optional.empty());
        }
        KernelDumpHeader header = KernelDumpHeader.decode64(source.cursor(HEADER, 0, KernelDumpHeader.SIZE_64));
        Optional<BitmapHeader> bitmap = Optional.empty();
        if (source.size() >= KernelDumpHeader.SIZE_64 + BitmapHeader.SIZE && header.type() != KernelDumpType.TRIAGE) {
            bitmap = BitmapHeader.decode(source.cursor("bitmap header", KernelDumpHeader.SIZE_64, BitmapHeader.SIZE));
        }
        return new KernelDump(source, header, bitmap);
    }

    /** The header. */
    public KernelDumpHeader header() {
        return header;
    }

    /** The second header, if there is one. */
    public Optional<BitmapHeader> bitmap() {
        return bitmap;
    }

    /** Whether {@link #drivers} can list the drivers. */
    public boolean hasDriverList() {
        return header.type() == KernelDumpType.TRIAGE;
    }

    /** One line that names bits, machine, type and build. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%d-bit kernel dump, machine 0x%04X, type %d (%s), build %d",
                header.bits(),
                header.machine(),
                header.dumpType(),
                header.type().text(),
                header.build());
    }

    /**
     * Reads the drivers of a small memory dump. They have no versions and no records.
     *
     * @return the drivers in the order of the file
     * @throws FormatException {@code UNSUPPORTED} if it is a dump of another type, {@code BAD_VALUE} if the block with the list is not
     *     valid, {@code TRUNCATED} if the list is not inside the file, {@code LIMIT} if it is too large
     * @throws IOException if the file cannot be read
     */
    public List<DumpModule> drivers() throws IOException {
        if (!hasDriverList()) {
            throw new FormatException(
                    FormatException.Kind.UNSUPPORTED,
                    new Origin(source.name(), HEADER, 0),
                    "module list of a kernel dump of type " + header.dumpType());
        }
        if (!TriageDrivers.valid(source, header.size())) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    new Origin(source.name(), "triage block", header.size()),
                    "the mark TRGD is not where the block says");
        }
        return TriageDrivers.read(source, header.size(), header.bits() == 64);
    }
}
