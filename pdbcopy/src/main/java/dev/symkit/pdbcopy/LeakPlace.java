// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import java.util.HexFormat;

/** Where in a PDB a leak starts. */
public sealed interface LeakPlace {
    /** Bytes from the start of the page or stream. */
    long offset();

    /**
     * In a page that is the content of no stream.
     *
     * @param page its number, from 0
     * @param offset bytes from its start
     */
    record InPage(long page, long offset) implements LeakPlace {
        @Override
        public String toString() {
            return "page " + page + " +0x" + LeakPlace.hex(offset);
        }
    }

    /**
     * In a stream, or behind it in its last page.
     *
     * @param stream its number
     * @param offset bytes from its start; the size of the stream or more if it is behind it
     */
    record InStream(int stream, long offset) implements LeakPlace {
        @Override
        public String toString() {
            return "stream " + stream + " +0x" + LeakPlace.hex(offset);
        }
    }

    private static String hex(long offset) {
        return HexFormat.of().withUpperCase().toHexDigits(offset, 8);
    }

    /** Gives the place that lies further on. */
    default LeakPlace plus(long bytes) {
        if (this instanceof InPage in) {
            return new InPage(in.page(), in.offset() + bytes);
        }
        InStream in = (InStream) this;
        return new InStream(in.stream(), in.offset() + bytes);
    }
}
