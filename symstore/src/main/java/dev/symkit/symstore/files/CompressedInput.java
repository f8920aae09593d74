// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import dev.symkit.compress.Cabinet;
import dev.symkit.compress.CabinetEntry;
import dev.symkit.compress.CompressedFile;
import dev.symkit.compress.KwajFile;
import dev.symkit.compress.SzddFile;
import dev.symkit.compress.ZipArchive;
import dev.symkit.compress.ZippedFile;
import dev.symkit.format.io.ByteSource;
import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Compressed files that are to be added: containers with one file in them, which the key is of (symbol-store-format.md 4; our choice).
 * ZIP archives are none unless their name ends in {@code _}, for packages and the like are left alone.
 *
 * @param temporary where the content is put for as long as it is looked at
 */
record CompressedInput(Path temporary) {
    /** Most bytes of content; no cabinet holds more. */
    private static final long MAX_SIZE = 1L << 32;

    /** What files that have a key begin with; nothing else is worth unpacking. */
    private static final List<String> STARTS = List.of(
            "MZ",
            "Microsoft",
            "BSJB",
            "DI",
            "\u007FELF",
            "\u00CE\u00FA\u00ED\u00FE",
            "\u00CF\u00FA\u00ED\u00FE",
            "\u00FE\u00ED\u00FA",
            "\u00CA\u00FE\u00BA");

    private static final int LONGEST_START = 9;

    /** Looks at the content of a container. */
    interface Reader {
        /** The file if the content has a key; {@code name} is that of the file inside. */
        Optional<KeyedFile> read(ByteSource content, String name) throws IOException, IllegalKeyException;
    }

    /** Whether a file starts as a container does that can be added. */
    static boolean isContainer(ByteSource file, String path) throws IOException {
        byte[] head = new byte[(int) Math.min(CompressedFile.HEAD, file.size())];
        file.read(0, head, 0, head.length);
        boolean zip = head.length > 1 && head[0] == 'P' && head[1] == 'K';
        return CompressedFile.recognise(head).isPresent() && (!zip || path.endsWith("_"));
    }

    /**
     * Looks at the content of a file if it is a container; the content is gone afterwards.
     *
     * @param path the path of the file
     */
    Optional<KeyedFile> read(ByteSource file, String path, Reader reader) throws IOException, IllegalKeyException {
        if (!isContainer(file, path)) {
            return Optional.empty();
        }
        String own = SymbolKey.fileName(path);
        CompressedFile container =
                CompressedFile.open(file, own, MAX_SIZE).orElseThrow(() -> new IOException(path + ": changed"));
        Optional<String> name = innerName(file, own, container.kind());
        if (name.isEmpty() || !isWorthUnpacking(container)) {
            return Optional.empty();
        }
        try (ByteSource content = container.content(temporary)) {
            return reader.read(content, name.get());
        }
    }

    private static boolean isWorthUnpacking(CompressedFile container) throws IOException {
        try (InputStream in = container.stream()) {
            String start = new String(in.readNBytes(LONGEST_START), StandardCharsets.ISO_8859_1);
            return STARTS.stream().anyMatch(start::startsWith);
        }
    }

    /** The name of the file inside; empty if there are several, or nothing tells. */
    private static Optional<String> innerName(ByteSource file, String own, CompressedFile.Kind kind)
            throws IOException {
        if (kind == CompressedFile.Kind.CABINET) {
            List<CabinetEntry> entries = Cabinet.open(file).entries();
            return entries.size() == 1 ? entries.get(0).fileName() : Optional.empty();
        }
        if (kind == CompressedFile.Kind.ZIP) {
            List<ZippedFile> files = ZipArchive.open(file).files();
            return files.size() == 1 ? files.get(0).fileName() : Optional.empty();
        }
        if (kind == CompressedFile.Kind.SZDD) {
            char missing = SzddFile.open(file).missingCharacter();
            return missing == 0 ? ownName(own) : Optional.of(withLast(own, missing));
        }
        String name = kind == CompressedFile.Kind.KWAJ ? KwajFile.open(file).name() : "";
        return name.isEmpty() ? ownName(own) : Optional.of(name);
    }

    private static String withLast(String own, char last) {
        return own.endsWith("_") ? own.substring(0, own.length() - 1) + last : own;
    }

    /** A file that was compressed without a change of its name. */
    private static Optional<String> ownName(String own) {
        return own.endsWith("_") ? Optional.empty() : Optional.of(own);
    }
}
