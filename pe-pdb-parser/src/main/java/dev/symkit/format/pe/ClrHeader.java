// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The CLR header of a managed image, 72 bytes: u32 size, u16 major and minor runtime version, metadata directory, u32 flags, u32 entry
 * point token or RVA, resources, strong name, code manager table, v-table fix-ups, export jumps, managed native header. Source:
 * ECMA-335 II.25.3.3 and the .NET runtime's PE-COFF document.
 *
 * @param majorRuntimeVersion first number of the runtime's version
 * @param minorRuntimeVersion second number
 * @param metadata place of the metadata root ({@code BSJB})
 * @param flags 1 IL only, 2 needs 32 bits, 8 strong name, 16 native entry point
 * @param entryPoint token, or RVA if the entry point is native; unsigned 32-bit
 * @param resources place of the managed resources
 * @param strongName place of the strong name's signature
 * @param managedNative place of the header of precompiled code
 */
public record ClrHeader(
        int majorRuntimeVersion,
        int minorRuntimeVersion,
        DataDirectory metadata,
        long flags,
        long entryPoint,
        DataDirectory resources,
        DataDirectory strongName,
        DataDirectory managedNative) {
    private static final int SIZE = 72;
    private static final int RTR = 0x00525452;

    /**
     * Reads the header.
     *
     * @param pe the image
     * @return the header, or empty if the image is not managed
     * @throws FormatException {@code TRUNCATED} if it is not in the file
     * @throws IOException if the file cannot be read
     */
    public static Optional<ClrHeader> read(PeFile pe) throws IOException {
        Optional<DataDirectory> directory = pe.directory(DataDirectory.CLR);
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        ByteCursor in = pe.cursor("CLR header", directory.get().rva(), SIZE);
        in.skip(4);
        int major = in.u16();
        int minor = in.u16();
        DataDirectory metadata = place(in);
        long flags = in.u32();
        long entryPoint = in.u32();
        DataDirectory resources = place(in);
        DataDirectory strongName = place(in);
        in.skip(24);
        return Optional.of(new ClrHeader(major, minor, metadata, flags, entryPoint, resources, strongName, place(in)));
    }

    private static DataDirectory place(ByteCursor in) throws FormatException {
        return new DataDirectory(in.u32(), in.u32());
    }

    /** Whether the image holds precompiled code, of NGEN or ReadyToRun. */
    public boolean isPrecompiled() {
        return !managedNative.isEmpty();
    }

    /**
     * Whether the precompiled code is of the ReadyToRun form, whose header starts with {@code RTR}.
     *
     * @param pe the image this header was read from
     * @throws IOException if the file cannot be read
     */
    public boolean isReadyToRun(PeFile pe) throws IOException {
        return isPrecompiled()
                && pe.available(managedNative.rva()) >= 4
                && pe.cursor("managed native header", managedNative.rva(), 4).i32() == RTR;
    }

    /**
     * Gives the position of the metadata root in the image's source.
     *
     * @param pe the image this header was read from
     * @return bytes from the start of the source; empty if there is no metadata or not all of it is in the source
     */
    public OptionalLong metadataPosition(PeFile pe) {
        if (metadata.isEmpty() || pe.available(metadata.rva()) < metadata.size()) {
            return OptionalLong.empty();
        }
        return pe.filePosition(metadata.rva());
    }
}
