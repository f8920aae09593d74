// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dbi;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.msf.MsfStream;
import java.io.IOException;

/** Header of a DBI stream and where its parts lie; see {@link DbiStream}. */
record DbiParts(
        DbiFields fields,
        Part modules,
        Part contributions,
        Part sectionMap,
        Part fileInfo,
        Part typeServers,
        Part ecNames,
        Part debugHeader) {
    private static final int OLD_SIZE = 24;
    private static final Part NONE = new Part(0, 0);

    /** A part of the stream: where it starts and its bytes. */
    record Part(long offset, long size) {
        Part next(int bytes) {
            return new Part(offset + size, bytes);
        }

        long end() {
            return offset + size;
        }
    }

    static DbiParts read(MsfStream stream) throws IOException {
        return stream.size() >= 4 && stream.cursor(0, 4).i32() != -1 ? readOld(stream) : readNew(stream);
    }

    private static DbiParts readNew(MsfStream stream) throws IOException {
        ByteCursor in = stream.cursor(0, DbiHeader.SIZE);
        in.skip(4);
        long version = in.u32();
        long age = in.u32();
        int globals = in.u16();
        int build = in.u16();
        int publics = in.u16();
        int dllBuild = in.u16();
        int symbols = in.u16();
        int dllRevision = in.u16();
        Part modules = first(DbiHeader.SIZE, in, stream);
        Part contributions = next(modules, in, stream);
        Part sectionMap = next(contributions, in, stream);
        Part fileInfo = next(sectionMap, in, stream);
        Part typeServers = next(fileInfo, in, stream);
        long mfcIndex = in.u32();
        // Stored in the order EC names, debug header; their sizes stand the other way round.
        int debugSize = in.i32();
        Part ecNames = next(typeServers, in, stream);
        Part debugHeader = checked(ecNames.next(debugSize), in, stream, debugSize);
        DbiFields fields = new DbiFields(
                false,
                version,
                age,
                globals,
                build,
                publics,
                dllBuild,
                symbols,
                dllRevision,
                mfcIndex,
                in.u16(),
                in.u16());
        return new DbiParts(fields, modules, contributions, sectionMap, fileInfo, typeServers, ecNames, debugHeader);
    }

    private static DbiParts readOld(MsfStream stream) throws IOException {
        ByteCursor in = stream.cursor(0, OLD_SIZE);
        int globals = in.u16();
        int publics = in.u16();
        int symbols = in.u16();
        in.skip(2);
        Part modules = first(OLD_SIZE, in, stream);
        Part contributions = next(modules, in, stream);
        Part sectionMap = next(contributions, in, stream);
        Part fileInfo = next(sectionMap, in, stream);
        DbiFields fields = new DbiFields(true, 0, 0, globals, 0, publics, 0, symbols, 0, 0, 0, 0);
        return new DbiParts(fields, modules, contributions, sectionMap, fileInfo, NONE, NONE, NONE);
    }

    private static Part first(int headerSize, ByteCursor in, MsfStream stream) throws FormatException {
        return next(new Part(headerSize, 0), in, stream);
    }

    private static Part next(Part before, ByteCursor in, MsfStream stream) throws FormatException {
        int size = in.i32();
        return checked(before.next(size), in, stream, size);
    }

    private static Part checked(Part part, ByteCursor in, MsfStream stream, int size) throws FormatException {
        if (size < 0 || part.end() > stream.size()) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE,
                    stream.origin().plus(in.position() - 4L),
                    "a part of " + size + " bytes at " + part.offset() + " does not fit the stream of "
                            + stream.size());
        }
        return part;
    }
}
