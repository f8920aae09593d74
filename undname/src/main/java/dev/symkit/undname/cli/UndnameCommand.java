// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undname.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.symkit.cli.Given;
import dev.symkit.cli.JsonOut;
import dev.symkit.cli.PlainCommand;
import dev.symkit.cli.Switch;
import dev.symkit.cli.SwitchTable;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.undname.Answer;
import dev.symkit.undname.Answers;
import dev.symkit.undname.NameLines;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** {@code undname}: the switches and the rules between them. */
final class UndnameCommand implements PlainCommand {
    static final SwitchTable SWITCHES = SwitchTable.caseSensitive(
                    Switch.longValue("--flags"), Switch.longValue("--style"), Switch.longFlag("--json"))
            .withStandardInput();

    private static final String STANDARD_INPUT = "-";
    private static final String HEX = "0x";
    private static final int RADIX = 16;
    private static final int MOST_DIGITS = 8;

    private final ToolContext context;
    private Answers answers = Answers.microsoft(0);
    private List<String> names = List.of();
    private boolean json;

    UndnameCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public void accept(Given given, List<String> operands) throws UsageException {
        Optional<String> option = given.value("--flags");
        boolean leading = !operands.isEmpty() && isFlags(operands.get(0));
        if (leading && option.isPresent()) {
            throw UsageException.rule("'" + operands.get(0) + "' and '--flags' exclude each other.");
        }
        boolean llvm = isLlvm(given.value("--style").orElse("ms"));
        if (llvm && (leading || option.isPresent())) {
            throw UsageException.rule("'--style=llvm' has no flags.");
        }
        int flags = leading ? flags(operands.get(0)) : option.isPresent() ? flags(option.get()) : 0;
        answers = llvm ? Answers.llvm() : Answers.microsoft(flags);
        json = given.has("--json");
        names = leading ? operands.subList(1, operands.size()) : operands;
        if (names.isEmpty()) {
            throw UsageException.rule("A name is needed, or '-' for names from standard input.");
        }
        if (names.size() > 1 && names.contains(STANDARD_INPUT)) {
            throw UsageException.rule("'-' excludes other names.");
        }
    }

    private static boolean isLlvm(String style) throws UsageException {
        if (style.equals("llvm") || style.equals("ms")) {
            return style.equals("llvm");
        }
        throw invalid(style, "'--style'");
    }

    /** Whether it is the number that the original takes before the names; no decorated name starts like that. */
    private static boolean isFlags(String operand) {
        return operand.regionMatches(true, 0, HEX, 0, HEX.length()) && areDigits(operand, HEX.length());
    }

    private static int flags(String text) throws UsageException {
        int start = isFlags(text) ? HEX.length() : 0;
        if (areDigits(text, start) && text.length() - start <= MOST_DIGITS) {
            long flags = Long.parseLong(text, start, text.length(), RADIX);
            if ((flags & ~Answers.ALL_FLAGS) == 0) {
                return (int) flags;
            }
        }
        throw invalid(text, "flags");
    }

    private static boolean areDigits(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), RADIX) < 0 || text.charAt(i) > 'f') {
                return false;
            }
        }
        return start < text.length();
    }

    private static UsageException invalid(String value, String what) {
        return new UsageException(
                UsageException.Kind.INVALID_VALUE, value, "Invalid value '" + value + "' for " + what);
    }

    @Override
    public Integer call() throws IOException {
        PrintStream out = context.out();
        if (names.get(0).equals(STANDARD_INPUT)) {
            new NameLines(answers, json ? new Json() : new Text(), out).run(context.in(), new Stop(context));
            return 0;
        }
        for (int i = 0; i < names.size(); i++) {
            Answer answer = answers.of(names.get(i));
            if (json) {
                Json.write(answer.name(), answer.text(), answer.understood(), out);
            } else {
                if (i > 0) {
                    out.println();
                }
                line(out, "Undecoration of :- \"", answer.name());
                line(out, "is :- \"", answer.text());
            }
        }
        return 0;
    }

    private static void line(PrintStream out, String start, String quoted) {
        out.print(start);
        out.print(quoted);
        out.println('"');
    }

    /** Whether nobody wants the answers any more. */
    private record Stop(ToolContext context) implements BooleanSupplier {
        @Override
        public boolean getAsBoolean() {
            return context.out().checkError() || context.cancellation().isCancelled();
        }
    }

    /** The answer and the end of line that the name had. */
    private static final class Text implements NameLines.Form {
        @Override
        public void write(Answer answer, boolean carriageReturn, OutputStream out) throws IOException {
            out.write(answer.text().getBytes(ISO_8859_1));
            if (carriageReturn) {
                out.write('\r');
            }
            out.write('\n');
        }

        @Override
        public boolean copiesLongLines() {
            return true;
        }
    }

    /** One object in a line. Bytes of names are taken for UTF-8. */
    private static final class Json implements NameLines.Form {
        @Override
        public void write(Answer answer, boolean carriageReturn, OutputStream out) throws IOException {
            write(utf8(answer.name()), utf8(answer.text()), answer.understood(), out);
        }

        private static String utf8(String bytes) {
            return new String(bytes.getBytes(ISO_8859_1), UTF_8);
        }

        static void write(String name, String text, boolean understood, OutputStream out) throws IOException {
            JsonOut.write(out, fields -> {
                fields.text("name", name);
                fields.text("undecorated", text);
                fields.bool("understood", understood);
            });
        }

        @Override
        public boolean copiesLongLines() {
            return false;
        }
    }
}
