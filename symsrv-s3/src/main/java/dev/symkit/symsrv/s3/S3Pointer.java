// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import dev.symkit.store.layout.FilePointer;
import dev.symkit.store.layout.StoreNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A {@code file.ptr} of a store, and where in the store it may lead.
 *
 * @param target what it says; empty if it has only a message
 * @param message what it has to say to the user
 * @param places paths below the store, the first that exists counts; none if it leads elsewhere
 */
record S3Pointer(Optional<String> target, Optional<String> message, List<String> places) {
    private static final String MSG = "MSG";
    private static final String MSFZ = "msfz0/";

    S3Pointer {
        places = List.copyOf(places);
    }

    /**
     * Reads one.
     *
     * @param directory where it is in the store
     */
    static S3Pointer of(S3Location store, String directory, byte[] content) {
        FilePointer pointer = FilePointer.parse(content);
        String text = pointer.target().orElse("");
        if (text.regionMatches(true, 0, MSG, 0, MSG.length())) {
            return new S3Pointer(
                    Optional.empty(), Optional.of(text.substring(MSG.length()).strip()), List.of());
        }
        Optional<String> message = Optional.of(pointer.message()).filter(words -> !words.isEmpty());
        return new S3Pointer(pointer.target(), message, places(store, directory, text));
    }

    /** Whether the store says that the file is no longer indexed. */
    boolean isNoLongerIndexed() {
        return (target.orElse("") + message.orElse("")).toLowerCase(Locale.ROOT).contains("nolongerindexed");
    }

    private static List<String> places(S3Location store, String directory, String target) {
        List<String> places = new ArrayList<>();
        if (S3Location.is(target)) {
            String url = "s3" + target.substring(2);
            String root = store + "/";
            if (url.startsWith(root)) {
                below("", url.substring(root.length())).ifPresent(path -> forms(path, places));
            }
        } else if (!target.isEmpty() && isRelative(target)) {
            String path = target.replace('\\', '/');
            below("", path).ifPresent(place -> forms(place, places));
            below(directory, path).ifPresent(place -> forms(place, places));
        }
        return places;
    }

    private static boolean isRelative(String target) {
        return !target.startsWith("/") && !target.startsWith("\\") && target.indexOf(':') < 0;
    }

    /** A path below a directory of the store; empty if it leads out of the store, or to no file. */
    private static Optional<String> below(String directory, String path) {
        List<String> parts = new ArrayList<>();
        for (String part : (directory + "/" + path).split("/", -1)) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return Optional.empty();
                }
                parts.remove(parts.size() - 1);
            } else if (part.chars().anyMatch(c -> c < ' ')) {
                return Optional.empty();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("/", parts));
    }

    private static void forms(String path, List<String> to) {
        to.add(path);
        if (!isPointer(path)) {
            int name = path.lastIndexOf('/') + 1;
            String directory = path.substring(0, name);
            StoreNames.compressed(path.substring(name)).ifPresent(leaf -> to.add(directory + leaf));
            to.add(directory + MSFZ + path.substring(name));
        }
    }

    /** Whether a path is that of a pointer. */
    static boolean isPointer(String path) {
        return path.substring(path.lastIndexOf('/') + 1).equalsIgnoreCase(FilePointer.NAME);
    }

    /** The directory of a path. */
    static String directory(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
