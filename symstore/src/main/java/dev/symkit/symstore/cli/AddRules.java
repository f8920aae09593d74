// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.cli;

import static dev.symkit.symstore.cli.Rules.require;

import dev.symkit.cli.UsageException;
import dev.symkit.symstore.Shares;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which options of {@code add} go together (symstore.md 2.1). */
final class AddRules {
    private final AddSwitches add;
    private final TextOptions texts;
    private final FileOptions files;
    private final Map<String, Boolean> given;

    AddRules(AddSwitches add, TextOptions texts, FileOptions files, boolean store) {
        this.add = add;
        this.texts = texts;
        this.files = files;
        this.given = add.given();
        given.put("/s", store);
        given.put("/t", texts.product != null);
        given.put("/v", texts.version != null);
        given.put("/c", texts.comment != null);
        given.put("/r", files.recurse);
        given.put("/f", !files.files.isEmpty());
    }

    /** Refuses the first thing that does not fit. */
    void check() throws UsageException {
        if (has("/x")) {
            checkWritingAnIndex();
        } else {
            require(has("/t"), "'/t <product>' is required with this add type.");
            require(has("/s"), "'/s <store>' is required with this add type.");
            require(has("/f") != (has("/y") || has("/yi")), "'/f <file>' or '/y <indexfile>' is required.");
        }
        if (has("/y") || has("/yi")) {
            checkReadingAnIndex();
        }
        only("/x", "/a", "/q");
        only("/p", "/l", "-:MSG", "-:REL", "--ptr-prefix");
        only("/y", "--verify");
        only("/compress", "--max-compress");
        checkClass(add.filter, "/z");
        checkClass(add.preferClass, "/h");
        texts.check();
        Rules.requireText(add.message, "-:MSG");
        checkPaths();
    }

    private boolean has(String name) {
        return given.getOrDefault(name, false);
    }

    private void checkWritingAnIndex() throws UsageException {
        List<String> excluded =
                List.of("/s", "/t", "/v", "/c", "/y", "/yi", "/m", "/h", "/compress", "/3", "--layout-only");
        for (String option : excluded) {
            refuse(has(option), option, "cannot be used with '/x'");
        }
        require(has("/f"), "'/f <file>' or '/y <indexfile>' is required.");
        require(has("/g"), "'/g <share>' is required with '/x'.");
    }

    private void checkReadingAnIndex() throws UsageException {
        require(has("/g"), "'/g <share>' is required with '/y'.");
        for (String option : List.of("/f", "/r", "/z", "--strict-compat", "--portable-key")) {
            refuse(has(option), option, "cannot be used with '/y'");
        }
    }

    /** Refuses options that make no sense without another one. */
    private void only(String condition, String... options) throws UsageException {
        boolean holds = has(condition) || (condition.equals("/y") && has("/yi"));
        for (String option : options) {
            refuse(has(option) && !holds, option, "can only be used with '" + condition + "'");
        }
    }

    private void checkPaths() throws UsageException {
        String share = add.share;
        if (share != null) {
            for (String file : files.named()) {
                require(beginsWith(file, share), "'" + file + "' does not begin with '" + share + "'.");
            }
        }
        if (has("/p") && !has("/l") && !has("-:REL")) {
            for (String file : share != null && !has("/f") ? List.of(share) : files.named()) {
                require(
                        Shares.isShared(file),
                        "'" + file + "' is a local path; use '/l' to store pointers to local files.");
            }
        }
    }

    private static boolean beginsWith(String file, String share) {
        return file.replace('\\', '/')
                .toLowerCase(Locale.ROOT)
                .startsWith(share.replace('\\', '/').toLowerCase(Locale.ROOT));
    }

    private static void checkClass(@Nullable String value, String option) throws UsageException {
        if (value != null && !value.equalsIgnoreCase("PUB") && !value.equalsIgnoreCase("PRI")) {
            throw Rules.invalid(value, option);
        }
    }

    private static void refuse(boolean condition, String option, String why) throws UsageException {
        require(!condition, "'" + option + "' " + why + ".");
    }
}
