// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

/**
 * Names of the files that writers of one store share whichever way they reach it (symbol-store-format 5.6 and 8.3): a writer on the
 * file server, one with a mount and one that speaks SMB itself keep out of each other's way by them.
 */
public final class StorageNames {
    /** The administration directory, as it is made; it is found in any case. */
    public static final String ADMIN = "000Admin";

    /** The lock file, in the administration directory. */
    public static final String LOCK = ".symstore.lock.excl";

    /** How the names of all staging begin, in the administration directory. */
    public static final String STAGING_PREFIX = "tmp-";

    /** In a staging directory: the file that its writer holds locked for as long as it lives. */
    public static final String ALIVE = "alive";

    /** Parent of the staging directories in the root of a store that is not managed; removed with the last of them. */
    public static final String LAYOUT_STAGING = ".symstore.tmp";

    private StorageNames() {}
}
