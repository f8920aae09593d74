// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

/**
 * An amount of space: so many bytes, or a share of the disk. Immutable.
 *
 * @param bytes the amount; of no meaning if there is a share
 * @param share the share; 0 if it is an amount
 */
public record SpaceLimit(long bytes, double share) {
    /** The bytes that this is on a disk of a size. */
    public long of(long disk) {
        return share > 0 ? (long) (disk * share) : bytes;
    }
}
