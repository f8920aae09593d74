// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Lines that a person types at a terminal, with history and completion. Ctrl-C gives up the line, or stops a listing; never the shell. */
final class TerminalLines implements LineSource {
    /** Both ways of a terminal to send them: while a command runs it is in the other mode than at the prompt. */
    private static final Map<String, String> ARROWS = Map.of(
            "A", LineReader.UP_LINE_OR_SEARCH,
            "B", LineReader.DOWN_LINE_OR_SEARCH,
            "C", LineReader.FORWARD_CHAR,
            "D", LineReader.BACKWARD_CHAR);

    private final Terminal terminal;
    private final LineReader reader;
    private final AtomicBoolean interrupted;

    /**
     * Takes over the terminal.
     *
     * @param history where lines are kept from one session to the next
     * @param words the words that may stand at the end of a line
     * @param interrupted set by Ctrl-C
     */
    TerminalLines(Optional<Path> history, Function<String, List<String>> words, AtomicBoolean interrupted)
            throws IOException {
        // Without graphemeCluster JLine asks the terminal what it can, and takes what was typed ahead for the answer.
        this.terminal =
                TerminalBuilder.builder().system(true).graphemeCluster(false).build();
        this.interrupted = interrupted;
        terminal.handle(Terminal.Signal.INT, signal -> interrupted.set(true));
        DefaultParser parser = new DefaultParser();
        parser.setEscapeChars(new char[0]); // paths of Windows have backslashes, masks quotes
        parser.setQuoteChars(new char[0]);
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(parser)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .completer(
                        (line, parsed, candidates) -> words.apply(parsed.line().substring(0, parsed.cursor()))
                                .forEach(word -> candidates.add(candidate(word))));
        history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        this.reader = builder.build();
        KeyMap<Binding> keys = Objects.requireNonNull(reader.getKeyMaps().get(LineReader.MAIN));
        ARROWS.forEach((letter, widget) -> keys.bind(new Reference(widget), "\33[" + letter, "\33O" + letter));
    }

    /** No blank is put behind what goes on: {@code module!} and {@code folder/}. */
    private static Candidate candidate(String word) {
        boolean whole = !word.endsWith("!") && !word.endsWith("/");
        return new Candidate(word, word, null, null, null, null, whole);
    }

    @Override
    public Optional<String> command(String prompt) {
        terminal.writer().println();
        while (true) {
            try {
                return read(prompt);
            } catch (UserInterruptException e) {
                // the line is given up, the next one is asked for
            }
        }
    }

    /** Until the user types Ctrl-D or Ctrl-C. */
    @Override
    public Optional<String> next() {
        try {
            return read("");
        } catch (UserInterruptException e) {
            return Optional.empty();
        }
    }

    private Optional<String> read(String prompt) {
        interrupted.set(false);
        try {
            return Optional.of(reader.readLine(prompt));
        } catch (EndOfFileException e) {
            return Optional.empty();
        } finally {
            interrupted.set(false);
        }
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }
}
