// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore;

import dev.symkit.store.tx.AddOptions;
import dev.symkit.symstore.files.AddFiles;
import dev.symkit.symstore.files.AddReport;
import dev.symkit.symstore.files.KeyRules;
import dev.symkit.symstore.files.KeyedFile;
import dev.symkit.symstore.files.SelectedFiles;
import dev.symkit.symstore.files.Selection;
import dev.symkit.symstore.files.SourceFinder;
import dev.symkit.symstore.transactions.DeleteFiles;
import dev.symkit.symstore.verify.Problem;
import dev.symkit.symstore.verify.VerifyStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A store in a directory, with the operations that the tests call. */
public record TestStore(Path root, Path work) {

    public StoreTarget target(LocalDateTime now) {
        Clock clock = Clock.fixed(now.toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
        return new StoreTarget(root.toString(), work, 2, Duration.ofSeconds(60), false, clock, () -> false);
    }

    public StoreTarget target() {
        return target(LocalDateTime.of(2026, 11, 25, 10, 0, 0));
    }

    /** An add of files as they are. */
    public static AddFiles.Request request(StoreTarget target, Selection selection, String product) {
        return request(target, selected(selection, UnaryOperator.identity()), product, "", AddOptions.PLAIN);
    }

    public static AddFiles.Request request(
            StoreTarget target, SourceFinder files, String product, String version, AddOptions options) {
        return new AddFiles.Request(target, files, product, version, "", options, false, Optional.empty());
    }

    /** Files that are looked at with the usual rules. */
    public static SelectedFiles selected(Selection selection, UnaryOperator<String> recorded) {
        return new SelectedFiles(selection, KeyRules.PLAIN, recorded, true, temporary());
    }

    /** A file with its keys. */
    public static KeyedFile keyed(Path file) throws IOException {
        TestStore none = new TestStore(file.resolveSibling("none"), Path.of(""));
        Selection selection = new Selection(List.of(file.toString()), List.of(), false);
        return selected(selection, UnaryOperator.identity())
                .find(none.target(), new AddFiles.Listener() {})
                .files()
                .get(0);
    }

    /** A PDB whose key follows from {@code identity} and whose content from both texts. */
    public static void pdb(Path file, String identity, String content) throws IOException {
        CrashScene.pdb(file, identity, content);
    }

    public static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    public AddReport add(
            LocalDateTime now, String product, String version, UnaryOperator<String> recorded, List<Path> files)
            throws IOException {
        Selection selection = new Selection(files.stream().map(Path::toString).toList(), List.of(), true);
        return new AddFiles()
                .run(
                        request(target(now), selected(selection, recorded), product, version, AddOptions.PLAIN),
                        new AddFiles.Listener() {});
    }

    public AddReport add(Path... files) throws IOException {
        return add(LocalDateTime.of(2026, 11, 25, 10, 0, 0), "p", "", UnaryOperator.identity(), List.of(files));
    }

    public DeleteFiles.Report delete(String id) throws IOException {
        return new DeleteFiles().run(new DeleteFiles.Request(target(), id, false), new DeleteFiles.Listener() {});
    }

    public List<Problem> problems() throws IOException {
        return new VerifyStore().run(target()).problems();
    }

    /** Every file of the store except the lock's helper, with its content, one char for each byte. */
    public Map<String, String> tree() throws IOException {
        TreeMap<String, String> tree = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(path).toString().replace('\\', '/');
                if (!name.endsWith(".symstore.lock")) {
                    tree.put(name, new String(Files.readAllBytes(path), java.nio.charset.StandardCharsets.ISO_8859_1));
                }
            }
        }
        return tree;
    }

    public static void unzip(Path zip, Path into) throws IOException {
        try (InputStream bytes = Files.newInputStream(zip);
                ZipInputStream in = new ZipInputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path target = into.resolve(entry.getName().replace('\\', '/')).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("entry leaves the directory: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(in, target);
                }
            }
        }
    }
}
