// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.line;

import dev.symkit.dbh.show.Row;

/**
 * The layout of a list of lines (dbh.md 3.4.1): objects and sources start a line of text, 16 numbers fill one; the count of numbers goes on
 * when only the object changes. A number is a row; its text is what it completes: the lines of text before its own. Confined to one thread.
 */
public final class LineListing {
    private static final int MOST_NUMBERS = 16;

    private final StringBuilder open = new StringBuilder();
    private boolean started;
    private String object = "";
    private String source = "";
    private int counter;

    /**
     * One number of the list.
     *
     * @param completed lines of text that are complete now, each ended by LF
     * @param object name of the object file
     * @param source path of the source
     * @param line the number
     * @param address of the code
     */
    private record Entry(String completed, String object, String source, long line, long address) implements Row {
        @Override
        public void text(StringBuilder into) {
            into.append(completed);
        }

        @Override
        public void fields(Fields into) {
            into.text("object", object);
            into.text("file", source);
            into.number("line", line);
            into.number("addr", address);
        }
    }

    /** Adds a number. */
    public Row add(String nextObject, String nextSource, long line, long address) {
        if (!started || !object.equals(nextObject)) {
            open.append("\nOBJ:").append(nextObject);
            object = nextObject;
        }
        if (!started || !source.equals(nextSource)) {
            open.append("\n   ").append(nextSource).append(' ');
            source = nextSource;
            counter = 0;
        }
        started = true;
        if (counter >= MOST_NUMBERS) {
            counter = 0;
        }
        if (counter == 0) {
            open.append("\n     ");
        }
        open.append(' ').append(line);
        counter++;
        int complete = open.lastIndexOf("\n") + 1;
        String completed = open.substring(0, complete);
        open.delete(0, complete);
        return new Entry(completed, object, source, line, address);
    }

    /** Whether a number was added. */
    public boolean isStarted() {
        return started;
    }

    /** The last line of text, which no number completes. */
    public String rest() {
        return open.toString();
    }
}
