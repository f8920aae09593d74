// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symstore.StoreTarget;
import dev.symkit.symstore.verify.Problem;
import dev.symkit.symstore.verify.RepairStore;
import dev.symkit.symstore.verify.VerifyReport;
import dev.symkit.symstore.verify.VerifyStore;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code symstore verify}. */
@Command(name = "verify")
final class VerifyCommand implements Callable<Integer> {
    private final ToolContext context;

    @Mixin
    StoreOptions common = new StoreOptions();

    @Option(names = "--repair")
    boolean repair;

    VerifyCommand(ToolContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        return common.withOutput(context, "verify", out -> verify(target(), out));
    }

    private StoreTarget target() throws UsageException, IOException {
        common.requireStore("verify");
        return common.target(context);
    }

    private int verify(StoreTarget target, PrintStream out) throws IOException {
        VerifyReport report =
                repair ? new RepairStore().run(target, common.verbose) : new VerifyStore().run(target, common.verbose);
        if (common.json) {
            json(report, out);
        } else {
            print(report, out);
        }
        return common.exit(report.isClean() ? 0 : 1);
    }

    private void print(VerifyReport report, PrintStream out) {
        for (Problem problem : report.problems()) {
            String id = problem.id().isEmpty() ? "" : " (transaction " + problem.id() + ")";
            SymStoreErrors.message(
                    out,
                    problem.kind() + ": " + problem.path() + id + ": " + problem.message()
                            + (report.repaired().contains(problem) ? " (repaired)" : ""));
        }
        report.notes().forEach(note -> SymStoreErrors.message(out, note));
        out.println("SYMSTORE: Number of problems = " + report.problems().size());
        if (repair) {
            out.println("SYMSTORE: Number of problems repaired = "
                    + report.repaired().size());
        }
    }

    private void json(VerifyReport report, PrintStream out) throws IOException {
        JsonOut.write(out, json -> {
            json.text("verb", "verify");
            json.text("store", common.storeText());
            json.array("problems", report.problems(), (each, problem) -> {
                each.text("kind", problem.kind());
                each.text("path", problem.path());
                each.text("id", problem.id());
                each.text("message", problem.message());
                each.bool("repaired", report.repaired().contains(problem));
            });
        });
    }
}
