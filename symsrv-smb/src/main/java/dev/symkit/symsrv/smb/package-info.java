// SPDX-License-Identifier: Apache-2.0
/**
 * Symbol stores on a share ({@code \\server\share\...}), reached over SMB 2 and 3 without a mount: the storage of
 * symbol-store-format 8.1, found with {@link java.util.ServiceLoader}. Only {@link dev.symkit.symsrv.smb.SmbShare} and what it hands
 * out talk to the server; above them stands the logic of a store.
 */
@NullMarked
package dev.symkit.symsrv.smb;

import org.jspecify.annotations.NullMarked;
