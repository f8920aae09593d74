// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cli;

import dev.symkit.cli.Progress;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symsrv.session.ClientSession;
import dev.symkit.symsrv.session.FileKey;
import dev.symkit.symsrv.session.FoundFile;
import dev.symkit.symsrv.spi.LookupResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code symsrv get}. */
@Command(name = "get")
final class GetCommand implements Callable<Integer> {
    private final ToolContext context;
    private final Map<String, String> properties;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "-o")
    @Nullable
    String output;

    @Option(names = "--for")
    @Nullable
    String image;

    @Option(names = "--pdb")
    boolean pdb;

    @Parameters
    List<String> operands = new ArrayList<>();

    GetCommand(ToolContext context, Map<String, String> properties) {
        this.context = context;
        this.properties = properties;
    }

    @Override
    public Integer call() throws UsageException, IOException {
        FileKey key = key();
        if (output != null && common.noCopy) {
            throw UsageException.rule("'-o' and '--no-copy' exclude each other.");
        }
        LookupResult result;
        try (Progress progress = Progress.start(
                        context, !common.quiet && !common.json, "Fetching " + key.name(), Progress.Total.UNKNOWN);
                ClientSession session = common.open(context, properties, Watcher.with(progress, context, common))) {
            result = pdb ? session.findPdbOf(context.resolve(String.valueOf(image))) : session.find(key);
        }
        int exit = ResultOutput.exitCode(result);
        if (result instanceof LookupResult.Found found && output != null) {
            Path target = FoundFile.copy(found, key.name(), context.resolve(output));
            if (common.json) {
                ResultOutput.json(context.out(), key, FoundFile.at(found, target));
            } else {
                context.out().println(target);
            }
        } else if (common.json) {
            ResultOutput.json(context.out(), key, result);
        } else if (result instanceof LookupResult.NotFound missing) {
            SymSrvErrors.message(context, ResultOutput.reason(key, missing));
        } else {
            ResultOutput.place(result).ifPresent(context.out()::println);
        }
        return exit;
    }

    private FileKey key() throws UsageException, IOException {
        if (image == null) {
            if (operands.size() != 2 || pdb) {
                throw UsageException.rule("Name and index are required, or '--for <file>' with or without '--pdb'.");
            }
            return new FileKey(operands.get(0), operands.get(1));
        }
        if (!operands.isEmpty()) {
            throw UsageException.rule("'--for' and a name exclude each other.");
        }
        Path file = context.resolve(image);
        Optional<FileKey> key =
                pdb ? FileKey.pdbOf(file) : FileKey.of(file).stream().findFirst();
        return key.orElseThrow(
                () -> new IOException(image + (pdb ? ": names no PDB" : ": no file of a kind that has a key")));
    }
}
