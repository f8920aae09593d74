// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.RandomBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The ids that a module takes from other modules.
 *
 * <p>Layout of subsection 0xF7, little-endian, per other module: u32 offset of its name in {@code /names}, u32 n, n ids of u32. An id of
 * the module's own records with bit 31 set is an import: bits 20 to 30 are the number of the other module here, bits 0 to 19 the
 * number of the id in its list. Source: LLVM, {@code DebugCrossImpSubsection.h}; the meaning of the bits was observed in link-time
 * generated code. The lists of several such subsections are joined.
 *
 * <p>Immutable, thread-safe.
 */
public final class CrossModuleImports {
    /** A module that imports nothing. */
    public static final CrossModuleImports NONE = new CrossModuleImports(List.of());

    private static final int HEADER = 8;
    private static final int MODULE_SHIFT = 20;
    private static final int MODULE_MASK = 0x7FF;
    private static final int ID_MASK = 0xFFFFF;

    private final List<Module> modules;

    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    private record Module(long nameOffset, int[] ids) {}

    private CrossModuleImports(List<Module> modules) {
        this.modules = modules;
    }

    /**
     * Reads the imports of a module.
     *
     * @param stream the module stream
     * @param start offset of the first C13 subsection
     * @param end offset of the first byte after the last one
     * @throws FormatException {@code TRUNCATED} or {@code LIMIT} as {@link C13Reader#next}; {@code TRUNCATED} or {@code BAD_VALUE} if a list
     *     does not fit its subsection
     * @throws IOException if the file cannot be read
     */
    public static CrossModuleImports read(RandomBytes stream, long start, long end) throws IOException {
        List<Module> modules = new ArrayList<>();
        C13Reader reader = new C13Reader(stream, start, end);
        while (reader.next(C13Reader.CROSS_SCOPE_IMPORTS)) {
            readInto(modules, reader.data());
        }
        return modules.isEmpty() ? NONE : new CrossModuleImports(List.copyOf(modules));
    }

    private static void readInto(List<Module> modules, ByteCursor in) throws FormatException {
        while (in.remaining() > 0) {
            Origin place = in.origin();
            if (in.remaining() < HEADER) {
                throw in.error(FormatException.Kind.TRUNCATED, in.remaining() + " bytes are left for imports");
            }
            long nameOffset = in.u32();
            long count = in.u32();
            if (count > in.remaining() / 4) {
                throw new FormatException(
                        FormatException.Kind.BAD_VALUE,
                        place.plus(4),
                        count + " imported ids do not fit in the " + in.remaining() + " bytes left");
            }
            if (modules.size() > MODULE_MASK) {
                throw new FormatException(
                        FormatException.Kind.LIMIT, place, "more modules are imported from than an id can name");
            }
            int[] ids = new int[(int) count];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = in.i32();
            }
            modules.add(new Module(nameOffset, ids));
        }
    }

    /** Number of modules that ids come from. */
    public int moduleCount() {
        return modules.size();
    }

    /** Offset of another module's name in {@code /names}, unsigned 32-bit. */
    public long nameOffset(int module) {
        return modules.get(module).nameOffset();
    }

    /** Number of ids that come from another module. */
    public int idCount(int module) {
        return modules.get(module).ids().length;
    }

    /** An id as the other module exports it. */
    public int id(int module, int index) {
        int[] ids = modules.get(module).ids();
        return ids[Objects.checkIndex(index, ids.length)];
    }

    /** Whether an id of a record is an import. */
    public static boolean isImport(int id) {
        return id < 0;
    }

    /** Number of the other module in an imported id. */
    public static int moduleOf(int importId) {
        return importId >>> MODULE_SHIFT & MODULE_MASK;
    }

    /** Number of the id in the other module's list in an imported id. */
    public static int indexOf(int importId) {
        return importId & ID_MASK;
    }

    /** Whether there is an entry for an imported id. */
    public boolean has(int importId) {
        int module = moduleOf(importId);
        return isImport(importId) && module < modules.size() && indexOf(importId) < idCount(module);
    }
}
