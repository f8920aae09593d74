// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upload;

import dev.symkit.compress.CompressedFile;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.store.key.FileIdentity;
import dev.symkit.store.key.FileKind;
import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.KeyReader;
import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symproxy.route.Leaf;
import dev.symkit.symsrv.cache.FileCheck;
import dev.symkit.symsrv.finder.PdbSymbols;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at files before they go into a store: whether they are what their keys say, or which keys they have. Thread-safe.
 *
 * @param rules what is allowed
 * @param temporary where the content of compressed files is put for as long as it is looked at
 */
record FileJudge(UploadRules rules, Path temporary) {
    private static final KeyReader KEYS = KeyReader.withOtherSystems();

    /**
     * A file under a key that the client gives.
     *
     * @throws RefusedException if it cannot go there
     */
    Candidate under(String shown, Path file, SymbolKey key, Leaf leaf) throws IOException, RefusedException {
        refuseName(key.name());
        if (leaf != Leaf.FILE && leaf != Leaf.COMPRESSED) {
            throw refused("only the file of a key itself can be uploaded, as it is or compressed");
        }
        try (ByteSource source = FileByteSource.open(file)) {
            Optional<FileCheck.Problem> problem = FileCheck.check(source, key, FileCheck.Level.IDENTITY);
            if (leaf == Leaf.FILE && problem.isEmpty()) {
                return new Candidate(
                        shown, file, key, symbolClass(source, key.name(), KEYS.identify(source)), false, false);
            }
            Optional<CompressedFile> container = container(source, key.name());
            if (container.isEmpty()) {
                throw refused(
                        leaf == Leaf.FILE ? problem.orElseThrow().reason() : "is no compressed file of a known kind");
            }
            try (ByteSource content = container.get().content(temporary)) {
                Optional<FileCheck.Problem> inside = FileCheck.check(content, key, FileCheck.Level.IDENTITY);
                if (inside.isPresent()) {
                    throw refused(inside.get().reason());
                }
                return new Candidate(
                        shown, file, key, symbolClass(content, key.name(), KEYS.identify(content)), true, false);
            }
        } catch (FormatException e) {
            throw refused("bad format: " + reason(e));
        }
    }

    /**
     * A file whose keys are read from it; a portable PDB has two.
     *
     * @param name its file name
     * @throws RefusedException if it has none, or cannot be stored
     */
    List<Candidate> keyed(String shown, Path file, String name) throws IOException, RefusedException {
        refuseName(name);
        try (ByteSource source = FileByteSource.open(file)) {
            Optional<FileIdentity> identity = KEYS.identify(source);
            if (identity.isEmpty()) {
                throw refused("has no key: it is no image, PDB or DBG file");
            }
            FileIdentity own = identity.get();
            List<Candidate> all = new ArrayList<>();
            for (String index : own.indexes()) {
                SymbolKey key = SymbolKey.of(own.commonName().orElse(name), index);
                Optional<FileCheck.Problem> problem = FileCheck.check(source, key, FileCheck.Level.IDENTITY);
                if (problem.isPresent()) {
                    throw refused(problem.get().reason());
                }
                boolean secondary = own.kind() == FileKind.PORTABLE_PDB && !all.isEmpty();
                all.add(new Candidate(shown, file, key, symbolClass(source, name, identity), false, secondary));
            }
            return all;
        } catch (FormatException e) {
            throw refused("bad format: " + reason(e));
        } catch (IllegalKeyException e) {
            throw refused("no name for a store: " + e.getMessage());
        }
    }

    private void refuseName(String name) throws RefusedException {
        if (rules.reject().matches(name)) {
            throw refused("files of that name are not taken here");
        }
    }

    private Optional<CompressedFile> container(ByteSource source, String name) throws IOException {
        byte[] head = new byte[(int) Math.min(CompressedFile.HEAD, source.size())];
        source.read(0, head, 0, head.length);
        Optional<CompressedFile.Kind> kind = CompressedFile.recognise(head);
        return kind.isEmpty() || kind.get() == CompressedFile.Kind.ZIP
                ? Optional.empty()
                : CompressedFile.open(source, name, rules.mostUnpacked(source.size()));
    }

    /** What is recorded of a file. A PDB with private symbols is refused where that is the rule. */
    private SymbolClass symbolClass(ByteSource source, String name, Optional<FileIdentity> identity)
            throws IOException, RefusedException {
        boolean pdb = identity.filter(each -> each.kind() == FileKind.PDB7
                        || each.kind() == FileKind.PDB2
                        || each.kind() == FileKind.PORTABLE_PDB)
                .isPresent();
        if (pdb && rules.requirePublic() && !PdbSymbols.read(source).stripped()) {
            throw refused("has private symbols");
        }
        return identity.map(FileIdentity::symbolClass).orElse(SymbolClass.usual(name));
    }

    private static RefusedException refused(String reason) {
        return new RefusedException(RefusedException.UNPROCESSABLE, reason);
    }

    /** What is wrong with a file, without the path that it has here. */
    static String reason(FormatException e) {
        String text = String.valueOf(e.getMessage());
        return text.startsWith(e.file() + ": ") ? text.substring(e.file().length() + 2) : text;
    }
}
