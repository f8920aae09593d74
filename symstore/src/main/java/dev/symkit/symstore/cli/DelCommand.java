// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symstore.DeleteFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code symstore del}. */
@Command(name = "del")
final class DelCommand implements Callable<Integer> {
    private final ToolContext context;

    @Mixin
    StoreOptions common = new StoreOptions();

    @Option(names = "-i")
    List<String> ids = new ArrayList<>();

    @Option(names = "--force")
    boolean force;

    @Option(names = "-t")
    @Nullable
    String product;

    @Option(names = "-v")
    @Nullable
    String version;

    @Option(names = "--yes")
    boolean yes;

    @Option(names = "--dry-run")
    boolean dryRun;

    @Option(names = "--older-than")
    @Nullable
    String olderThan;

    @Option(names = "--keep-last")
    @Nullable
    String keepLast;

    @Option(names = "--max-size")
    @Nullable
    String maxSize;

    @Option(names = "--map")
    @Nullable
    String map;

    DelCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        return common.withOutput(context, "del", out -> delete(request(), out));
    }

    private DeleteFiles.Request request() throws UsageException {
        refuseUnsupported();
        Rules.require(!ids.isEmpty(), "'/i <id>' is required with del.");
        Rules.require(common.store != null, "'/s <store>' is required with del.");
        Rules.require(ids.size() == 1, "More than one '/i' is not supported yet.");
        String id = ids.get(0);
        Rules.require(DeleteFiles.isId(id), "Invalid value '" + id + "' for '/i'.");
        return new DeleteFiles.Request(common.target(context), id, force);
    }

    private int delete(DeleteFiles.Request request, PrintStream out) throws IOException {
        DeleteFiles.Report report = new DeleteFiles().run(request, new DeleteFiles.Listener() {
            @Override
            public void waiting(String holder) {
                if (common.verbose && !common.json) {
                    SymStoreErrors.message(out, "Waiting for the store's lock, held by " + holder);
                    out.flush();
                }
            }

            @Override
            public void committed(String own) {
                if (!common.json) {
                    out.println("Finding ID...  " + own);
                    out.flush();
                }
            }
        });
        if (common.json) {
            json(report, out);
        } else {
            print(report, out);
        }
        return common.exit(report.errors() > 0 ? 1 : 0);
    }

    private void refuseUnsupported() throws UsageException {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("/t", product != null);
        given.put("/v", version != null);
        given.put("--yes", yes);
        given.put("--dry-run", dryRun);
        given.put("--older-than", olderThan != null);
        given.put("--keep-last", keepLast != null);
        given.put("--max-size", maxSize != null);
        given.put("--map", map != null);
        for (Map.Entry<String, Boolean> option : given.entrySet()) {
            Rules.require(!option.getValue(), "'" + option.getKey() + "' is not supported yet.");
        }
    }

    private void print(DeleteFiles.Report report, PrintStream out) {
        report.messages().forEach(message -> SymStoreErrors.print(out, "Store", message));
        if (common.verbose) {
            report.notes().forEach(note -> SymStoreErrors.message(out, note));
        }
        out.println();
        out.println("SYMSTORE: Number of files deleted = " + report.files());
        out.println("SYMSTORE: Number of references removed = " + report.references());
        out.println("SYMSTORE: Number of errors = " + report.errors());
    }

    private void json(DeleteFiles.Report report, PrintStream out) throws IOException {
        JsonOut.write(out, json -> {
            json.text("verb", "del");
            json.text("store", common.store == null ? "" : common.store);
            json.array("deleted", List.of(report), (each, deleted) -> {
                each.text("id", deleted.id());
                each.text("transaction", deleted.deleted());
                each.number("files", deleted.files());
                each.number("references", deleted.references());
                each.number("errors", deleted.errors());
            });
        });
    }
}
