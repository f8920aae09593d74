// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.RandomBytes;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;

/** Symbol records as bytes of a stream. */
public final class SymbolBytes {
    private SymbolBytes() {}

    /** A record, its payload padded to a multiple of four. */
    public static byte[] record(int kind, LittleEndian payload) {
        byte[] padded = payload.pad(4).toByteArray();
        // two bytes of kind and the payload; the length field is not counted
        return new LittleEndian().u16(padded.length + 2).u16(kind).bytes(padded).toByteArray();
    }

    /** A public symbol. */
    public static byte[] pub(int segment, long offset, String name) {
        return record(
                SymbolKinds.S_PUB32,
                new LittleEndian().u32(2).u32(offset).u16(segment).nulTerminated(name));
    }

    /** Bytes as a stream. */
    public static RandomBytes stream(byte[] content) {
        ByteSource source = ByteSource.of("t.pdb", content);
        Origin origin = new Origin("t.pdb", "stream 8", 0);
        return new RandomBytes() {
            @Override
            public Origin origin() {
                return origin;
            }

            @Override
            public long size() {
                return content.length;
            }

            @Override
            public void read(long offset, byte[] into, int at, int length) throws IOException {
                source.read(offset, into, at, length);
            }
        };
    }
}
