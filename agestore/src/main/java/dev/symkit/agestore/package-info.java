// SPDX-License-Identifier: Apache-2.0
/**
 * Deletes files of a directory tree that were not used for long ({@link dev.symkit.agestore.AgeFiles}): trims the caches of symbol
 * clients. Knows symbol stores ({@link dev.symkit.agestore.StoreGuard}) and what the operating system does about access times
 * ({@link dev.symkit.agestore.AccessTimes}).
 */
@NullMarked
package dev.symkit.agestore;

import org.jspecify.annotations.NullMarked;
