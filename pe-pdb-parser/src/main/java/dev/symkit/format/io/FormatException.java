// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.io;

import java.io.IOException;
import java.util.Locale;

/**
 * The one exception for malformed input. Its message reads {@code file: structure +0xOFFSET: problem}.
 *
 * <p>Every reader of this module throws it, and nothing else, when the content is at fault. Failures of the disk stay plain
 * {@link IOException}s.
 */
public final class FormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the input. */
    public enum Kind {
        /** The file, or a structure in it, ends too early. */
        TRUNCATED,
        /** The signature that the format starts with is missing. */
        BAD_MAGIC,
        /** A field has a value that the format does not allow. */
        BAD_VALUE,
        /** The value may be well formed but exceeds what {@link Limits} allows. */
        LIMIT,
        /** Well formed, but of a sort that is not handled here; the message names it. */
        UNSUPPORTED
    }

    private final Kind kind;
    private final String file;
    private final String structure;
    private final long offset;

    /**
     * Describes a problem at a place.
     *
     * @param kind what sort of problem
     * @param where the place; its offset is that of the field at fault
     * @param problem the problem in words, without the place
     */
    public FormatException(Kind kind, Origin where, String problem) {
        super(String.format(
                Locale.ROOT, "%s: %s +0x%08X: %s", where.file(), where.structure(), where.offset(), problem));
        this.kind = kind;
        this.file = where.file();
        this.structure = where.structure();
        this.offset = where.offset();
    }

    /** What sort of problem it is. */
    public Kind kind() {
        return kind;
    }

    /** Name of the file at fault. */
    public String file() {
        return file;
    }

    /** The structure in which {@link #offset()} counts. */
    public String structure() {
        return structure;
    }

    /** Bytes from the start of {@link #structure()}. */
    public long offset() {
        return offset;
    }
}
