// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.symkit.format.io.ByteSource;
import dev.symkit.symsrv.spi.ResultCode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the first bytes of a file fit the extension of its name (symsrv.md 14.2). */
final class Magic {
    /** Enough for every magic, and for the blanks before a tag. */
    private static final int HEAD = 256;

    private static final List<String> PDB = List.of(
            "Microsoft C/C++ MSF 7.00\r\n\u001ADS\0\0\0",
            "Microsoft C/C++ program database 2.00",
            "BSJB",
            "Microsoft MSFZ Container");
    private static final List<String> IMAGE = List.of(
            "MZ",
            "\u007fELF",
            "\u00fe\u00ed\u00fa\u00ce",
            "\u00fe\u00ed\u00fa\u00cf",
            "\u00ce\u00fa\u00ed\u00fe",
            "\u00cf\u00fa\u00ed\u00fe",
            "\u00ca\u00fe\u00ba\u00be",
            "\u00ca\u00fe\u00ba\u00bf");
    private static final Set<String> IMAGES = Set.of(
            "exe", "dll", "sys", "ocx", "efi", "drv", "cpl", "scr", "ax", "acm", "tsp", "mui", "node", "winmd", "pyd",
            "com", "so", "dylib");
    private static final Map<String, List<String>> OTHERS =
            Map.of("pdb", PDB, "dbg", List.of("DI"), "sym", List.of("MODULE "));

    private Magic() {}

    /**
     * Looks at a file.
     *
     * @param name that tells what it should be
     * @param closely whether to look at more than that it is not empty
     */
    static Optional<FileCheck.Problem> check(ByteSource source, String name, boolean closely) throws IOException {
        byte[] bytes = new byte[(int) Math.min(HEAD, source.size())];
        source.read(0, bytes, 0, bytes.length);
        String head = new String(bytes, ISO_8859_1);
        if (head.isEmpty()) {
            return problem("is empty");
        }
        if (!closely) {
            return Optional.empty();
        }
        Optional<List<String>> wanted = wanted(name);
        if (wanted.isPresent()) {
            boolean fits = wanted.get().stream().anyMatch(head::startsWith);
            return fits ? Optional.empty() : problem(isMarkup(head) ? "is HTML or XML" : "does not begin as one");
        }
        return isMarkup(head) ? problem("is HTML or XML") : Optional.empty();
    }

    private static Optional<FileCheck.Problem> problem(String reason) {
        return Optional.of(new FileCheck.Problem(ResultCode.INVALID_DATA, reason));
    }

    /** Whether a name is that of a PDB, a DBG file or an image. */
    static boolean isWindows(String name) {
        String extension = extension(name);
        return IMAGES.contains(extension) || extension.equals("pdb") || extension.equals("dbg");
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static Optional<List<String>> wanted(String name) {
        String extension = extension(name);
        return IMAGES.contains(extension) ? Optional.of(IMAGE) : Optional.ofNullable(OTHERS.get(extension));
    }

    private static boolean isMarkup(String head) {
        String text = head.startsWith("\u00ef\u00bb\u00bf") ? head.substring(3) : head;
        String start = text.stripLeading();
        return start.length() > 1
                && start.charAt(0) == '<'
                && (Character.isLetter(start.charAt(1)) || start.charAt(1) == '!' || start.charAt(1) == '?');
    }
}
