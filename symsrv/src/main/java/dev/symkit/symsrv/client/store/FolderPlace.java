// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.store;

import dev.symkit.store.storage.StoreStorage;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a store in a directory is.
 *
 * @param label as in the symbol path
 * @param storage the way to read it
 * @param root its directory; empty if files have to be fetched before they can be opened
 * @param flat whether all files are in its root (symsrv.md 3.5)
 */
public record FolderPlace(String label, StoreStorage storage, Optional<Path> root, boolean flat) {}
