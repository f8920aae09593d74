// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.cli;

import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symproxy.registry.ImportProxy;
import dev.symkit.symproxy.registry.ImportProxy.Imported;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code symproxy import}: a configuration of the registry settings of Microsoft's SymProxy. */
@Command(name = "import")
final class ImportCommand implements Callable<Integer> {
    private final ToolContext context;

    @Option(names = "--reg")
    @Nullable
    String reg;

    @Option(names = "--ini")
    @Nullable
    String ini;

    @Option(names = "--out")
    @Nullable
    String out;

    ImportCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UsageException, IOException {
        if (reg == null) {
            throw UsageException.rule("'--reg <file>' is required.");
        }
        Path export = CommonOptions.path(context, reg, "--reg");
        Optional<Path> other = ini == null ? Optional.empty() : Optional.of(CommonOptions.path(context, ini, "--ini"));
        Imported imported = new ImportProxy().run(export, other);
        imported.warnings().forEach(warning -> SymProxyErrors.say(context, "warning: " + warning));
        if (imported.directories() == 0) {
            SymProxyErrors.say(context, "warning: " + export + ": no key below 'Web Directories': nothing to serve");
        }
        if (out == null) {
            imported.lines().forEach(context.out()::println);
        } else {
            imported.write(CommonOptions.path(context, out, "--out"));
        }
        return 0;
    }
}
