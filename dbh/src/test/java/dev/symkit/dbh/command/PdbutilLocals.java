// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads functions and their variables from the output of {@code llvm-pdbutil dump --symbols}. */
final class PdbutilLocals {
    private static final Pattern HEAD =
            Pattern.compile(" *\\d+ \\| (S_\\w+|unknown \\(\\d+\\)) \\[size = \\d+\\](?: `(.*)`| ?(.*))");
    private static final Pattern OFFSET = Pattern.compile(".*\\boffset = (-?\\d+)\\b.*");
    private static final Pattern REGISTER = Pattern.compile(".*\\bregister = (\\w+)\\b.*");
    private static final Pattern TYPE = Pattern.compile("\\s*type ?= ?`?0x([0-9A-F]+)\\b.*");
    private static final Pattern START = Pattern.compile(".*addr = (\\d+):(\\d+), code size.*");
    private static final Pattern RANGE =
            Pattern.compile(".*range(?: start)? = \\[?(\\d+):(\\d+)(?:,\\+|, length = )(\\d+).*");
    private static final Pattern GAP = Pattern.compile("\\((\\d+),(\\d+)\\)");

    /** Begins kinds of ranges that the tool does not know (of variables that live at an address), and is a register that it does not know. */
    private static final String UNKNOWN = "unknown";

    private final Consumer<Function> functions;
    private Optional<Function> function = Optional.empty();
    private int depth;
    private long section;
    private long start;
    private String kind = "";
    private String name = "";
    private final StringBuilder details = new StringBuilder();

    /** What the ranges of a variable say; the first that holds the start of the function wins. */
    private Optional<Variable> first = Optional.empty();

    private Optional<Variable> atStart = Optional.empty();
    private Optional<Variable> pending = Optional.empty();

    private PdbutilLocals(Consumer<Function> functions) {
        this.functions = functions;
    }

    /** A function. */
    record Function(String name, List<Variable> variables) {}

    /**
     * A variable, as far as the tool tells of it.
     *
     * @param type index of its type, empty for one of another object file
     * @param flags those of a symbol, without that of parameters
     */
    record Variable(
            String name,
            OptionalLong flags,
            OptionalLong offset,
            String register,
            Optional<Boolean> parameter,
            OptionalLong type) {
        Variable at(long newFlags, OptionalLong newOffset, String newRegister) {
            return new Variable(name, OptionalLong.of(newFlags), newOffset, newRegister, parameter, type);
        }
    }

    /** Reads the dump of a PDB; functions are handed over as they end. */
    static void read(String tool, Path pdb, Consumer<Function> functions) throws IOException, InterruptedException {
        PdbutilLocals reader = new PdbutilLocals(functions);
        Pdbutil.dump(tool, "--symbols", pdb, reader::take);
        reader.record();
        reader.end();
    }

    private void take(String line) {
        Matcher head = HEAD.matcher(line);
        if (head.matches()) {
            record();
            kind = head.group(1);
            name = head.group(2) == null ? "" : head.group(2);
            details.setLength(0);
            details.append(head.group(3) == null ? "" : head.group(3));
        } else {
            details.append(' ').append(line.strip());
        }
    }

    /** Hands over the function before. */
    private void end() {
        flush();
        function.ifPresent(functions);
        function = Optional.empty();
    }

    /** Takes in the record whose lines have all been read. */
    private void record() {
        if (kind.startsWith("S_DEFRANGE") || kind.startsWith(UNKNOWN)) {
            range();
            return;
        }
        flush();
        switch (kind) {
            case "S_GPROC32", "S_LPROC32" -> {
                end();
                Matcher place = START.matcher(details);
                if (place.matches()) {
                    section = Long.parseLong(place.group(1));
                    start = Long.parseLong(place.group(2));
                    function = Optional.of(new Function(name, new ArrayList<>()));
                }
                depth = 1;
            }
            case "S_BLOCK32", "S_INLINESITE", "S_THUNK32", "S_SEPCODE" -> depth += depth > 0 ? 1 : 0;
            case "S_END", "S_INLINESITE_END", "S_PROC_ID_END" -> depth -= depth > 0 ? 1 : 0;
            default -> variable();
        }
    }

    private void variable() {
        if (depth == 0) {
            return;
        }
        Variable plain = new Variable(name, OptionalLong.empty(), OptionalLong.empty(), "", Optional.empty(), type());
        switch (kind) {
            case "S_LOCAL" -> {
                Optional<Boolean> parameter = Optional.of(details.toString().matches(".*flags = .*\\bparam\\b.*"));
                pending = Optional.of(
                        new Variable(name, OptionalLong.of(0x80080), OptionalLong.of(0), "", parameter, type()));
            }
            case "S_FILESTATIC" -> pending = Optional.of(plain);
            case "S_REGREL32" -> add(plain.at(0x90, number(OFFSET), text(REGISTER)));
            case "S_BPREL32" -> add(plain.at(0xA0, number(OFFSET), ""));
            case "S_REGISTER" -> add(plain.at(0x88, OptionalLong.of(0), text(REGISTER)));
            case "S_LDATA32", "S_GDATA32" -> add(plain.at(0x80, OptionalLong.empty(), ""));
            case "S_LTHREAD32", "S_GTHREAD32" -> add(plain.at(0x4080, OptionalLong.empty(), ""));
            case "S_CONSTANT" -> add(plain.at(0x101, OptionalLong.of(0), ""));
            default -> {}
        }
    }

    private void add(Variable variable) {
        function.ifPresent(inner -> inner.variables().add(variable));
    }

    private void flush() {
        if (pending.isPresent()) {
            add(atStart.or(() -> first).orElse(pending.get()));
        }
        pending = Optional.empty();
        first = Optional.empty();
        atStart = Optional.empty();
    }

    private void range() {
        if (pending.isEmpty()) {
            return;
        }
        Variable variable = pending.get();
        Variable placed = switch (kind) {
            case "S_DEFRANGE_REGISTER", "S_DEFRANGE_SUBFIELD_REGISTER" ->
                variable.at(0x88, OptionalLong.of(0), text(REGISTER));
            case "S_DEFRANGE_REGISTER_REL" -> variable.at(0x90, number(OFFSET), text(REGISTER));
            case "S_DEFRANGE_FRAMEPOINTER_REL", "S_DEFRANGE_FRAMEPOINTER_REL_FULL_SCOPE" ->
                variable.at(0xA0, number(OFFSET), "");
            default ->
                new Variable(
                        variable.name(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        "",
                        Optional.empty(),
                        variable.type());
        };
        first = first.or(() -> Optional.of(placed));
        if (kind.endsWith("FULL_SCOPE") || kind.startsWith(UNKNOWN) || holdsStart()) {
            atStart = atStart.or(() -> Optional.of(placed));
        }
    }

    private boolean holdsStart() {
        Matcher range = RANGE.matcher(details);
        if (!range.matches()) {
            return false;
        }
        long distance = start - Long.parseLong(range.group(2));
        if (Long.parseLong(range.group(1)) != section || distance < 0 || distance >= Long.parseLong(range.group(3))) {
            return false;
        }
        Matcher gap = GAP.matcher(details);
        while (gap.find()) {
            long from = Long.parseLong(gap.group(1));
            if (distance >= from && distance < from + Long.parseLong(gap.group(2))) {
                return false;
            }
        }
        return true;
    }

    /** Offsets are printed without sign for some kinds. */
    private OptionalLong number(Pattern pattern) {
        Matcher matcher = pattern.matcher(details);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        int offset = (int) Long.parseLong(matcher.group(1));
        return OptionalLong.of(offset);
    }

    private OptionalLong type() {
        Matcher matcher = TYPE.matcher(details);
        if (!matcher.matches() || matcher.group(1).length() > 7) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(matcher.group(1), 16));
    }

    private String text(Pattern pattern) {
        Matcher matcher = pattern.matcher(details);
        return matcher.matches() && !matcher.group(1).equals(UNKNOWN) ? matcher.group(1) : "";
    }
}
