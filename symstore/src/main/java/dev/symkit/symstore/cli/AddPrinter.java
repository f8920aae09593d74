// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.symstore.files.AddReport;
import dev.symkit.symstore.files.FileReport;
import dev.symkit.symstore.files.FileReport.Mark;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * Prints what came of an add (symstore.md 4).
 *
 * @param verbose whether there is a line for each file
 * @param pointers whether pointers were stored
 * @param force whether stored files with other content are replaced
 * @param notes what is to be said whatever came of it
 */
record AddPrinter(boolean verbose, boolean pointers, boolean force, List<String> notes) {

    void print(AddReport report, PrintStream out, PrintStream err) {
        notes.forEach(note -> SymStoreErrors.message(out, note));
        report.notes().forEach(note -> SymStoreErrors.message(out, note));
        if (verbose) {
            report.details().forEach(detail -> SymStoreErrors.message(out, detail));
        }
        for (FileReport file : report.files()) {
            print(file, out, err);
        }
        printWarnings(report, err);
        report.unmatched().forEach(message -> SymStoreErrors.print(out, "Runtime", message));
        out.println();
        SymStoreErrors.summary(
                out,
                pointers ? "pointers" : "files",
                report.count("stored", "same"),
                report.errors(),
                report.ignored());
    }

    /** What goes to standard error, under {@code --json} too. */
    void printWarnings(AddReport report, PrintStream err) {
        report.warnings().forEach(warning -> err.println("symstore: " + warning));
        for (FileReport file : report.files()) {
            if (file.status().equals("stored") && !file.message().isEmpty()) {
                err.println("symstore: " + file.source() + ": " + file.message());
            }
            if (file.is(Mark.CLASS_CHANGED)) {
                err.println("symstore: Replacing " + file.path() + ", content differs; it is now " + file.symbolClass()
                        + ", public and private symbols share a key");
            }
        }
    }

    private void print(FileReport file, PrintStream out, PrintStream err) {
        switch (file.status()) {
            case "ignored" -> {
                if (verbose) {
                    printIgnored(file, out, err);
                }
            }
            case "skipped" -> printSkipped(file, out);
            case "error" -> {
                if (verbose && !file.path().isEmpty()) {
                    printStored(file, out);
                }
                SymStoreErrors.print(
                        out,
                        "Runtime",
                        "Failed to copy " + file.source() + " to server Error" + file.errorCode() + ": "
                                + file.message());
            }
            default -> {
                if (verbose) {
                    printStored(file, out);
                }
            }
        }
    }

    static void printIgnored(FileReport file, PrintStream out, PrintStream err) {
        boolean unknown = file.errorCode() == FileReport.INVALID_DATA;
        String why = unknown ? "not a known file type. ErrorLevel is " + FileReport.INVALID_DATA : file.message();
        SymStoreErrors.message(out, "Skipping file " + file.source() + " - " + why + ".");
        if (unknown && !file.message().isEmpty()) {
            err.println("symstore: " + file.message());
        }
    }

    private void printSkipped(FileReport file, PrintStream out) {
        if (file.is(Mark.SECONDARY) && !file.message().isEmpty()) {
            SymStoreErrors.message(
                    out, file.source() + " - not stored under " + file.key() + " too: " + file.message());
        } else if (verbose) {
            SymStoreErrors.message(out, "Skipping file " + file.source() + " - " + file.path() + " is there already.");
        }
    }

    private void printStored(FileReport file, PrintStream out) {
        if (file.path().isEmpty()) {
            SymStoreErrors.message(out, "Indexing " + file.source() + " as " + file.name() + "\\" + file.key());
        } else if (pointers) {
            SymStoreErrors.message(
                    out, "Storing pointer to " + file.source() + " in " + SymStoreErrors.directory(file.path()));
        } else {
            SymStoreErrors.message(
                    out,
                    "Copying " + file.source() + " to " + file.path() + " [Force: " + (force ? "T" : "F")
                            + ", Compress: " + (file.is(Mark.COMPRESSED) ? "T" : "F") + "]");
        }
        if (file.is(Mark.REPLACED)) {
            SymStoreErrors.message(out, "Replacing " + file.path() + ", content differs");
        }
        if (file.status().equals("same") && !file.message().isEmpty()) {
            SymStoreErrors.message(out, file.path() + ": " + file.message());
        }
    }

    static void json(AddReport report, String store, PrintStream out) throws IOException {
        JsonOut.write(out, json -> {
            json.text("verb", "add");
            json.text("id", report.id());
            json.text("store", store);
            json.number("stored", report.count("stored", "same"));
            json.number("errors", report.errors());
            json.number("ignored", report.ignored());
            json.array("files", report.files(), AddPrinter::file);
        });
    }

    static void file(JsonOut json, FileReport file) throws IOException {
        json.text("source", file.source());
        json.text("name", file.name());
        json.text("key", file.key());
        json.text("class", file.symbolClass());
        json.text("path", file.path());
        json.text("status", file.status());
        json.text("message", file.message());
    }
}
