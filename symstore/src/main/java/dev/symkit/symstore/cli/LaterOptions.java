// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.UsageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Options of {@code add} that are known, whose rules are checked (symstore.md 2.1), and that are not supported yet.
 */
final class LaterOptions {
    @Option(names = "-p")
    boolean pointers;

    @Option(names = "-l")
    boolean local;

    @Option(names = "-:MSG")
    @Nullable
    String message;

    @Option(names = "-:REL")
    boolean relative;

    @Option(names = "-:NOREFS")
    boolean noRefs;

    @Option(names = "-:NOFORCECOPY")
    boolean noForceCopy;

    @Option(names = "-x")
    @Nullable
    String writeIndex;

    @Option(names = "-a")
    boolean append;

    @Option(names = "-q")
    boolean unquoted;

    @Option(names = "-y")
    @Nullable
    String readIndex;

    @Option(names = "-yi")
    @Nullable
    String markIndex;

    @Option(names = "-g")
    @Nullable
    String share;

    @Option(names = "-z")
    @Nullable
    String filter;

    @Option(names = "-m")
    @Nullable
    String preferPrefix;

    @Option(names = "-h")
    @Nullable
    String preferClass;

    @Option(names = "-compress")
    @Nullable
    String compress;

    @Option(names = "--ssqp")
    boolean ssqp;

    @Option(names = "--skip-existing")
    boolean skipExisting;

    @Option(names = "--layout-only")
    boolean layoutOnly;

    @Option(names = "--lower-case")
    boolean lowerCase;

    @Option(names = "--strict-compat")
    boolean strictCompat;

    @Option(names = "--ptr-prefix")
    boolean ptrPrefix;

    @Option(names = "--refuse-class-change")
    boolean refuseClassChange;

    @Option(names = "--verify")
    boolean verify;

    @Option(names = "--max-compress")
    @Nullable
    String maxCompress;

    @Option(names = "--portable-key")
    @Nullable
    String portableKey;

    @Option(names = "--map")
    @Nullable
    String map;

    /** What was given, by the name people know, in the order of the documentation. */
    private Map<String, Boolean> given() {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("/p", pointers);
        given.put("/l", local);
        given.put("-:MSG", message != null);
        given.put("-:REL", relative);
        given.put("-:NOREFS", noRefs);
        given.put("-:NOFORCECOPY", noForceCopy);
        given.put("/x", writeIndex != null);
        given.put("/a", append);
        given.put("/q", unquoted);
        given.put("/y", readIndex != null);
        given.put("/yi", markIndex != null);
        given.put("/g", share != null);
        given.put("/z", filter != null);
        given.put("/m", preferPrefix != null);
        given.put("/h", preferClass != null);
        given.put("/compress", compress != null);
        given.put("--ssqp", ssqp);
        given.put("--skip-existing", skipExisting);
        given.put("--layout-only", layoutOnly);
        given.put("--lower-case", lowerCase);
        given.put("--strict-compat", strictCompat);
        given.put("--ptr-prefix", ptrPrefix);
        given.put("--refuse-class-change", refuseClassChange);
        given.put("--verify", verify);
        given.put("--max-compress", maxCompress != null);
        given.put("--portable-key", portableKey != null);
        given.put("--map", map != null);
        return given;
    }

    private boolean has(String name) {
        return given().getOrDefault(name, false);
    }

    /** The rules of symstore.md 2.1 among these options and those of {@code add}, given by name. */
    void checkRules(Map<String, Boolean> own, List<String> files) throws UsageException {
        if (has("/x")) {
            for (String option : List.of("/s", "/t", "/v", "/c", "/y", "/m", "/h", "/compress")) {
                refuse(own.getOrDefault(option, false) || has(option), option, "cannot be used with '/x'");
            }
            if (files.isEmpty()) {
                throw UsageException.rule("'/f <file>' or '/y <indexfile>' is required.");
            }
            require(has("/g"), "'/g <share>' is required with '/x'.");
        }
        if (has("/y")) {
            require(has("/g"), "'/g <share>' is required with '/y'.");
            for (String option : List.of("/f", "/r", "/z")) {
                refuse(own.getOrDefault(option, false) || has(option), option, "cannot be used with '/y'");
            }
        }
        for (String option : List.of("/a", "/q")) {
            refuse(has(option) && !has("/x"), option, "can only be used with '/x'");
        }
        for (String option : List.of("/l", "-:MSG", "-:REL")) {
            refuse(has(option) && !has("/p"), option, "can only be used with '/p'");
        }
        checkClass(filter, "/z");
        checkClass(preferClass, "/h");
        if (share != null && !files.isEmpty()) {
            for (String file : named(files)) {
                require(fold(file).startsWith(fold(share)), "'" + file + "' does not begin with '" + share + "'.");
            }
        }
        if (pointers && !local && !relative) {
            List<String> sources = readIndex == null || share == null ? named(files) : List.of(share);
            for (String file : sources) {
                require(
                        file.startsWith("\\\\") || file.startsWith("//"),
                        "'" + file + "' is a local path; use '/l' to store pointers to local files.");
            }
        }
    }

    /** The values of {@code /f} that are paths, not lists of paths. */
    private static List<String> named(List<String> files) {
        return files.stream().filter(file -> !file.startsWith("@")).toList();
    }

    /** Refuses whatever is left: it comes later. */
    void refuseUnsupported() throws UsageException {
        for (Map.Entry<String, Boolean> option : given().entrySet()) {
            refuse(option.getValue(), option.getKey(), "is not supported yet");
        }
    }

    private static void checkClass(@Nullable String value, String option) throws UsageException {
        require(
                value == null || value.equalsIgnoreCase("PUB") || value.equalsIgnoreCase("PRI"),
                "Invalid value '" + value + "' for '" + option + "'.");
    }

    private static String fold(String path) {
        return path.replace('\\', '/').toLowerCase(Locale.ROOT);
    }

    private static void refuse(boolean condition, String option, String why) throws UsageException {
        require(!condition, "'" + option + "' " + why + ".");
    }

    static void require(boolean condition, String message) throws UsageException {
        if (!condition) {
            throw UsageException.rule(message);
        }
    }
}
