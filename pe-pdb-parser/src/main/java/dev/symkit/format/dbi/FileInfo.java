// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.Origin;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The source files of each module.
 *
 * <p>Layout, little-endian: u16 modules, u16 files, u16 number of the first file for each module, u16 number of files for each module,
 * u32 offset of the name for each file, names with NUL. Both the second field and the first numbers wrap at 65,536, so that neither is
 * used: files are counted from the counts of the modules. Source: microsoft-pdb, {@code PDB/dbi/dbi.cpp}; LLVM, {@code
 * DbiModuleList.cpp}.
 *
 * <p>Holds the whole part. Immutable, thread-safe.
 */
public final class FileInfo {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final Origin origin;

    /** Number of each module's first file, and at last the number of all. */
    private final int[] first;

    private final byte[] bytes;
    private final int offsets;
    private final int names;

    private FileInfo(Origin origin, int[] first, byte[] bytes, int offsets) {
        this.origin = origin;
        this.first = first;
        this.bytes = bytes;
        this.offsets = offsets;
        this.names = offsets + 4 * first[first.length - 1];
    }

    static FileInfo read(ByteCursor in) throws FormatException {
        Origin origin = in.origin();
        int size = in.remaining();
        byte[] bytes = in.bytes(size);
        if (size == 0) {
            return new FileInfo(origin, new int[1], bytes, 0);
        }
        ByteCursor fields = new ByteCursor(bytes, 0, size, origin);
        int modules = fields.u16();
        fields.skip(2 + 2L * modules);
        int[] first = new int[modules + 1];
        for (int i = 0; i < modules; i++) {
            first[i + 1] = first[i] + fields.u16();
        }
        int offsets = fields.position();
        fields.skip(4L * first[modules]);
        return new FileInfo(origin, first, bytes, offsets);
    }

    /** Number of modules. */
    public int moduleCount() {
        return first.length - 1;
    }

    /** Number of files of all modules; a file counts once for each module that has it. */
    public int fileCount() {
        return first[moduleCount()];
    }

    /**
     * Number of files of a module.
     *
     * @param module its index, from 0; one that is not here has no files
     */
    public int fileCount(int module) {
        return module < moduleCount() ? first[module + 1] - first[module] : 0;
    }

    /**
     * Offset of a file's name in the names, which is the same for the same file. Unsigned 32-bit.
     *
     * @param module index of the module, from 0
     * @param file number of the file in the module, from 0
     */
    public long nameOffset(int module, int file) {
        if (file < 0 || file >= fileCount(module)) {
            throw new IndexOutOfBoundsException("file " + file + " of " + fileCount(module) + " in module " + module);
        }
        int at = offsets + 4 * (first[module] + file);
        return Integer.toUnsignedLong((int) INT.get(bytes, at));
    }

    /**
     * Name of a file.
     *
     * @param module index of the module, from 0
     * @param file number of the file in the module, from 0
     * @throws FormatException {@code BAD_VALUE} if its name lies outside the names
     */
    public Name file(int module, int file) throws FormatException {
        long offset = nameOffset(module, file);
        if (offset >= bytes.length - names) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    origin.plus(offsets + 4L * (first[module] + file)),
                    "a file name at " + offset + " lies outside the names");
        }
        int start = names + (int) offset;
        int end = start;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return Name.copyOf(bytes, start, end - start);
    }
}
