// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The exports of an image. Layout of the export directory, 40 bytes: u32 flags, u32 timestamp, u16 major and minor version, u32 RVA of
 * the DLL's name, u32 ordinal base, u32 number of functions, u32 number of names, u32 RVAs of the functions (u32 each), the names (u32
 * RVA each) and the names' function indexes (u16 each). A function whose RVA lies inside the export directory is a forwarder: there
 * is its text. Source: the PE format document, the export data section.
 *
 * @param name name of the DLL as the linker recorded it
 * @param timestamp as stored, unsigned 32-bit
 * @param ordinalBase ordinal of the first function, unsigned 32-bit
 * @param entries the exports by ordinal; a function with several names is there once for each, unused ordinals are left out
 */
public record Exports(Name name, long timestamp, long ordinalBase, List<Export> entries) {
    private static final String DIRECTORY = "export directory";
    private static final int SIZE = 40;
    private static final int MAX_FUNCTIONS = 1 << 18;

    /** Copies the list. */
    public Exports {
        entries = List.copyOf(entries);
    }

    /**
     * One export.
     *
     * @param ordinal its ordinal
     * @param name its name, without bytes if it has none
     * @param rva address of the function, or of the forwarder's text; unsigned 32-bit
     * @param forwarder where it is forwarded to, for example {@code NTDLL.RtlAllocateHeap}
     */
    public record Export(long ordinal, Name name, long rva, Optional<Name> forwarder) {}

    /** The export directory as stored. */
    private record Header(
            Origin where,
            long timestamp,
            long nameRva,
            long base,
            long functionCount,
            long nameCount,
            long functions,
            long names,
            long indexes) {
        static Header decode(ByteCursor in) throws FormatException {
            Origin where = in.origin();
            in.skip(4);
            long timestamp = in.u32();
            in.skip(4);
            return new Header(where, timestamp, in.u32(), in.u32(), in.u32(), in.u32(), in.u32(), in.u32(), in.u32());
        }
    }

    /**
     * Reads the exports.
     *
     * @param pe the image
     * @return the exports, or empty if the image has no export directory
     * @throws FormatException {@code TRUNCATED} if a table is not in the file, {@code LIMIT} if there are more than 262,144 functions
     *     or names, or the names are too long
     * @throws IOException if the file cannot be read
     */
    public static Optional<Exports> read(PeFile pe) throws IOException {
        Optional<DataDirectory> directory = pe.directory(DataDirectory.EXPORT);
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        Header header = Header.decode(pe.cursor(DIRECTORY, directory.get().rva(), SIZE));
        if (header.functionCount() > MAX_FUNCTIONS || header.nameCount() > MAX_FUNCTIONS) {
            throw new FormatException(
                    FormatException.Kind.LIMIT,
                    header.where(),
                    header.functionCount() + " functions and " + header.nameCount() + " names are too many");
        }
        RvaText text = new RvaText(pe, header.where(), "export name");
        Name name = text.at(header.nameRva());
        return Optional.of(
                new Exports(name, header.timestamp(), header.base(), entries(pe, directory.get(), header, text)));
    }

    private static List<Export> entries(PeFile pe, DataDirectory directory, Header header, RvaText text)
            throws IOException {
        int functionCount = (int) header.functionCount();
        ByteCursor functions = table(pe, "export address table", header.functions(), 4L * functionCount);
        Names names = names(pe, header, functionCount);
        List<Export> result = new ArrayList<>();
        for (int i = 0; i < functionCount; i++) {
            long rva = functions.u32();
            if (rva == 0) {
                continue;
            }
            boolean forwarded = rva >= directory.rva() && rva < directory.rva() + directory.size();
            Optional<Name> forwarder = forwarded ? Optional.of(text.at(rva)) : Optional.empty();
            int entry = names.first()[i];
            do {
                Name name = entry < 0 ? Name.EMPTY : text.at(names.rvas()[entry]);
                result.add(new Export(header.base() + i, name, rva, forwarder));
                entry = entry < 0 ? -1 : names.next()[entry];
            } while (entry >= 0);
        }
        return result;
    }

    /** The names of each function as chains: the first of a function, and the next one after a name; -1 ends a chain. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Names(int[] first, int[] next, long[] rvas) {}

    private static Names names(PeFile pe, Header header, int functionCount) throws IOException {
        int count = (int) header.nameCount();
        ByteCursor rvas = table(pe, "export name table", header.names(), 4L * count);
        ByteCursor indexes = table(pe, "export ordinal table", header.indexes(), 2L * count);
        Names names = new Names(new int[functionCount], new int[count], new long[count]);
        Arrays.fill(names.first(), -1);
        int[] functionOf = new int[count];
        for (int i = 0; i < count; i++) {
            names.rvas()[i] = rvas.u32();
            functionOf[i] = indexes.u16();
        }
        for (int i = count - 1; i >= 0; i--) {
            names.next()[i] = -1;
            if (functionOf[i] < functionCount) {
                names.next()[i] = names.first()[functionOf[i]];
                names.first()[functionOf[i]] = i;
            }
        }
        return names;
    }

    private static ByteCursor table(PeFile pe, String structure, long rva, long size) throws IOException {
        return size == 0 ? pe.cursor(structure, 0, 0) : pe.cursor(structure, rva, size);
    }
}
