// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.session;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.store.key.FileIdentity;
import dev.symkit.store.key.KeyReader;
import dev.symkit.store.key.SymbolKey;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Name and index as a user writes them. Not checked: what is not fit for a key shows when it is looked up.
 *
 * @param name name of the file
 * @param index the index string
 */
public record FileKey(String name, String index) {
    private static final Pattern IMAGE_INDEX = Pattern.compile("[0-9A-Fa-f]{9,16}");
    private static final Pattern SYMBOL_NAME = Pattern.compile(".*\\.(pdb|dbg|sym)", Pattern.CASE_INSENSITIVE);
    private static final KeyReader READER = KeyReader.withOtherSystems();

    /** The keys of a file, the main one first; none if files of its kind have no key. */
    public static List<FileKey> of(Path file) throws IOException {
        String name = SymbolKey.fileName(file.toString());
        return identify(file).stream()
                .flatMap(identity -> identity.indexes().stream()
                        .map(index -> new FileKey(identity.commonName().orElse(name), index)))
                .toList();
    }

    /** The key of the PDB that an image names; empty if it names none, or the file is no image. */
    public static Optional<FileKey> pdbOf(Path image) throws IOException {
        return identify(image)
                .flatMap(identity ->
                        identity.pdbName().flatMap(name -> identity.pdbIndex().map(index -> new FileKey(name, index))));
    }

    private static Optional<FileIdentity> identify(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a directory");
        }
        try (ByteSource source = FileByteSource.open(file)) {
            return READER.identify(source);
        }
    }

    /** The key that a text {@code NAME/INDEX} means, also with a backslash; empty if it has another form. */
    public static Optional<FileKey> parse(String text) {
        int slash = Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\'));
        return slash > 0 && slash < text.length() - 1
                ? Optional.of(new FileKey(text.substring(0, slash), text.substring(slash + 1)))
                : Optional.empty();
    }

    /** Whether it is that of an image for Windows: a timestamp and a size, and no name of a symbol file. */
    boolean isImage() {
        return IMAGE_INDEX.matcher(index).matches()
                && !SYMBOL_NAME.matcher(name).matches();
    }

    /** {@code NAME/INDEX}. */
    @Override
    public String toString() {
        return name + "/" + index;
    }
}
