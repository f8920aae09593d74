// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy;

import dev.symkit.format.codeview.PublicSymbol;
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
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
        try (InputPdb input = InputPdb.open(request.source(), directory(request.target()));
                StagedFile target = start(request)) {
            Optional<StrippedPdb> stripped = Optional.empty();
            if (request.strip().isPresent()) {
                stripped = Optional.of(StrippedPdb.of(
                        input.pdb(), request.strip().get(), request.identity(), request.cancelled(), listener));
                write(stripped.get()::writeTo, target, request);
            } else {
                copy(input, target, request, listener);
            }
            if (request.verify()) {
                List<PublicSymbol> publics =
                        stripped.isPresent() ? stripped.get().publics() : PublicSymbols.of(input.pdb());
                new Verification(input.pdb(), request, publics).check(target.path());
            }
            Optional<StripReport> report =
                    stripped.isPresent() ? Optional.of(stripped.get().report()) : Optional.empty();
            if (request.cancelled().getAsBoolean()) {
                throw new InterruptedIOException("stopped");
            }
            publish(target, request);
            return report;
        }
    }

    private static void publish(StagedFile file, Request request) throws IOException {
        if (request.overwrite()) {
            file.replace();
            return;
        }
        try {
            file.publish();
        } catch (FileAlreadyExistsException e) {
            throw exists(request.target());
        }
    }

    private static PdbCopyException exists(Path target) {
        return new PdbCopyException(Reason.EXISTS, target + " exists (--overwrite replaces it)");
    }

    /** The directory of a target, which must exist. */
    private static Path directory(Path target) throws PdbCopyException {
        Path directory = target.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new PdbCopyException(Reason.NOT_ACCESSIBLE, "the directory of " + target + " does not exist");
        }
        return directory;
    }

    /** Checks that the target can be made, and starts it. */
    private static StagedFile start(Request request) throws IOException {
        Path target = request.target();
        if (Files.isDirectory(target)) {
            throw new PdbCopyException(Reason.EXISTS, target + " is a directory");
        }
        if (!request.overwrite() && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw exists(target);
        }
        return StagedFile.create(target);
    }

    private static void refuseSameFile(Path source, Path target) throws IOException {
        if (source.equals(target)
                || (Files.exists(source) && Files.exists(target) && Files.isSameFile(source, target))) {
            throw new PdbCopyException(Reason.SAME_FILE, "source and target are the same file: " + target);
        }
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static void write(Content content, StagedFile target, Request request) throws IOException {
        try (OutputStream out = new BufferedOutputStream(target.output(request.cancelled()), BUFFER)) {
            content.writeTo(out);
        }
    }

    /** Copies all bytes; a compressed PDB that gets a new identity becomes one that is not. */
    private static void copy(InputPdb input, StagedFile target, Request request, CopyListener listener)
            throws IOException {
        boolean signed = request.identity().isPresent();
        if (signed && input.pdb().info().info().guid().isEmpty()) {
            throw new PdbCopyException(
                    Reason.UNUSABLE,
                    input.content().name() + " is of Visual C++ 6 or before and has no GUID to change");
        }
        if (signed && !(input.pdb().container() instanceof MsfFile)) {
            List<StreamContent> streams = new ArrayList<>();
            for (int number = 0; number < input.pdb().container().streamCount(); number++) {
                streams.add(StreamContent.copyOf(input.pdb().container().stream(number)));
            }
            write(out -> MsfWriter.write(streams, out), target, request);
        } else {
            listener.started(input.content().size());
            target.append(input.content(), request.cancelled(), listener::progress);
        }
        if (signed) {
            sign(request.identity().get(), target);
        }
    }

    /** Writes signature, age and GUID into the info stream, and the age into the DBI stream, where they lie in the copy. */
    private static void sign(Identity identity, StagedFile target) throws IOException {
        try (var copy = FileByteSource.open(target.path())) {
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

    private static void patch(StreamPositions stream, long at, byte[] bytes, StagedFile target) throws IOException {
        for (int i = 0; i < bytes.length; i++) {
            target.write(stream.position(at + i), new byte[] {bytes[i]});
        }
    }
}
