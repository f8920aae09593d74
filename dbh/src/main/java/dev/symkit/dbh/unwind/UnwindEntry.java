// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.unwind;

import dev.symkit.dbh.show.Hex;
import dev.symkit.dbh.show.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * The unwind data of a range of code as lines of text; each line is a label and a value, or an unwind code. Immutable.
 *
 * @param begin address of the first byte of code
 * @param end address of the first byte after it
 * @param function name of the function; empty if it is not known
 * @param depth 0, or 1 and more for an entry that the one before continues: these are indented
 * @param facts labels and values
 */
public record UnwindEntry(long begin, long end, String function, int depth, List<Fact> facts) implements Row {
    /** Copies the list. */
    public UnwindEntry {
        facts = List.copyOf(facts);
    }

    /**
     * One line.
     *
     * @param label what the value is; of a code, its offset
     * @param value the value, or what the code does
     * @param code whether it is an unwind code
     */
    public record Fact(String label, String value, boolean code) {}

    /** Collects lines. Confined to one thread. */
    static final class Facts {
        private final List<Fact> all = new ArrayList<>();

        Facts add(String label, String value) {
            all.add(new Fact(label, value, false));
            return this;
        }

        Facts add(String label, long value) {
            return add(label, Hex.of(value));
        }

        Facts code(int offset, String value) {
            StringBuilder label = new StringBuilder(Integer.toHexString(offset));
            if (label.length() < 2) {
                label.insert(0, '0');
            }
            all.add(new Fact(label.toString(), value, true));
            return this;
        }

        List<Fact> list() {
            return all;
        }
    }

    @Override
    public void text(StringBuilder into) {
        String indent = "    ".repeat(depth);
        into.append(indent).append(Hex.of(begin)).append('-').append(Hex.of(end));
        if (!function.isEmpty()) {
            into.append(' ').append(function);
        }
        into.append('\n');
        for (Fact fact : facts) {
            into.append(indent).append(fact.code() ? "  " : "");
            into.append(fact.label()).append(": ").append(fact.value()).append('\n');
        }
    }

    @Override
    public void fields(Fields into) {
        into.number("begin", begin);
        into.number("end", end);
        into.text("function", function);
        into.number("depth", depth);
        StringBuilder codes = new StringBuilder();
        for (Fact fact : facts) {
            if (fact.code()) {
                codes.append(codes.isEmpty() ? "" : "; ")
                        .append(fact.label())
                        .append(' ')
                        .append(fact.value());
            } else if (!fact.label().equals("epilog")) {
                into.text(fact.label(), fact.value());
            }
        }
        into.text("codes", codes.toString());
    }
}
