// SPDX-License-Identifier: Apache-2.0
package dev.symkit.compress;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A compressed file of any of the kinds that symbol stores hold, recognised by its first bytes whatever its name is.
 *
 * <p>Immutable and thread-safe; each stream belongs to one thread. The source stays the caller's and must be open as long as streams are
 * read.
 */
public final class CompressedFile {
    /** Bytes that {@link #recognise} wants to see. */
    public static final int HEAD = 8;

    /** Contents of up to this many bytes are kept in memory by {@link #content}. */
    public static final int IN_MEMORY = 1 << 23;

    private static final byte[] CABINET = {'M', 'S', 'C', 'F'};

    private final Kind kind;
    private final OptionalLong size;
    private final Opener opener;
    private final String name;

    /** What sort of compressed file it is. */
    public enum Kind {
        /** A cabinet, see {@link Cabinet}. */
        CABINET,
        /** See {@link SzddFile}. */
        SZDD,
        /** See {@link KwajFile}. */
        KWAJ,
        /** See {@link ZipArchive}. */
        ZIP
    }

    @FunctionalInterface
    private interface Opener {
        InputStream open() throws IOException;
    }

    private CompressedFile(String name, Kind kind, OptionalLong size, Opener opener) {
        this.name = name;
        this.kind = kind;
        this.size = size;
        this.opener = opener;
    }

    /**
     * Tells the kind of a compressed file from its first bytes, or empty if it is none.
     *
     * @param head the first {@link #HEAD} bytes, or all if the file has fewer
     */
    public static Optional<Kind> recognise(byte[] head) {
        if (SzddFile.startsWith(head, CABINET)) {
            return Optional.of(Kind.CABINET);
        }
        if (SzddFile.recognises(head)) {
            return Optional.of(Kind.SZDD);
        }
        if (ZipArchive.recognises(head)) {
            return Optional.of(Kind.ZIP);
        }
        return KwajFile.recognises(head) ? Optional.of(Kind.KWAJ) : Optional.empty();
    }

    /**
     * Reads the tables of a compressed file, or gives empty if the file is none.
     *
     * @param source the file
     * @param wantedName name of the uncompressed file, used only where a cabinet or a ZIP archive holds several
     * @param maxSize most bytes of content that the caller is ready to take
     * @throws FormatException if it is one but damaged or not supported; {@code LIMIT} if its content is known to be larger
     * @throws IOException if it cannot be read
     */
    public static Optional<CompressedFile> open(ByteSource source, String wantedName, long maxSize) throws IOException {
        byte[] head = new byte[(int) Math.min(HEAD, source.size())];
        source.read(0, head, 0, head.length);
        Optional<Kind> kind = recognise(head);
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        CompressedFile file = open(source, kind.get(), wantedName, maxSize);
        file.stream().close();
        return Optional.of(file);
    }

    private static CompressedFile open(ByteSource source, Kind kind, String wantedName, long maxSize)
            throws IOException {
        switch (kind) {
            case CABINET -> {
                Cabinet cabinet = Cabinet.open(source);
                CabinetEntry entry = cabinet.single(wantedName);
                return new CompressedFile(
                        source.name(), kind, OptionalLong.of(entry.size()), () -> cabinet.stream(entry, maxSize));
            }
            case SZDD -> {
                SzddFile szdd = SzddFile.open(source);
                return new CompressedFile(
                        source.name(), kind, OptionalLong.of(szdd.size()), () -> szdd.stream(maxSize));
            }
            case ZIP -> {
                ZipArchive zip = ZipArchive.open(source);
                ZippedFile file = zip.single(wantedName);
                return new CompressedFile(
                        source.name(), kind, OptionalLong.of(file.size()), () -> zip.stream(file, maxSize));
            }
            default -> {
                KwajFile kwaj = KwajFile.open(source);
                return new CompressedFile(source.name(), kind, kwaj.size(), () -> kwaj.stream(maxSize));
            }
        }
    }

    /** What sort of compressed file it is. */
    public Kind kind() {
        return kind;
    }

    /** Bytes of the content, or empty if the file does not tell. */
    public OptionalLong size() {
        return size;
    }

    /**
     * Opens the content, which is decompressed while it is read.
     *
     * @throws FormatException when the data turn out to be damaged, while reading
     */
    public InputStream stream() throws IOException {
        return opener.open();
    }

    /** Decompresses the content for random access, as {@link #content(Path)}, with the system's directory for temporary files. */
    public ByteSource content() throws IOException {
        return content(Path.of(System.getProperty("java.io.tmpdir", ".")));
    }

    /**
     * Decompresses the content for random access: into memory if it is small, else into a temporary file that is deleted when the result
     * is closed. The result no longer needs the compressed file, and has its name.
     *
     * @param temporary directory for the temporary file
     * @throws FormatException if the data are damaged
     * @throws IOException if the temporary file cannot be written
     */
    public ByteSource content(Path temporary) throws IOException {
        if (size.orElse(Long.MAX_VALUE) <= IN_MEMORY) {
            ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.min(size.getAsLong(), 1 << 16));
            try (InputStream in = stream()) {
                in.transferTo(out);
            }
            return ByteSource.of(name, out.toByteArray());
        }
        Path path = Files.createTempFile(temporary, "symkit-", ".tmp");
        try {
            try (InputStream in = stream();
                    OutputStream out = Files.newOutputStream(path)) {
                in.transferTo(out);
            }
            return TemporarySource.open(name, path);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }
}
