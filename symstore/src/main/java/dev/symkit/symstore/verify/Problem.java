// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.verify;

/**
 * One thing that is wrong with a store.
 *
 * @param kind one of the constants of this type
 * @param path the file or directory it is about, relative to the store root, parts separated by {@code /}
 * @param id the transaction it is about, ten digits; empty if it is about none
 * @param message what is wrong, for people
 */
public record Problem(String kind, String path, String id, String message) {
    /** A plan that was committed and not yet carried out; the next add or del finishes it. */
    public static final String UNFINISHED = "unfinished";

    /** lastid.txt is missing, malformed or smaller than an id in use. */
    public static final String LAST_ID = "lastid";

    /** server.txt is missing, or a line of it is malformed or out of order. */
    public static final String SERVER = "server";

    /** A line of history.txt is malformed or out of order. */
    public static final String HISTORY = "history";

    /** The file of a live transaction is missing or has a malformed line. */
    public static final String TRANSACTION = "transaction";

    /** A live transaction lists an entry that does not refer back to it. */
    public static final String NO_REFERENCE = "no-reference";

    /** A line of refs.ptr is malformed, or the file cannot be read. */
    public static final String REFS = "refs";

    /** A reference names a transaction that is not live. */
    public static final String UNKNOWN_TRANSACTION = "unknown-transaction";

    /** There is a reference to a file but no stored file; without references, a transaction lists an entry that is not there. */
    public static final String MISSING_FILE = "missing-file";

    /** The newest reference is a pointer but there is no file.ptr. */
    public static final String MISSING_POINTER = "missing-pointer";

    /** The newest reference is a file but there is a file.ptr. */
    public static final String EXTRA_POINTER = "extra-pointer";

    /** The newest reference is a pointer, and the file.ptr points elsewhere or cannot be read. */
    public static final String WRONG_POINTER = "wrong-pointer";

    /** A conversion between the layouts was not finished; ConvertStore finishes it. */
    public static final String CONVERSION = "unfinished-conversion";

    /** A stored file belongs into another key directory. */
    public static final String WRONG_KEY = "wrong-key";

    /** A stored file is damaged or cannot be read. */
    public static final String DAMAGED_FILE = "damaged-file";
}
