// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Builds the metadata root of portable PDBs with a {@code #Pdb} stream of 32 bytes, and other streams if wanted. */
public final class PortablePdbBuilder {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Stream(String name, byte[] content) {}

    private final List<Stream> streams = new ArrayList<>();

    /** Adds the {@code #Pdb} stream. */
    public PortablePdbBuilder id(UUID guid, long stamp) {
        byte[] content = new LittleEndian().guid(guid).u32(stamp).padTo(32).toByteArray();
        return stream("#Pdb", content);
    }

    /** Adds a stream. */
    public PortablePdbBuilder stream(String name, byte[] content) {
        streams.add(new Stream(name, content));
        return this;
    }

    /** Gives the file. */
    public byte[] build() {
        int header = 16 + 12 + 4;
        for (Stream stream : streams) {
            header += 8 + (stream.name().length() + 4) / 4 * 4;
        }
        LittleEndian out = new LittleEndian();
        out.text("BSJB")
                .u16(1)
                .u16(1)
                .u32(0)
                .u32(12)
                .text("PDB v1.0")
                .u32(0)
                .u16(0)
                .u16(streams.size());
        int at = header;
        for (Stream stream : streams) {
            out.u32(at)
                    .u32(stream.content().length)
                    .nulTerminated(stream.name())
                    .pad(4);
            at += stream.content().length;
        }
        streams.forEach(stream -> out.bytes(stream.content()));
        return out.toByteArray();
    }
}
