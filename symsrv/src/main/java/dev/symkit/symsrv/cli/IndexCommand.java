// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symsrv.session.FileKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code symsrv index}. */
@Command(name = "index")
final class IndexCommand implements Callable<Integer> {
    private final ToolContext context;

    @Option(names = "--json")
    boolean json;

    @Option(names = "--pdb")
    boolean pdb;

    @Parameters
    List<String> files = new ArrayList<>();

    IndexCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UsageException, IOException {
        if (files.isEmpty()) {
            throw UsageException.rule("A file is required with index.");
        }
        int exit = SymSrvErrors.FOUND;
        for (String file : files) {
            try {
                List<FileKey> keys = keys(context.resolve(file));
                if (keys.isEmpty()) {
                    throw new IOException(file + (pdb ? ": names no PDB" : ": no file of a kind that has a key"));
                }
                for (FileKey key : keys) {
                    tell(file, key);
                }
            } catch (IOException e) {
                SymSrvErrors.message(context, SymSrvErrors.describe(e));
                exit = SymSrvErrors.NOT_FOUND;
            }
        }
        return exit;
    }

    private List<FileKey> keys(Path file) throws IOException {
        return pdb ? FileKey.pdbOf(file).stream().toList() : FileKey.of(file);
    }

    private void tell(String file, FileKey key) throws IOException {
        if (json) {
            JsonOut.write(context.out(), out -> {
                out.text("file", file);
                out.text("name", key.name());
                out.text("index", key.index());
            });
        } else {
            context.out().println(key);
        }
    }
}
