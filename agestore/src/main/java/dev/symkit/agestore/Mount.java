// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A file system in the directory tree of this machine. Immutable.
 *
 * @param point where it is
 * @param type {@code ext4}, {@code apfs}, {@code nfs}, ...
 * @param options {@code relatime}, {@code noatime}, ...
 */
record Mount(String point, String type, List<String> options) {
    private static final int POINT = 4;
    private static final int OPTIONS = 5;

    Mount {
        options = List.copyOf(options);
    }

    boolean has(String option) {
        return options.contains(option);
    }

    /** The mount that holds {@code path}, which is real: the longest mount point; of two in one place the later. */
    static Optional<Mount> holding(Path path, List<Mount> mounts) {
        Optional<Mount> best = Optional.empty();
        for (Mount mount : mounts) {
            boolean longer = best.isEmpty()
                    || mount.point().length() >= best.get().point().length();
            if (longer && path.startsWith(mount.point())) {
                best = Optional.of(mount);
            }
        }
        return best;
    }

    /**
     * The lines of {@code /proc/self/mountinfo}: {@code id parent major:minor root point options [tag...] - type source superoptions},
     * with {@code \040} and the like for characters that separate. The last options are those of the file system itself; of them
     * only {@code ro} counts here. Source: proc(5). Lines of another form are passed over.
     */
    static List<Mount> ofMountInfo(String text) {
        List<Mount> mounts = new ArrayList<>();
        for (String line : text.lines().toList()) {
            List<String> fields = Arrays.asList(line.split(" ", -1));
            int dash = fields.indexOf("-");
            if (dash <= OPTIONS || dash + 1 >= fields.size()) {
                continue;
            }
            List<String> options =
                    new ArrayList<>(Arrays.asList(fields.get(OPTIONS).split(",")));
            if (dash + 3 < fields.size()
                    && Arrays.asList(fields.get(dash + 3).split(",")).contains("ro")) {
                options.add("ro");
            }
            mounts.add(new Mount(unescape(fields.get(POINT)), fields.get(dash + 1), options));
        }
        return List.copyOf(mounts);
    }

    /** The lines of the command {@code mount} of macOS: {@code source on /point (type, option, ...)}. */
    static List<Mount> ofMount(String text) {
        List<Mount> mounts = new ArrayList<>();
        for (String line : text.lines().toList()) {
            int on = line.indexOf(" on /");
            int open = line.lastIndexOf(" (");
            if (on < 0 || open < on || !line.endsWith(")")) {
                continue;
            }
            List<String> words = List.of(line.substring(open + 2, line.length() - 1)
                    .toLowerCase(Locale.ROOT)
                    .split(",\\s*"));
            mounts.add(new Mount(line.substring(on + 4, open), words.get(0), words));
        }
        return List.copyOf(mounts);
    }

    /** Replaces a backslash with three octal digits by the character that they mean. */
    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && text.substring(i).matches("(?s)\\\\[0-3][0-7]{2}.*")) {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }
}
