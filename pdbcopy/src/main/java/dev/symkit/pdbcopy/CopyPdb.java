// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.dbi.DbiHeader;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.LittleEndianWriter;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.format.msf.MsfPages;
import dev.symkit.format.msf.MsfWriter;
import dev.symkit.format.msf.StreamContent;
import dev.symkit.format.msf.StreamPositions;
import dev.symkit.format.pdb.PdbInfo;
import dev.symkit.pdbcopy.PdbCopyException.Reason;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Copies a PDB into a new file: whole, or without private symbols, and with its own or a new identity. */
public final class CopyPdb {
    private static final int BUFFER = 1 << 18;
    private static final int SIGNATURE_AT = 4;
    private static final int DBI_AGE_AT = 8;

    /**
     * One copy.
     *
     * @param source the PDB, or a compressed file with one
     * @param target the new file
     * @param strip how private symbols are removed; empty for a whole copy
     * @param identity a new identity, or empty to keep the old one
     * @param overwrite whether a file at the target is replaced
     * @param verify whether the result is read again and compared before it appears
     * @param cancelled asked now and then whether to give up
     */
    public record Request(
            Path source,
            Path target,
            Optional<StripOptions> strip,
            Optional<Identity> identity,
            boolean overwrite,
            boolean verify,
            BooleanSupplier cancelled) {}

    /**
     * Makes the copy.
     *
     * @param request what is copied, and how
     * @param listener told how far it has come
     * @return what was kept and removed; empty for a whole copy
     * @throws PdbCopyException if it cannot be made
     * @throws dev.symkit.format.io.FormatException if the source is damaged, or of a form that cannot be treated so
     * @throws java.io.InterruptedIOException if it was cancelled
     */
    public Optional<StripReport> run(Request request, CopyListener listener) throws IOException {
        refuseSameFile(request.source(), request.target());
        Path directory = TargetFile.directory(request.target());
        try (InputPdb input = InputPdb.open(request.source(), directory);
                TargetFile target = TargetFile.create(request.target(), request.overwrite())) {
            Optional<StripReport> report = Optional.empty();
            try (OutputStream out = new BufferedOutputStream(target.output(request.cancelled()), BUFFER)) {
                if (request.strip().isPresent()) {
                    StrippedPdb stripped = StrippedPdb.of(
                            input.pdb(), request.strip().get(), request.identity(), request.cancelled(), listener);
                    stripped.writeTo(out);
                    report = Optional.of(stripped.report());
                } else {
                    copy(input, request.identity(), out, listener);
                }
            }
            if (request.strip().isEmpty() && request.identity().isPresent()) {
                sign(input, request.identity().get(), target);
            }
            if (request.verify()) {
                new Verification(input.pdb(), request).check(target.temporary());
            }
            target.publish(request.overwrite());
            return report;
        }
    }

    private static void refuseSameFile(Path source, Path target) throws IOException {
        if (source.equals(target)
                || (Files.exists(source) && Files.exists(target) && Files.isSameFile(source, target))) {
            throw new PdbCopyException(Reason.SAME_FILE, "source and target are the same file: " + target);
        }
    }

    /** Copies all bytes; a compressed PDB that gets a new identity becomes one that is not. */
    private static void copy(InputPdb input, Optional<Identity> identity, OutputStream out, CopyListener listener)
            throws IOException {
        if (identity.isEmpty() || input.pdb().container() instanceof MsfFile) {
            listener.started(input.content().size());
            byte[] part = new byte[BUFFER];
            for (long at = 0; at < input.content().size(); at += part.length) {
                int length = (int) Math.min(part.length, input.content().size() - at);
                input.content().read(at, part, 0, length);
                out.write(part, 0, length);
                listener.progress(length);
            }
            return;
        }
        List<StreamContent> streams = new ArrayList<>();
        for (int number = 0; number < input.pdb().container().streamCount(); number++) {
            streams.add(StreamContent.copyOf(input.pdb().container().stream(number)));
        }
        MsfWriter.write(streams, out);
    }

    /** Writes signature, age and GUID into the info stream, and the age into the DBI stream, where they lie in the copy. */
    private static void sign(InputPdb input, Identity identity, TargetFile target) throws IOException {
        if (input.pdb().info().info().guid().isEmpty()) {
            throw new PdbCopyException(
                    Reason.UNUSABLE,
                    input.content().name() + " is of Visual C++ 6 or before and has no GUID to change");
        }
        try (var copy = FileByteSource.open(target.temporary())) {
            MsfFile msf = MsfFile.open(copy);
            MsfPages pages = MsfPages.read(msf);
            LittleEndianWriter head =
                    new LittleEndianWriter().u32(identity.signature()).u32(1).guid(identity.guid());
            patch(pages.positions(PdbInfo.STREAM), SIGNATURE_AT, head.toByteArray(), target);
            if (msf.stream(DbiHeader.STREAM).size() >= DbiHeader.SIZE) {
                patch(pages.positions(DbiHeader.STREAM), DBI_AGE_AT, new byte[] {1, 0, 0, 0}, target);
            }
        }
    }

    private static void patch(StreamPositions stream, long at, byte[] bytes, TargetFile target) throws IOException {
        for (int i = 0; i < bytes.length; i++) {
            target.patch(stream.position(at + i), new byte[] {bytes[i]});
        }
    }
}
