// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.Origin;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.msf.StreamContainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The source server text of a PDB, stream {@code srcsrv}: where a debugger gets each source file from.
 *
 * <p>Lines of 8-bit text. {@code SRCSRV: ini}, {@code SRCSRV: variables}, {@code SRCSRV: source files} and {@code SRCSRV: end}, each
 * followed by dashes, start the sections. The first two hold lines {@code NAME=VALUE}, the third lines with {@code *} between the
 * fields, of which the first is the name of the file in the line information. Source: Microsoft's documentation of the source server
 * ("Language Specification 1").
 *
 * <p>Holds the whole text. Immutable, thread-safe.
 */
public final class SrcSrv {
    /** Name of the stream. */
    public static final Name STREAM = Name.of("srcsrv");

    private static final String SECTION = "SRCSRV:";

    /** Our choice: there are about ten. */
    private static final int MOST_VARIABLES = 4096;

    /** Our choice: the documentation knows ten. What follows stays in the last one. */
    private static final int MOST_FIELDS = 256;

    private final byte[] text;
    private final List<Variable> variables;
    private final int files;

    /**
     * A variable of the sections {@code ini} and {@code variables}.
     *
     * @param name its name, as spelt
     * @param value what follows the first {@code =}
     */
    public record Variable(Name name, Name value) {}

    private SrcSrv(byte[] text, List<Variable> variables, int files) {
        this.text = text;
        this.variables = List.copyOf(variables);
        this.files = files;
    }

    /**
     * Reads the stream.
     *
     * @param pdb the container
     * @param names its named streams
     * @return empty if there is no such stream
     * @throws FormatException {@code LIMIT} if it is too large or has too many variables
     * @throws IOException if the file cannot be read
     */
    public static Optional<SrcSrv> read(StreamContainer pdb, NamedStreams names) throws IOException {
        Optional<MsfStream> stream = names.open(pdb, STREAM);
        if (stream.isEmpty()) {
            return Optional.empty();
        }
        long size = stream.get().size();
        byte[] text = stream.get().cursor(0, size).bytes((int) size);
        return Optional.of(parse(text, stream.get().origin()));
    }

    /**
     * Parses a text. Lines that belong to no section or have no {@code =} where one belongs are passed over.
     *
     * @param text the text; not copied, must not change
     * @param origin its place, for messages
     * @throws FormatException {@code LIMIT} if it has too many variables
     */
    static SrcSrv parse(byte[] text, Origin origin) throws FormatException {
        List<Variable> variables = new ArrayList<>();
        boolean assignments = false;
        int at = 0;
        while (at < text.length) {
            int end = Texts.endOf(text, at, (byte) '\n');
            Optional<String> section = section(text, at, end);
            if (section.isPresent()) {
                if (section.get().startsWith("source files")) {
                    return new SrcSrv(text, variables, Math.min(end + 1, text.length));
                }
                assignments = section.get().startsWith("ini") || section.get().startsWith("variables");
            } else if (assignments) {
                add(variables, text, at, withoutReturn(text, at, end));
                if (variables.size() > MOST_VARIABLES) {
                    throw new FormatException(FormatException.Kind.LIMIT, origin.plus(at), "too many variables");
                }
            }
            at = end + 1;
        }
        return new SrcSrv(text, variables, text.length);
    }

    private static void add(List<Variable> variables, byte[] text, int at, int end) {
        int equals = at;
        while (equals < end && text[equals] != '=') {
            equals++;
        }
        if (equals < end) {
            variables.add(
                    new Variable(Name.copyOf(text, at, equals - at), Name.copyOf(text, equals + 1, end - equals - 1)));
        }
    }

    /** The words of a line that starts a section, in lower case. */
    private static Optional<String> section(byte[] text, int at, int end) {
        int length = Math.min(end - at, 40);
        String line = new String(text, at, length, ISO_8859_1);
        return line.startsWith(SECTION)
                ? Optional.of(line.substring(SECTION.length()).strip().toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private static int withoutReturn(byte[] text, int at, int end) {
        return end > at && text[end - 1] == '\r' ? end - 1 : end;
    }

    /** The variables of both sections, in the order of the text. */
    public List<Variable> variables() {
        return variables;
    }

    /**
     * Gives the value of a variable.
     *
     * @param name its name; the case of letters is ignored
     */
    public Optional<Name> variable(String name) {
        return variables.stream()
                .filter(variable -> variable.name().toString().equalsIgnoreCase(name))
                .map(Variable::value)
                .findFirst();
    }

    /** The whole text as stored. */
    public byte[] toByteArray() {
        return text.clone();
    }

    /** Starts a walk over the lines of the source files. */
    public Files files() {
        return new Files();
    }

    /** A walk over the lines of the section with the source files. Confined to one thread. */
    public final class Files {
        private int next = files;
        private int at;
        private int end;

        private Files() {}

        /** Moves to the next line that is not empty; false after the last one. */
        public boolean next() {
            while (next < text.length) {
                at = next;
                int lineEnd = Texts.endOf(text, at, (byte) '\n');
                next = lineEnd + 1;
                if (section(text, at, lineEnd).isPresent()) {
                    next = text.length;
                    return false;
                }
                end = withoutReturn(text, at, lineEnd);
                if (end > at) {
                    return true;
                }
            }
            return false;
        }

        /** The line. */
        public Name line() {
            return Name.copyOf(text, at, end - at);
        }

        /** The first field: the name of the file in the line information. */
        public Name file() {
            int stop = at;
            while (stop < end && text[stop] != '*') {
                stop++;
            }
            return Name.copyOf(text, at, stop - at);
        }

        /** All fields: the values of the variables {@code VAR1}, {@code VAR2} and so on. */
        public List<Name> fields() {
            List<Name> fields = new ArrayList<>();
            int from = at;
            for (int i = at; i <= end; i++) {
                if (i == end || (text[i] == '*' && fields.size() < MOST_FIELDS - 1)) {
                    fields.add(Name.copyOf(text, from, i - from));
                    from = i + 1;
                }
            }
            return List.copyOf(fields);
        }
    }
}
