// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pdb;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.msf.StreamContainer;
import java.io.IOException;
import java.util.Optional;

/**
 * How the linker was called.
 *
 * <p>Stream {@code /LinkInfo}, little-endian: u32 bytes, u32 version (1 or 2), then u32 offsets from the start of the stream to the
 * working directory and the command line, u32 place of the output file, u32 offset of the libraries; then the texts with NUL. The
 * stream is empty in most files. Source: microsoft-pdb, {@code langapi/include/pdb.h}, {@code LinkInfo}.
 *
 * @param version 1 or 2
 * @param workingDirectory where the linker ran
 * @param commandLine its command line
 * @param output place of the output file, as stored, unsigned 32-bit
 * @param libraries libraries that it used
 */
public record LinkInfo(long version, Name workingDirectory, Name commandLine, long output, Name libraries) {
    /** Name of the stream. */
    public static final Name STREAM = Name.of("/LinkInfo");

    private static final int HEAD = 24;

    /**
     * Reads the stream.
     *
     * @param pdb the container
     * @param names its named streams
     * @return empty if there is no such stream, or it has no bytes
     * @throws FormatException {@code TRUNCATED} if it is too short, {@code BAD_VALUE} if a text lies outside it, {@code LIMIT} if it is
     *     too large
     * @throws IOException if the file cannot be read
     */
    public static Optional<LinkInfo> read(StreamContainer pdb, NamedStreams names) throws IOException {
        Optional<MsfStream> found = names.open(pdb, STREAM);
        if (found.isEmpty() || found.get().size() == 0) {
            return Optional.empty();
        }
        MsfStream stream = found.get();
        ByteCursor in = stream.cursor(0, HEAD);
        in.skip(4);
        long version = in.u32();
        Name directory = text(stream, in.u32());
        Name command = text(stream, in.u32());
        long output = in.u32();
        return Optional.of(new LinkInfo(version, directory, command, output, text(stream, in.u32())));
    }

    private static Name text(MsfStream stream, long offset) throws IOException {
        if (offset >= stream.size()) {
            throw new FormatException(
                    FormatException.Kind.BAD_VALUE, stream.origin(), "text at " + offset + " lies outside the stream");
        }
        return stream.cursor(offset, stream.size() - offset).nulTerminated();
    }
}
