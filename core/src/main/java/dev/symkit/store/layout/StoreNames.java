// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.layout;

import java.util.List;
import java.util.Optional;

/** Names of files in the root and in key directories of a store. */
public final class StoreNames {
    /** Marker: this directory is a symbol store. */
    public static final String PINGME = "pingme.txt";

    /** The administration directory, as it is created. */
    public static final String ADMIN = "000Admin";

    /** SymProxy's own data in the root. */
    public static final String SYMPROXY = ".symproxy";

    /** In 000Admin: the last transaction id used, ten digits without a line end (observed). */
    public static final String LAST_ID = "lastid.txt";

    /** In 000Admin: marker of a store that keeps no references. */
    public static final String NO_REFS = "norefs";

    /**
     * In 000Admin of a store of canonical names: written anew by each change that is no transaction, so that a writer knows what it need
     * not look at twice.
     */
    public static final String LAST_CHANGE = "lastchange.txt";

    /** In 000Admin: an unfinished copy of another store. */
    public static final String COPY_MARK = "copy.unfinished";

    /** In 000Admin: an unfinished conversion between the tiers. */
    public static final String CONVERT_JOURNAL = "convert.journal";

    /** In the root, while files are added without making it a managed store. */
    public static final String LAYOUT_STAGING = ".symstore.tmp";

    /** In 000Admin: entries on their way between the tiers whose name is that of a prefix. */
    public static final String CONVERT_TMP = "convert.tmp";

    /** Behind the id of a transaction: its plan, committed and not yet carried out. */
    public static final String PENDING = ".pending";

    /** Behind the id of a transaction: it was deleted. */
    public static final String DELETED = ".deleted";

    private StoreNames() {}

    /** The first of some names that is the wanted one, ignoring case. */
    public static Optional<String> find(String wanted, List<String> names) {
        return names.stream().filter(wanted::equalsIgnoreCase).findFirst();
    }

    /** The first of some names that is that of a stored file, as it is or else compressed. */
    public static Optional<String> findStored(String name, List<String> names) {
        return find(name, names).or(() -> compressed(name).flatMap(form -> find(form, names)));
    }

    /**
     * Name of the compressed form of a stored file: the last character is replaced by {@code _} (observed). Empty if the
     * name has one character or ends in {@code _} already: such a file is only stored as it is (our choice).
     */
    public static Optional<String> compressed(String name) {
        if (name.length() < 2 || name.endsWith("_")) {
            return Optional.empty();
        }
        int last = name.offsetByCodePoints(name.length(), -1);
        return last == 0 ? Optional.empty() : Optional.of(name.substring(0, last) + "_");
    }
}
