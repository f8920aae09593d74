// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks the person at the terminal for user and password, on standard error. The password is not shown while it is typed. */
public final class LoginPrompt {
    private final ToolContext context;

    private LoginPrompt(ToolContext context) {
        this.context = context;
    }

    /** A prompt; empty if nobody sits at a terminal, so that nothing waits for an answer that never comes. */
    public static Optional<LoginPrompt> at(ToolContext context) {
        return context.interactive() ? Optional.of(new LoginPrompt(context)) : Optional.empty();
    }

    /**
     * What was typed.
     *
     * @param password secret
     */
    public record Answer(String user, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return "Answer[" + user + "]";
        }
    }

    /**
     * Asks.
     *
     * @param question in one line; what is not printable is left out, it may come from a server
     * @return the answer; empty if the user is empty, or the input ends
     */
    public synchronized Optional<Answer> ask(String question) {
        context.err().println();
        context.err().println(question.replaceAll("\\p{Cntrl}", ""));
        Optional<String> user = answer("User: ", false).filter(text -> !text.isBlank());
        return user.flatMap(name -> answer("Password: ", true).map(password -> new Answer(name.strip(), password)));
    }

    private Optional<String> answer(String label, boolean secret) {
        context.err().print(label);
        context.err().flush();
        if (context.in() instanceof TerminalInput terminal) {
            return secret ? terminal.secret() : terminal.line();
        }
        return line(context.in());
    }

    private static Optional<String> line(InputStream in) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int c = in.read();
            if (c < 0) {
                return Optional.empty();
            }
            for (; c >= 0 && c != '\n'; c = in.read()) {
                line.write(c);
            }
            return Optional.of(line.toString(StandardCharsets.UTF_8).replaceFirst("\r$", ""));
        } catch (IOException e) {
            return Optional.empty(); // no answer
        }
    }
}
