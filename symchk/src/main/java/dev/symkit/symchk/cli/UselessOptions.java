// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.cli;

import dev.symkit.symchk.InputRequest;
import dev.symkit.symchk.check.Only;
import java.util.ArrayList;
import java.util.List;

/** Options that were given and change nothing beside the others: each gets a line (symchk.md 1.2 for {@code /fm}; the rest is our choice). */
final class UselessOptions {
    private final ChkOptions options;
    private final List<String> lines = new ArrayList<>();

    private UselessOptions(ChkOptions options) {
        this.options = options;
    }

    /** One line for each. {@code /s} with {@code /om} is documented to mean nothing and has none. */
    static List<String> of(ChkOptions options) {
        UselessOptions useless = new UselessOptions(options);
        useless.input();
        useless.output();
        if (options.fetches()) {
            useless.fetching();
        } else if (options.records()) {
            useless.recording();
        }
        return useless.lines;
    }

    /** @param useful whether the option means something here */
    private void only(String option, boolean given, boolean useful, String where) {
        if (given && !useful) {
            lines.add(option + " counts for " + where + " only");
        }
    }

    private void not(String option, boolean given, String where) {
        if (given) {
            lines.add(option + " does not count with " + where);
        }
    }

    private void input() {
        InputOptions input = options.input;
        boolean files = input.form() == InputRequest.Form.FILES || input.form() == InputRequest.Form.LIST;
        only("/r", input.recurse, files && !options.fetches(), "files and lists");
        only("/fm", input.module != null, input.readsMemory(), "dumps and processes");
        only("/cc", input.outsideOnly, input.hotfix != null && !options.records(), "checks of hotfixes");
        only("/cn", input.notSuspended, input.readsProcesses(), "processes");
    }

    private void output() {
        OutputOptions output = options.output;
        boolean dump = options.input.dump != null;
        only("--manifest-images", output.manifestImages, options.records(), "/om");
        only("--images", output.images, !options.records() && (dump || options.fetches()), "/id and /im");
        only("--signature", output.signature, !dump, "files");
        only("--checksum", output.checksum, !dump, "files");
    }

    /** Lines of a manifest are fetched by name and index; nothing else is known of them. */
    private void fetching() {
        SearchOptions search = options.search;
        not("/ob", options.output.fullBinaries, "/im");
        not("/ov", options.output.versions, "/im");
        not("/cs", search.debugDataOptional, "/im");
        not("/d" + search.dbgRule, search.dbgRule != null, "/im");
        not("/p" + search.pdbRule, search.pdbRule != null, "/im");
        not(search.only() == Only.PRIVATE ? "the p of /s" : "the s of /s", search.only() != Only.ANY, "/im");
    }

    /** Whoever writes a manifest searches and judges nothing. */
    private void recording() {
        SearchOptions search = options.search;
        not("/ee", options.input.forgive != null, "/om");
        not("/os", options.output.fullSymbols, "/om");
        not("/cs", search.debugDataOptional, "/om");
        not("/d" + search.dbgRule, search.dbgRule != null, "/om");
        not("/p" + search.pdbRule, search.pdbRule != null, "/om");
        not("--no-network", search.offline, "/om");
        not("--jobs", search.jobs != null, "/om");
        not("--timeout", search.timeout != null, "/om");
        not("--retries", search.retries != null, "/om");
    }
}
