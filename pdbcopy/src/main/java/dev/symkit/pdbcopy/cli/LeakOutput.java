// SPDX-License-Identifier: Apache-2.0
package dev.symkit.pdbcopy.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.pdbcopy.LeakClass;
import dev.symkit.pdbcopy.LeakDetector;
import dev.symkit.pdbcopy.LeakFinding;
import dev.symkit.pdbcopy.LeakRepair;
import dev.symkit.pdbcopy.LeakReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Runs {@code -CVE-2018-1037} and says what was found.
 *
 * @param context where to print
 * @param json one object instead of text
 * @param verbose every finding with its first bytes
 */
record LeakOutput(ToolContext context, boolean json, boolean verbose) {
    private static final int LEAK_FOUND = 4;

    int inspect(Path pdb) throws IOException {
        LeakReport report = LeakDetector.inspect(pdb);
        print(pdb, report, false);
        return report.isClean() ? 0 : LEAK_FOUND;
    }

    int repair(Path pdb, Path backup) throws IOException {
        print(pdb, LeakRepair.repair(pdb, backup, context.cancellation()::isCancelled), true);
        return 0;
    }

    private void print(Path pdb, LeakReport report, boolean repaired) throws IOException {
        if (json) {
            JsonOut.write(context.out(), out -> json(out, pdb, report, repaired));
            return;
        }
        PrintStream out = context.out();
        if (verbose) {
            report.findings().forEach(finding -> out.println(line(finding)));
        }
        report.totals()
                .forEach((type, total) -> out.println(type.code() + " " + type.text() + ": " + total.findings()
                        + " places, " + total.bytes() + " bytes"));
        String verdict = repaired ? "repaired, " + report.bytes() + " bytes zeroed" : "vulnerable";
        out.println(pdb + ": " + (report.isClean() ? "clean" : verdict));
    }

    private static String line(LeakFinding finding) {
        byte[] head = finding.headBytes();
        return finding.type().code() + " " + finding.place() + " (file +0x"
                + HexFormat.of().withUpperCase().toHexDigits(finding.position(), 8) + "), " + finding.bytes()
                + " bytes: "
                + HexFormat.of().formatHex(head) + "  " + printable(head);
    }

    private static String printable(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
    }

    private static void json(JsonOut out, Path pdb, LeakReport report, boolean repaired) throws IOException {
        out.text("file", pdb.toString());
        out.bool("clean", report.isClean());
        out.bool("repaired", repaired && !report.isClean());
        out.array("classes", report.totals().entrySet(), (each, entry) -> {
            each.text("class", entry.getKey().code());
            each.text("what", entry.getKey().text());
            each.number("findings", entry.getValue().findings());
            each.number("bytes", entry.getValue().bytes());
        });
        out.array("findings", report.findings(), (each, finding) -> {
            LeakClass type = finding.type();
            each.text("class", type.code());
            each.text("place", finding.place().toString());
            each.number("position", finding.position());
            each.number("bytes", finding.bytes());
            each.text("head", HexFormat.of().formatHex(finding.headBytes()));
        });
    }
}
