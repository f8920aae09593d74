// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pdb;

import dev.symkit.format.io.Name;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.msf.StreamContainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Source Link files in a PDB: streams {@code sourcelink}, {@code sourcelink$1}, {@code sourcelink$2} and so on, each a JSON text in
 * UTF-8. Source: the Source Link specification of dotnet/designs; the numbered names were observed in PDBs of MSVC.
 */
public final class SourceLinks {
    private static final String NAME = "sourcelink";

    private SourceLinks() {}

    /**
     * Gives the streams that exist, in the order of their numbers.
     *
     * @param pdb the container
     * @param names its named streams
     * @throws IOException if the container is damaged or cannot be read
     */
    public static List<MsfStream> open(StreamContainer pdb, NamedStreams names) throws IOException {
        List<MsfStream> streams = new ArrayList<>();
        names.open(pdb, Name.of(NAME)).ifPresent(streams::add);
        for (int i = 1; i <= names.entries().size(); i++) {
            Optional<MsfStream> next = names.open(pdb, Name.of(NAME + "$" + i));
            if (next.isEmpty()) {
                break;
            }
            streams.add(next.get());
        }
        return List.copyOf(streams);
    }
}
