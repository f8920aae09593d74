// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.session;

import java.time.Instant;

/**
 * A store is known not to have a file.
 *
 * @param store it, secrets masked
 * @param key the file
 * @param until when that is forgotten
 */
public record RememberedMiss(String store, FileKey key, Instant until) {}
