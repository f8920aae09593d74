// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.path.PathMap;
import dev.symkit.path.UncPath;
import dev.symkit.store.key.IllegalKeyException;
import dev.symkit.store.key.SymbolClass;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.StoreNames;
import dev.symkit.symstore.ReadingListener;
import dev.symkit.symstore.Shares;
import dev.symkit.symstore.StoreTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The files that an index file names ({@code /y}). What the index says of keys is taken as it is, unless the class is missing there.
 *
 * @param index the index file
 * @param share where the files are now ({@code /g})
 * @param shares where shares are mounted
 * @param rules how keys are written
 * @param verify whether keys are computed anew and compared ({@code --verify})
 * @param pointers whether a file need not be within reach
 * @param recordedPath from the absolute path of a file to the path that is recorded
 * @param temporary where the content of compressed files is put for as long as it is looked at
 */
public record IndexedFiles(
        Path index,
        String share,
        Shares shares,
        KeyRules rules,
        boolean verify,
        boolean pointers,
        UnaryOperator<String> recordedPath,
        Path temporary)
        implements SourceFinder {

    /** Lines about one file: all its keys. */
    private record Group(List<IndexLine> lines) {}

    @Override
    public Sources find(StoreTarget target, ReadingListener listener) throws IOException {
        if (!Files.exists(index)) {
            return new Sources(List.of(), List.of("Index file '" + index + "' not found."), List.of());
        }
        List<FileReport> errors = new ArrayList<>();
        List<Group> groups = groups(errors);
        SourceReader reader = new SourceReader(rules, temporary);
        Place place = place(target.workingDirectory());
        List<KeyedFile> files = Sources.read(target, groups, group -> 0, group -> read(group, place, reader), listener);
        boolean nothing = files.isEmpty() && errors.isEmpty();
        return new Sources(
                files, nothing ? List.of("No files found in index file '" + index + "'.") : List.of(), errors);
    }

    private List<Group> groups(List<FileReport> errors) throws IOException {
        Map<String, Group> groups = new LinkedHashMap<>();
        int number = 0;
        for (String line : IndexFile.lines(index)) {
            number++;
            if (IndexLine.isEmpty(line)) {
                continue;
            }
            try {
                IndexLine parsed = IndexLine.parse(line);
                String file = parsed.key().name() + "\0" + String.join("\\", parsed.path());
                groups.computeIfAbsent(file, name -> new Group(new ArrayList<>()))
                        .lines()
                        .add(parsed);
            } catch (IllegalKeyException e) {
                errors.add(FileReport.error(
                        index + "(" + number + ")", FileReport.INVALID_DATA, String.valueOf(e.getMessage())));
            }
        }
        return List.copyOf(groups.values());
    }

    /**
     * Where the files are.
     *
     * @param directory empty if that is out of reach
     * @param shown the same for people, without a slash at the end
     * @param separator what stands between the parts of paths there
     */
    private record Place(Optional<Path> directory, String shown, String separator) {}

    private Place place(Path workingDirectory) throws IOException {
        Optional<PathMap.Mapped> mapped = shares.find(share);
        boolean windows = workingDirectory.getFileSystem().getSeparator().equals("\\");
        boolean remote = mapped.isPresent() || UncPath.isCertain(share);
        try {
            Optional<Path> directory = remote && mapped.isEmpty() && !windows
                    ? Optional.empty()
                    : Optional.of(workingDirectory
                            .resolve(mapped.map(PathMap.Mapped::local).orElse(share))
                            .toAbsolutePath()
                            .normalize());
            String shown = remote
                    ? "\\\\" + String.join("\\", UncPath.parts(share))
                    : directory.map(Path::toString).orElse(share);
            String separator = remote || windows ? "\\" : "/";
            return new Place(
                    directory, shown.endsWith(separator) ? shown.substring(0, shown.length() - 1) : shown, separator);
        } catch (InvalidPathException e) {
            throw new IOException("'" + share + "' is not a path: " + e.getReason(), e);
        }
    }

    private KeyedFile read(Group group, Place place, SourceReader reader) {
        IndexLine line = group.lines().get(0);
        String shown = place.shown() + place.separator() + String.join(place.separator(), line.path());
        if (place.directory().isEmpty()) {
            return pointers && line.symbolClass().isPresent() && !verify
                    ? keyed(group, Path.of(line.key().name()), shown, 0, Instant.EPOCH, false)
                    : KeyedFile.without(index, missing(shown));
        }
        try {
            Path path = place.directory().get();
            for (String part : line.path()) {
                path = path.resolve(part);
            }
            if (!Files.exists(path)) {
                Optional<String> other =
                        StoreNames.compressed(path.getFileName().toString());
                if (other.isEmpty() || !Files.exists(path.resolveSibling(other.get()))) {
                    return KeyedFile.without(path, missing(shown));
                }
                path = path.resolveSibling(other.get());
                shown = StoreNames.compressed(shown).orElse(shown);
            }
            return line.symbolClass().isEmpty() || verify
                    ? verified(group, path, shown, reader)
                    : trusted(group, path, shown);
        } catch (InvalidPathException e) {
            return KeyedFile.without(index, missing(shown));
        } catch (IOException e) {
            return KeyedFile.without(index, FileReport.unreadable(shown, e));
        }
    }

    private KeyedFile trusted(Group group, Path path, String shown) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        try (ByteSource bytes = FileByteSource.open(path)) {
            return keyed(
                    group,
                    path,
                    shown,
                    attributes.size(),
                    attributes.lastModifiedTime().toInstant(),
                    CompressedInput.isContainer(bytes, path.toString()));
        }
    }

    private KeyedFile keyed(Group group, Path path, String shown, long size, Instant modified, boolean compressed) {
        List<SymbolKey> keys = group.lines().stream()
                .map(IndexLine::key)
                .map(this::cased)
                .distinct()
                .toList();
        Optional<SymbolClass> symbolClass = group.lines().get(0).symbolClass();
        return new KeyedFile(
                path,
                shown,
                recordedPath.apply(shown),
                size,
                modified,
                symbolClass,
                keys,
                Optional.empty(),
                compressed,
                Optional.empty());
    }

    /** The file as its content says; an error if the index says otherwise and is believed to know. */
    private KeyedFile verified(Group group, Path path, String shown, SourceReader reader) {
        KeyedFile actual = reader.read(path, shown, recordedPath.apply(shown));
        if (actual.problem().isPresent()) {
            return verify
                    ? KeyedFile.without(path, FileReport.error(shown, FileReport.INVALID_DATA, "the file has no key"))
                    : actual;
        }
        List<String> wanted = group.lines().stream()
                .map(each -> each.key().index().toUpperCase(Locale.ROOT))
                .toList();
        List<String> has = actual.keys().stream().map(SymbolKey::index).toList();
        if (verify
                && !has.stream()
                        .map(each -> each.toUpperCase(Locale.ROOT))
                        .toList()
                        .containsAll(wanted)) {
            return KeyedFile.without(
                    path,
                    FileReport.error(
                            shown,
                            FileReport.INVALID_DATA,
                            "the key of the file is " + String.join(" or ", has) + ", not "
                                    + group.lines().get(0).key().index()));
        }
        return actual;
    }

    private SymbolKey cased(SymbolKey key) {
        return rules.ssqpCasing() ? key.lowerCase() : key;
    }

    private static FileReport missing(String shown) {
        return FileReport.error(shown, FileReport.NOT_FOUND, "not found");
    }
}
