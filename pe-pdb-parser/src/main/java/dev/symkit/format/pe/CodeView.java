// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import java.util.Optional;
import java.util.UUID;

/**
 * What a CodeView debug directory entry of an image points to. Source: the open documents of the .NET runtime on the PE debug
 * directory, and {@code cvinfo.h} of microsoft-pdb for the older signatures.
 */
public sealed interface CodeView {
    /** Signature of a reference to a PDB 7.0 or portable PDB: the bytes {@code RSDS}. */
    int RSDS = 0x53445352;

    /** Signature of a reference to a PDB 2.0: the bytes {@code NB10}. */
    int NB10 = 0x3031424E;

    /** The four signature bytes as a little-endian number. */
    int signature();

    /**
     * A reference to a PDB 7.0 or a portable PDB. Layout: signature, GUID (16 bytes), u32 age, path ended by NUL.
     *
     * @param guid identity of the PDB
     * @param age age the linker gave it, unsigned 32-bit
     * @param path path of the PDB as recorded, possibly empty
     */
    record Rsds(UUID guid, long age, String path) implements CodeView {
        @Override
        public int signature() {
            return RSDS;
        }
    }

    /**
     * A reference to a PDB 2.0. Layout: signature, u32 offset (0), u32 PDB signature, u32 age, path ended by NUL.
     *
     * @param pdbSignature signature of the PDB, unsigned 32-bit
     * @param age age the linker gave it, unsigned 32-bit
     * @param path path of the PDB as recorded, possibly empty
     */
    record Nb10(long pdbSignature, long age, String path) implements CodeView {
        @Override
        public int signature() {
            return NB10;
        }
    }

    /**
     * Any other content: debug data inside the image ({@code NB05} to {@code NB11}), {@code MTOC}, or unknown.
     *
     * @param signature the four signature bytes as a little-endian number
     */
    record Other(int signature) implements CodeView {}

    /**
     * Decodes a record.
     *
     * @param in the bytes of the record; a path without NUL ends with them
     * @return the record, or empty if it is too short for its fixed fields
     * @throws FormatException not for any content
     */
    static Optional<CodeView> decode(ByteCursor in) throws FormatException {
        if (in.remaining() < 4) {
            return Optional.empty();
        }
        int signature = in.i32();
        if (signature == RSDS) {
            return in.remaining() < 20 ? Optional.empty() : Optional.of(new Rsds(in.guid(), in.u32(), path(in)));
        }
        if (signature == NB10) {
            if (in.remaining() < 12) {
                return Optional.empty();
            }
            in.skip(4);
            return Optional.of(new Nb10(in.u32(), in.u32(), path(in)));
        }
        return Optional.of(new Other(signature));
    }

    private static String path(ByteCursor in) throws FormatException {
        int length = in.lengthToNul();
        return new String(in.bytes(length < 0 ? in.remaining() : length), UTF_8);
    }
}
