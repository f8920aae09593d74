// SPDX-License-Identifier: Apache-2.0
/**
 * The command-line side that all tools share: switches in Windows style ({@link dev.symkit.cli.WinArgs}), the run of a command with
 * its exit code ({@link dev.symkit.cli.ToolMain}), interruption, JSON output and progress.
 *
 * <p>A tool looks like this. {@code ToolMain} sets the fields by picocli; a command holds no logic of its own.
 *
 * <pre>{@code
 * public final class SymStoreTool implements Tool {
 *     public static void main(String[] argv) {
 *         ToolMain.main(new SymStoreTool(), argv);
 *     }
 *
 *     public String name() { return "symstore"; }
 *     public String help() { return SymStoreHelp.TEXT; } // a constant in a class of its own
 *     public OptionalInt exitWithoutArguments() { return OptionalInt.of(87); }
 *     public List<ToolCommand> commands() { return List.of(new ToolCommand("add", AddCommand.SWITCHES, AddCommand::new)); }
 *     public ToolErrors errors() { return new SymStoreErrors(); }
 * }
 *
 * @Command
 * final class AddCommand implements Callable<Integer> {
 *     static final SwitchTable SWITCHES = SwitchTable.ignoringCase(
 *                     Switch.flag("r"), Switch.value("f").repeated(), Switch.value("s"), Switch.value("t"), Switch.flag(":REL"),
 *                     Switch.keyword("compress", "CAB", "CAB", "ZIP").rejecting("Invalid compression type '<token>'"),
 *                     Switch.longFlag("--json"), Switch.longValue("--jobs"), Switch.longValue("--exclude").repeated())
 *             .refusingQuotes();
 *
 *     private final ToolContext context;
 *     @Option(names = "-r") boolean recurse;
 *     @Option(names = "-f") List<String> files = new ArrayList<>();
 *     @Option(names = "-t") @Nullable String product; // null: not given; may be empty
 *     @Option(names = "-:REL") boolean relative;
 *     @Option(names = "-compress") @Nullable Compression compression;
 *     @Option(names = "--jobs") int jobs;
 *     // ...
 *
 *     public Integer call() throws IOException, UsageException {
 *         if (product == null) {
 *             throw UsageException.rule("'/t <product>' is required with this add type.");
 *         }
 *         try (Progress progress = Progress.start(context, !json && !quiet, "Storing", new Progress.Total(files, bytes))) {
 *             result = new AddFiles(...).run(request); // polls context.cancellation()::isCancelled, reports to progress::add
 *         }
 *         if (json) {
 *             JsonOut.write(context.out(), out -> {
 *                 out.text("verb", "add");
 *                 out.array("files", result.files(), (each, file) -> each.text("source", file.source()));
 *             });
 *         }
 *         return result.exitCode();
 *     }
 * }
 * }</pre>
 */
@NullMarked
package dev.symkit.cli;

import org.jspecify.annotations.NullMarked;
