// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that only {@code add} has. */
final class AddSwitches {
    @Option(names = "-3")
    boolean twoTier;

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

    /** The index file that is read: {@code /y}, or {@code /yi} if that is the only one. */
    Optional<String> indexToRead() {
        return Optional.ofNullable(readIndex).or(() -> Optional.ofNullable(markIndex));
    }

    /** What was given, by the name people know. */
    Map<String, Boolean> given() {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("/3", twoTier);
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
        return given;
    }
}
