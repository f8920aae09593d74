// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A finished add.
 *
 * @param id its transaction; empty if there is none
 * @param done whether anything was written; if not, no file was found
 * @param files what became of each file, in path order
 * @param unmatched one message for each value that named nothing
 * @param notes what else is worth saying
 * @param details what is worth saying to those who want to know all
 * @param warnings what deserves attention even where nobody reads the output
 */
public record AddReport(
        String id,
        boolean done,
        List<FileReport> files,
        List<String> unmatched,
        List<String> notes,
        List<String> details,
        List<String> warnings) {
    /** Copies the lists. */
    public AddReport {
        files = List.copyOf(files);
        unmatched = List.copyOf(unmatched);
        notes = List.copyOf(notes);
        details = List.copyOf(details);
        warnings = List.copyOf(warnings);
    }

    /** There was no file. */
    static AddReport nothing(Sources sources) {
        return new AddReport("", false, sources.errors(), sources.unmatched(), List.of(), List.of(), List.of());
    }

    /** The report of what became of the files that were found. */
    static AddReport of(String id, List<FileReport> reports, Sources sources, List<String> notes) {
        List<FileReport> files = new ArrayList<>(reports);
        files.sort(Comparator.comparing(FileReport::source, String.CASE_INSENSITIVE_ORDER)
                .thenComparing(FileReport::source));
        return new AddReport(
                id,
                true,
                files,
                sources.unmatched(),
                notes,
                NameWarnings.renamed(sources.files()),
                NameWarnings.shortNames(sources.files()));
    }

    /** Number of files with one of the statuses; further entries of a file do not count. */
    public long count(String... statuses) {
        return files.stream()
                .filter(file ->
                        !file.is(FileReport.Mark.SECONDARY) && List.of(statuses).contains(file.status()))
                .count();
    }

    /** Number of errors. Values that named nothing count only where others named something. */
    public long errors() {
        return count("error") + (done ? unmatched.size() : 0);
    }

    /** Number of files left alone: of no known kind, not wanted, or in the store already where that is asked for. */
    public long ignored() {
        return count("ignored", "skipped");
    }
}
