// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

/** A row of an inlined call as {@link BinaryAnnotations} makes it, and the state it is made of. Reused, to make no garbage. */
final class InlineRow {
    long code;
    long length;
    long next;
    long file;
    long line;
    long span;
    long rangeKind;
    long startColumn;
    long endColumn;

    /** The state before the first operation of a call. */
    void begin(long firstFile, long firstLine) {
        code = 0;
        length = BinaryAnnotations.NONE;
        next = BinaryAnnotations.NONE;
        file = firstFile;
        line = firstLine;
        span = 1;
        rangeKind = 1;
        startColumn = 0;
        endColumn = 0;
    }

    /** Becomes a copy of another one. */
    void set(InlineRow other) {
        code = other.code;
        length = other.length;
        next = other.next;
        file = other.file;
        line = other.line;
        span = other.span;
        rangeKind = other.rangeKind;
        startColumn = other.startColumn;
        endColumn = other.endColumn;
    }

    /** First code offset behind the row: by its length, or else where the next row begins, or else a given one. */
    long end(long openEnd) {
        if (length != BinaryAnnotations.NONE) {
            return code + length;
        }
        return next != BinaryAnnotations.NONE ? next : openEnd;
    }
}
