// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The key of a file in a symbol store: directory {@code name/index/}. Valid by construction, so both parts are safe as names of
 * directories.
 *
 * @param name file name, not a path; case is kept, stores compare without case
 * @param index index string, for example a GUID with age, or timestamp with size of image
 */
public record SymbolKey(String name, String index) {
    private static final int MAX_NAME_BYTES = 255;
    private static final int MAX_INDEX = 128;
    private static final int GUID_DIGITS = 32;
    private static final int STAMP_DIGITS = 8;

    /** The age of a portable PDB. */
    private static final String PORTABLE = "FFFFFFFF";

    private static final String FORBIDDEN = "/\\:*?";

    /** Names of the store's own files, in lower case. */
    private static final Set<String> RESERVED =
            Set.of("000admin", ".symproxy", "pingme.txt", "index2.txt", "wantsptr.txt", "file.ptr", "refs.ptr");

    /**
     * Takes parts that are known to be valid; {@link #of} is for all others.
     *
     * @throws IllegalArgumentException if a part is not valid
     */
    public SymbolKey {
        Optional<String> problem = problem(name, index);
        if (problem.isPresent()) {
            throw new IllegalArgumentException(problem.get());
        }
    }

    /**
     * Makes a key.
     *
     * @param nameOrPath file name; of a path, Windows or Unix, the part after the last {@code /} or {@code \}
     * @param index index string
     * @throws IllegalKeyException if the name is empty, {@code .} or {@code ..}, has a control character or one of
     *     {@code : * ?}, is longer than 255 bytes in UTF-8 or is the name of one of the store's own files; or if the index is not
     *     1 to 128 of the characters {@code 0-9 A-Z a-z . _ -}
     */
    public static SymbolKey of(String nameOrPath, String index) throws IllegalKeyException {
        String name = fileName(nameOrPath);
        Optional<String> problem = problem(name, index);
        if (problem.isPresent()) {
            throw new IllegalKeyException(problem.get());
        }
        return new SymbolKey(name, index);
    }

    /**
     * The key of a PDB 7.0 as SymSrv makes it: an age of 0 adds no digit.
     *
     * @param age unsigned 32-bit
     * @throws IllegalKeyException as {@link #of}, for the name
     */
    public static SymbolKey forPdb(String nameOrPath, UUID guid, long age) throws IllegalKeyException {
        return of(nameOrPath, KeyReader.pdbIndex(guid, age));
    }

    /**
     * The same as Breakpad makes it: an age of 0 is a digit.
     *
     * @param age unsigned 32-bit
     * @throws IllegalKeyException as {@link #of}, for the name
     */
    public static SymbolKey breakpad(String nameOrPath, UUID guid, long age) throws IllegalKeyException {
        return of(nameOrPath, KeyReader.pdbIndex(guid, 0) + Long.toHexString(age));
    }

    /**
     * The key of an image, and of its DBG file.
     *
     * @param timestamp of the header, unsigned 32-bit
     * @param sizeOfImage likewise
     * @throws IllegalKeyException as {@link #of}, for the name
     */
    public static SymbolKey forImage(String nameOrPath, long timestamp, long sizeOfImage) throws IllegalKeyException {
        return of(nameOrPath, KeyReader.imageIndex(timestamp, sizeOfImage));
    }

    /**
     * This key as clients of the SSQP conventions ask for it: the name and a GUID at the start of the index in lower case. Timestamps of
     * images and the {@code FFFFFFFF} of portable PDBs stay as they are.
     */
    public SymbolKey lowerCase() {
        String lowerName = name.toLowerCase(Locale.ROOT);
        boolean guid = index.length() >= GUID_DIGITS
                && index.chars().limit(GUID_DIGITS).allMatch(c -> Character.digit(c, 16) >= 0);
        String lowerIndex =
                guid ? index.substring(0, GUID_DIGITS).toLowerCase(Locale.ROOT) + index.substring(GUID_DIGITS) : index;
        // a few letters take more bytes in lower case
        return new SymbolKey(nameProblem(lowerName).isEmpty() ? lowerName : name, lowerIndex);
    }

    /**
     * The one spelling of all keys that differ from this one in case only, for tables and for objects whose names have a case
     * (symbol-store-format.md 2): of the name the ASCII letters in lower case; of an index the timestamp or the GUID in upper case and the
     * size or the age in lower case, but {@code FFFFFFFF} behind a GUID in upper case; any other index in lower case.
     */
    public SymbolKey canonical() {
        return new SymbolKey(asciiLower(name), canonicalIndex(index));
    }

    private static String canonicalIndex(String index) {
        boolean hex = index.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        int upper = hex && isWithin(index, STAMP_DIGITS + 1, 2 * STAMP_DIGITS)
                ? STAMP_DIGITS
                : hex && isWithin(index, GUID_DIGITS, GUID_DIGITS + STAMP_DIGITS) ? GUID_DIGITS : 0;
        String rest = index.substring(upper);
        boolean portable = upper == GUID_DIGITS && rest.equalsIgnoreCase(PORTABLE);
        return index.substring(0, upper).toUpperCase(Locale.ROOT) + (portable ? PORTABLE : asciiLower(rest));
    }

    private static boolean isWithin(String text, int least, int most) {
        return text.length() >= least && text.length() <= most;
    }

    private static String asciiLower(String text) {
        if (text.chars().noneMatch(c -> c >= 'A' && c <= 'Z')) {
            return text;
        }
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return lower.toString();
    }

    /**
     * Gives the part of a path after the last {@code /} or {@code \}, whatever system this runs on.
     *
     * @param path a path as images and command lines have it
     */
    public static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private static Optional<String> problem(String name, String index) {
        String reason = nameProblem(name);
        if (!reason.isEmpty()) {
            return Optional.of("the name \"" + printable(name) + "\" " + reason);
        }
        if (!isIndex(index)) {
            return Optional.of(
                    "the index \"" + printable(index) + "\" is not 1 to 128 letters, digits, '.', '_' or '-'");
        }
        return Optional.empty();
    }

    private static String nameProblem(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return "is not a file name";
        }
        if (name.chars().anyMatch(c -> Character.isISOControl(c) || FORBIDDEN.indexOf(c) >= 0)) {
            return "has a character that file names cannot have";
        }
        if (name.length() > MAX_NAME_BYTES || name.getBytes(UTF_8).length > MAX_NAME_BYTES) {
            return "is longer than 255 bytes";
        }
        return RESERVED.contains(name.toLowerCase(Locale.ROOT)) ? "is a name of the store itself" : "";
    }

    private static boolean isIndex(String index) {
        // ".." as an index would leave the name's directory.
        return !index.isEmpty()
                && index.length() <= MAX_INDEX
                && !index.equals(".")
                && !index.equals("..")
                && index.chars().allMatch(SymbolKey::isIndexChar);
    }

    private static boolean isIndexChar(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || c == '.'
                || c == '_'
                || c == '-';
    }

    private static String printable(String text) {
        StringBuilder result = new StringBuilder();
        text.codePoints()
                .limit(MAX_NAME_BYTES)
                .forEach(c -> result.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return result.toString();
    }
}
