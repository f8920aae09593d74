// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.io.Origin;
import java.util.Arrays;
import java.util.Objects;

/**
 * Tells in which scope each record lies while the records of a module are walked over in order: procedures, blocks, thunks and inline
 * sites open a scope, {@code S_END}, {@code S_INLINESITE_END} and {@code S_PROC_ID_END} end the innermost one. Confined to one thread.
 */
public final class ScopeTracker {
    /** What {@link #enter} and {@link #innermost} give outside of all scopes; no record of a module lies at this offset. */
    public static final long NONE = 0;

    private final Origin stream;
    private long[] open = new long[16];
    private int depth;

    /**
     * Starts outside of all scopes.
     *
     * @param stream place of the start of the stream, for messages
     */
    public ScopeTracker(Origin stream) {
        this.stream = Objects.requireNonNull(stream, "stream");
    }

    /**
     * Takes note of the record that a reader stands on; to be called once for each record.
     *
     * @return offset of the record that opened the innermost scope around this one, which for the end of a scope is the scope it
     *     ends; {@link #NONE} if there is none
     * @throws FormatException {@code BAD_VALUE} if a scope ends that none opened, {@code LIMIT} if more than
     *     {@link Limits#MAX_SCOPES} are open
     */
    public long enter(SymbolReader reader) throws FormatException {
        return enter(reader.kind(), reader.offset());
    }

    /**
     * Takes note of a record, as {@link #enter(SymbolReader)}.
     *
     * @param kind number of its kind
     * @param offset its offset in the stream
     */
    public long enter(int kind, long offset) throws FormatException {
        long around = innermost();
        if (SymbolKinds.opensScope(kind)) {
            if (depth == Limits.MAX_SCOPES) {
                throw new FormatException(
                        FormatException.Kind.LIMIT, stream.plus(offset), "more than " + depth + " scopes are open");
            }
            if (depth == open.length) {
                open = Arrays.copyOf(open, depth * 2);
            }
            open[depth++] = offset;
        } else if (SymbolKinds.closesScope(kind)) {
            if (depth == 0) {
                throw new FormatException(
                        FormatException.Kind.BAD_VALUE, stream.plus(offset), "the end of a scope, but none is open");
            }
            depth--;
        }
        return around;
    }

    /** Offset of the record that opened the innermost open scope, or {@link #NONE}. */
    public long innermost() {
        return depth == 0 ? NONE : open[depth - 1];
    }

    /** Number of open scopes. */
    public int depth() {
        return depth;
    }
}
