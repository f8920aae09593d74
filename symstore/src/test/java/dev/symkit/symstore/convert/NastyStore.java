// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.Tier;
import dev.symkit.store.storage.StorageOptions;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.storage.StoreStorages;
import dev.symkit.store.view.StoreView;
import dev.symkit.symstore.StoreTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A generated one-tier store whose names try everything a conversion can stumble over. */
record NastyStore(Path root) {

    /** Prefixes that are names, names that are prefixes, trailing dots and blanks, letters of all planes of Unicode. */
    static final List<String> NAMES = List.of(
            "a",
            "ab",
            "AB",
            "Ab",
            "a.",
            "a..",
            "a b",
            "a ",
            "ab.",
            "ab.pdb",
            "AB.pdb",
            "abc.dll",
            "ABC.dll",
            "_",
            "__",
            "_.debug",
            "_.dwarf",
            "_x",
            ".",
            "..pdb",
            "...",
            ". x",
            " ",
            " .",
            ".hidden",
            "x",
            "x.",
            "00",
            "000",
            "000Admin2",
            "\u00e9",
            "\u00e9\u00e9",
            "\u00e9t\u00e9.pdb",
            "\u00c9t\u00c9.pdb",
            "\u65e5",
            "\u65e5\u672c",
            "\u65e5\u672c\u8a9e.dll",
            "\ud835\udcb3",
            "\ud835\udcb3\ud835\udcb4",
            "\ud835\udcb3\ud835\udcb4z.pdb",
            "\ud835\udcb3.",
            "\ud83d\ude00.exe",
            "index2",
            "convert.tmp",
            "convert.journal",
            "pingme");

    /** Where there is nothing yet. Skips the test where the disk cannot hold the names. */
    static NastyStore in(Path directory) throws IOException {
        Files.createFile(directory.resolve("case"));
        assumeTrue(!Files.exists(directory.resolve("CASE")), "the names need a disk where case matters");
        return new NastyStore(directory.resolve("store"));
    }

    void write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    void admin() throws IOException {
        Files.createDirectories(root.resolve("000Admin"));
    }

    /** A key directory with a file and its reference. */
    void key(String path, String name, String id, String text) throws IOException {
        write(path + "/" + name, text);
        write(path + "/refs.ptr", id + ",file,\"/" + text + "\",pri,,N,,");
    }

    /** All files but those of the lock, sorted. */
    List<String> files() throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            List<String> files = new ArrayList<>();
            for (Path path : paths.sorted().toList()) {
                String name = root.relativize(path).toString();
                if (Files.isRegularFile(path) && !name.startsWith("000Admin/.symstore.lock")) {
                    files.add(name);
                }
            }
            return files;
        }
    }

    /** Makes a store of so many entries. */
    static NastyStore create(Path root, int entries) throws IOException {
        SplittableRandom random = new SplittableRandom(entries);
        Files.createDirectories(root.resolve("000Admin"));
        Files.writeString(root.resolve("000Admin/lastid.txt"), "0000000003");
        Files.writeString(
                root.resolve("000Admin/server.txt"), "0000000003,add,file,01/01/2026,10:00:00,\"p\",\"\",\"\",\r\n");
        Files.writeString(
                root.resolve("000Admin/history.txt"), "0000000003,add,file,01/01/2026,10:00:00,\"p\",\"\",\"\",");
        Files.createFile(root.resolve("000Admin/.symstore.lock"));
        Files.createFile(root.resolve("pingme.txt"));
        Files.createDirectories(root.resolve(".symproxy/ab"));
        Files.createDirectories(root.resolve("empty.pdb"));
        Files.writeString(Files.createDirectories(root.resolve("foreign")).resolve(".DS_Store"), "x");
        NastyStore store = new NastyStore(root);
        for (String name : store.names(entries)) {
            for (int i = random.nextInt(1, 3); i > 0; i--) {
                store.entry(name, index(name, i), random);
            }
        }
        return store;
    }

    /** The names of the entries; "." is none. */
    List<String> names(int entries) {
        List<String> names =
                new ArrayList<>(NAMES.stream().filter(name -> !name.equals(".")).toList());
        for (int i = 0; names.size() < entries; i++) {
            names.add(String.format(Locale.ROOT, "%s%d.pdb", Integer.toString(i * 7919 % 1296, 36), i));
        }
        return names.subList(0, Math.min(entries, names.size()));
    }

    /** The keys that every one of these entries has. */
    List<SymbolKey> keys(int entries) {
        return names(entries).stream()
                .map(name -> new SymbolKey(name, index(name, 1)))
                .toList();
    }

    /** An index that begins like the name where that is possible, so that its directory may be taken for an entry of a prefix. */
    static String index(String name, int i) {
        String start = name.matches("[0-9A-Za-z]+") ? name.substring(0, Math.min(2, name.length())) : "";
        return (start + "5617D5638").substring(0, 9) + "00" + i;
    }

    private void entry(String name, String index, SplittableRandom random) throws IOException {
        Path directory = Files.createDirectories(root.resolve(name).resolve(index));
        boolean compressed = random.nextInt(4) == 0 && name.length() > 4;
        String file = compressed ? name.substring(0, name.length() - 1) + "_" : name;
        Path stored = directory.resolve(file);
        Files.writeString(stored, name + "/" + index);
        Files.writeString(directory.resolve("refs.ptr"), "0000000003,file,\"/src/" + name + "\",pri,,N,,");
        if (random.nextInt(5) == 0) {
            Files.writeString(directory.resolve("file.ptr"), "/elsewhere/" + name);
        }
        if (hasModes()) {
            String mode = List.of("rw-r--r--", "r--r--r--", "rw-rw----").get(random.nextInt(3));
            Files.setPosixFilePermissions(stored, PosixFilePermissions.fromString(mode));
        }
        Files.setLastModifiedTime(
                stored, FileTime.from(Instant.ofEpochSecond(1_000_000_000L + random.nextInt(500_000_000))));
    }

    /** Each file with its content, mode and time, and each directory; without what comes and goes with the lock. */
    Map<String, String> tree() throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.toList()) {
                String name = root.relativize(path).toString().replace('\\', '/');
                tree.put(name, Files.isDirectory(path) ? "directory" : describe(path));
            }
        }
        tree.keySet().removeIf(name -> name.startsWith("000Admin/.symstore.lock"));
        return tree;
    }

    private boolean hasModes() {
        return root.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private String describe(Path file) throws IOException {
        String mode = hasModes() ? PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) : "";
        return mode + " " + Files.getLastModifiedTime(file) + " " + Files.readString(file, StandardCharsets.UTF_8);
    }

    StoreStorage open() throws IOException {
        return StoreStorages.local(root, new StorageOptions(false));
    }

    /** The request for a conversion to that tier. */
    ConvertRequest request(int tier) {
        StoreTarget target = new StoreTarget(
                root.toString(), root, 1, Duration.ofSeconds(60), false, Clock.systemUTC(), () -> false);
        return new ConvertRequest(target, tier == 0 ? OptionalInt.empty() : OptionalInt.of(tier), false, false);
    }

    ConvertReport convert(int tier) throws IOException {
        return new ConvertStore().run(request(tier), new ConvertListener() {});
    }

    /** Whether a reader finds all keys. */
    void assertAllFound(List<SymbolKey> keys) throws IOException {
        try (StoreStorage storage = open()) {
            StoreView view = new StoreView(storage);
            for (SymbolKey key : keys) {
                assertThat(view.find(key)).as(key.toString()).isPresent();
            }
        }
    }

    /** Where a name's directory is in a layout. */
    static String place(String name, int tier) {
        return tier == 1 ? name : Tier.prefix(name) + "/" + name;
    }
}
