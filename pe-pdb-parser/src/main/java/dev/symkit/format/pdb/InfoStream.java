// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pdb;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.LittleEndianWriter;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.msf.StreamContainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole PDB info stream (stream 1): {@link PdbInfo}, then {@link NamedStreams}, then the codes of {@link PdbFeatures} to the end.
 * Streams that end after the first part have neither names nor features.
 *
 * @param info identity of the PDB
 * @param names streams that have a name
 * @param features feature codes
 */
public record InfoStream(PdbInfo info, NamedStreams names, PdbFeatures features) {
    /** Our choice: there are four codes; what follows this many is ignored. */
    private static final int MOST_FEATURES = 1024;

    private static final int WITHOUT_GUID = 12;
    private static final int WITH_GUID = 28;

    /**
     * Reads the stream. Who wants the identity only calls {@link PdbInfo#read}, which reads less and checks less.
     *
     * @param pdb the container
     * @throws FormatException as {@link PdbInfo#read}; {@code TRUNCATED} or {@code BAD_VALUE} if the names are damaged, {@code LIMIT}
     *     if the stream is too large
     * @throws IOException if the file cannot be read
     */
    public static InfoStream read(StreamContainer pdb) throws IOException {
        PdbInfo info = PdbInfo.read(pdb);
        MsfStream stream = pdb.stream(PdbInfo.STREAM);
        int fixed = info.guid().isPresent() ? WITH_GUID : WITHOUT_GUID;
        if (stream.size() <= fixed) {
            return new InfoStream(info, NamedStreams.NONE, PdbFeatures.NONE);
        }
        ByteCursor in = stream.cursor(fixed, stream.size() - fixed);
        NamedStreams names = NamedStreams.read(in);
        int count = Math.min(in.remaining() / 4, MOST_FEATURES);
        List<Long> codes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            codes.add(in.u32());
        }
        return new InfoStream(info, names, new PdbFeatures(codes));
    }

    /**
     * Writes the stream, with the names added to their map in the order of the list.
     *
     * @param out receives it; must be empty
     */
    public void encode(LittleEndianWriter out) {
        out.u32(info.version()).u32(info.signature()).u32(info.age());
        info.guid().ifPresent(out::guid);
        names.encode(out);
        features.codes().forEach(out::u32);
    }
}
