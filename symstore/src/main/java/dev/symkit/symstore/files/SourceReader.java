// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.store.key.FileIdentity;
import dev.symkit.store.key.FileKind;
import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.KeyReader;
import dev.symkit.store.key.SymbolKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at files: which keys they have, or why none. Thread-safe. */
final class SourceReader {
    private final KeyRules rules;
    private final KeyReader keys;
    private final CompressedInput compressed;

    /** @param temporary where the content of compressed files is put for as long as it is looked at */
    SourceReader(KeyRules rules, Path temporary) {
        this.rules = rules;
        this.keys = rules.ssqp() ? KeyReader.withOtherSystems() : new KeyReader();
        this.compressed = new CompressedInput(temporary);
    }

    /**
     * Looks at one file; its problems are in the result.
     *
     * @param shown its path for people
     * @param recorded its path for the store
     */
    KeyedFile read(Path path, String shown, String recorded) {
        try (ByteSource bytes = FileByteSource.open(path)) {
            Optional<KeyedFile> plain = keyed(bytes, path, shown, recorded, shown, false);
            if (plain.isPresent()) {
                return plain.get();
            }
            Optional<KeyedFile> inside =
                    compressed.read(bytes, shown, (content, name) -> keyed(content, path, shown, recorded, name, true));
            return inside.orElseGet(() -> KeyedFile.without(path, FileReport.unknown(shown, "")));
        } catch (FormatException e) {
            return KeyedFile.without(path, FileReport.unknown(shown, String.valueOf(e.getMessage())));
        } catch (IllegalKeyException e) {
            return KeyedFile.without(
                    path, FileReport.error(shown, FileReport.INVALID_NAME, String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return KeyedFile.without(path, FileReport.unreadable(shown, e));
        }
    }

    /** The file if its content, or that of the container it is, has a key. */
    private Optional<KeyedFile> keyed(
            ByteSource content, Path path, String shown, String recorded, String name, boolean container)
            throws IOException, IllegalKeyException {
        Optional<FileIdentity> found = keys.identify(content);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        FileIdentity identity = found.get();
        if (rules.strict() && identity.kind() == FileKind.PE && KeyReader.hasOnlyResources(content)) {
            return Optional.of(KeyedFile.without(path, FileReport.unknown(shown, "")));
        }
        if (rules.excludes(identity.symbolClass())) {
            return Optional.of(KeyedFile.without(path, FileReport.excluded(shown, "excluded by /z")));
        }
        List<SymbolKey> all = new ArrayList<>();
        List<String> indexes =
                identity.kind() == FileKind.PORTABLE_PDB ? rules.portable().of(identity.indexes()) : identity.indexes();
        for (String index : indexes) {
            SymbolKey key = SymbolKey.of(identity.commonName().orElse(name), index);
            all.add(rules.ssqpCasing() ? key.lowerCase() : key);
        }
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return Optional.of(new KeyedFile(
                path,
                shown,
                recorded,
                attributes.size(),
                attributes.lastModifiedTime().toInstant(),
                Optional.of(identity.symbolClass()),
                all,
                found,
                container,
                Optional.empty()));
    }
}
