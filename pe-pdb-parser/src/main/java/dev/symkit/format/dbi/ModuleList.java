// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Decodes the module list; the layout is that of {@link DbiModule}. */
final class ModuleList {
    /** Modules are numbered with 16 bits, and 0xFFFF stands for none. */
    private static final int MOST = 1 << 16;

    private ModuleList() {}

    /** Tells whether a number of a stream, as stored, names one. */
    @FunctionalInterface
    interface Streams {
        OptionalInt existing(int number) throws IOException;
    }

    static List<DbiModule> read(ByteCursor in, boolean old, Streams streams) throws IOException {
        List<DbiModule> modules = new ArrayList<>();
        while (in.remaining() > 0) {
            if (modules.size() == MOST) {
                throw in.error(FormatException.Kind.LIMIT, "more than " + MOST + " modules");
            }
            modules.add(old ? readOld(in, modules.size(), streams) : readNew(in, modules.size(), streams));
            in.skip(Math.min(-in.position() & 3, in.remaining()));
        }
        return List.copyOf(modules);
    }

    private static DbiModule readNew(ByteCursor in, int index, Streams streams) throws IOException {
        in.skip(4);
        Contribution first = Contribution.read(in, Contribution.Shape.SC);
        int flags = in.u16();
        OptionalInt stream = streams.existing(in.u16());
        long symbols = in.u32();
        long c11 = in.u32();
        long c13 = in.u32();
        int files = in.u16();
        in.skip(6);
        long ecSource = in.u32();
        long ecPdb = in.u32();
        Name name = in.nulTerminated();
        Name object = in.nulTerminated();
        return new DbiModule(index, name, object, stream, symbols, c11, c13, 0, files, flags, first, ecSource, ecPdb);
    }

    private static DbiModule readOld(ByteCursor in, int index, Streams streams) throws IOException {
        in.skip(4);
        Contribution first = Contribution.read(in, Contribution.Shape.SC40);
        int flags = in.u16();
        OptionalInt stream = streams.existing(in.u16());
        long symbols = in.u32();
        long lines = in.u32();
        long fpo = in.u32();
        int files = in.u16();
        in.skip(6);
        Name name = in.nulTerminated();
        Name object = in.nulTerminated();
        return new DbiModule(index, name, object, stream, symbols, lines, 0, fpo, files, flags, first, 0, 0);
    }
}
