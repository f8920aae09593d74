// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import dev.symkit.store.key.FileIdentity;
import dev.symkit.store.key.SymbolKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is suspicious about the names of files that are added (symbol-store-format.md 2.5). */
final class NameWarnings {
    private static final Pattern SHORT_NAME = Pattern.compile("(?=[^.]{8}(\\.|$))[^.~]+~[0-9]+(\\.[^.]{0,3})?");

    private NameWarnings() {}

    /** PDBs that were renamed: an image of the same run asks for another name. */
    static List<String> renamed(List<KeyedFile> files) {
        Map<String, String> pdbs = new HashMap<>();
        for (KeyedFile file : files) {
            for (SymbolKey key : file.keys()) {
                pdbs.putIfAbsent(key.index().toUpperCase(Locale.ROOT), key.name());
            }
        }
        List<String> warnings = new ArrayList<>();
        for (KeyedFile file : files) {
            Optional<String> wanted = file.identity().flatMap(FileIdentity::pdbName);
            Optional<String> actual = file.identity()
                    .flatMap(FileIdentity::pdbIndex)
                    .flatMap(index -> Optional.ofNullable(pdbs.get(index.toUpperCase(Locale.ROOT))));
            if (wanted.isPresent() && actual.isPresent() && !wanted.get().equalsIgnoreCase(actual.get())) {
                warnings.add(file.shown() + " asks for '" + wanted.get() + "', but its PDB is added as '" + actual.get()
                        + "'; debuggers will not find it");
            }
        }
        return warnings;
    }

    /** Names that look like the short ones of old Windows file systems. */
    static List<String> shortNames(List<KeyedFile> files) {
        List<String> warnings = new ArrayList<>();
        for (KeyedFile file : files) {
            file.keys().stream()
                    .map(SymbolKey::name)
                    .distinct()
                    .filter(NameWarnings::isShort)
                    .forEach(name -> warnings.add(
                            file.shown() + ": '" + name + "' looks like a short name, which differs between machines"));
            file.identity()
                    .flatMap(FileIdentity::pdbName)
                    .filter(NameWarnings::isShort)
                    .ifPresent(name -> warnings.add(file.shown() + " asks for '" + name
                            + "', which looks like a short name and differs between machines"));
        }
        return warnings;
    }

    static boolean isShort(String name) {
        return SHORT_NAME.matcher(name).matches();
    }
}
