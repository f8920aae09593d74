// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.msf;

import java.io.IOException;

/** A file that holds the numbered streams of a PDB, whatever the container. Implementations are thread-safe. */
public interface StreamContainer {
    /** Name of the file for messages. */
    String name();

    /** Number of streams in the directory, nil ones included. */
    int streamCount();

    /**
     * Gives a stream.
     *
     * @param index number of the stream, from 0; one that the directory does not have gives a nil stream, because real files
     *     name such streams
     * @throws IOException if the directory is damaged or the file cannot be read
     */
    MsfStream stream(int index) throws IOException;

    /**
     * What messages call a stream.
     *
     * @param index its number
     */
    static String structure(int index) {
        return switch (index) {
            case 1 -> "PDB info stream (1)";
            case 2 -> "TPI stream (2)";
            case 3 -> "DBI stream (3)";

            default -> "stream " + index;
        };
    }
}
